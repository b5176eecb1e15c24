import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { ExchangeSample, JournalRecord, Rollup, TransactionRecord } from '../../model/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import { ALL_ENDPOINTS } from '../index.ts';
import { createBuckets } from './buckets.ts';
import type { Sql } from './database.ts';
import { openDatabase, statements, transact } from './database.ts';
import type { Reach } from './day-query.ts';
import { DAY_FORMAT, DAY_MIGRATIONS, DAY_SCHEMA } from './day-schema.ts';
import { createDayWriter } from './day-writer.ts';
import { openOr } from './lock.ts';
import type { Row } from './row.ts';
import { createRowDecoder, RECORD_COLUMNS, rowSeq } from './row.ts';
import type { Texts } from './texts.ts';
import { createTexts } from './texts.ts';

/** What a day's file holds. `lastTime` may lie before the day's end and `firstTime` before its beginning. */
export interface Bounds {
  readonly rows: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly firstTime: number;
  readonly lastTime: number;
}

/** A record with its place in append order. */
export interface Placed {
  readonly seq: number;
  readonly record: JournalRecord;
}

/** One open day of the journal. Its methods throw SQLite's errors as they are; `journal.ts` knows what to do about them. */
export interface DayFile {
  /** `undefined` while nothing was appended. */
  readonly bounds: Bounds | undefined;
  readonly texts: Texts;
  /** Runs met here, with the append number of their first record. */
  runs(): ReadonlyMap<string, number>;
  append(records: readonly JournalRecord[], firstSeq: number): void;
  /** All rows of a statement over RECORD_COLUMNS, decoded. */
  records(sql: Sql): Placed[];
  first(sql: Sql): Readonly<Record<string, SQLOutputValue>> | undefined;
  /** How SQLite would run a statement, for the test that no hot one sorts or scans. */
  plan(text: string): string[];
  get(id: string): TransactionRecord | undefined;
  sample(id: string): ExchangeSample | undefined;
  rollups(reach: Reach, endpoint: string | undefined): Rollup[];
  close(): void;
}

const BY_ID = `SELECT ${RECORD_COLUMNS} FROM record INDEXED BY record_id WHERE id = ? AND change IS NULL ORDER BY seq DESC LIMIT 1`;
const TOTALS = `SELECT '${ALL_ENDPOINTS}' AS endpoint, total.* FROM total WHERE minute >= ? AND minute < ? ORDER BY minute LIMIT ?`;
const ROLLUPS = 'SELECT * FROM rollup WHERE minute >= ? AND minute < ? ORDER BY minute, endpoint LIMIT ?';
/** One look for each minute that has anything, instead of a walk over all endpoints. */
const ROLLUPS_OF_ENDPOINT = `SELECT rollup.* FROM total CROSS JOIN rollup ON rollup.minute = total.minute AND rollup.endpoint = ?4
  WHERE total.minute >= ?1 AND total.minute < ?2 ORDER BY total.minute LIMIT ?3`;

/** The hot statements beside those of day-query.ts and replay.ts, for the test of their plans. */
export const DAY_STATEMENTS = [BY_ID, TOTALS, ROLLUPS, ROLLUPS_OF_ENDPOINT] as const;

function readBounds(prepare: (sql: string) => StatementSync): Bounds | undefined {
  const row = prepare('SELECT * FROM bounds').get() as Record<string, number> | undefined;
  return (
    row && {
      rows: row['rows'] ?? 0,
      firstSeq: row['first_seq'] ?? 0,
      lastSeq: row['last_seq'] ?? 0,
      firstTime: row['first_time'] ?? 0,
      lastTime: row['last_time'] ?? 0,
    }
  );
}

function asArrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

function readRuns(prepare: (sql: string) => StatementSync, texts: Texts): ReadonlyMap<string, number> {
  const rows = prepare('SELECT run, first_seq FROM run').all();
  return new Map(rows.map((row) => [texts.value(row['run'] as number), row['first_seq'] as number]));
}

function readRollups(
  prepare: (sql: string) => StatementSync,
  { from, to }: Reach,
  endpoint: string | undefined,
): Rollup[] {
  const values = [from, to, LIMITS.rollupRows + 1];
  const ofOne = (): Record<string, SQLOutputValue>[] => prepare(ROLLUPS_OF_ENDPOINT).all(...values, endpoint ?? '');
  const ofAll = (): Record<string, SQLOutputValue>[] =>
    prepare(endpoint === undefined ? ROLLUPS : TOTALS).all(...values);
  return (endpoint === undefined || endpoint === ALL_ENDPOINTS ? ofAll() : ofOne()) as unknown as Rollup[];
}

/**
 * Opens or makes the file of a day. WAL with synchronous = NORMAL: a batch is in the operating system's hands when
 * `append` returns, so it outlives kill -9 of this process; a power failure may take the batches since the last
 * checkpoint, and leaves the file whole.
 */
export function openDayFile(file: string): DayFile {
  const database = openDatabase(file, DAY_FORMAT, DAY_SCHEMA, DAY_MIGRATIONS);
  return openOr(
    () => database.close(),
    () => {
      database.exec('PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4000');
      return createDayFile(database, file);
    },
  );
}

function createDayFile(database: DatabaseSync, file: string): DayFile {
  const prepare = statements(database);
  const texts = createTexts(prepare);
  const buckets = createBuckets(prepare);
  const decode = createRowDecoder(texts);
  let write: ReturnType<typeof createDayWriter> | undefined;
  let bounds = readBounds(prepare);
  const append = (records: readonly JournalRecord[], firstSeq: number): void => {
    const writeBatch = (write ??= createDayWriter(prepare, texts, buckets));
    try {
      transact(database, () => writeBatch(records, firstSeq));
    } catch (error) {
      texts.forget();
      buckets.load();
      throw error;
    }
    bounds = readBounds(prepare);
  };
  /** What SQLite gave without complaint and cannot be understood is damage too. */
  const readable = <T>(seq: number, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw new CodedError('SP5005', `${file}: record ${seq} cannot be read`, { cause: error });
    }
  };
  const placed = (row: Row): Placed => ({ seq: rowSeq(row), record: readable(rowSeq(row), () => decode(row)) });
  const find = (id: string): Row | undefined => asArrays(prepare(BY_ID)).get(id) as Row | undefined;
  return {
    get bounds() {
      return bounds;
    },
    texts,
    append,
    runs: () => readRuns(prepare, texts),
    first: ({ text, values }) => prepare(text).get(...values),
    records: ({ text, values }) => (asArrays(prepare(text)).all(...values) as unknown as Row[]).map(placed),
    plan: (text) =>
      prepare(`EXPLAIN QUERY PLAN ${text}`)
        .all()
        .map((row) => String(row['detail'])),
    get(id) {
      const row = find(id);
      return row && (placed(row).record as TransactionRecord);
    },
    sample(id) {
      const row = find(id);
      const found = row && prepare('SELECT data FROM sample WHERE seq = ?').get(rowSeq(row));
      return found && readable(rowSeq(row), () => JSON.parse(found['data'] as string) as ExchangeSample);
    },
    rollups: (reach, endpoint) => readRollups(prepare, reach, endpoint),
    close: () => database.close(),
  };
}
