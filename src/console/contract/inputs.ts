import { z } from 'zod';
import type { FindingAction } from '../../findings/index.ts';
import {
  ACTOR_KINDS,
  AUTH_SCHEMES,
  CONCLUSIONS,
  ENDPOINT_CLASSES,
  FINDING_STATES,
  PROTOCOLS,
  SEVERITIES,
} from '../../model/index.ts';
import {
  count,
  identifier,
  instant,
  named,
  queryFlag,
  queryLimit,
  queryList,
  queryListOf,
  queryNumber,
  reason,
  shortText,
} from '../schemas/base.ts';

export const byId = z.object({ id: identifier });
export const paging = {
  sort: z.string().max(40).exactOptional(),
  limit: queryLimit,
  after: z.string().max(200).exactOptional(),
};
export const range = { from: queryNumber.exactOptional(), to: queryNumber.exactOptional() };

export const TransactionFilter = z.strictObject({
  ...range,
  actor: identifier.exactOptional(),
  endpoint: identifier.exactOptional(),
  method: z.string().max(20).exactOptional(),
  status: z
    .union([z.enum(['1xx', '2xx', '3xx', '4xx', '5xx']), z.coerce.number().int().min(0).max(999)])
    .exactOptional(),
  conclusion: z.enum(CONCLUSIONS).exactOptional(),
  rule: identifier.exactOptional(),
  /** Only transactions with any signal. */
  signals: z
    .literal('true')
    .transform(() => true)
    .exactOptional(),
  path: shortText.exactOptional(),
  limit: queryLimit,
  after: z.string().max(200).exactOptional(),
});

export const EndpointFilter = z.strictObject({
  q: shortText.exactOptional(),
  api: identifier.exactOptional(),
  host: shortText.exactOptional(),
  method: queryList.exactOptional(),
  authentication: queryListOf(['none', 'optional', 'required', 'unknown']).exactOptional(),
  scheme: queryListOf(AUTH_SCHEMES).exactOptional(),
  dataClass: queryList.exactOptional(),
  class: queryListOf(ENDPOINT_CLASSES).exactOptional(),
  protocol: queryListOf(PROTOCOLS).exactOptional(),
  /** Names; an empty one stands for nobody. */
  owner: shortText.exactOptional(),
  /** Whether anybody answers for it. */
  owned: queryFlag.exactOptional(),
  /** Only endpoints that handle classified data. */
  sensitive: queryFlag.exactOptional(),
  /** Only endpoints with an open finding. */
  findings: queryFlag.exactOptional(),
  newSince: queryNumber.exactOptional(),
  ...paging,
});

const findingFilter = {
  q: shortText.exactOptional(),
  state: queryListOf([...FINDING_STATES, 'open', 'closed']).exactOptional(),
  severity: queryListOf(SEVERITIES).exactOptional(),
  kind: z.enum(['threat', 'weakness']).exactOptional(),
  rule: queryList.exactOptional(),
  endpoint: identifier.exactOptional(),
  actor: identifier.exactOptional(),
  /** Only those with a sighting that was let through and answered with success. */
  succeeded: queryFlag.exactOptional(),
  /** Last seen at or after. */
  seenSince: queryNumber.exactOptional(),
};
export const FindingFilter = z.strictObject({ ...findingFilter, ...paging });
export const FindingSelection = z.strictObject(findingFilter);

export const ActorFilter = z.strictObject({
  q: shortText.exactOptional(),
  kind: queryListOf(ACTOR_KINDS).exactOptional(),
  rule: queryList.exactOptional(),
  /** Only actors with signals. */
  signals: queryFlag.exactOptional(),
  blocked: queryFlag.exactOptional(),
  seenSince: queryNumber.exactOptional(),
  ...paging,
});

export const FindingActionBody = named(
  'FindingAction',
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('triage') }),
    z.object({ type: z.literal('start-fix') }),
    z.object({ type: z.literal('fixed'), comment: shortText.exactOptional() }),
    z.object({ type: z.literal('suppress'), reason, until: instant }),
    z.object({ type: z.literal('not-a-threat'), reason }),
    z.object({ type: z.literal('accept'), reason, approver: z.string().trim().min(1).max(200), reviewAt: instant }),
    z.object({ type: z.literal('reopen'), reason }),
    z.object({ type: z.literal('comment'), comment: z.string().trim().min(1).max(2_000) }),
  ]),
) satisfies z.ZodType<FindingAction>;

export const BlockTarget = z.object({ kind: z.enum(['actor', 'address']), value: identifier });
export const durationMs = z
  .number()
  .int()
  .min(1_000)
  .max(30 * 86_400_000);

/** What a `change` event of /live carries. Lists are bounded; a cut list says so in `more`. */
export const LiveChange = named(
  'LiveChange',
  z.object({
    at: instant,
    requests: count,
    refused: count,
    signals: count,
    findings: z.array(z.string()),
    endpoints: z.array(z.string()),
    actors: z.array(z.string()),
    mitigations: z.array(z.string()),
    policy: z.boolean(),
    more: z.boolean(),
  }),
);
