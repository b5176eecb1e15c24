import { z } from 'zod';
import {
  ACTOR_KINDS,
  AUTH_SCHEMES,
  ENDPOINT_CLASSES,
  PROTOCOLS,
  CONCLUSIONS,
  FINDING_STATES,
  MODES,
  PARTS,
  PROOFS,
  RULE_ACTIONS,
  SENSORS,
  SEVERITIES,
  type SensorName,
} from '../../model/index.ts';
import type {
  Actor as ModelActor,
  ActorRef as ModelActorRef,
  Api as ModelApi,
  Endpoint as ModelEndpoint,
  Evidence as ModelEvidence,
  ExchangeSample as ModelSample,
  Finding as ModelFinding,
  Mitigation as ModelMitigation,
  Policy as ModelPolicy,
  Signal as ModelSignal,
  TransactionRecord,
  Verdict as ModelVerdict,
} from '../../model/index.ts';
import { count, counts, instant, named } from './base.ts';

/** The vocabulary of src/model as it goes over the wire; `satisfies` proves that each mirrors its type. */

export const Severity = named('Severity', z.enum(SEVERITIES));
export const Mode = named('Mode', z.enum(MODES));
export const Conclusion = named('Conclusion', z.enum(CONCLUSIONS));
export const Part = named('Part', z.enum(PARTS));
export const Sensor = named('Sensor', z.enum(Object.keys(SENSORS) as SensorName[]));
export const FindingState = named('FindingState', z.enum(FINDING_STATES));
export const ExchangeEnd = named(
  'ExchangeEnd',
  z.enum(['answered', 'refused', 'client-gone', 'upstream-failed', 'upstream-timeout', 'upgraded', 'unseen']),
);

export const ActorRef = named(
  'ActorRef',
  z.object({ id: z.string(), kind: z.enum(ACTOR_KINDS), label: z.string() }),
) satisfies z.ZodType<ModelActorRef>;

export const Actor = named(
  'Actor',
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
    userAgents: z.array(z.string()),
    endpoints: counts,
    signals: counts,
  }),
) satisfies z.ZodType<ModelActor>;

export const Evidence = named(
  'Evidence',
  z.object({
    part: Part.exactOptional(),
    name: z.string().exactOptional(),
    excerpt: z.string().exactOptional(),
    mark: z.tuple([z.number(), z.number()]).exactOptional(),
    statement: z.string(),
    counters: z
      .array(
        z.object({
          name: z.string(),
          value: z.number(),
          limit: z.number().exactOptional(),
          windowMs: z.number().exactOptional(),
        }),
      )
      .exactOptional(),
    transactions: z.array(z.string()).exactOptional(),
  }),
) satisfies z.ZodType<ModelEvidence>;

export const Signal = named(
  'Signal',
  z.object({
    rule: z.string(),
    version: z.number(),
    confidence: z.number(),
    about: z.enum(['request', 'actor']),
    evidence: Evidence,
  }),
) satisfies z.ZodType<ModelSignal>;

export const RuleState = named(
  'RuleState',
  z.object({
    rule: z.string(),
    version: z.number(),
    state: z.enum(['fired', 'dry-run', 'off', 'excepted', 'error']),
  }),
);

export const Verdict = named(
  'Verdict',
  z.object({
    conclusion: Conclusion,
    wouldBe: Conclusion,
    reason: z.string(),
    mode: Mode,
    rules: z.array(RuleState),
    mitigation: z.string().exactOptional(),
    until: instant.exactOptional(),
    policyVersion: z.string(),
  }),
) satisfies z.ZodType<ModelVerdict>;

export const EndpointRef = named('EndpointRef', z.object({ id: z.string(), template: z.string() }));

export const Sample = named(
  'Sample',
  z.object({
    requestHeaders: z.array(z.string()),
    requestBody: z.string().nullable(),
    responseHeaders: z.array(z.string()),
    responseBody: z.string().nullable(),
  }),
) satisfies z.ZodType<ModelSample>;

export const Transaction = named(
  'Transaction',
  z.object({
    kind: z.literal('transaction'),
    id: z.string(),
    run: z.string(),
    seqIn: z.number(),
    seqOut: z.number(),
    time: instant,
    durationMs: z.number(),
    method: z.string(),
    host: z.string(),
    path: z.string(),
    query: z.string(),
    endpoint: EndpointRef.nullable(),
    judgedAs: EndpointRef.exactOptional(),
    status: z.number(),
    end: ExchangeEnd,
    requestBytes: count,
    responseBytes: count,
    address: z.string(),
    sensor: Sensor.exactOptional(),
    actor: ActorRef,
    objects: z.array(z.object({ name: z.string(), key: z.number(), ordinal: z.number().exactOptional() })),
    login: z
      .object({ name: z.string(), secret: z.string(), result: z.enum(['success', 'failure']).exactOptional() })
      .exactOptional(),
    requestSignals: z.array(Signal),
    responseSignals: z.array(Signal),
    stateSignals: z.array(Signal),
    verdict: Verdict,
    sample: Sample.exactOptional(),
  }),
) satisfies z.ZodType<TransactionRecord>;

export const Mitigation = named(
  'Mitigation',
  z.object({
    id: z.string(),
    action: z.literal('block'),
    target: z.object({ kind: z.enum(['actor', 'address']), value: z.string() }),
    reason: z.string(),
    by: z.string(),
    byVersion: z.number().exactOptional(),
    author: z.string().exactOptional(),
    since: instant,
    until: instant,
    evidence: Evidence.exactOptional(),
    ended: z.object({ at: instant, by: z.string() }).exactOptional(),
  }),
) satisfies z.ZodType<ModelMitigation>;

export const Finding = named(
  'Finding',
  z.object({
    id: z.string(),
    key: z.string(),
    kind: z.enum(['threat', 'weakness']),
    rule: z.string(),
    ruleVersion: z.number(),
    title: z.string(),
    summary: z.string(),
    severity: Severity,
    confidence: z.number(),
    proof: z.enum(PROOFS),
    state: FindingState,
    endpoint: z.string().nullable(),
    actors: z.array(z.string()),
    firstSeen: instant,
    lastSeen: instant,
    occurrences: count,
    refused: count,
    succeeded: count,
    evidence: z.array(Evidence),
    transactions: z.array(z.string()),
    control: z.string().exactOptional(),
    counterEvidence: z.array(z.string()),
    references: z.array(z.string()),
    suppressedUntil: instant.exactOptional(),
    timeline: z.array(z.object({ at: instant, by: z.string(), what: z.string(), comment: z.string().exactOptional() })),
  }),
) satisfies z.ZodType<ModelFinding>;

export const SegmentReason = named(
  'SegmentReason',
  z.object({
    segment: z.string(),
    kind: z.enum(['literal', 'parameter', 'version', 'base']),
    parameter: z.string().exactOptional(),
    type: z.string().exactOptional(),
    distinct: count,
    observations: count,
    confidence: z.number(),
    because: z.array(z.string()),
    examples: z.array(z.string()),
  }),
);

export const AuthUse = named(
  'AuthUse',
  z.object({
    scheme: z.enum(AUTH_SCHEMES),
    location: z.enum(['header', 'query', 'cookie', 'tls', '-']),
    name: z.string(),
    requests: count,
    accepted: count,
    token: z
      .object({
        kind: z.enum(['jwt', 'opaque']),
        algorithms: counts,
        issuers: counts,
        audiences: counts,
        scopes: counts,
        lifetime: z.object({ minimum: z.number(), maximum: z.number() }).exactOptional(),
        withoutExpiry: count,
      })
      .exactOptional(),
  }),
);

export const FieldStats = named(
  'FieldStats',
  z.object({
    place: z.enum(['path', 'query', 'header', 'request', 'response']),
    status: z.string().exactOptional(),
    name: z.string(),
    types: counts,
    format: z.string().exactOptional(),
    enum: z.array(z.string()).exactOptional(),
    present: count,
    outOf: count,
    minimum: z.number().exactOptional(),
    maximum: z.number().exactOptional(),
    minimumLength: count.exactOptional(),
    maximumLength: count.exactOptional(),
    classes: counts,
    confidence: z.record(z.string(), z.number()).exactOptional(),
    example: z.string().exactOptional(),
  }),
);

const ToolDefinition = named(
  'ToolDefinition',
  z.object({
    name: z.string(),
    description: z.string().exactOptional(),
    inputSchema: z.unknown().exactOptional(),
    outputSchema: z.unknown().exactOptional(),
  }),
);

export const Endpoint = named(
  'Endpoint',
  z.object({
    id: z.string(),
    formerIds: z.array(z.string()),
    api: z.string(),
    method: z.string(),
    host: z.string(),
    template: z.string(),
    segments: z.array(SegmentReason),
    operation: z.object({ protocol: z.enum(PROTOCOLS), name: z.string() }).exactOptional(),
    requests: count,
    statuses: counts,
    failed: count.exactOptional(),
    tools: z.array(ToolDefinition).exactOptional(),
    firstSeen: instant,
    lastSeen: instant,
    auth: z.array(AuthUse),
    fields: z.array(FieldStats),
    dataClasses: counts,
    requestContentTypes: counts,
    responseContentTypes: counts,
    confidence: z.number(),
    anonymous: z
      .object({ requests: count, accepted: count, answers: z.enum(['same', 'different', 'unknown']) })
      .exactOptional(),
    classes: z
      .array(z.object({ class: z.enum(ENDPOINT_CLASSES), rule: z.string(), because: z.array(z.string()) }))
      .exactOptional(),
    use: z
      .object({
        inside: count,
        outside: count,
        outbound: count,
        deprecated: count,
        since: instant.exactOptional(),
        sunset: instant.exactOptional(),
      })
      .exactOptional(),
    owner: z.object({ name: z.string(), from: z.string() }).exactOptional(),
  }),
) satisfies z.ZodType<ModelEndpoint>;

export const Api = named(
  'Api',
  z.object({ id: z.string(), host: z.string(), basePath: z.string(), endpoints: count, requests: count }),
) satisfies z.ZodType<ModelApi>;

export const RulePolicy = named(
  'RulePolicy',
  z.object({
    mode: Mode,
    action: z.enum(RULE_ACTIONS),
    blockMs: z.number(),
    minConfidence: z.number(),
    limits: counts,
  }),
);

export const Policy = named(
  'Policy',
  z.object({
    version: z.string(),
    mode: Mode,
    failure: z.enum(['open', 'closed']),
    rules: z.record(z.string(), RulePolicy),
    exceptions: z.array(
      z.object({
        id: z.string(),
        rules: z.array(z.string()),
        addresses: z.array(z.string()).exactOptional(),
        actors: z.array(z.string()).exactOptional(),
        path: z.string().exactOptional(),
        reason: z.string(),
        until: instant.exactOptional(),
      }),
    ),
  }),
) satisfies z.ZodType<ModelPolicy>;
