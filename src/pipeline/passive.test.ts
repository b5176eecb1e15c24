import { expect, test } from 'vitest';
import { verifyReplay } from '../app/verify-journal.ts';
import { createEngine, defaultPolicy } from '../decide/index.ts';
import { actorRules, createInspector, rules, statelessRules } from '../detect/index.ts';
import { createMatcher } from '../inventory/index.ts';
import { EMPTY_BODY, type Exchange, type JournalRecord, type SensorName } from '../model/index.ts';
import { createMemoryJournal } from '../storage/memory/index.ts';
import type { Captured } from './captured.ts';
import { createIdentifier } from './identify.ts';
import { createInlinePipeline, objectSeed, type InlinePipeline } from './inline.ts';
import { createLearningSampler } from './learning-sampler.ts';
import { witness } from './passive.ts';
import { createRecorder } from './recorder.ts';
import { unpack } from './wire.ts';

const KEY = new Uint8Array(32).fill(3);
const NOON = Date.UTC(2026, 10, 24, 12);
const INJECTION = `/search?q=${encodeURIComponent("1' OR '1'='1' UNION SELECT a, b FROM users --")}`;

function hotPath(): { readonly pipeline: InlinePipeline; finish(): readonly Captured[] } {
  const captured: Captured[] = [];
  const recorder = createRecorder((batch) => void captured.push(...unpack(structuredClone(batch))));
  const policy = defaultPolicy('enforce', rules);
  const pipeline = createInlinePipeline({
    run: 'r1',
    engine: createEngine({ rules: actorRules, policy, mitigations: [], run: 'r1' }),
    inspector: createInspector(statelessRules),
    identifier: createIdentifier(KEY),
    sampler: createLearningSampler(),
    recorder,
    matcher: createMatcher({ endpoints: [] }),
    seed: objectSeed(KEY),
  });
  pipeline.change({ type: 'run-started', policy, mitigations: [] }, NOON);
  return {
    pipeline,
    finish() {
      recorder.close();
      return captured;
    },
  };
}

function exchange(n: number, sensor: SensorName, over: Partial<Exchange> = {}, target = `/orders/${n}`): Exchange {
  return {
    request: {
      id: `t-${n}`,
      time: NOON + n,
      method: 'GET',
      scheme: 'http',
      host: 'api.example',
      target,
      httpVersion: '1.1',
      headers: ['host', 'api.example', 'authorization', 'Bearer some-token-0000000'],
      client: { address: '198.51.100.9', peer: '198.51.100.9' },
      sensor,
    },
    requestBody: EMPTY_BODY,
    response: { status: 200, headers: ['content-type', 'application/json'], time: NOON + n + 5 },
    responseBody: { bytes: Buffer.from('{"a":1}'), size: 7, complete: true },
    end: 'answered',
    endTime: NOON + n + 7,
    ...over,
  };
}

const recordsOf = (captured: readonly Captured[]): readonly JournalRecord[] =>
  captured.map((item) => (item.type === 'control' ? item.record : item.transaction.record));

test('an exchange is recorded with its sensor, its answer and what would have been done', () => {
  const { pipeline, finish } = hotPath();
  witness(pipeline, exchange(1, 'middleware', {}, INJECTION));
  const [, item] = finish();
  expect(item).toMatchObject({
    type: 'transaction',
    transaction: {
      keep: 'signal',
      record: {
        sensor: 'middleware',
        status: 200,
        end: 'answered',
        durationMs: 7,
        responseBytes: 7,
        verdict: { conclusion: 'allow', wouldBe: 'block', reason: 'sql-injection', mode: 'monitor' },
      },
      raw: { responseBody: { size: 7 } },
    },
  });
  expect(pipeline.counters).toMatchObject({ judged: 1, refused: 0, wouldRefuse: 1 });
  expect(pipeline.sources.get('middleware')).toEqual({ requests: 1, last: NOON + 1 });
});

test('an answer that was not seen is no answer, and the request is learned from', () => {
  const { pipeline, finish } = hotPath();
  const { response: _, responseBody: __, ...request } = exchange(1, 'mirror', { end: 'unseen', endTime: NOON + 1 });
  witness(pipeline, request);
  const [, item] = finish();
  expect(item).toMatchObject({
    transaction: {
      weight: 1,
      record: { status: 0, end: 'unseen', durationMs: 0 },
      raw: { responseHeaders: [], responseBody: null },
    },
  });
});

test('our own requests to others are recorded, not inspected', () => {
  const { pipeline, finish } = hotPath();
  witness(pipeline, exchange(1, 'otel-client', {}, INJECTION));
  expect(finish()[1]).toMatchObject({
    transaction: { record: { sensor: 'otel-client', requestSignals: [], verdict: { wouldBe: 'allow' } } },
  });
});

test('a replay of what gateway and sensors saw together gives the identical verdicts', async () => {
  const { pipeline, finish } = hotPath();
  const sensors: readonly SensorName[] = ['mirror', 'otel', 'otel-client', 'envoy-authz', 'envoy-log', 'middleware'];
  for (let n = 0; n < 600; n++) {
    const sensor = sensors[n % (sensors.length + 1)];
    const one = exchange(n, sensor ?? 'mirror', {}, n % 5 === 0 ? INJECTION : `/orders/${n}`);
    const { sensor: _, ...head } = one.request;
    witness(pipeline, sensor === undefined ? { ...one, request: head } : one);
  }
  const records = JSON.parse(JSON.stringify(recordsOf(finish()))) as JournalRecord[];
  const conclusions = new Set(records.flatMap((one) => (one.kind === 'transaction' ? one.verdict.conclusion : [])));
  expect([...conclusions].toSorted()).toEqual(['allow', 'block']);
  const refused = records.filter((one) => one.kind === 'transaction' && one.verdict.conclusion === 'block');
  expect(new Set(refused.map((one) => (one.kind === 'transaction' ? one.sensor : '')))).toEqual(
    new Set([undefined, 'envoy-authz']),
  );
  const journal = createMemoryJournal();
  await journal.append(records);
  expect(await verifyReplay(journal)).toMatchObject({ transactions: 600, different: 0 });
});
