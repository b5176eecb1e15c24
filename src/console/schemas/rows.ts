import { z } from 'zod';
import {
  ACTOR_KINDS,
  AUTH_SCHEMES,
  ENDPOINT_CLASSES,
  PROOFS,
  PROTOCOLS,
  RULE_ACTIONS,
  RULE_KINDS,
} from '../../model/index.ts';
import { count, counts, instant, named } from './base.ts';
import {
  ActorRef,
  Conclusion,
  EndpointRef,
  ExchangeEnd,
  FindingState,
  Mitigation,
  Mode,
  RulePolicy,
  Sensor,
  Severity,
} from './model.ts';

/** One line of each list. */

export const EndpointRow = named(
  'EndpointRow',
  z.object({
    id: z.string(),
    api: z.string(),
    method: z.string(),
    host: z.string(),
    template: z.string(),
    operation: z.string().nullable(),
    protocol: z.enum(PROTOCOLS),
    requests: count,
    /** `2xx` … `5xx` → requests. */
    statusClasses: counts,
    firstSeen: instant,
    lastSeen: instant,
    /** `none`: accepted without; `optional`: accepted with and without; `required`: never accepted without. */
    authentication: z.enum(['none', 'optional', 'required', 'unknown']),
    authSchemes: z.array(z.enum(AUTH_SCHEMES)),
    dataClasses: z.array(z.string()),
    /** Managed, shadow, zombie … each once; rules and evidence are with the endpoint. */
    classes: z.array(z.enum(ENDPOINT_CLASSES)),
    owner: z.string().nullable(),
    confidence: z.number(),
    openFindings: count,
    worst: Severity.nullable(),
  }),
);

export const ApiRow = named(
  'ApiRow',
  z.object({
    id: z.string(),
    host: z.string(),
    basePath: z.string(),
    endpoints: count,
    requests: count,
    unauthenticated: count,
    sensitive: count,
    openFindings: count,
    lastSeen: instant,
  }),
);

export const TransactionRow = named(
  'TransactionRow',
  z.object({
    id: z.string(),
    time: instant,
    durationMs: z.number(),
    method: z.string(),
    host: z.string(),
    path: z.string(),
    query: z.string(),
    endpoint: EndpointRef.nullable(),
    status: z.number(),
    end: ExchangeEnd,
    requestBytes: count,
    responseBytes: count,
    address: z.string(),
    /** Which sensor saw it; null: the gateway. */
    sensor: Sensor.nullable(),
    actor: ActorRef,
    conclusion: Conclusion,
    wouldBe: Conclusion,
    reason: z.string(),
    rules: z.array(z.string()),
  }),
);

export const FindingRow = named(
  'FindingRow',
  z.object({
    id: z.string(),
    kind: z.enum(['threat', 'weakness']),
    rule: z.string(),
    title: z.string(),
    summary: z.string(),
    severity: Severity,
    confidence: z.number(),
    proof: z.enum(PROOFS),
    state: FindingState,
    endpoint: EndpointRef.nullable(),
    method: z.string().nullable(),
    actors: z.array(z.string()),
    firstSeen: instant,
    lastSeen: instant,
    occurrences: count,
    refused: count,
    succeeded: count,
    suppressedUntil: instant.nullable(),
  }),
);

export const ActorRow = named(
  'ActorRow',
  z.object({
    id: z.string(),
    kind: z.enum(ACTOR_KINDS),
    label: z.string(),
    firstSeen: instant,
    lastSeen: instant,
    requests: count,
    refused: count,
    errors: count,
    addresses: z.array(z.string()),
    rules: z.array(z.string()),
    signals: count,
    openFindings: count,
    worst: Severity.nullable(),
    blocked: Mitigation.nullable(),
  }),
);

export const MitigationRow = named(
  'MitigationRow',
  Mitigation.extend({ state: z.enum(['active', 'expired', 'ended']), label: z.string() }),
);

export const RuleInfo = named(
  'RuleInfo',
  z.object({
    id: z.string(),
    version: count,
    title: z.string(),
    severity: Severity,
    explanation: z.string(),
    references: z.array(z.string()),
    limits: counts,
    kind: z.enum(RULE_KINDS),
  }),
);

export const RuleRow = named(
  'RuleRow',
  RuleInfo.extend({
    policy: RulePolicy.nullable(),
    /** What the rule does now: its own mode under the ceiling of the policy's. */
    effectiveMode: Mode,
    openFindings: count,
    action: z.enum(RULE_ACTIONS).nullable(),
  }),
);

export const AuditRow = named(
  'AuditRow',
  z.object({
    seq: count,
    at: instant,
    who: z.string(),
    session: z.string(),
    what: z.string(),
    object: z.string(),
    before: z.unknown().exactOptional(),
    after: z.unknown().exactOptional(),
    reason: z.string().exactOptional(),
    hash: z.string(),
  }),
);
