import { parseDocument } from 'yaml';
import { isOpen } from '../../findings/index.ts';
import { CodedError, ERRORS, MODES, type Mode, type Policy } from '../../model/index.ts';
import type { Caller } from '../auth/session.ts';
import type { PolicyInForce } from '../control.ts';
import type { Context, Handlers } from '../handler.ts';

/** A rule's mode under the ceiling of the policy's. */
const under = (ceiling: Mode, own: Mode): Mode => MODES[Math.min(MODES.indexOf(ceiling), MODES.indexOf(own))] ?? 'off';

/** The text with one rule's mode set; comments and layout stay. Errors: SP1102 when there is no place for it. */
function withRuleMode(text: string, rule: string, mode: Mode): string {
  const document = parseDocument(text);
  try {
    document.setIn(['rules', rule, 'mode'], mode);
  } catch (cause) {
    throw new CodedError('SP1102', `the text has no place for the mode of ${rule}`, { cause });
  }
  return document.toString();
}

const shown = ({ policy, text, author, at }: PolicyInForce): PolicyInForce => ({ policy, text, author, at });

/** A change of the policy: what the log calls it, why, and the part of the policy it is about. */
interface Change {
  readonly what: string;
  readonly reason: string;
  readonly part: (policy: Policy) => unknown;
}

/** Makes a change and writes down what was before and after it. */
async function changePolicy(
  { deps, audit }: Context,
  caller: Caller,
  { what, reason, part }: Change,
  make: (author: string) => Promise<PolicyInForce>,
): Promise<PolicyInForce> {
  const before = await deps.control.policy();
  const after = await make(caller.session.user);
  await audit(caller, {
    what,
    object: after.policy.version,
    before: part(before.policy),
    after: part(after.policy),
    reason,
  });
  return shown(after);
}

export function policyHandlers(context: Context): Handlers<'policy' | 'validatePolicy' | 'setPolicy' | 'setMode'> {
  const { control } = context.deps;
  return {
    policy: async () => shown(await control.policy()),
    async validatePolicy({ body }) {
      try {
        return { valid: true, problems: [], policy: await control.readPolicy(body.text) };
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        const { title, mend } = ERRORS[error.code];
        return { valid: false, problems: [{ code: error.code, title, detail: error.detail, mend }], policy: null };
      }
    },
    async setPolicy({ body, caller }) {
      const { policy } = await control.policy();
      if (body.basedOn !== undefined && body.basedOn !== policy.version) {
        throw new CodedError('SP3008', `policy ${policy.version} is in force, the change is based on ${body.basedOn}`);
      }
      const part = ({ version, mode }: Policy): unknown => ({ version, mode });
      return changePolicy(context, caller, { what: 'policy.set', reason: body.reason, part }, (author) =>
        control.setPolicy(body.text, author),
      );
    },
    async setMode({ body, caller }) {
      const part = ({ mode }: Policy): unknown => ({ mode });
      return changePolicy(context, caller, { what: 'policy.mode', reason: body.reason, part }, (author) =>
        control.setMode(body.mode, author, body.reason),
      );
    },
  };
}

export function ruleHandlers(context: Context): Handlers<'rules' | 'setRuleMode'> {
  const { deps, views } = context;
  return {
    async rules() {
      const { policy } = await deps.control.policy();
      const findings = (await views.findings()).rows.filter((finding) => isOpen(finding.state));
      const rows = deps.rules.map((rule) => {
        const own = policy.rules[rule.id] ?? null;
        return {
          ...rule,
          policy: own,
          action: own?.action ?? null,
          effectiveMode: under(policy.mode, own?.mode ?? 'off'),
          openFindings: findings.filter((finding) => finding.rule === rule.id).length,
        };
      });
      return { rows };
    },
    async setRuleMode({ params, body, caller }) {
      if (views.rule(params.id) === undefined) throw new CodedError('SP0004', `no rule ${params.id}`);
      const { text } = await deps.control.policy();
      const next = withRuleMode(text, params.id, body.mode);
      const part = ({ version, rules }: Policy): unknown => ({
        version,
        rule: params.id,
        mode: rules[params.id]?.mode ?? 'off',
      });
      return changePolicy(context, caller, { what: 'policy.rule-mode', reason: body.reason, part }, (author) =>
        deps.control.setPolicy(next, author),
      );
    },
  };
}
