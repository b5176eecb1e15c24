import { expect, test } from 'vitest';
import { verifyReplay } from '../app/verify-journal.ts';
import { createEngine, defaultPolicy } from '../decide/index.ts';
import { databaseError } from '../detect/data-exposure/database-error.ts';
import { exploitSucceeded } from '../detect/data-exposure/exploit-succeeded.ts';
import { fileContent } from '../detect/data-exposure/file-content.ts';
import { secretLeak } from '../detect/data-exposure/secret-leak.ts';
import { stackTrace } from '../detect/data-exposure/stack-trace.ts';
import { actorRules, createInspector, rules, statelessRules } from '../detect/index.ts';
import { threatsIn } from '../findings/index.ts';
import { createMatcher } from '../inventory/index.ts';
import {
  EMPTY_BODY,
  LIMITS,
  type Exchange,
  type JournalRecord,
  type Policy,
  type SensorName,
  type TransactionRecord,
} from '../model/index.ts';
import { createMemoryJournal } from '../storage/memory/index.ts';
import type { Captured } from './captured.ts';
import { createIdentifier } from './identify.ts';
import { createInlinePipeline, objectSeed, type InlinePipeline } from './inline.ts';
import { witness } from './passive.ts';
import { createRecorder } from './recorder.ts';
import { unpack } from './wire.ts';

const KEY = new Uint8Array(32).fill(5);
const NOON = Date.UTC(2026, 10, 24, 12);
const ANSWER_RULES = [stackTrace, databaseError, fileContent, secretLeak, exploitSucceeded];
const unique = <Rule extends { readonly id: string }>(list: readonly Rule[]): readonly Rule[] => [
  ...new Map(list.map((rule) => [rule.id, rule])).values(),
];
const ALL = unique([...rules, ...ANSWER_RULES]);
const PASSWD = 'root:x:0:0:root:/root:/bin/ash\nshop:x:1000:1000::/home/shop:/bin/sh\n';
const TRACE = 'TypeError: no basket\n    at total (/srv/shop/basket.js:14:27)\n    at run (/srv/shop/run.js:3:1)';

/** Attacks are let through, as an owner may have it who tries the rules first; what worked blocks. */
const trying = (): Policy => {
  const policy = defaultPolicy('enforce', ALL);
  const watched = ['path-traversal', 'sql-injection'].map((id) => [id, { ...policy.rules[id], mode: 'monitor' }]);
  return { ...policy, rules: { ...policy.rules, ...Object.fromEntries(watched) } as Policy['rules'] };
};

function hotPath(): {
  readonly pipeline: InlinePipeline;
  finish(): readonly TransactionRecord[];
  journal(): readonly JournalRecord[];
} {
  const captured: Captured[] = [];
  const recorder = createRecorder((batch) => void captured.push(...unpack(structuredClone(batch))));
  const policy = trying();
  const pipeline = createInlinePipeline({
    run: 'r1',
    engine: createEngine({ rules: actorRules, policy, mitigations: [], run: 'r1' }),
    inspector: createInspector(unique([...statelessRules, ...ANSWER_RULES])),
    identifier: createIdentifier(KEY),
    // Nothing is learned from, so that only detection asks for bodies.
    sampler: { weigh: () => 0 },
    recorder,
    matcher: createMatcher({ endpoints: [] }),
    seed: objectSeed(KEY),
  });
  pipeline.change({ type: 'run-started', policy, mitigations: [] }, NOON);
  const records = (): readonly JournalRecord[] => {
    recorder.close();
    return captured.map((item) => (item.type === 'control' ? item.record : item.transaction.record));
  };
  return {
    pipeline,
    finish: () => records().flatMap((record) => (record.kind === 'transaction' ? [record] : [])),
    journal: records,
  };
}

interface Told {
  readonly target: string;
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  readonly address?: string;
  readonly sensor?: SensorName;
}

function exchange(n: number, { target, status = 200, type = 'text/plain', body, address, sensor }: Told): Exchange {
  const client = address ?? '198.51.100.9';
  const bytes = Buffer.from(body);
  return {
    request: {
      id: `t-${n}`,
      time: NOON + n,
      method: 'GET',
      scheme: 'http',
      host: 'api.example',
      target,
      httpVersion: '1.1',
      headers: ['host', 'api.example'],
      client: { address: client, peer: client },
      ...(sensor && { sensor }),
    },
    requestBody: EMPTY_BODY,
    response: { status, headers: ['content-type', type], time: NOON + n },
    responseBody: { bytes, size: bytes.length, complete: true },
    end: 'answered',
    endTime: NOON + n,
  };
}

const CLIMB = '/files?name=..%2F..%2F..%2Fetc%2Fpasswd';
const rulesOf = (record: TransactionRecord | undefined): readonly string[] =>
  (record?.responseSignals ?? []).map((signal) => signal.rule);

test('an attack whose answer shows that it worked blocks its sender', () => {
  const { pipeline, finish } = hotPath();
  witness(pipeline, exchange(1, { target: CLIMB, body: PASSWD }));
  const head = exchange(2, { target: '/lamps', body: '' }).request;
  expect(pipeline.open(head).judge(null)).toMatchObject({ type: 'answer', status: 403 });
  const [first] = finish();
  expect(first?.requestSignals.map((signal) => signal.rule)).toEqual(['path-traversal']);
  expect(rulesOf(first)).toEqual(['file-content', 'exploit-succeeded']);
  expect(first?.responseSignals[1]).toMatchObject({
    confidence: 0.97,
    evidence: { part: 'query', name: 'name', statement: expect.stringContaining('/etc/passwd') as string },
  });
  expect(first?.verdict.conclusion).toBe('allow');
});

test('what a finding is opened from names both rules', () => {
  const { pipeline, finish } = hotPath();
  witness(pipeline, exchange(1, { target: CLIMB, body: PASSWD }));
  const [first] = finish();
  if (first === undefined) throw new Error('no record');
  const threats = threatsIn(first, (id) => ALL.find((rule) => rule.id === id));
  expect(threats.map(({ facts }) => `${facts.id} ${facts.severity}`)).toEqual([
    'path-traversal high',
    'file-content high',
    'exploit-succeeded critical',
  ]);
});

test('the same attempt without the file, and the same file without the attempt, block nobody', () => {
  const { pipeline, finish } = hotPath();
  witness(pipeline, exchange(1, { target: CLIMB, status: 404, body: 'no such lamp' }));
  witness(pipeline, exchange(2, { target: '/files?name=a', status: 500, body: PASSWD }));
  expect(pipeline.open(exchange(3, { target: '/lamps', body: '' }).request).judge(null)).toEqual({ type: 'forward' });
  const [attempt, file] = finish();
  expect(rulesOf(attempt)).toEqual([]);
  expect(rulesOf(file)).toEqual(['file-content']);
});

test('errors in text are asked for and inspected, other answers to clean requests are not', () => {
  const { pipeline, finish } = hotPath();
  const wanted = (status: number, type: string): number => {
    const passage = pipeline.open(exchange(1, { target: '/lamps', body: '' }).request);
    passage.judge(null);
    return passage.answered({ status, headers: ['Content-Type', type], time: NOON });
  };
  for (const type of [
    'application/json; charset=utf-8',
    'text/html',
    'application/problem+json',
    'application/octet-stream',
  ])
    expect(wanted(500, type), type).toBe(LIMITS.inspectedBodyBytes);
  expect(wanted(404, 'text/html')).toBe(LIMITS.inspectedBodyBytes);
  expect(wanted(500, 'image/png')).toBe(0);
  expect(wanted(200, 'application/json')).toBe(0);
  witness(pipeline, exchange(2, { target: '/lamps', status: 500, body: TRACE }));
  expect(rulesOf(finish().at(-1))).toEqual(['stack-trace']);
  expect(pipeline.counters.signals).toBe(1);
});

test('a secret is told by its owner and length, and stands nowhere in the record', () => {
  const { pipeline, finish } = hotPath();
  const secret = 'kq0Zr1LwJ1nQb9wTq2sV';
  const body = JSON.stringify({ error: `cannot reach amqp://shop:${secret}@10.0.0.7/` });
  witness(pipeline, exchange(1, { target: '/lamps', status: 502, type: 'application/json', body }));
  const [first] = finish();
  expect(rulesOf(first)).toEqual(['secret-leak']);
  expect(first?.responseSignals[0]?.evidence).toEqual({
    part: 'response',
    name: 'error',
    statement: 'answer holds an address with a password (41 characters)',
  });
  expect(JSON.stringify(first)).not.toContain(secret.slice(0, 6));
});

test('what others answer to us is not inspected', () => {
  const { pipeline, finish } = hotPath();
  witness(pipeline, exchange(1, { target: '/lamps', status: 500, body: TRACE, sensor: 'otel-client' }));
  expect(rulesOf(finish()[0])).toEqual([]);
});

test('a replay of answers with signals gives the identical verdicts', async () => {
  const { pipeline, journal } = hotPath();
  for (let n = 0; n < 400; n++) {
    const address = `198.51.100.${n % 40}`;
    const told: Told =
      n % 10 === 0
        ? { target: CLIMB, body: PASSWD, address }
        : n % 7 === 0
          ? { target: '/lamps', status: 500, body: TRACE, address }
          : { target: `/lamps/${n}`, body: '{}', address };
    witness(pipeline, exchange(n, told));
  }
  const records = JSON.parse(JSON.stringify(journal())) as JournalRecord[];
  const transactions = records.flatMap((record) => (record.kind === 'transaction' ? [record] : []));
  expect(transactions.filter(({ verdict }) => verdict.conclusion === 'block').length).toBeGreaterThan(20);
  expect(transactions.filter((record) => rulesOf(record).includes('exploit-succeeded')).length).toBeGreaterThan(3);
  const kept = createMemoryJournal();
  await kept.append(records);
  expect(await verifyReplay(kept)).toMatchObject({ transactions: 400, different: 0 });
});
