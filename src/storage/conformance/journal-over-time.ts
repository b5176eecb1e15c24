import { expect } from 'vitest';
import type { JournalRecord } from '../../model/index.ts';
import { ALL_ENDPOINTS } from '../index.ts';
import type { Case } from './journal-asking.ts';
import { asked, idsOf, range, replayed } from './journal-asking.ts';
import { DAY, fullTransaction, MINUTE, NOON, runStarted, transaction } from './samples.ts';

export const totals: Record<string, Case> = {
  'rollups count a minute of an endpoint over batches': async (journal) => {
    await journal.append([
      transaction(1, { requestBytes: 10, responseBytes: 100 }),
      transaction(2, { status: 404 }),
      runStarted('run-a', NOON),
    ]);
    await journal.append([
      transaction(3, { status: 503, durationMs: 2.5 }),
      { ...fullTransaction(4), endpoint: { id: 'E-1', template: '/x' } },
    ]);
    expect(await journal.rollups({ from: NOON, to: NOON + MINUTE, endpoint: 'E-1' })).toEqual([
      {
        minute: NOON,
        endpoint: 'E-1',
        requests: 4,
        refused: 1,
        errors4xx: 2,
        errors5xx: 1,
        signals: 4,
        durationMsSum: 5,
        requestBytes: 70_010,
        responseBytes: 100 + 512 * 2 + 2 ** 33,
      },
    ]);
  },
  'rollups come by minute and endpoint, and summed over all endpoints': async (journal) => {
    await journal.append([
      transaction(1, { time: NOON }),
      transaction(2, { time: NOON + MINUTE - 1, endpoint: { id: 'E-2', template: '/y' } }),
      transaction(3, { time: NOON + MINUTE, endpoint: null }),
    ]);
    await journal.append([transaction(4, { time: NOON + 30_000 }), transaction(5, { time: NOON + DAY })]);
    await journal.append([
      transaction(6, { time: NOON + MINUTE + 1, endpoint: null }),
      transaction(7, { time: NOON + DAY + 1 }),
    ]);
    const brief = async (from: number, to: number, endpoint?: string) =>
      (await journal.rollups(endpoint === undefined ? { from, to } : { from, to, endpoint })).map(
        (row) => `${(row.minute - NOON) / MINUTE} ${row.endpoint} ${row.requests}`,
      );
    expect(await brief(NOON + 59_000, NOON + 2 * MINUTE)).toEqual(['0 E-1 2', '0 E-2 1', '1  2']);
    expect(await brief(NOON, NOON + 2 * DAY, ALL_ENDPOINTS)).toEqual(['0 * 3', '1 * 2', '1440 * 2']);
    expect(await brief(NOON, NOON + MINUTE)).toEqual(['0 E-1 2', '0 E-2 1']);
    expect(await brief(NOON, NOON + 2 * DAY, 'E-2')).toEqual(['0 E-2 1']);
    expect(await brief(NOON, NOON + 2 * DAY, '')).toEqual(['1  2']);
    expect(await brief(NOON + 2 * DAY, NOON + 3 * DAY)).toEqual([]);
  },
  'a minute whose records are filed under two days is one row': async (journal) => {
    const midnight = NOON + DAY / 2;
    await journal.append([transaction(1, { time: midnight - 10 })]);
    await journal.append([transaction(2, { time: midnight - 5 }), transaction(3, { time: midnight + 5 })]);
    expect(
      (await journal.rollups({ from: midnight - MINUTE, to: midnight + MINUTE, endpoint: ALL_ENDPOINTS })).map(
        (row) => row.requests,
      ),
    ).toEqual([2, 1]);
    expect(await asked(journal, { to: midnight })).toEqual(['t-2', 't-1']);
  },
};

export const replaying: Record<string, Case> = {
  'replay is in engine order whatever the order of appending': async (journal) => {
    const first = [runStarted('run-z', NOON - 5), ...range(1, 50).map((n) => transaction(n, { run: 'run-z' }))];
    const second = [
      runStarted('run-a', NOON + 100),
      ...range(51, 30).map((n) => transaction(n, { run: 'run-a', time: NOON + DAY + n })),
    ];
    const mixed = (records: readonly JournalRecord[]) =>
      [...records].sort((a, b) => ((a.seqIn * 7_919) % 101) - ((b.seqIn * 7_919) % 101));
    await journal.append(mixed(first).slice(0, 20));
    await journal.append(mixed(first).slice(20));
    await journal.append(mixed(second).slice(0, 11));
    await journal.append(mixed(second).slice(11));
    expect(idsOf(await replayed(journal))).toEqual(idsOf([...first, ...second]));
  },
  'replay of a range or of one run gives only that': async (journal) => {
    await journal.append([runStarted('run-a', NOON), ...range(1, 6).map((n) => transaction(n))]);
    await journal.append([
      runStarted('run-b', NOON + 10),
      ...range(11, 3).map((n) => transaction(n, { run: 'run-b' })),
    ]);
    expect(idsOf(await replayed(journal, { from: NOON + 5, to: NOON + 12 }))).toEqual([
      't-5',
      't-6',
      'c-run-b',
      't-11',
    ]);
    expect(idsOf(await replayed(journal, { run: 'run-b' }))).toEqual(['c-run-b', 't-11', 't-12', 't-13']);
    expect(await replayed(journal, { run: 'run-c' })).toEqual([]);
    expect(await replayed(journal, { from: NOON + DAY })).toEqual([]);
  },
  'a run over several days and more than one batch is one sequence': async (journal) => {
    const all = [
      runStarted('run-a', NOON),
      ...range(1, 2_600).map((n) => transaction(n, { time: NOON + n * 100_000 })),
    ];
    for (let at = 0; at < all.length; at += 300) await journal.append(all.slice(at, at + 300).reverse());
    expect(idsOf(await replayed(journal))).toEqual(idsOf(all));
  },
  'a run whose records are filed under several days in turn is one sequence': async (journal) => {
    const all = range(1, 60).map((n) => transaction(n, { time: NOON + (n % 3) * DAY + n }));
    for (const turn of [0, 2, 1]) await journal.append(all.filter((_, at) => at % 3 === turn));
    expect(idsOf(await replayed(journal))).toEqual(idsOf(all));
  },
  'appending while a replay is read harms neither': async (journal) => {
    await journal.append(range(1, 2_500).map((n) => transaction(n)));
    const seen: string[] = [];
    let added = 0;
    for await (const batch of journal.replay({ from: 0, to: NOON + DAY })) {
      seen.push(...idsOf(batch));
      await journal.append([transaction(10_000 + added++, { time: NOON + 2 * DAY })]);
    }
    expect(seen).toEqual(range(1, 2_500).map((n) => `t-${n}`));
    expect(added).toBeGreaterThan(1);
    expect((await journal.size()).rows).toBe(2_500 + added);
  },
};

export const lifetime: Record<string, Case> = {
  'size counts rows and days': async (journal) => {
    await journal.append([transaction(1), runStarted('run-a', NOON)]);
    await journal.append([transaction(2, { time: NOON + 2 * DAY })]);
    expect(await journal.size()).toMatchObject({ rows: 3, days: ['2026-11-24', '2026-11-26'] });
  },
  'retention drops whole days that have ended, and nothing of the others': async (journal) => {
    for (const day of [0, 1, 2])
      await journal.append([
        transaction(day, {
          time: NOON + day * DAY,
          sample: { requestHeaders: [], requestBody: null, responseHeaders: [], responseBody: null },
        }),
      ]);
    const midnight = NOON + DAY / 2;
    expect(await journal.retain(midnight - 1)).toEqual([]);
    expect(await journal.retain(midnight + DAY)).toEqual(['2026-11-24', '2026-11-25']);
    expect(await journal.retain(midnight + DAY)).toEqual([]);
    expect(await asked(journal, {})).toEqual(['t-2']);
    expect([await journal.get('t-0'), await journal.sample('t-1')]).toEqual([undefined, undefined]);
    expect(idsOf((await journal.tail(null, 10)).records)).toEqual(['t-2']);
    expect(await journal.rollups({ from: 0, to: midnight + DAY, endpoint: ALL_ENDPOINTS })).toEqual([]);
  },
  'a cursor stays good over retention, and numbering goes on': async (journal) => {
    await journal.append([transaction(1)]);
    const { cursor } = await journal.tail(null, 10);
    await journal.retain(NOON + 2 * DAY);
    expect((await journal.tail(cursor, 10)).records).toEqual([]);
    await journal.append([transaction(2, { time: NOON + 3 * DAY })]);
    expect(idsOf((await journal.tail(cursor, 10)).records)).toEqual(['t-2']);
  },
  'records filed late under a dropped day are kept': async (journal) => {
    await journal.append([transaction(1)]);
    await journal.retain(NOON + DAY);
    await journal.append([transaction(2)]);
    expect(await asked(journal, {})).toEqual(['t-2']);
  },
};
