import { z } from 'zod';
import type { Rule } from '../detect/index.ts';
import { parseDuration } from '../lib/time/duration.ts';
import { LIMITS, MODES, RULE_ACTIONS } from '../model/index.ts';
import { isAddressBlock } from './address-table.ts';

/** For rules that refuse requests by default and are told to block actors instead. */
export const DEFAULT_BLOCK_MS = 900_000;
/** Below it a detector is not sure enough to refuse anything by itself. */
export const MIN_CONFIDENCE = 0.7;

/** What `parseDuration` reads, as a pattern, since editors know nothing else. */
const duration = z.string().regex(/^(\d+(\.\d+)?(ms|s|m|h|d|w))+$/, 'must be a duration such as 90s, 10m, 1h or 7d');
const mode = z.enum(MODES);

/** Limits named `…Ms` are times and may be written as durations. */
function limitSchema(rule: Rule, name: string, value: number): z.ZodType<number | string | undefined> {
  const any = z.number().min(0);
  // Of an actor a larger one would never be reached.
  const count =
    rule.kind === 'actor'
      ? any.max(
          LIMITS.distinctPerActor,
          `must be at most ${LIMITS.distinctPerActor}: no more is remembered of one actor`,
        )
      : any;
  if (!name.endsWith('Ms')) return count.optional().describe(`Default: ${value}.`);
  return z
    .union([z.number().min(0), duration], 'must be milliseconds or a duration such as 10m')
    .optional()
    .describe(`Default: ${formatDuration(value)}.`);
}

function ruleSchema(rule: Rule) {
  const limits = Object.fromEntries(
    Object.entries(rule.limits).map(([name, value]) => [name, limitSchema(rule, name, value)]),
  );
  return z
    .strictObject({
      mode: mode
        .optional()
        .describe(
          'off: not asked. monitor: recorded, nothing is refused. enforce: its action is taken. Default: enforce.',
        ),
      action: z
        .enum(RULE_ACTIONS)
        .optional()
        .describe(`What it leads to where it is enforced. Default: ${rule.action}.`),
      block: duration
        .refine((text) => parseDuration(text) !== 0, 'must be longer than nothing')
        .optional()
        .describe(`How long a block of an actor stands. Default: ${formatDuration(rule.blockMs || DEFAULT_BLOCK_MS)}.`),
      minConfidence: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe(`Signals below it are only logged. Default: ${MIN_CONFIDENCE}.`),
      limits: z.strictObject(limits).nullish().describe("The rule's own limits."),
    })
    .describe(`${rule.title}. ${rule.explanation}`);
}

const exceptionSchema = z
  .strictObject({
    id: z.string().min(1).max(100).describe('Name of the exception, unique in the file.'),
    rules: z.array(z.string()).min(1).describe('Ids of the rules it is from, or "*" for all.'),
    addresses: z
      .array(z.string().refine(isAddressBlock, 'must be an address or a network such as 192.0.2.0/24'))
      .min(1)
      .optional()
      .describe('Client addresses or networks.'),
    actors: z.array(z.string().min(1)).min(1).optional().describe('Actor ids (A-…).'),
    path: z
      .string()
      .startsWith('/', 'must begin with /')
      .optional()
      .describe('Prefix of the endpoint’s path template, by whole segments.'),
    reason: z.string().min(1).describe('Why; shown wherever the exception applies.'),
    until: z.iso
      .datetime({ offset: true, error: 'must be a date or a time such as 2030-01-31T00:00:00Z' })
      .or(z.iso.date('must be a date or a time such as 2030-01-31T00:00:00Z'))
      .optional()
      .describe('When it ends.'),
  })
  .describe('All conditions given hold together. Without addresses, actors or path use `mode: off` instead.');

/** The largest unit that divides it: 900000 → `15m`. */
function formatDuration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'm'],
    [1_000, 's'],
  ] as const;
  const [size, name] = units.find(([one]) => ms % one === 0) ?? [1, 'ms'];
  return `${ms / size}${name}`;
}

/** The policy file for these rules; a section whose lines are all commented out reads as null. The source of policy/policy.schema.json. */
export function policySchema(rules: readonly Rule[]) {
  const byId = Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule).nullish()]));
  return z.strictObject({
    mode: mode.optional().describe('Ceiling over all rules: monitor means nothing is refused. Default: monitor.'),
    failure: z
      .enum(['open', 'closed'])
      .optional()
      .describe(
        'What happens to a request when a rule fails on it: open lets it pass, closed refuses it. Default: open.',
      ),
    rules: z.strictObject(byId).nullish().describe('What differs from the defaults, by rule id.'),
    exceptions: z
      .array(exceptionSchema)
      .max(LIMITS.policyExceptions)
      .nullish()
      .describe('Traffic that named rules leave alone.'),
  });
}

export type PolicyFile = z.output<ReturnType<typeof policySchema>>;
export type RuleFile = z.output<ReturnType<typeof ruleSchema>>;

/** JSON Schema (2020-12) for editors. */
export function policyJsonSchema(rules: readonly Rule[]): object {
  return { title: 'Sallyport policy', ...z.toJSONSchema(policySchema(rules), { io: 'input' }) };
}
