import { describe, expect, test } from 'vitest';
import { compareStates, latestChanges, stateAt } from '../inventory/index.ts';
import { LIMITS, type Endpoint, type FieldStats } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';
import { createMemoryRecordStore } from '../storage/memory/index.ts';
import { openChangeLog } from './change-log.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 10, 12);

const answerField = (name: string, present: number, outOf: number, type = 'string'): FieldStats => ({
  place: 'response',
  status: '2xx',
  name,
  types: { [type]: present },
  present,
  outOf,
  classes: {},
});

const endpoint = (requests: number, lastSeen: number, more: Partial<Endpoint> = {}): Endpoint => ({
  id: 'E-1',
  formerIds: [],
  api: 'API-1',
  method: 'GET',
  host: 'api.barn.example',
  template: '/cows/{id}',
  segments: [],
  requests,
  statuses: { 200: requests },
  firstSeen: START,
  lastSeen,
  auth: [{ scheme: 'bearer', location: 'header', name: 'authorization', requests, accepted: requests }],
  fields: [answerField('$', requests, requests, 'object'), answerField('$.name', requests, requests)],
  dataClasses: {},
  requestContentTypes: {},
  responseContentTypes: {},
  confidence: 1,
  ...more,
});

const log = async (records: RecordStore): Promise<readonly string[]> =>
  (await latestChanges(records, { limit: 100 })).rows
    .toReversed()
    .map(({ kind, endpoint: id, into, differences }) =>
      [kind, id, into, ...differences.map(({ rule, at }) => `${rule} ${at}`)]
        .filter((word) => word !== undefined)
        .join(' '),
    );

const settled = LIMITS.settledRequests;

describe('the log', () => {
  test('new once; what comes to light while learning is no change; then changes are', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    await changes.note([endpoint(1, START)]);
    await changes.note([endpoint(2, START, { fields: [answerField('$', 2, 2, 'object')] })]);
    await changes.note([endpoint(settled, START)]);
    expect(await log(records)).toEqual(['new E-1']);
    const more = endpoint(settled + 1, START + 1);
    await changes.note([
      { ...more, statuses: { 200: settled, 500: 1 }, fields: [...more.fields, answerField('$.hash', 1, 1)] },
    ]);
    await changes.note([
      { ...more, statuses: { 200: settled, 500: 1 }, fields: [...more.fields, answerField('$.hash', 1, 1)] },
    ]);
    expect(await log(records)).toEqual([
      'new E-1',
      'changed E-1 response-field-added response 2xx $.hash status-added status 500',
    ]);
  });

  test('a field that is not sent any more is gone after enough traffic without it, and can come back', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    await changes.note([endpoint(settled, START)]);
    const without = (requests: number, present: number): Endpoint =>
      endpoint(requests, START + DAY, {
        fields: [answerField('$', requests, requests, 'object'), answerField('$.name', present, requests)],
      });
    await changes.note([without(settled + 10, settled)]);
    expect((await log(records)).slice(1)).toEqual(['changed E-1 response-field-optional response 2xx $.name']);
    const records2 = createMemoryRecordStore();
    const changes2 = await openChangeLog(records2);
    await changes2.note([endpoint(settled, START)]);
    await changes2.note([without(settled * 6, settled)]);
    await changes2.note([without(settled * 6 + 1, settled)]);
    await changes2.note([without(settled * 6 + 2, settled + 1)]);
    expect((await log(records2)).slice(1)).toEqual([
      'changed E-1 response-field-removed response 2xx $.name',
      'changed E-1 response-field-added response 2xx $.name',
    ]);
  });

  test('authentication that is no longer demanded', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    const first = endpoint(settled, START);
    const open = (accepted: number): Endpoint =>
      endpoint(settled + accepted, START + 1, {
        auth: [...first.auth, { scheme: 'none', location: '-', name: '', requests: accepted, accepted }],
      });
    await changes.note([first]);
    await changes.note([open(1)]);
    expect(await log(records)).toEqual(['new E-1']);
    await changes.note([open(5)]);
    expect((await log(records)).at(-1)).toBe('changed E-1 security-removed authentication');
  });

  test('gone by the time of the traffic, and back, over a restart; merged; dropped', async () => {
    const records = createMemoryRecordStore();
    const later = START + (LIMITS.goneAfterDays + 1) * DAY;
    const other = (at: number): Endpoint => endpoint(9, at, { id: 'E-2', template: '/hens' });
    const first = await openChangeLog(records);
    await first.note([endpoint(9, START), other(START)]);
    await first.note([endpoint(9, START), other(later)]);
    await first.note([endpoint(9, START), other(later)]);
    const second = await openChangeLog(records);
    await second.note([endpoint(9, START), other(later)]);
    await second.note([endpoint(10, later), other(later)]);
    await second.note([endpoint(10, later, { formerIds: ['E-2'] })]);
    await second.note([]);
    await second.note([endpoint(11, later + 1)]);
    expect(await log(records)).toEqual([
      'new E-1',
      'new E-2',
      'gone E-1',
      'back E-1',
      'merged E-2 E-1',
      'gone E-1',
      'back E-1',
    ]);
    const { rows, next } = await latestChanges(records, { limit: 3 });
    expect([rows.length, next]).toEqual([3, 'C-000000000005']);
    const rest = await latestChanges(records, { limit: 100, before: next ?? '' });
    expect([rest.rows.length, rest.next]).toEqual([4, null]);
  });

  test('of those that left, the longest gone are forgotten, counted, and new when they come back, also over a restart', async () => {
    const records = createMemoryRecordStore();
    const named = (n: number, at: number): Endpoint => endpoint(9, at, { id: `E-${n}` });
    const first = await openChangeLog(records, 2);
    await first.note([1, 2, 3, 4].map((n) => named(n, START + n)));
    expect(first.forgotten).toBe(0);
    // Silent, but still in the inventory: its baseline is needed, or each look would find it new.
    const later = START + (LIMITS.goneAfterDays + 1) * DAY;
    await first.note([named(1, START), named(9, later)]);
    expect([first.forgotten, (await records.list('baseline', { limit: 9 })).records.map(({ id }) => id)]).toEqual([
      1,
      ['E-1', 'E-3', 'E-4', 'E-9'],
    ]);
    const second = await openChangeLog(records, 1);
    await second.note([named(1, START), named(9, later)]);
    expect([second.forgotten, await records.count('baseline')]).toEqual([1, 3]);
    await second.note([named(1, START), named(2, later), named(4, later), named(9, later)]);
    expect((await log(records)).slice(-2).toSorted()).toEqual(['back E-4', 'new E-2']);
  });

  test('a template that moved is told under the same id', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    await changes.note([endpoint(3, START)]);
    await changes.note([endpoint(4, START, { template: '/{herd}/{name}' })]);
    expect((await log(records)).at(-1)).toBe('changed E-1 template-changed template');
    // Its owner corrects it while no traffic comes.
    await changes.note([endpoint(4, START, { template: '/cows/best' })]);
    expect((await log(records)).slice(2)).toEqual(['changed E-1 template-changed template']);
  });

  test('what a parameter is called is no change', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    await changes.note([endpoint(3, START, { template: '/cows/{cowId}' })]);
    await changes.note([endpoint(4, START, { template: '/cows/{cowName}' })]);
    await changes.note([endpoint(500, START, { template: '/cows/{cowId}' })]);
    expect(await log(records)).toEqual(['new E-1']);
  });

  test('that values are a closed set comes to light and is no change; a further value is one', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    const kind = (requests: number, given: readonly string[] | undefined) =>
      endpoint(requests, START, {
        fields: ['query', 'response'].map((place) => ({
          place: place as 'query',
          ...(place === 'response' && { status: '2xx' }),
          name: 'kind',
          types: { string: requests },
          present: requests,
          outOf: requests,
          classes: {},
          ...(given && { enum: given }),
        })),
      });
    await changes.note([kind(1_000, undefined)]);
    await changes.note([kind(1_001, ['calf', 'cow'])]);
    expect(await log(records)).toEqual(['new E-1']);
    await changes.note([kind(1_002, ['bull', 'calf', 'cow'])]);
    expect((await log(records)).slice(1)).toEqual(['changed E-1 response-enum-widened response 2xx kind']);
  });

  test('one save is bounded and the rest follows', async () => {
    const records = createMemoryRecordStore();
    const changes = await openChangeLog(records);
    const many = Array.from({ length: LIMITS.changesPerSave + 30 }, (_, n) => endpoint(1, START, { id: `E-${n}` }));
    await changes.note(many);
    expect(await records.count('change')).toBe(LIMITS.changesPerSave);
    await changes.note(many);
    await changes.note(many);
    expect(await records.count('change')).toBe(many.length);
  });
});

test('two dates are compared from the days on which something changed', async () => {
  const records = createMemoryRecordStore();
  const changes = await openChangeLog(records);
  await changes.note([endpoint(settled, START)]);
  const more = endpoint(settled + 1, START + 3 * DAY);
  await changes.note([{ ...more, fields: [...more.fields, answerField('$.age', 1, 1, 'integer')] }]);
  const [before, first, middle, last] = await Promise.all(
    ['2026-01-09', '2026-01-10', '2026-01-12', '2026-01-13'].map((day) => stateAt(records, day)),
  );
  if (!before || !first || !middle || !last) throw new Error('four states');
  expect([before.size, first.size, middle.size, last.size]).toEqual([0, 1, 1, 1]);
  expect(compareStates(first, middle)).toEqual([]);
  expect(compareStates(before, last)[0]?.differences.map(({ rule }) => rule)).toEqual(['operation-added']);
  expect(compareStates(middle, last)).toMatchObject([
    { endpoint: 'E-1', differences: [{ rule: 'response-field-added', at: 'response 2xx $.age' }] },
  ]);
});
