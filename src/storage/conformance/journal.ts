import { expect } from 'vitest';
import type { JournalRecord } from '../../model/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import type { Journal, JournalQuery } from '../index.ts';
import type { Case } from './journal-asking.ts';
import { asked, idsOf, range, replayed } from './journal-asking.ts';
import { lifetime, replaying, totals } from './journal-over-time.ts';
import { runCases } from './cases.ts';
import { BLOCKED, DAY, fullTransaction, NOON, runStarted, signal, transaction } from './samples.ts';

const keeping: Record<string, Case> = {
  'every part of a record survives': async (journal) => {
    await journal.append([transaction(1), fullTransaction(2), runStarted('run-a', NOON)]);
    expect(await journal.get('t-1')).toEqual(transaction(1));
    expect(await journal.get('t-2')).toEqual(fullTransaction(2));
    expect((await journal.tail(null, 10)).records).toEqual([
      transaction(1),
      fullTransaction(2),
      runStarted('run-a', NOON),
    ]);
    expect((await journal.query({ limit: 10 })).records).toEqual([fullTransaction(2), transaction(1)]);
  },
  'every kind of control record survives': async (journal) => {
    const mitigation = {
      id: 'M-1',
      action: 'block',
      target: { kind: 'address', value: '192.0.2.0/24' },
      reason: 'x',
      by: 'manual',
      author: 'ada',
      since: NOON,
      until: NOON + 9,
    } as const;
    const controls: JournalRecord[] = [
      runStarted('run-a', NOON),
      {
        kind: 'control',
        id: 'c-2',
        run: 'run-a',
        seqIn: 1,
        time: NOON + 1,
        change: { type: 'mitigation-added', mitigation },
      },
      {
        kind: 'control',
        id: 'c-3',
        run: 'run-a',
        seqIn: 2,
        time: NOON + 2,
        change: { type: 'mitigation-ended', id: 'M-1', by: 'ada' },
      },
    ];
    await journal.append(controls);
    expect(await replayed(journal)).toEqual(controls);
    expect(await journal.get('c-2')).toBeUndefined();
    expect(await asked(journal, {})).toEqual([]);
  },
  'a sample is kept apart and only given by itself': async (journal) => {
    const sample = { requestHeaders: ['Host', 'é'], requestBody: '{"a":1}', responseHeaders: [], responseBody: null };
    await journal.append([{ ...transaction(1), sample }, transaction(2)]);
    expect(await journal.sample('t-1')).toEqual(sample);
    expect(await journal.sample('t-2')).toBeUndefined();
    expect(await journal.sample('none')).toBeUndefined();
    const bare = transaction(1);
    expect(await journal.get('t-1')).toEqual(bare);
    expect((await journal.tail(null, 1)).records).toEqual([bare]);
    expect((await journal.query({ limit: 2 })).records[1]).toEqual(bare);
    expect((await replayed(journal))[0]).toEqual(bare);
  },
  'an unknown id is not there': async (journal) => {
    expect(await journal.get('none')).toBeUndefined();
    await journal.append([transaction(1)]);
    expect(await journal.get('none')).toBeUndefined();
  },
  'an empty batch changes nothing': async (journal) => {
    await journal.append([]);
    expect(await journal.size()).toMatchObject({ rows: 0, days: [] });
    expect(await journal.query({ limit: 10 })).toEqual({ records: [], partial: false });
    expect(await replayed(journal)).toEqual([]);
  },
};

const tailing: Record<string, Case> = {
  'tail follows append order across batches, days and late records': async (journal) => {
    await journal.append([transaction(3), transaction(1)]);
    await journal.append([transaction(4, { time: NOON + DAY })]);
    await journal.append([transaction(2)]);
    await journal.append([transaction(5, { time: NOON + DAY }), runStarted('run-b', NOON + DAY)]);
    expect(idsOf((await journal.tail(null, 100)).records)).toEqual(['t-3', 't-1', 't-4', 't-2', 't-5', 'c-run-b']);
  },
  'tail goes on from its cursor and gives each record once': async (journal) => {
    await journal.append(range(1, 5).map((n) => transaction(n)));
    const first = await journal.tail(null, 3);
    const second = await journal.tail(first.cursor, 3);
    const none = await journal.tail(second.cursor, 3);
    await journal.append([transaction(6), transaction(7, { time: NOON + DAY })]);
    const third = await journal.tail(none.cursor, 3);
    expect([first, second, none, third].map((page) => idsOf(page.records))).toEqual([
      ['t-1', 't-2', 't-3'],
      ['t-4', 't-5'],
      [],
      ['t-6', 't-7'],
    ]);
  },
  'a cursor or position that is none is refused with a code': async (journal) => {
    const refusals = await Promise.allSettled([
      journal.tail('x', 1),
      journal.tail('', 1),
      journal.query({ limit: 1, before: '12' }),
      journal.query({ limit: 1, before: '~' }),
    ]);
    expect(
      refusals.map(
        (refusal) => refusal.status === 'rejected' && refusal.reason instanceof CodedError && refusal.reason.code,
      ),
    ).toEqual(['SP3004', 'SP3004', 'SP3004', 'SP3004']);
  },
};

const querying: Record<string, Case> = {
  'query gives the newest first, in pages, over days': async (journal) => {
    for (const day of [0, 1, 2])
      await journal.append(range(day * 10 + 1, 10).map((n) => transaction(n, { time: NOON + day * DAY + n })));
    await journal.append([transaction(31, { time: NOON + DAY + 15.5 })]);
    const expected = [
      ...range(21, 10).reverse(),
      ...range(16, 5).reverse(),
      31,
      ...range(11, 5).reverse(),
      ...range(1, 10).reverse(),
    ].map((n) => `t-${n}`);
    expect(await asked(journal, {})).toEqual(expected);
    const seen: string[] = [];
    for (let before: string | undefined, guard = 0; guard < 20; guard++) {
      const page = await journal.query(before === undefined ? { limit: 4 } : { limit: 4, before });
      seen.push(...idsOf(page.records));
      if (page.next === undefined) break;
      before = page.next;
    }
    expect(seen).toEqual(expected);
  },
  'records of the same millisecond come in reverse append order and page cleanly': async (journal) => {
    await journal.append(range(1, 5).map((n) => transaction(n, { time: NOON })));
    const first = await journal.query({ limit: 2 });
    const second = await journal.query({ limit: 2, before: first.next ?? '' });
    const third = await journal.query({ limit: 2, before: second.next ?? '' });
    expect([first, second, third].map((page) => idsOf(page.records))).toEqual([
      ['t-5', 't-4'],
      ['t-3', 't-2'],
      ['t-1'],
    ]);
    expect(third.next).toBeUndefined();
  },
  'a range holds its first millisecond and not its last': async (journal) => {
    await journal.append(range(1, 5).map((n) => transaction(n)));
    expect(await asked(journal, { from: NOON + 2, to: NOON + 4 })).toEqual(['t-3', 't-2']);
    expect(await asked(journal, { from: NOON + 4 })).toEqual(['t-5', 't-4']);
    expect(await asked(journal, { to: NOON + 2 })).toEqual(['t-1']);
    expect(await asked(journal, { from: NOON + DAY })).toEqual([]);
  },
  'each condition chooses, and conditions hold together': async (journal) => {
    const actor = { id: 'A-00000000aa', kind: 'session', label: 's' } as const;
    await journal.append([
      transaction(1),
      transaction(2, { actor }),
      transaction(3, { endpoint: { id: 'E-2', template: '/x' }, path: '/v1/carts/7' }),
      transaction(4, { method: 'POST' }),
      transaction(5, { status: 404 }),
      transaction(6, { status: 499 }),
      transaction(7, { status: 500 }),
      transaction(8, { requestSignals: [signal('sql-injection')] }),
      transaction(9, { responseSignals: [signal('stack-trace'), signal('leak')] }),
      transaction(10, { stateSignals: [signal('sql-injection')], verdict: BLOCKED, status: 403, actor }),
    ]);
    const cases: readonly (readonly [Partial<JournalQuery>, string])[] = [
      [{ actor: actor.id }, '10 2'],
      [{ endpoint: 'E-2' }, '3'],
      [{ method: 'POST' }, '4'],
      [{ method: 'PATCH' }, ''],
      [{ status: 404 }, '5'],
      [{ status: '4xx' }, '10 6 5'],
      [{ status: '5xx' }, '7'],
      [{ status: '1xx' }, ''],
      [{ conclusion: 'block' }, '10'],
      [{ conclusion: 'allow', status: '4xx' }, '6 5'],
      [{ rule: 'sql-injection' }, '10 8'],
      [{ rule: 'leak' }, '9'],
      [{ rule: 'none' }, ''],
      [{ signalsOnly: true }, '10 9 8'],
      [{ path: '/carts' }, '3'],
      [{ path: '%' }, ''],
      [{ rule: 'sql-injection', actor: actor.id }, '10'],
      [{ actor: actor.id, status: 200 }, '2'],
      [{ endpoint: 'E-1', signalsOnly: true, to: NOON + 9 }, '8'],
      [{ rule: 'sql-injection', from: NOON + 9 }, '10'],
      [{ endpoint: 'E-1', method: 'GET', status: '5xx', path: '/7' }, '7'],
      [{ actor: 'A-none' }, ''],
      [{ endpoint: 'E-none' }, ''],
    ];
    for (const [query, expected] of cases) {
      expect([query, await asked(journal, query)]).toEqual([
        query,
        expected
          .split(' ')
          .filter(Boolean)
          .map((n) => `t-${n}`),
      ]);
    }
    expect(cases).toHaveLength(23);
  },
  'filtered pages go through every match once': async (journal) => {
    for (const day of [0, 1])
      await journal.append(
        range(day * 60, 60).map((n) =>
          transaction(n, {
            time: NOON + day * DAY + n,
            requestSignals: n % 7 === 0 ? [signal('r')] : [],
            method: n % 2 === 0 ? 'GET' : 'PUT',
          }),
        ),
      );
    const expected = range(0, 120)
      .filter((n) => n % 14 === 0)
      .reverse()
      .map((n) => `t-${n}`);
    for (const filter of [
      { rule: 'r', method: 'GET' },
      { signalsOnly: true, method: 'GET' },
    ] as const) {
      const seen: string[] = [];
      for (let before: string | undefined, guard = 0; guard < 20; guard++) {
        const page = await journal.query({ ...filter, limit: 2, ...(before === undefined ? {} : { before }) });
        seen.push(...idsOf(page.records));
        if (page.next === undefined) break;
        before = page.next;
      }
      expect(seen).toEqual(expected);
    }
  },
  'pages are at most the limit of the port': async (journal) => {
    await journal.append(range(0, LIMITS.journalPage + 5).map((n) => transaction(n)));
    expect((await journal.query({ limit: 1e9 })).records).toHaveLength(LIMITS.journalPage);
    expect((await journal.tail(null, 1e9)).records).toHaveLength(LIMITS.journalPage);
  },
};

/** The suite every Journal must pass. `make` gives an empty one. */
export function journalConformance(name: string, make: () => Promise<Journal>): void {
  runCases(`${name}: Journal`, make, { ...keeping, ...tailing, ...querying, ...totals, ...replaying, ...lifetime }, 26);
}
