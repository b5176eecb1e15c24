import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JournalPage, JournalQuery } from '../index.ts';
import { BLOCKED, CLEAN, DAY, NOON, signal, transaction } from '../conformance/samples.ts';
import { createMemoryJournal } from '../memory/index.ts';
import { DAY_STATEMENTS } from './day-file.ts';
import { DayFolder } from './day-folder.ts';
import { pageStatements } from './day-query.ts';
import { queryDays } from './query.ts';
import { REPLAY_STATEMENTS } from './replay.ts';

const root = mkdtempSync(path.join(tmpdir(), 'sallyport-query-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
const openFolder = (): DayFolder =>
  new DayFolder(path.join(root, String(++made)), (problem) => expect.unreachable(problem.message));

/** All pages of a query, following `next` to the end. */
async function everything(
  ask: (query: JournalQuery) => JournalPage | Promise<JournalPage>,
  query: JournalQuery,
): Promise<string[]> {
  const ids: string[] = [];
  for (let before: string | undefined, guard = 0; guard < 2_000; guard++) {
    const page = await ask(before === undefined ? query : { ...query, before });
    expect(page.records.length).toBeLessThanOrEqual(query.limit);
    ids.push(...page.records.map((record) => record.id));
    if (page.next === undefined) return ids;
    before = page.next;
  }
  return expect.unreachable('the pages do not end');
}

const pick = <T>(...values: T[]) => fc.constantFrom(...values);

const arbitraryRecord = fc.record({
  time: fc.oneof(fc.integer({ min: 0, max: 3 * DAY }), fc.integer({ min: 0, max: 20 })).map((offset) => NOON + offset),
  actor: pick('A-1', 'A-2', 'A-3').map((id) => ({ id, kind: 'session' as const, label: id })),
  endpoint: pick(null, { id: 'E-1', template: '/a' }, { id: 'E-2', template: '/b' }),
  method: pick('GET', 'POST'),
  status: pick(200, 201, 404, 500),
  path: pick('/a/1', '/b/2', '/b/%25'),
  requestSignals: pick([], [], [signal('r1')], [signal('r1'), signal('r2')]),
  stateSignals: pick([], [], [], [signal('r2')]),
  verdict: pick(CLEAN, CLEAN, BLOCKED),
});

const arbitraryConditions = fc.record({
  from: fc.integer({ min: 0, max: 3 * DAY }).map((offset) => NOON + offset),
  to: fc.integer({ min: 0, max: 4 * DAY }).map((offset) => NOON + offset),
  actor: pick('A-1', 'A-2', 'A-none'),
  endpoint: pick('E-1', 'E-2', 'E-none'),
  method: pick('GET', 'GET', 'PATCH'),
  status: pick<NonNullable<JournalQuery['status']>>(404, '2xx', '5xx'),
  conclusion: pick('allow', 'block', 'tag'),
  rule: pick('r1', 'r2', 'r-none'),
  signalsOnly: fc.boolean(),
  path: pick('/b', '%', 'none'),
});

/** At most two conditions, so that most queries have answers. */
const arbitraryQuery = fc
  .tuple(
    arbitraryConditions,
    fc.subarray(['from', 'to', 'actor', 'endpoint', 'method', 'status', 'conclusion', 'rule', 'signalsOnly', 'path'], {
      maxLength: 2,
    }),
    fc.integer({ min: 1, max: 30 }),
  )
  .map(([conditions, chosen, limit]): JournalQuery => ({
    ...Object.fromEntries(Object.entries(conditions).filter(([name]) => chosen.includes(name))),
    limit,
  }));

test('answers are those of the memory journal, whatever the row budget and the page size', async () => {
  let asked = 0;
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(arbitraryRecord, { minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 12 }),
      fc.array(arbitraryQuery, { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 1, max: 40 }),
      async (batches, queries, budget) => {
        const memory = createMemoryJournal();
        const folder = openFolder();
        let n = 0;
        for (const batch of batches) {
          const records = batch.map((part) => transaction(++n, part));
          await memory.append(records);
          folder.append(records);
        }
        for (const query of queries) {
          const expected = await everything((one) => memory.query(one), query);
          expect(await everything((one) => queryDays(folder, one), query)).toEqual(expected);
          expect(await everything((one) => queryDays(folder, one, budget), query)).toEqual(expected);
          asked++;
          if (expected.length > query.limit) answered++;
        }
        folder.close();
      },
    ),
    { numRuns: 30, endOnFailure: true },
  );
  expect(asked).toBe(150);
  expect(answered).toBeGreaterThan(20);
});

test('buckets keep the order over thousands of rows, late ones and a reopened file', async () => {
  const memory = createMemoryJournal();
  const place = path.join(root, String(++made));
  let n = 0;
  const batch = (from: number, spread: number): ReturnType<typeof transaction>[] =>
    Array.from({ length: 700 }, (_, at) =>
      transaction(++n, {
        time: from + ((at * 37) % spread),
        actor: { id: `A-${at % 5}`, kind: 'session', label: 's' },
      }),
    );
  for (const [from, spread] of [
    [0, 9_000],
    [100, 400],
    [5_000, 90],
    [3_000, 9_000],
    [50, 5_000],
    [20_000, 700],
    [0, 9_000],
  ] as const) {
    const records = batch(NOON + from, spread);
    const folder = new DayFolder(place, (problem) => expect.unreachable(problem.message));
    folder.append(records);
    folder.close();
    await memory.append(records);
  }
  const folder = new DayFolder(place, (problem) => expect.unreachable(problem.message));
  for (const query of [{ actor: 'A-3' }, { endpoint: 'E-1' }, { actor: 'A-1', from: NOON + 100, to: NOON + 8_000 }]) {
    const expected = await everything((one) => memory.query(one), { ...query, limit: 900 });
    expect(expected.length).toBeGreaterThan(700);
    expect(await everything((one) => queryDays(folder, one), { ...query, limit: 900 })).toEqual(expected);
  }
  const buckets = folder.read('2026-11-24', (file) =>
    file.first({ text: 'SELECT count(*) AS n FROM bucket', values: [] }),
  );
  expect(buckets?.['n']).toBeGreaterThan(1);
  folder.close();
});

describe('the row budget', () => {
  test('ends a search that finds nothing, says so, and tells where to go on', () => {
    const folder = openFolder();
    for (const day of [0, 1])
      folder.append(
        Array.from({ length: 100 }, (_, n) =>
          transaction(day * 100 + n, { time: NOON + day * DAY + n, path: n === 5 ? '/needle' : '/hay' }),
        ),
      );
    const first = queryDays(folder, { path: '/needle', limit: 5 }, 30);
    expect(first).toMatchObject({ records: [], partial: true });
    const found = queryDays(folder, { path: '/needle', limit: 5 }, 150);
    expect([found.records.map((record) => record.id), found.partial]).toEqual([['t-105'], true]);
    const all = queryDays(folder, { path: '/needle', limit: 5 });
    expect([all.records.map((record) => record.id), all.partial, all.next]).toEqual([
      ['t-105', 't-5'],
      false,
      undefined,
    ]);
    folder.close();
  });

  test('does not touch what an index answers', () => {
    const folder = openFolder();
    folder.append(
      Array.from({ length: 100 }, (_, n) =>
        transaction(n, { actor: { id: `A-${n % 50}`, kind: 'session', label: 's' } }),
      ),
    );
    expect(queryDays(folder, { actor: 'A-3', limit: 5 }, 1)).toMatchObject({
      partial: false,
      records: [{ id: 't-53' }, { id: 't-3' }],
    });
    folder.close();
  });
});

describe('plans', () => {
  const plansOf = (texts: readonly string[]): string[] => {
    const folder = openFolder();
    folder.append([transaction(1)]);
    const plans = folder.read('2026-11-24', (file) => texts.map((text) => file.plan(text).join('; ')));
    folder.close();
    return plans ?? [];
  };
  const queries: readonly (readonly [Partial<JournalQuery>, string])[] = [
    [{}, 'record_time'],
    [{ method: 'GET', status: '4xx', path: '/x', conclusion: 'block' }, 'record_time'],
    [{ signalsOnly: true, status: 404 }, 'record_signals'],
    [{ actor: 'A-1' }, 'record_actor'],
    [{ actor: 'A-1', endpoint: 'E-1' }, 'record_actor'],
    [{ endpoint: 'E-1', signalsOnly: true }, 'record_endpoint'],
    [{ rule: 'r', actor: 'A-1' }, 'hit USING PRIMARY KEY'],
  ];

  test('every query walks the pinned index in order and sorts nothing', () => {
    for (const before of [undefined, { time: NOON, seq: 9 }]) {
      for (const [query, index] of queries) {
        const texts = { find: () => 1, intern: () => 1, value: () => '', forget: () => undefined };
        const { page, nth, count } = pageStatements(
          { ...query, limit: 10 },
          { texts },
          { from: NOON, to: NOON + DAY },
          before,
        );
        for (const plan of plansOf([page(10, 10).text, nth(5).text, count.text])) {
          expect(plan).toContain(index);
          expect(plan).not.toMatch(/TEMP B-TREE|SCAN (record|hit)\b(?! USING)/);
        }
      }
    }
    expect(queries).toHaveLength(7);
  });

  test('replay, rollups and look-ups by id use their indexes and sort nothing', () => {
    const plans = plansOf([...DAY_STATEMENTS, ...REPLAY_STATEMENTS]);
    expect(plans).toHaveLength(7);
    for (const plan of plans) expect(plan).not.toMatch(/TEMP B-TREE|SCAN (record|rollup)\b/);
  });
});
