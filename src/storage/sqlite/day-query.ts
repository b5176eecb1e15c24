import type { JournalQuery, Position } from '../index.ts';
import type { Sql } from './database.ts';
import type { DayFile, Placed } from './day-file.ts';
import { RECORD_COLUMNS } from './row.ts';

/** Times from (inclusive) and to (exclusive). */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

type Condition = keyof JournalQuery;

/** Where rows are found, newest first: a pinned index, the condition it answers, and the order it gives. */
interface Driver {
  readonly source: string;
  readonly where: Sql;
  readonly order: string;
  readonly answers?: Condition;
}

/** Through the buckets from the newest, one look into the index each. */
function byBucket(column: 'actor' | 'endpoint', value: string | number): Driver {
  return {
    source: `bucket CROSS JOIN record INDEXED BY record_${column} ON record.bucket = bucket.n`,
    where: { text: `change IS NULL AND ${column} = ?`, values: [value] },
    order: 'bucket.n DESC, time DESC, seq DESC',
    answers: column,
  };
}

/** The index that narrows most: rule, actor, endpoint, any signal, time. */
function chooseDriver(query: JournalQuery, numberOf: (text: string) => number): Driver {
  const order = 'time DESC, seq DESC';
  if (query.rule !== undefined)
    return { source: 'hit', where: { text: 'rule = ?', values: [numberOf(query.rule)] }, order, answers: 'rule' };
  if (query.actor !== undefined) return byBucket('actor', query.actor);
  if (query.endpoint !== undefined) return byBucket('endpoint', numberOf(query.endpoint));
  if (query.signalsOnly)
    return {
      source: 'record INDEXED BY record_signals',
      where: { text: 'signals IS NOT NULL', values: [] },
      order,
      answers: 'signalsOnly',
    };
  return { source: 'record INDEXED BY record_time', where: { text: 'change IS NULL', values: [] }, order };
}

function statusCondition(status: NonNullable<JournalQuery['status']>): Sql {
  if (typeof status === 'number') return { text: 'status = ?', values: [status] };
  const first = Number(status[0]) * 100;
  return { text: 'status >= ? AND status < ?', values: [first, first + 100] };
}

/** Conditions the driver does not answer: rows are looked up and dropped. */
function residualConditions(
  query: JournalQuery,
  answered: Condition | undefined,
  numberOf: (text: string) => number,
): Sql[] {
  const all: readonly (readonly [Condition, Sql | undefined])[] = [
    ['actor', query.actor === undefined ? undefined : { text: 'actor = ?', values: [query.actor] }],
    [
      'endpoint',
      query.endpoint === undefined ? undefined : { text: 'endpoint = ?', values: [numberOf(query.endpoint)] },
    ],
    ['signalsOnly', query.signalsOnly ? { text: 'signals IS NOT NULL', values: [] } : undefined],
    ['method', query.method === undefined ? undefined : { text: 'method = ?', values: [numberOf(query.method)] }],
    [
      'conclusion',
      query.conclusion === undefined ? undefined : { text: 'conclusion = ?', values: [numberOf(query.conclusion)] },
    ],
    ['status', query.status === undefined ? undefined : statusCondition(query.status)],
    ['path', query.path === undefined ? undefined : { text: 'instr(path, ?) > 0', values: [query.path] }],
  ];
  return all.flatMap(([name, sql]) => (sql && name !== answered ? [sql] : []));
}

const join = (parts: readonly Sql[]): Sql => ({
  text: parts.map((part) => part.text).join(' AND '),
  values: parts.flatMap((part) => part.values),
});

/** What one page asks of a file. */
interface PageStatements {
  /** True when an index answers every condition. */
  readonly exact: boolean;
  /** The matches among the newest `budget` rows of the index, at most `limit`. */
  page(budget: number, limit: number): Sql;
  /** The `nth` row of the index from the newest, counted from 0. */
  nth(n: number): Sql;
  readonly count: Sql;
}

/** Exported for the test of the plans SQLite makes of them. */
export function pageStatements(
  query: JournalQuery,
  day: Pick<DayFile, 'texts'>,
  reach: Reach,
  before: Position | undefined,
): PageStatements {
  // A text this file has never seen has no number; -1 is nobody's.
  const numberOf = (text: string): number => day.texts.find(text) ?? -1;
  const { source, where, order, answers } = chooseDriver(query, numberOf);
  const parts: Sql[] = [where, { text: 'time >= ? AND time < ?', values: [reach.from, reach.to] }];
  if (before)
    parts.push({ text: 'time <= ? AND (time < ? OR seq < ?)', values: [before.time, before.time, before.seq] });
  const span = join(parts);
  const newest = `FROM ${source} WHERE ${span.text} ORDER BY ${order}`;
  const residual = residualConditions(query, answers, numberOf);
  const kept = join([{ text: 'true', values: [] }, ...residual]);
  return {
    exact: residual.length === 0,
    page: (budget, limit) => ({
      text: `SELECT ${RECORD_COLUMNS} FROM (SELECT seq ${newest} LIMIT ?) AS near CROSS JOIN record ON record.seq = near.seq WHERE ${kept.text} LIMIT ?`,
      values: [...span.values, budget, ...kept.values, limit],
    }),
    nth: (n) => ({ text: `SELECT time, seq ${newest} LIMIT 1 OFFSET ?`, values: [...span.values, n] }),
    count: { text: `SELECT count(*) AS rows FROM ${source} WHERE ${span.text}`, values: span.values },
  };
}

export interface DayPage {
  readonly rows: readonly Placed[];
  /** Rows looked at, counted against the budget; only told for pages that are not full. */
  readonly scanned: number;
  /** Set when the budget ended the search: the last row looked at. */
  readonly stoppedAt?: Position;
}

/**
 * The newest matches of one file, at most `limit`. Conditions no index answers look at most at `budget` rows, each of
 * which holds the thread for about a microsecond.
 */
export function queryDay(
  day: DayFile,
  query: JournalQuery,
  reach: Reach,
  before: Position | undefined,
  limit: number,
  budget: number,
): DayPage {
  const { page, nth, count, exact } = pageStatements(query, day, reach, before);
  const rows = day.records(page(exact ? limit : budget, limit));
  if (exact || rows.length === limit) return { rows, scanned: 0 };
  const stoppedAt = day.first(nth(budget - 1)) as Position | undefined;
  if (stoppedAt) return { rows, scanned: budget, stoppedAt };
  return { rows, scanned: Number(day.first(count)?.['rows']) };
}
