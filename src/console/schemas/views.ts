import { z } from 'zod';
import { Tally, count, instant, named } from './base.ts';
import {
  Actor,
  ActorRef,
  Endpoint,
  EndpointRef,
  Evidence,
  Finding,
  Mode,
  Policy,
  Sample,
  Severity,
  Transaction,
} from './model.ts';
import { EndpointRow, TransactionRow, FindingRow, ActorRow, MitigationRow, RuleInfo } from './rows.ts';

export * from './rows.ts';

/** What every failed call answers. `field` names the wrong part of the request where there is one. */
export const Problem = named(
  'Problem',
  z.object({
    error: z.object({
      code: z.string(),
      title: z.string(),
      detail: z.string(),
      mend: z.string(),
      field: z.string().exactOptional(),
    }),
  }),
);

export const Session = named(
  'Session',
  z.object({
    user: z.string(),
    role: z.enum(['viewer', 'analyst', 'admin']),
    kind: z.enum(['browser', 'api-token']),
    expires: instant,
    environment: z.enum(['demo', 'default']),
  }),
);

/** The mode that acts, and the proof of it: the last self-test sent through the gateway. */
export const SelfTest = named(
  'SelfTest',
  z.object({ at: instant.nullable(), passed: z.boolean().nullable(), detail: z.string() }),
);

export const Source = named(
  'Source',
  z.object({
    id: z.string(),
    title: z.string(),
    state: z.enum(['up', 'idle', 'down']),
    lastEvent: instant.nullable(),
    requests: count,
    /** Events that came and could not be used, or that their sender had to drop. */
    lost: count,
  }),
);

export const SystemCounter = named(
  'SystemCounter',
  z.object({
    /** `gateway.records-dropped`, stable. */
    id: z.string(),
    title: z.string(),
    value: count,
    /** `lost`: something was not seen or not kept; anything above zero needs a look. */
    kind: z.enum(['activity', 'swallowed', 'lost']),
  }),
);

export const Status = named(
  'Status',
  z.object({
    version: z.string(),
    environment: z.enum(['demo', 'default']),
    mode: Mode,
    policyVersion: z.string(),
    enforced: count,
    monitored: count,
    gateway: z.string(),
    upstream: z.string(),
    startedAt: instant,
    now: instant,
    selfTest: SelfTest,
    sources: z.array(Source),
    counters: z.array(SystemCounter),
    queue: z.object({ length: count, limit: count }),
    memory: z.object({ rssBytes: count, heapBytes: count }),
    journal: z.object({ rows: count, bytes: count, days: z.array(z.string()) }),
  }),
);

/** A figure and the one list that has exactly these rows. `link` is a path of the console with its query. */
export const Figure = named(
  'Figure',
  z.object({ id: z.string(), title: z.string(), tally: Tally.nullable(), link: z.string() }),
);

/** Requests of one slot of time. */
export const TrafficPoint = named(
  'TrafficPoint',
  z.object({
    time: instant,
    requests: count,
    allowed: count,
    refused: count,
    errors4xx: count,
    errors5xx: count,
    signals: count,
    /** Mean duration; null when there was no request. */
    durationMs: z.number().nullable(),
  }),
);

export const Traffic = named(
  'Traffic',
  z.object({
    from: instant,
    to: instant,
    slotMs: z.number(),
    /** Slots without a request are zero where the gateway was running; times it was not are in `gaps`. */
    points: z.array(TrafficPoint),
    gaps: z.array(z.object({ from: instant, to: instant })),
    marks: z.array(z.object({ time: instant, kind: z.enum(['start', 'policy', 'mitigation']), title: z.string() })),
    exact: z.boolean(),
  }),
);

export const NextAction = named(
  'NextAction',
  z.object({ title: z.string(), why: z.string(), effect: z.string(), link: z.string(), severity: Severity }),
);

/** One stage of the pipeline, in order, with what it was given and what it made of it. */
export const Stage = named(
  'Stage',
  z.object({
    id: z.enum(['capture', 'decode', 'match', 'detect', 'decide', 'enforce', 'record']),
    title: z.string(),
    state: z.enum(['passed', 'flagged', 'refused', 'not-run']),
    input: z.string(),
    decision: z.string(),
  }),
);

export const SignalStory = named(
  'SignalStory',
  z.object({
    rule: z.string(),
    version: z.number(),
    title: z.string(),
    severity: Severity,
    confidence: z.number(),
    about: z.enum(['request', 'actor']),
    on: z.enum(['request', 'response', 'state']),
    evidence: Evidence,
  }),
);

export const RuleStory = named(
  'RuleStory',
  z.object({
    rule: z.string(),
    title: z.string(),
    version: z.number(),
    state: z.enum(['fired', 'dry-run', 'off', 'excepted', 'error', 'silent']),
    sentence: z.string(),
  }),
);

/** The whole story of one request. */
export const Explanation = named(
  'Explanation',
  z.object({
    id: z.string(),
    /** The verdict in one sentence. */
    sentence: z.string(),
    transaction: Transaction,
    stages: z.array(Stage),
    signals: z.array(SignalStory),
    rules: z.array(RuleStory),
    counters: z.array(
      z.object({
        rule: z.string(),
        name: z.string(),
        value: z.number(),
        limit: z.number().nullable(),
        windowMs: z.number().nullable(),
      }),
    ),
    mitigation: MitigationRow.nullable(),
    findings: z.array(FindingRow),
    actor: ActorRow.nullable(),
    sample: Sample.nullable(),
    /** Reproduction from the redacted copy: placeholders stand where secrets were. */
    curl: z.string(),
    replaceInCurl: z.array(z.string()),
  }),
);

/** A request shown as evidence, with the part that decided. */
export const Exhibit = named(
  'Exhibit',
  z.object({ transaction: TransactionRow, sample: Sample.nullable(), evidence: z.array(Evidence), curl: z.string() }),
);

export const FindingDetail = named(
  'FindingDetail',
  z.object({
    finding: Finding,
    rule: RuleInfo.nullable(),
    endpoint: EndpointRow.nullable(),
    actors: z.array(ActorRow),
    exhibit: Exhibit.nullable(),
    control: Exhibit.nullable(),
    transactions: z.array(TransactionRow),
    mitigations: z.array(MitigationRow),
    /** What may be done from the present state. */
    actions: z.array(
      z.enum(['triage', 'start-fix', 'fixed', 'suppress', 'not-a-threat', 'accept', 'reopen', 'comment']),
    ),
  }),
);

export const EndpointDetail = named(
  'EndpointDetail',
  z.object({
    endpoint: Endpoint,
    row: EndpointRow,
    traffic: Traffic,
    findings: z.array(FindingRow),
    transactions: z.array(TransactionRow),
    actors: z.array(ActorRow),
  }),
);

export const Statement = named('Statement', z.object({ statement: z.string(), link: z.string().nullable() }));

export const ActorEvent = named(
  'ActorEvent',
  z.object({
    time: instant,
    kind: z.enum(['first-seen', 'login', 'signal', 'refused', 'blocked', 'ended', 'new-address', 'last-seen']),
    title: z.string(),
    /** Events of one kind that follow each other are told as one. */
    times: count,
    transaction: z.string().nullable(),
    severity: Severity.nullable(),
  }),
);

export const ActorDetail = named(
  'ActorDetail',
  z.object({
    actor: Actor,
    row: ActorRow,
    sentence: z.string(),
    for: z.array(Statement),
    against: z.array(Statement),
    timeline: z.array(ActorEvent),
    /** True when the journal held more than was read for the timeline. */
    timelinePartial: z.boolean(),
    endpoints: z.array(z.object({ endpoint: EndpointRef, method: z.string(), requests: count })),
    findings: z.array(FindingRow),
    mitigations: z.array(MitigationRow),
    transactions: z.array(TransactionRow),
  }),
);

export const BlockPreview = named(
  'BlockPreview',
  z.object({
    target: z.object({ kind: z.enum(['actor', 'address']), value: z.string() }),
    from: instant,
    to: instant,
    /** 1: one inline confirmation; 2: the number of good users must be given as `acceptHarm`. */
    tier: z.union([z.literal(1), z.literal(2)]),
    /** Why it is refused; null when it may be done. */
    refusal: z.string().nullable(),
    requests: z.object({ target: Tally, others: Tally }),
    good: z.array(ActorRef),
    bad: z.array(ActorRef),
    unknown: z.array(ActorRef),
    /** What could not be found out. */
    notKnown: z.array(z.string()),
  }),
);

export const PolicyView = named(
  'PolicyView',
  z.object({ policy: Policy, text: z.string(), author: z.string(), at: instant }),
);

export const PolicyProblem = named(
  'PolicyProblem',
  z.object({ code: z.string(), title: z.string(), detail: z.string(), mend: z.string() }),
);

export const Overview = named(
  'Overview',
  z.object({
    from: instant,
    to: instant,
    figures: z.array(Figure),
    traffic: Traffic,
    nextActions: z.array(NextAction),
    threats: z.array(FindingRow),
    blocks: z.array(MitigationRow),
    /** Nothing was ever recorded: the page shows the one command instead of zeros. */
    empty: z.boolean(),
  }),
);
