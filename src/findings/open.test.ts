import { expect, test } from 'vitest';
import type { TransactionRecord, Verdict } from '../model/index.ts';
import { addMeasure, addRefusal, addSighting, openFinding, threatsIn, type RuleFacts } from './open.ts';

const rule: RuleFacts = {
  id: 'sql-injection',
  version: 2,
  title: 'SQL injection',
  severity: 'high',
  references: ['CWE-89'],
};
const allow: Verdict = {
  conclusion: 'allow',
  wouldBe: 'block',
  reason: 'sql-injection',
  mode: 'monitor',
  rules: [],
  policyVersion: 'p1',
};

function record(
  over: Partial<TransactionRecord> & { confidence?: number; about?: 'request' | 'actor' } = {},
): TransactionRecord {
  const { confidence = 0.9, about = 'request', ...rest } = over;
  const signal = {
    rule: rule.id,
    version: 2,
    confidence,
    about,
    evidence: { part: 'query', name: 'q', statement: 'string closed' },
  } as const;
  return {
    kind: 'transaction',
    id: 't-1',
    run: 'r',
    seqIn: 1,
    seqOut: 2,
    time: 1_000,
    durationMs: 3,
    method: 'GET',
    host: 'api.example',
    path: '/search',
    query: '',
    endpoint: { id: 'E-1', template: '/search' },
    status: 200,
    end: 'answered',
    requestBytes: 0,
    responseBytes: 10,
    address: '198.51.100.7',
    actor: { id: 'A-1', kind: 'address', label: '198.51.100.7' },
    objects: [],
    requestSignals: [signal],
    responseSignals: [],
    stateSignals: [],
    verdict: allow,
    ...rest,
  };
}

const sightings = (one: TransactionRecord) => threatsIn(one, (id) => (id === rule.id ? rule : undefined));
const first = (one: TransactionRecord) => {
  const [sighting] = sightings(one);
  if (sighting === undefined) throw new Error('no sighting');
  return sighting;
};

test('a signal about a request joins all actors at the endpoint, one about an actor does not', () => {
  expect(first(record({ actor: { id: 'A-1', kind: 'address', label: 'x' } })).key).toBe(
    first(record({ actor: { id: 'A-2', kind: 'address', label: 'y' } })).key,
  );
  expect(first(record({ about: 'actor' })).key).not.toBe(
    first(record({ about: 'actor', actor: { id: 'A-2', kind: 'address', label: 'y' } })).key,
  );
});

test('unknown rules open nothing', () => expect(threatsIn(record(), () => undefined)).toEqual([]));

test('counts are exact, lists bounded and newest first, and doubts never missing', () => {
  let finding = openFinding('F-1', first(record()));
  for (let index = 2; index <= 50; index++) {
    const refused = index % 2 === 0;
    finding = addSighting(
      finding,
      first(
        record({
          id: `t-${index}`,
          time: index * 1_000,
          status: refused ? 403 : 500,
          verdict: { ...allow, conclusion: refused ? 'block' : 'allow' },
        }),
      ),
    );
  }
  expect(finding).toMatchObject({
    occurrences: 50,
    refused: 25,
    succeeded: 1,
    firstSeen: 1_000,
    lastSeen: 50_000,
    proof: 'observed',
    state: 'new',
  });
  expect(finding.transactions).toHaveLength(20);
  expect(finding.transactions[0]).toBe('t-50');
  expect(finding.evidence).toHaveLength(1);
  expect(finding.counterEvidence.length).toBeGreaterThan(0);
  expect(finding.summary).toContain('25 refused, 1 answered with success, 24 let through, no success seen');
});

test('the strongest confidence stands', () => {
  const finding = addSighting(
    openFinding('F-1', first(record({ confidence: 0.6 }))),
    first(record({ confidence: 0.5 })),
  );
  expect(finding.confidence).toBe(0.6);
  expect(finding.counterEvidence.join(' ')).toContain('60 %');
});

test('a measure stands in the timeline, and what it refuses counts as refused', () => {
  const finding = openFinding('F-1', first(record({ about: 'actor' })));
  const measured = addMeasure(finding, {
    id: 'M-1',
    action: 'block',
    target: { kind: 'actor', value: 'A-1' },
    reason: 'x',
    by: rule.id,
    since: 1_000,
    until: 61_000,
  });
  expect(measured.timeline.at(-1)?.what).toBe('M-1: actor A-1 blocked until 1970-01-01T00:01:01.000Z');
  const refused = addRefusal(measured, record({ id: 't-9', time: 5_000 }));
  expect(refused).toMatchObject({ occurrences: 2, refused: 1, succeeded: 1, lastSeen: 5_000 });
  expect(refused.transactions[0]).toBe('t-9');
});

test('a finding about behaviour tells what the counters say', () => {
  const [signal] = record().requestSignals;
  if (signal === undefined) throw new Error('no signal');
  const counted = {
    ...signal,
    evidence: { statement: '34 different objects in an hour', counters: [{ name: 'objects', value: 34 }] },
  };
  expect(openFinding('F-1', first(record({ requestSignals: [counted] }))).summary).toContain(
    '34 different objects in an hour.',
  );
});

test('what an answer shows is doubted for what it is, not for its status', () => {
  const seen = (kind: RuleFacts['kind'], status: number) =>
    openFinding('F-1', { ...first(record({ status, confidence: 0.95 })), facts: { ...rule, ...(kind && { kind }) } });
  expect(seen('join', 500)).toMatchObject({ succeeded: 1 });
  expect(seen('join', 500).counterEvidence[0]).toContain('shows what the attack was to reach');
  expect(seen('response', 500)).toMatchObject({ succeeded: 0 });
  expect(seen('response', 500).counterEvidence[0]).toContain('recognised by its form');
  expect(seen('value', 500)).toMatchObject({ succeeded: 0 });
  expect(seen('value', 500).counterEvidence[0]).toContain('No sighting was answered with success');
});
