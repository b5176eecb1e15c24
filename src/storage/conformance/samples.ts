import type {
  ControlRecord,
  Endpoint,
  Finding,
  Policy,
  Signal,
  TransactionRecord,
  Verdict,
} from '../../model/index.ts';
import type { NewAuditEntry } from '../index.ts';

/** A quiet noon, so that tests decide themselves when midnight comes. */
export const NOON = Date.UTC(2026, 10, 24, 12);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const CLEAN: Verdict = {
  conclusion: 'allow',
  wouldBe: 'allow',
  reason: 'clean',
  mode: 'enforce',
  rules: [],
  policyVersion: 'p1',
};

export const BLOCKED: Verdict = {
  conclusion: 'block',
  wouldBe: 'block',
  reason: 'sql-injection',
  mode: 'enforce',
  policyVersion: 'p1',
  mitigation: 'M-r1-7',
  until: NOON + DAY,
  rules: [
    { rule: 'sql-injection', version: 3, state: 'fired' },
    { rule: 'path-traversal', version: 1, state: 'dry-run' },
  ],
};

export const signal = (rule: string): Signal => ({
  rule,
  version: 3,
  confidence: 0.95,
  about: 'request',
  evidence: {
    part: 'query',
    name: 'q',
    excerpt: "é' OR 1=1 --",
    mark: [1, 8],
    statement: 'string closed, OR added',
    counters: [{ name: 'distinct', value: 31, limit: 30, windowMs: 600_000 }],
    transactions: ['t1', 't2'],
  },
});

/** A transaction with unremarkable values; `n` makes id, sequence and time its own. */
export function transaction(n: number, changes: Partial<TransactionRecord> = {}): TransactionRecord {
  return {
    kind: 'transaction',
    id: `t-${n}`,
    run: 'run-a',
    seqIn: n * 2,
    seqOut: n * 2 + 1,
    time: NOON + n,
    durationMs: 1.25,
    method: 'GET',
    host: 'api.shop.example',
    path: `/v1/orders/${n}`,
    query: '',
    endpoint: { id: 'E-1', template: '/v1/orders/{id}' },
    status: 200,
    end: 'answered',
    requestBytes: 0,
    responseBytes: 512,
    address: '198.51.100.7',
    actor: { id: 'A-0000000001', kind: 'principal', label: 'token sub 5512' },
    objects: [],
    requestSignals: [],
    responseSignals: [],
    stateSignals: [],
    verdict: CLEAN,
    ...changes,
  };
}

/** A transaction with every optional part filled in (the type sees to it), to see that nothing is lost on the way. */
export function fullTransaction(n: number): Required<Omit<TransactionRecord, 'sample'>> {
  return {
    ...transaction(n),
    method: 'POST',
    path: '/v1/sécurité/%27',
    query: 'q=%F0%9F%98%80&x=',
    endpoint: null,
    judgedAs: { id: 'E-raw', template: '/v1/{x}' },
    status: 403,
    end: 'refused',
    durationMs: 0,
    requestBytes: 70_000,
    responseBytes: 2 ** 33,
    actor: { id: 'A-00000000ff', kind: 'address', label: '2001:db8::7' },
    address: '2001:db8::7',
    sensor: 'envoy-log',
    objects: [
      { name: 'id', key: 4_294_967_295, ordinal: 2 ** 53 - 1 },
      { name: "o'id", key: 0 },
    ],
    login: { name: 'l-77', secret: 's-12', result: 'failure' },
    requestSignals: [signal('sql-injection'), signal('path-traversal')],
    responseSignals: [signal('stack-trace')],
    stateSignals: [{ ...signal('credential-stuffing'), about: 'actor' }],
    verdict: BLOCKED,
  };
}

export const POLICY: Policy = {
  version: 'p1',
  mode: 'enforce',
  failure: 'open',
  exceptions: [{ id: 'x1', rules: ['*'], addresses: ['192.0.2.0/24'], reason: 'scanner' }],
  rules: {
    'sql-injection': {
      mode: 'enforce',
      action: 'block-request',
      blockMs: 600_000,
      minConfidence: 0.8,
      limits: { n: 3 },
    },
  },
};

export const runStarted = (run: string, time: number): ControlRecord => ({
  kind: 'control',
  id: `c-${run}`,
  run,
  seqIn: 0,
  time,
  change: { type: 'run-started', policy: POLICY, mitigations: [] },
});

export const endpoint = (id: string): Endpoint => ({
  id,
  formerIds: [],
  api: 'api-1',
  method: 'GET',
  host: 'api.shop.example',
  template: `/v1/${id}`,
  segments: [],
  requests: 3,
  statuses: { 200: 3 },
  firstSeen: NOON,
  lastSeen: NOON + 1,
  auth: [],
  fields: [],
  dataClasses: {},
  requestContentTypes: {},
  responseContentTypes: {},
  confidence: 0.5,
});

export const finding = (id: string, occurrences = 1): Finding => ({
  id,
  key: `sql-injection ${id}`,
  kind: 'threat',
  rule: 'sql-injection',
  ruleVersion: 3,
  title: 'SQL injection',
  summary: 'Someone tried.',
  severity: 'high',
  confidence: 0.9,
  proof: 'observed',
  state: 'new',
  endpoint: 'E-1',
  actors: ['A-0000000001'],
  firstSeen: NOON,
  lastSeen: NOON + 5,
  occurrences,
  refused: 1,
  succeeded: 0,
  evidence: [signal('sql-injection').evidence],
  transactions: ['t-1'],
  counterEvidence: ['nothing checked'],
  references: ['CWE-89'],
  timeline: [{ at: NOON, by: 'system', what: 'opened' }],
});

export const act = (n: number): NewAuditEntry => ({
  at: NOON + n,
  who: 'ada',
  session: 's-1',
  what: 'finding.suppress',
  object: `F-${n}`,
  before: { state: 'new' },
  after: { state: 'suppressed', n },
});
