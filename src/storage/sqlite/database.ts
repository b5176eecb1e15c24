import type { StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../model/index.ts';

/** A piece of SQL with the values of its question marks. */
export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** Says in the file's header that it is ours: "SPJ1". */
const APPLICATION_ID = 0x53504a31;

export function pragma(database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

/**
 * Opens or makes a file of ours, in WAL mode with synchronous = NORMAL. `format` is its data format (PRAGMA user_version); `schema` makes an empty one.
 * `migrations` has for each older format the SQL that makes the next of it.
 * Errors: SP5003 for a newer format, SP5005 for a file that is not ours; SQLite's own are thrown as they are.
 */
export function openDatabase(
  file: string,
  format: number,
  schema: string,
  migrations: Readonly<Record<number, string>> = {},
): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 1_000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    if (isEmpty(database)) {
      transact(database, () =>
        database.exec(`${schema}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${format}`),
      );
    }
    if (pragma(database, 'application_id') !== APPLICATION_ID)
      throw new CodedError('SP5005', `${file} was not written by Sallyport`);
    const found = pragma(database, 'user_version');
    if (found > format) throw new CodedError('SP5003', `${file} has format ${found}, this version knows ${format}`);
    migrate(database, found, format, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Each step with its new number in one transaction: a file is never between two formats. */
function migrate(
  database: DatabaseSync,
  found: number,
  format: number,
  migrations: Readonly<Record<number, string>>,
): void {
  for (let from = found; from < format; from++) {
    const step = migrations[from];
    if (step === undefined) throw new Error(`no migration from format ${from}`);
    transact(database, () => database.exec(`${step}; PRAGMA user_version = ${from + 1}`));
  }
}

/** Runs `work` in one write transaction; whatever it throws leaves the file as it was. */
export function transact<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has already rolled back by itself after some failures, a full disk among them.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Prepares each statement once. The texts are the adapter's own and few. */
export function statements(database: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = database.prepare(sql)));
    return statement;
  };
}
