import { createHash } from 'node:crypto';
import type { Rule } from '../detect/index.ts';
import { parseDuration } from '../lib/time/duration.ts';
import type { Mode, Policy, PolicyException, RulePolicy } from '../model/index.ts';
import { readPolicyFile } from './policy-file.ts';
import { DEFAULT_BLOCK_MS, MIN_CONFIDENCE, type PolicyFile, type RuleFile } from './policy-schema.ts';

/**
 * The policy that a file gives for these rules; what it does not name has the rule's default.
 * Errors: CodedError SP1101 (not YAML), SP1102 (wrong value), SP1003 (unknown key), SP1103 (unknown rule), each with
 * file, line and column.
 */
export function parsePolicy(text: string, file: string, rules: readonly Rule[]): Policy {
  return complete(readPolicyFile(text, file, rules), rules);
}

/** Every rule as it defines itself, under one ceiling. */
export function defaultPolicy(mode: Mode, rules: readonly Rule[]): Policy {
  return complete({ mode }, rules);
}

/**
 * The policy under which every request is judged alone: rules with memory are off, and what would block an actor refuses
 * the request only.
 */
export function withoutMemory({ version: _, ...policy }: Policy, rules: readonly Rule[]): Policy {
  const remembers = new Set(rules.filter((rule) => rule.kind === 'actor').map((rule) => rule.id));
  const content = {
    ...policy,
    rules: Object.fromEntries(
      Object.entries(policy.rules).map(([id, own]): [string, RulePolicy] => [
        id,
        {
          ...own,
          ...(remembers.has(id) && { mode: 'off' }),
          ...(own.action === 'block-actor' && { action: 'block-request' }),
        },
      ]),
    ),
  };
  return { version: versionOf(content), ...content };
}

function complete(file: PolicyFile, rules: readonly Rule[]): Policy {
  const content = {
    mode: file.mode ?? 'monitor',
    failure: file.failure ?? 'open',
    rules: Object.fromEntries(rules.map((rule) => [rule.id, rulePolicy(rule, file.rules?.[rule.id])])),
    exceptions: (file.exceptions ?? []).map(toException),
  };
  return { version: versionOf(content), ...content };
}

function rulePolicy(rule: Rule, own: RuleFile | null | undefined): RulePolicy {
  const limits = Object.entries(own?.limits ?? {}).map(([name, value]): [string, number] => [name, toNumber(value)]);
  return {
    mode: own?.mode ?? 'enforce',
    action: own?.action ?? rule.action,
    blockMs: own?.block === undefined ? rule.blockMs || DEFAULT_BLOCK_MS : toNumber(own.block),
    minConfidence: own?.minConfidence ?? MIN_CONFIDENCE,
    limits: { ...rule.limits, ...Object.fromEntries(limits) },
  };
}

/** The schema has let through only numbers and durations. */
const toNumber = (value: number | string | undefined): number =>
  typeof value === 'string' ? (parseDuration(value) ?? 0) : (value ?? 0);

function toException(from: NonNullable<PolicyFile['exceptions']>[number]): PolicyException {
  const { until, addresses, actors, path, ...rest } = from;
  return {
    ...rest,
    ...(addresses && { addresses }),
    ...(actors && { actors }),
    ...(path !== undefined && { path }),
    ...(until !== undefined && { until: Date.parse(until) }),
  };
}

/** Twelve digits of SHA-256 over the content with sorted keys: comments, order and layout do not make a new version. */
function versionOf(content: Omit<Policy, 'version'>): string {
  const sorted = JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex').slice(0, 12);
}
