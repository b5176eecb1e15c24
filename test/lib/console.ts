import { randomBytes } from 'node:crypto';
import { parseDocument } from 'yaml';
import { openCorrections } from '../../src/analysis/index.ts';
import { createLearner, type Learner } from '../../src/inventory/index.ts';
import { createConsole, type Console, type Control, type LiveChange, type RuleInfo } from '../../src/console/index.ts';
import { parsePolicy } from '../../src/decide/index.ts';
import { credentialStuffing } from '../../src/detect/authentication/credential-stuffing.ts';
import { objectEnumeration } from '../../src/detect/authorization/object-enumeration.ts';
import { openFindingRegister } from '../../src/findings/index.ts';
import type {
  Actor,
  Endpoint,
  ErrorCode,
  Mitigation,
  Signal,
  TemplateCorrection,
  TransactionRecord,
} from '../../src/model/index.ts';
import { learnedContract } from '../../src/specifications/index.ts';
import type { Journal, RecordStore } from '../../src/storage/index.ts';
import { createMemoryJournal, createMemoryRecordStore } from '../../src/storage/memory/index.ts';
import { CHANGES, createTestCatalogue, SPECIFICATIONS } from './catalogue.ts';

/** Noon and half a minute: minutes before it are whole, the present one is not. */
export const NOON = Date.UTC(2026, 0, 15, 12, 0, 30);
const MINUTE = 60_000;

export const CUSTOMER = { id: 'A-00000000c1', kind: 'principal', label: 'token sub 5512' } as const;
export const ATTACKER = { id: 'A-00000000a1', kind: 'principal', label: 'token sub 6666' } as const;
export const MONITOR = { id: 'A-00000000b1', kind: 'address', label: '198.51.100.9' } as const;

const rules = [objectEnumeration, credentialStuffing];

const endpoint = (id: string, template: string, more: Partial<Endpoint>): Endpoint => ({
  id,
  formerIds: [],
  api: 'api.shop.example',
  method: 'GET',
  host: 'api.shop.example',
  template,
  segments: [],
  requests: 0,
  statuses: {},
  firstSeen: NOON - 30 * MINUTE,
  lastSeen: NOON,
  auth: [],
  fields: [],
  dataClasses: {},
  requestContentTypes: {},
  responseContentTypes: { 'application/json': 1 },
  confidence: 0.98,
  ...more,
});

export const ENDPOINTS: readonly Endpoint[] = [
  endpoint('E-orders', '/v1/orders/{orderId}', {
    formerIds: ['E-old'],
    requests: 50,
    statuses: { 200: 40, 404: 10 },
    auth: [{ scheme: 'bearer', location: 'header', name: 'authorization', requests: 50, accepted: 40 }],
    dataClasses: { email: 1 },
    fields: [
      { place: 'response', name: '$.email', types: { string: 40 }, present: 40, outOf: 40, classes: { email: 40 } },
    ],
  }),
  endpoint('E-search', '/v1/search', {
    requests: 20,
    statuses: { 200: 20 },
    auth: [{ scheme: 'none', location: '-', name: '', requests: 20, accepted: 20 }],
    firstSeen: NOON - 1_440 * 60 * MINUTE,
  }),
  endpoint('E-health', '/healthz', { requests: 60, statuses: { 200: 60 }, api: 'ops' }),
];

const enumeration: Signal = {
  rule: objectEnumeration.id,
  version: objectEnumeration.version,
  confidence: 0.96,
  about: 'actor',
  evidence: {
    statement: '41 different orderId in 5 minutes',
    counters: [{ name: 'distinct', value: 41, limit: 30, windowMs: 300_000 }],
  },
};

/** A transaction as the pipeline writes it; `n` makes it one of a kind. */
export function transaction(n: number, more: Partial<TransactionRecord>): TransactionRecord {
  return {
    kind: 'transaction',
    id: `t-${n}`,
    run: 'r1',
    seqIn: n * 2,
    seqOut: n * 2 + 1,
    time: NOON - 1_000,
    durationMs: 12,
    method: 'GET',
    host: 'api.shop.example',
    path: `/v1/orders/${n}`,
    query: '',
    endpoint: { id: 'E-orders', template: '/v1/orders/{orderId}' },
    status: 200,
    end: 'answered',
    requestBytes: 0,
    responseBytes: 300,
    address: '198.51.100.7',
    actor: CUSTOMER,
    objects: [{ name: 'orderId', key: n }],
    requestSignals: [],
    responseSignals: [],
    stateSignals: [],
    verdict: {
      conclusion: 'allow',
      wouldBe: 'allow',
      reason: 'clean',
      mode: 'enforce',
      rules: [],
      policyVersion: 'p1',
    },
    ...more,
  };
}

/** Two requests of the attacker that got through, then the block and four refused ones. */
function attack(): readonly TransactionRecord[] {
  const base = { actor: ATTACKER, address: '203.0.113.5' };
  const through = [100, 101].map((n) =>
    transaction(n, { ...base, time: NOON - 3 * MINUTE + n, ...(n === 101 ? { stateSignals: [enumeration] } : {}) }),
  );
  const refused = [102, 103, 104, 105].map((n) =>
    transaction(n, {
      ...base,
      time: NOON - 2 * MINUTE + n,
      status: 403,
      end: 'refused',
      stateSignals: [enumeration],
      verdict: {
        conclusion: 'block',
        wouldBe: 'block',
        reason: 'mitigation:M-r1-1',
        mode: 'enforce',
        rules: [{ rule: objectEnumeration.id, version: objectEnumeration.version, state: 'fired' }],
        mitigation: 'M-r1-1',
        policyVersion: 'p1',
      },
      ...(n === 105
        ? {
            sample: {
              requestHeaders: ['Host', 'api.shop.example', 'Authorization', 'Bearer ~jwt:9c1f', "X-It's", 'a b'],
              requestBody: null,
              responseHeaders: [],
              responseBody: '{"id":"t-105"}',
            },
          }
        : {}),
    }),
  );
  return [...through, ...refused];
}

/** One customer request every ten seconds for ten minutes, a health check beside each, and the attack. */
export const TRANSACTIONS: readonly TransactionRecord[] = [
  ...Array.from({ length: 60 }, (_, n) => transaction(n, { time: NOON - 10 * MINUTE + n * 10_000 })),
  ...Array.from({ length: 60 }, (_, n) =>
    transaction(200 + n, {
      time: NOON - 10 * MINUTE + n * 10_000,
      actor: MONITOR,
      address: MONITOR.label,
      path: '/healthz',
      objects: [],
      endpoint: { id: 'E-health', template: '/healthz' },
    }),
  ),
  ...attack(),
].toSorted((a, b) => a.time - b.time);

const actor = (ref: TransactionRecord['actor'], endpointId: string): Actor => {
  const own = TRANSACTIONS.filter((record) => record.actor.id === ref.id);
  const signals = own.flatMap((record) => record.stateSignals).length;
  return {
    ...ref,
    firstSeen: own[0]?.time ?? 0,
    lastSeen: own.at(-1)?.time ?? 0,
    requests: own.length,
    refused: own.filter((record) => record.end === 'refused').length,
    errors: own.filter((record) => record.status >= 400).length,
    addresses: [...new Set(own.map((record) => record.address))],
    userAgents: ['test/1'],
    endpoints: { [endpointId]: own.length },
    signals: signals > 0 ? { [objectEnumeration.id]: signals } : {},
  };
};

const BLOCK: Mitigation = {
  id: 'M-r1-1',
  action: 'block',
  target: { kind: 'actor', value: ATTACKER.id },
  reason: 'reads many orders one after the other',
  by: objectEnumeration.id,
  since: NOON - 2 * MINUTE,
  until: NOON + 60 * MINUTE,
};

/** A control that keeps what it is told: policy by the real parser, findings by the real register, no gateway behind it. */
async function createTestControl(records: RecordStore, clock: () => number): Promise<Control> {
  const facts = new Map(rules.map((rule) => [rule.id, rule]));
  const register = await openFindingRegister(records, (id) => facts.get(id));
  for (const record of TRANSACTIONS) register.add(record);
  await register.save();
  const text = '# kept comment\nmode: enforce\n';
  let inForce = { policy: parsePolicy(text, 'policy', rules), text, author: 'start', at: NOON - 20 * MINUTE };
  let made = 0;
  const use = (next: string, author: string) =>
    (inForce = { policy: parsePolicy(next, 'policy', rules), text: next, author, at: clock() });
  const all = async (): Promise<readonly Mitigation[]> => (await records.list('mitigation', { limit: 1_000 })).records;
  return {
    status: async () => ({
      version: '0.1.0',
      mode: inForce.policy.mode,
      policyVersion: inForce.policy.version,
      gateway: 'http://127.0.0.1:8080',
      upstream: 'http://127.0.0.1:3000',
      startedAt: NOON - 20 * MINUTE,
      selfTest: { at: NOON - 40_000, passed: true, detail: 'a probe was refused' },
      sources: [
        {
          id: 'gateway',
          title: 'Gateway',
          state: 'up',
          lastEvent: NOON - 1_000,
          requests: TRANSACTIONS.length,
          lost: 0,
        },
      ],
      counters: [{ id: 'gateway.records-dropped', title: 'Transactions not recorded', value: 0, kind: 'lost' }],
      queue: { length: 0, limit: 65_536 },
      memory: { rssBytes: 1, heapBytes: 1 },
    }),
    async block({ target, durationMs, reason, author }) {
      const mitigation: Mitigation = {
        id: `M-t${++made}`,
        action: 'block',
        target,
        reason,
        by: 'manual',
        author,
        since: clock(),
        until: clock() + durationMs,
      };
      await records.put('mitigation', [mitigation]);
      return mitigation;
    },
    async unblock(id, author) {
      const standing = (await all()).find((one) => one.id === id && one.ended === undefined && one.until > clock());
      if (standing === undefined) return undefined;
      const ended = { ...standing, ended: { at: clock(), by: author } };
      await records.put('mitigation', [ended]);
      return ended;
    },
    mitigations: async () => (await all()).filter((one) => one.ended === undefined && one.until > clock()),
    policy: async () => inForce,
    readPolicy: async (given) => parsePolicy(given, 'policy', rules),
    setPolicy: async (given, author) => use(given, author),
    async setMode(mode, author) {
      const document = parseDocument(inForce.text);
      document.set('mode', mode);
      return use(document.toString(), author);
    },
    changeFinding: (id, change) => register.change(id, change),
  };
}

const CORRECTION: TemplateCorrection = {
  id: 'TC-1',
  host: 'api.shop.example',
  template: '/v1/{view}/summary',
  kind: 'merge',
  by: 'ann',
  at: NOON - MINUTE,
  reason: 'views of one report',
};

/** A learner that has seen the orders: corrections need somebody to follow them. */
function createTestLearner(): Learner {
  const learner = createLearner();
  for (let id = 100; id < 110; id++)
    learner.observe({
      time: NOON,
      method: 'GET',
      host: 'api.shop.example',
      path: `/v1/orders/${id}`,
      query: '',
      requestHeaders: [],
      status: 200,
    });
  return learner;
}

export interface Bench {
  readonly console: Console;
  readonly records: RecordStore;
  readonly journal: Journal;
  readonly failures: unknown[];
  /** Moves the console's clock. */
  now: number;
  /** Tells the live feed of a change. */
  tell(change: LiveChange): void;
}

/** A console over filled memory stores. Empty ones with `empty`. */
export async function consoleBench(
  options: { readonly empty?: boolean; readonly webRoot?: string } = {},
): Promise<Bench> {
  const records = createMemoryRecordStore();
  const journal = createMemoryJournal();
  const listeners = new Set<(change: LiveChange) => void>();
  const bench: { now: number } = { now: NOON };
  const failures: unknown[] = [];
  if (options.empty !== true) {
    await journal.append(TRANSACTIONS);
    await records.put('endpoint', ENDPOINTS);
    await records.put('specification', SPECIFICATIONS);
    await records.put('correction', [CORRECTION]);
    await records.put('change', CHANGES);
    await records.put('shape', [{ id: '2026-01-14 E-search', contract: learnedContract(ENDPOINTS[1] as Endpoint) }]);
    await records.put('actor', [actor(CUSTOMER, 'E-orders'), actor(ATTACKER, 'E-orders'), actor(MONITOR, 'E-health')]);
    await records.put('mitigation', [BLOCK]);
  }
  const control = await createTestControl(
    options.empty === true ? createMemoryRecordStore() : records,
    () => bench.now,
  );
  const console = await createConsole({
    records,
    journal,
    control,
    catalogue: await createTestCatalogue(records),
    corrections: await openCorrections(
      records,
      createTestLearner(),
      () => {},
      (text) => failures.push({ what: text, cause: text }),
    ),
    live: {
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    rules: rules.map((rule): RuleInfo => rule),
    apis: async () => [
      { id: 'api.shop.example', host: 'api.shop.example', basePath: '/v1', endpoints: 2, requests: 70 },
      { id: 'ops', host: 'api.shop.example', basePath: '/', endpoints: 1, requests: 60 },
    ],
    exportOpenApi: async (id) =>
      id === 'ops' ? { openapi: '3.1.0', info: { title: 'ops', version: '1' }, paths: {} } : undefined,
    webRoot: options.webRoot ?? null,
    clock: () => bench.now,
    newToken: () => randomBytes(24).toString('base64url'),
    onFailure: (what, cause) => failures.push({ what, cause }),
    environment: 'default',
  });
  return Object.assign(bench, {
    console,
    records,
    journal,
    failures,
    tell: (change: LiveChange) => listeners.forEach((listener) => listener(change)),
  });
}

export const HOST = '127.0.0.1:9090';
export const TOKEN = 'administrator-token-of-this-test';

/** Code of the problem that an answer tells. */
export const problemOf = (body: string): ErrorCode => (JSON.parse(body) as { error: { code: ErrorCode } }).error.code;
