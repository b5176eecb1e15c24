import { beforeEach, describe, expect, test } from 'vitest';
import {
  ATTACKER,
  type Bench,
  consoleBench,
  CUSTOMER,
  HOST,
  MONITOR,
  NOON,
  problemOf,
  TOKEN,
} from '../../test/lib/console.ts';
import type { BlockPreview, MitigationRow } from './types.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await consoleBench();
  await bench.console.admit(TOKEN);
  return () => bench.console.close();
});

const headers = { host: HOST, authorization: `Bearer ${TOKEN}` };
const post = (url: string, payload: object) =>
  bench.console.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
const preview = async (kind: 'actor' | 'address', value: string) =>
  (await post('/mitigations/preview', { target: { kind, value }, durationMs: 60_000 })).json<BlockPreview>();
const block = (kind: 'actor' | 'address', value: string, more: object = {}) =>
  post('/mitigations', { target: { kind, value }, durationMs: 60_000, reason: 'reads what it should not', ...more });

describe('the preview', () => {
  test('of an actor hits nobody else', async () => {
    expect(await preview('actor', ATTACKER.id)).toMatchObject({
      tier: 1,
      good: [],
      bad: [ATTACKER],
      unknown: [],
      requests: { target: { value: 6 }, others: { value: 0 } },
    });
  });

  test('of an address names the good users behind it', async () => {
    expect(await preview('address', '198.51.100.7')).toMatchObject({
      tier: 2,
      refusal: null,
      good: [CUSTOMER],
      bad: [],
      requests: { target: { value: 0 }, others: { value: 60, exact: true } },
      notKnown: ['people who will come from this address later'],
    });
  });

  test('of a range finds everybody in it', async () => {
    const { good, bad, refusal } = await preview('address', '198.51.0.0/16');
    expect(good).toEqual(expect.arrayContaining([CUSTOMER]));
    expect(bad).toEqual([]);
    expect(refusal).toContain('health check');
  });

  test('of somebody never seen says that this is not known', async () => {
    expect((await preview('address', '192.0.2.200')).notKnown[0]).toContain('never seen');
  });
});

describe('a guard refuses', () => {
  test.each([
    ['own address', '127.0.0.1'],
    ['own range', '127.0.0.0/16'],
    ['own address in version 6', '::1'],
    ['half of the internet', '0.0.0.0/1'],
    ['a whole carrier', '10.0.0.0/15'],
    ['a whole carrier in version 6', '2001:db8::/31'],
    ['a health check', MONITOR.label],
  ])('%s', async (_, value) => {
    const answer = await block('address', value, { acceptHarm: 1 });
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([409, 'SP3005']);
    expect(await bench.records.count('mitigation')).toBe(1);
  });

  test('a health check by its actor', async () => {
    expect(problemOf((await block('actor', MONITOR.id)).body)).toBe('SP3005');
  });

  test('harm to good users unless their number is given', async () => {
    expect(problemOf((await block('address', '198.51.100.7')).body)).toBe('SP3005');
    expect(problemOf((await block('address', '198.51.100.7', { acceptHarm: 2 })).body)).toBe('SP3005');
    expect((await block('address', '198.51.100.7', { acceptHarm: 1 })).statusCode).toBe(200);
  });

  test.each(['203.0.113.0/33', '203.0.113', 'shop.example', '203.0.113.0/24/8', '203.0.113.0/', '::1/129'])(
    '%s, which is no address',
    async (value) => {
      expect(problemOf((await block('address', value)).body)).toBe('SP3004');
    },
  );
});

test('a block stands, is shown with its actor, is ended, and both stand in an unbroken log', async () => {
  const made = (await block('address', '203.0.113.5')).json<MitigationRow>();
  expect(made).toMatchObject({ state: 'active', until: NOON + 60_000, author: 'local' });
  const actor = await bench.console.inject({ url: `/api/v1/actors/${ATTACKER.id}`, headers });
  expect(actor.json()).toMatchObject({ row: { blocked: { action: 'block' } } });
  const ended = await post(`/mitigations/${made.id}/end`, { reason: 'was the partner' });
  expect(ended.json()).toMatchObject({ id: made.id, state: 'ended', ended: { at: NOON, by: 'local' } });
  expect(problemOf((await post(`/mitigations/${made.id}/end`, { reason: 'was the partner' })).body)).toBe('SP0004');
  const log = await bench.records.auditLog({ limit: 10 });
  expect(log.map((entry) => [entry.what, entry.object, entry.reason])).toEqual([
    ['mitigation.started', made.id, 'reads what it should not'],
    ['mitigation.ended', made.id, 'was the partner'],
  ]);
  const check = await bench.console.inject({ url: '/api/v1/audit/verify', headers });
  expect(check.json()).toEqual({ intact: true, entries: 2, firstBroken: null, lastHash: log[1]?.hash });
});

test('measures expire without anybody', async () => {
  bench.now = NOON + 61 * 60_000;
  const list = await bench.console.inject({ url: '/api/v1/mitigations', headers });
  expect(list.json()).toMatchObject({ rows: [{ id: 'M-r1-1', state: 'expired', label: ATTACKER.label }] });
});
