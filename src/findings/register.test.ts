import { expect, test } from 'vitest';
import type { Mitigation, TransactionRecord } from '../model/index.ts';
import { createMemoryRecordStore } from '../storage/memory/index.ts';
import { openFindingRegister } from './register.ts';

const rule = {
  id: 'object-enumeration',
  version: 1,
  title: 'Object enumeration',
  severity: 'high',
  references: [],
} as const;
const rules = (id: string) => (id === rule.id ? rule : undefined);

function record(id: string, over: Partial<TransactionRecord> = {}): TransactionRecord {
  return {
    kind: 'transaction',
    id,
    run: 'r',
    seqIn: 1,
    seqOut: 2,
    time: 1_000,
    durationMs: 1,
    method: 'GET',
    host: 'api.example',
    path: '/orders/7',
    query: '',
    endpoint: { id: 'E-1', template: '/orders/{id}' },
    status: 200,
    end: 'answered',
    requestBytes: 0,
    responseBytes: 1,
    address: '198.51.100.7',
    actor: { id: 'A-1', kind: 'principal', label: 'token sub 7' },
    objects: [],
    requestSignals: [],
    responseSignals: [],
    stateSignals: [],
    verdict: { conclusion: 'allow', wouldBe: 'allow', reason: 'clean', mode: 'enforce', rules: [], policyVersion: 'p' },
    ...over,
  };
}

const signal = {
  rule: rule.id,
  version: 1,
  confidence: 0.9,
  about: 'actor',
  evidence: { statement: 'many ids' },
} as const;
const measure: Mitigation = {
  id: 'M-1',
  action: 'block',
  target: { kind: 'actor', value: 'A-1' },
  reason: 'many ids',
  by: rule.id,
  since: 1_000,
  until: 90_000,
};
const blocked: TransactionRecord['verdict'] = {
  conclusion: 'block',
  wouldBe: 'block',
  reason: 'mitigation:M-1',
  mode: 'enforce',
  rules: [],
  mitigation: 'M-1',
  policyVersion: 'p',
};

test('findings are numbered, survive a restart, and count what their own measure refuses', async () => {
  const store = createMemoryRecordStore();
  const register = await openFindingRegister(store, rules);
  const [opened] = register.add(record('t-1', { stateSignals: [signal] }), [measure]);
  expect(opened?.id).toBe('F-1');
  expect(register.add(record('t-2', { verdict: blocked, status: 403 }))).toEqual([]);
  expect(register.add(record('t-3', { verdict: { ...blocked, mitigation: 'M-other' }, status: 403 }))).toEqual([]);
  await register.save();
  expect((await store.list('finding', { limit: 10 })).records).toMatchObject([
    { id: 'F-1', occurrences: 2, refused: 1 },
  ]);

  const again = await openFindingRegister(store, rules);
  expect(again.size).toBe(1);
  const elsewhere = { endpoint: { id: 'E-2', template: '/cards/{id}' }, stateSignals: [signal] };
  expect(again.add(record('t-4', elsewhere))[0]?.id).toBe('F-2');
});

test('a person changes the newest version; what is seen again after it was fixed has regressed', async () => {
  const store = createMemoryRecordStore();
  const register = await openFindingRegister(store, rules);
  register.add(record('t-1', { stateSignals: [signal] }));
  const outcome = await register.change('F-1', (finding) => ({ ok: true, finding: { ...finding, state: 'fixed' } }));
  expect(outcome?.ok).toBe(true);
  expect(await register.change('F-9', (finding) => ({ ok: true, finding }))).toBeUndefined();
  register.add(record('t-2', { time: 9_000, stateSignals: [signal] }));
  await register.save();
  expect((await store.get('finding', ['F-1']))[0]).toMatchObject({ state: 'regressed', occurrences: 2 });
});
