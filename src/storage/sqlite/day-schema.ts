import { RECORD_SCHEMA } from './row.ts';
import { TEXT_SCHEMA } from './texts.ts';

/** Data format of a day's file (PRAGMA user_version). Raise it with a step in `DAY_MIGRATIONS`. */
export const DAY_FORMAT = 2;

/** What makes a file of the format in front one of the next. Rows of before were all seen by the gateway. */
export const DAY_MIGRATIONS: Readonly<Record<number, string>> = { 1: 'ALTER TABLE record ADD COLUMN sensor INTEGER' };

const ROLLUP_COUNTS = [
  'requests',
  'refused',
  'errors4xx',
  'errors5xx',
  'signals',
  'durationMsSum',
  'requestBytes',
  'responseBytes',
] as const;

const COUNT_COLUMNS = ROLLUP_COUNTS.join(', ');
const ADDING = `DO UPDATE SET ${ROLLUP_COUNTS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`;

/**
 * Every index and table grows at its end or within the last bucket (see buckets.ts), so that a batch of 256 rows touches
 * some sixty pages; plain indexes by actor and endpoint made appending cost four times as much (bench/journal.ts).
 * `total` sums over all endpoints. `run` gives the first record of each run, `hit` the records by rule with a signal,
 * `bounds` (one row) what the file holds, so that a query opens only the files it needs and `size` counts nothing.
 */
export const DAY_SCHEMA = [
  TEXT_SCHEMA,
  RECORD_SCHEMA,
  'CREATE TABLE bucket (n INTEGER PRIMARY KEY, start INTEGER NOT NULL, rows INTEGER NOT NULL)',
  'CREATE INDEX record_id ON record (id)',
  'CREATE INDEX record_engine ON record (run, seq_in)',
  'CREATE INDEX record_time ON record (time) WHERE change IS NULL',
  'CREATE INDEX record_actor ON record (bucket, actor, time) WHERE change IS NULL',
  'CREATE INDEX record_endpoint ON record (bucket, endpoint, time) WHERE change IS NULL',
  'CREATE INDEX record_change ON record (time) WHERE change IS NOT NULL',
  'CREATE INDEX record_signals ON record (time) WHERE signals IS NOT NULL',
  'CREATE TABLE hit (rule INTEGER, time INTEGER, seq INTEGER, PRIMARY KEY (rule, time, seq)) WITHOUT ROWID',
  'CREATE TABLE sample (seq INTEGER PRIMARY KEY, data TEXT NOT NULL)',
  `CREATE TABLE rollup (minute INTEGER, endpoint TEXT, ${COUNT_COLUMNS}, PRIMARY KEY (minute, endpoint)) WITHOUT ROWID`,
  `CREATE TABLE total (minute INTEGER PRIMARY KEY, ${COUNT_COLUMNS})`,
  'CREATE TABLE run (run INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL)',
  'CREATE TABLE bounds (id INTEGER PRIMARY KEY CHECK (id = 1), rows INTEGER, first_seq INTEGER, last_seq INTEGER, first_time INTEGER, last_time INTEGER)',
].join('; ');

export const ADD_ROLLUP = `INSERT INTO rollup VALUES (?, ?, ${ROLLUP_COUNTS.map(() => '?').join(', ')}) ON CONFLICT (minute, endpoint) ${ADDING}`;
export const ADD_TOTAL = `INSERT INTO total VALUES (?, ${ROLLUP_COUNTS.map(() => '?').join(', ')}) ON CONFLICT (minute) ${ADDING}`;

export const ADD_BOUNDS = `INSERT INTO bounds VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET rows = rows + excluded.rows,
  last_seq = excluded.last_seq, first_time = min(first_time, excluded.first_time), last_time = max(last_time, excluded.last_time)`;
