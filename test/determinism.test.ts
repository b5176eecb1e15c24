import { expect, test } from 'vitest';
import type { Passage } from '../src/capture/index.ts';
import { createRedaction } from '../src/analysis/index.ts';
import { verifyReplay } from '../src/app/verify-journal.ts';
import { createEngine, defaultPolicy } from '../src/decide/index.ts';
import { actorRules, createInspector, rules, statelessRules } from '../src/detect/index.ts';
import { createMatcher } from '../src/inventory/index.ts';
import type { JournalRecord, RequestHead, TransactionRecord } from '../src/model/index.ts';
import {
  createIdentifier,
  createInlinePipeline,
  createLearningSampler,
  createRecorder,
  objectSeed,
  unpack,
  type Captured,
} from '../src/pipeline/index.ts';
import { createMemoryJournal } from '../src/storage/memory/index.ts';

const KEY = new Uint8Array(32).fill(7);
const RUN = 'rtest';
const START = Date.UTC(2026, 10, 24, 8);

/** Numbers from a seed (mulberry32), so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Step {
  readonly address: string;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly token?: string;
  readonly login?: readonly [string, string];
  /** Method of a JSON-RPC call. */
  readonly call?: string;
}

/** Honest customers, an injection prober, a stuffer, an enumerator, drawn at random. */
function step(random: () => number, index: number): Step {
  const address = `198.51.100.${Math.floor(random() * 40)}`;
  const kind = random();
  if (kind < 0.1) {
    const call = random() < 0.7 ? 'sum' : 'unheard';
    return { address, method: 'POST', target: '/rpc', status: 200, call };
  }
  if (kind < 0.6) {
    return {
      address,
      method: 'GET',
      target: `/api/items/${Math.floor(random() * 60)}`,
      status: 200,
      token: `user-token-${address}-00000000`,
    };
  }
  if (kind < 0.65) {
    return {
      address: '203.0.113.1',
      method: 'GET',
      target: `/api/search?q=${encodeURIComponent("1' OR '1'='1' UNION SELECT a, b FROM users --")}`,
      status: 200,
    };
  }
  if (kind < 0.8) {
    return {
      address: '203.0.113.2',
      method: 'POST',
      target: '/api/login',
      status: 401,
      login: [`someone${index}@example.com`, `secret-${index}`],
    };
  }
  const miss = random() < 0.5;
  return {
    address: '203.0.113.3',
    method: 'GET',
    target: `/api/orders/${10_000 + index}`,
    status: miss ? 404 : 200,
    token: 'enumerator-token-0000000000000',
  };
}

function bodyOf({ login, call }: Step): string | undefined {
  if (call !== undefined) return JSON.stringify({ jsonrpc: '2.0', id: 1, method: call, params: [1, 2] });
  return login && JSON.stringify({ email: login[0], password: login[1] });
}

function headOf(one: Step, index: number, time: number): RequestHead {
  return {
    id: `t-${index}`,
    time,
    method: one.method,
    scheme: 'http',
    host: 'api.example',
    target: one.target,
    httpVersion: '1.1',
    headers: [
      'Host',
      'api.example',
      ...(one.token === undefined ? [] : ['Authorization', `Bearer ${one.token}`]),
      ...(bodyOf(one) === undefined ? [] : ['Content-Type', 'application/json']),
    ],
    client: { address: one.address, peer: one.address },
  };
}

/** Runs traffic through the real hot path with exchanges that overlap, and gives the journal's redacted records. */
function live(seed: number, count: number): readonly JournalRecord[] {
  const captured: Captured[] = [];
  const recorder = createRecorder((batch) => void captured.push(...unpack(structuredClone(batch))));
  const policy = defaultPolicy('enforce', rules);
  const pipeline = createInlinePipeline({
    run: RUN,
    engine: createEngine({ rules: actorRules, policy, mitigations: [], run: RUN }),
    inspector: createInspector(statelessRules),
    identifier: createIdentifier(KEY),
    sampler: createLearningSampler(),
    recorder,
    matcher: createMatcher({
      endpoints: [
        {
          id: 'E-sum',
          method: 'POST',
          host: 'api.example',
          template: '/rpc',
          operation: { protocol: 'json-rpc', name: 'sum' },
        },
      ],
    }),
    seed: objectSeed(KEY),
  });
  pipeline.change({ type: 'run-started', policy, mitigations: [] }, START);
  const random = numbers(seed);
  const open: { readonly passage: Passage; readonly status: number }[] = [];
  let time = START;
  const finish = (): void => {
    const [one] = open.splice(Math.floor(random() * open.length), 1);
    if (one === undefined) return;
    const end = one.status === 403 ? 'refused' : 'answered';
    if (end === 'answered') one.passage.answered({ status: one.status, headers: [], time });
    one.passage.end({ end, time, status: one.status, requestBytes: 10, responseBytes: 20, responseBody: null });
  };
  for (let index = 0; index < count; index++) {
    time += random() * 700;
    if (index === Math.floor(count / 3))
      pipeline.change({ type: 'policy', policy: defaultPolicy('monitor', rules) }, time);
    if (index === Math.floor(count / 2)) pipeline.change({ type: 'policy', policy }, time);
    const one = step(random, index);
    const passage = pipeline.open(headOf(one, index, time));
    const text = bodyOf(one);
    const bytes = Buffer.from(text ?? '');
    const direction = passage.judge(text === undefined ? null : { bytes, size: bytes.length, complete: true });
    open.push({ passage, status: direction.type === 'answer' ? direction.status : one.status });
    while (open.length > 5 || (open.length > 0 && random() < 0.5)) finish();
  }
  while (open.length > 0) finish();
  recorder.close();
  const redaction = createRedaction(KEY);
  return captured.map((item) =>
    item.type === 'control'
      ? item.record
      : {
          ...item.transaction.record,
          path: redaction.path(item.transaction.record.path),
          query: redaction.query(item.transaction.record.query),
        },
  );
}

test.each([1, 2, 3])('a replay of the journal gives the identical verdicts (seed %d)', async (seed) => {
  const records = live(seed, 4_000);
  const journal = createMemoryJournal();
  await journal.append(JSON.parse(JSON.stringify(records)) as JournalRecord[]);
  const transactions = records.filter((record): record is TransactionRecord => record.kind === 'transaction');
  const reasons = new Set(
    transactions
      .filter(({ verdict }) => verdict.conclusion === 'block')
      .map(({ verdict }) => verdict.reason.split(':')[0]),
  );
  const signalled = new Set(transactions.flatMap((record) => record.stateSignals.map((signal) => signal.rule)));
  expect([...reasons]).toEqual(expect.arrayContaining(['mitigation', 'sql-injection']));
  expect(signalled.size).toBeGreaterThanOrEqual(2);
  const atOperations = transactions.filter(({ path }) => path === '/rpc').map(({ endpoint }) => endpoint?.id);
  expect(atOperations.filter((id) => id === 'E-sum').length).toBeGreaterThan(100);
  expect(atOperations.filter((id) => id?.startsWith('P-')).length).toBeGreaterThan(50);
  expect(await verifyReplay(journal)).toMatchObject({ transactions: 4_000, runs: 1, different: 0 });
});

test('a verdict that was tampered with is found', async () => {
  const records = live(4, 300).map((record): JournalRecord =>
    record.kind === 'transaction' && record.verdict.conclusion === 'block'
      ? { ...record, verdict: { ...record.verdict, conclusion: 'allow' } }
      : record,
  );
  const journal = createMemoryJournal();
  await journal.append(records);
  expect((await verifyReplay(journal)).different).toBeGreaterThan(0);
});
