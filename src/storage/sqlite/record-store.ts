import { Kysely, sql, SqliteDialect } from 'kysely';
import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../model/index.ts';
import type { AuditEntry, NewAuditEntry, RecordKind, RecordKinds, RecordPage, RecordStore } from '../index.ts';
import { chainAudit, LIST_LIMIT } from '../index.ts';
import { codedStorageError } from './errors.ts';
import { takeLock } from './lock.ts';

interface Tables {
  record: { kind: RecordKind; id: string; data: string };
  /** `before` and `after` are JSON; NULL where the entry has none. */
  audit: {
    seq: number;
    at: number;
    who: string;
    session: string;
    what: string;
    object: string;
    before: string | null;
    after: string | null;
    reason: string | null;
    hash: string;
  };
  kysely_migration: { name: string };
}

/** Data format of the records: every released change is one more entry, never an edit of an old one. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-records-and-audit': {
    async up(db) {
      await sql`CREATE TABLE record (kind TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (kind, id))`.execute(
        db,
      );
      await sql`CREATE TABLE audit (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, session TEXT NOT NULL, what TEXT NOT NULL,
        object TEXT NOT NULL, before TEXT, after TEXT, reason TEXT, hash TEXT NOT NULL)`.execute(db);
    },
  },
};

/** Records in one statement: three values each, far below the variables SQLite allows (32,766). */
const CHUNK = 500;

const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / CHUNK) }, (_, n) => list.slice(n * CHUNK, (n + 1) * CHUNK));

/** The five methods of better-sqlite3 that Kysely needs, over node:sqlite. */
function driverOver(database: DatabaseSync): ConstructorParameters<typeof SqliteDialect>[0]['database'] {
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text);
      const values = (given: readonly unknown[]) => given as (string | number | null)[];
      return {
        reader: statement.columns().length > 0,
        all: (given) => statement.all(...values(given)),
        run: (given) => statement.run(...values(given)),
        iterate: (given) => statement.iterate(...values(given)),
      };
    },
  };
}

/** Brings the file to the latest format. Errors: SP5003 when it has seen a step this version does not know, SP5005. */
async function migrate(db: Kysely<Tables>, file: string): Promise<void> {
  const tables = (await sql<{ name: string }>`SELECT name FROM sqlite_schema`.execute(db)).rows.map(({ name }) => name);
  if (tables.length > 0 && !tables.includes('kysely_migration')) {
    throw new CodedError('SP5005', `${file} was not written by Sallyport`);
  }
  const done = tables.length > 0 ? await db.selectFrom('kysely_migration').select('name').execute() : [];
  const unknown = done.find(({ name }) => !(name in MIGRATIONS));
  if (unknown) throw new CodedError('SP5003', `${file} has the format step ${unknown.name}`);
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}

async function openMigrated(file: string): Promise<Kysely<Tables>> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 1_000 });
    // Few writes, and they are what people decided: they outlive a power failure too.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: driverOver(database) }) });
    await migrate(db, file);
    return db;
  } catch (error) {
    database?.close();
    throw codedStorageError(error, file);
  }
}

async function put(db: Kysely<Tables>, rows: readonly Tables['record'][]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const some of chunks(rows)) {
      await tx
        .insertInto('record')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['kind', 'id']).doUpdateSet((excluded) => ({ data: excluded.ref('excluded.data') })),
        )
        .execute();
    }
  });
}

async function get(db: Kysely<Tables>, kind: RecordKind, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const some of chunks(ids)) {
    const query = db.selectFrom('record').select(['id', 'data']).where('kind', '=', kind).where('id', 'in', some);
    for (const { id, data } of await query.execute()) found.set(id, data);
  }
  return found;
}

async function remove(db: Kysely<Tables>, kind: RecordKind, ids: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const some of chunks(ids)) {
      await tx.deleteFrom('record').where('kind', '=', kind).where('id', 'in', some).execute();
    }
  });
}

async function list<T>(
  db: Kysely<Tables>,
  kind: RecordKind,
  after: string | undefined,
  most: number,
): Promise<RecordPage<T>> {
  const limit = Math.min(most, LIST_LIMIT);
  const rows = await db
    .selectFrom('record')
    .select(['id', 'data'])
    .where('kind', '=', kind)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const records = rows.slice(0, limit).map((row) => JSON.parse(row.data) as T);
  const last = rows[limit - 1];
  return last && rows.length > limit ? { records, next: last.id } : { records };
}

async function count(db: Kysely<Tables>, kind: RecordKind): Promise<number> {
  const counted = db.selectFrom('record').select((of) => of.fn.countAll<number>().as('n'));
  return (await counted.where('kind', '=', kind).executeTakeFirstOrThrow()).n;
}

function auditRow({ before, after, reason, ...entry }: AuditEntry): Tables['audit'] {
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  return { ...entry, before: json(before), after: json(after), reason: reason ?? null };
}

function auditEntry({ before, after, reason, ...entry }: Tables['audit']): AuditEntry {
  const parsed = (name: string, text: string | null): object =>
    text === null ? {} : { [name]: JSON.parse(text) as unknown };
  return { ...entry, ...parsed('before', before), ...parsed('after', after), ...(reason === null ? {} : { reason }) };
}

async function audit(db: Kysely<Tables>, entries: readonly NewAuditEntry[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const last = await tx.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
    const rows = chainAudit(last && auditEntry(last), entries).map(auditRow);
    for (const row of rows) await tx.insertInto('audit').values(row).execute();
  });
}

async function auditLog(db: Kysely<Tables>, after: number, limit: number): Promise<readonly AuditEntry[]> {
  const query = db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq');
  return (await query.limit(Math.min(limit, LIST_LIMIT)).execute()).map(auditEntry);
}

/**
 * Opens the records of a data folder, `records.sqlite`, for this process alone until `close`.
 * Errors: SP5001, SP5002, SP5003, SP5005.
 */
export async function openSqliteRecordStore(dataFolder: string): Promise<RecordStore> {
  const file = path.join(dataFolder, 'records.sqlite');
  const release = takeLock(path.join(dataFolder, 'records.lock'));
  const db = await openMigrated(file).catch((error: unknown) => {
    release();
    throw error;
  });
  const guard = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw codedStorageError(error, file);
    });
  return {
    capabilities: { shared: false },
    put(kind, records) {
      // The last of two records with one id stands.
      const rows = new Map(records.map((record) => [record.id, { kind, id: record.id, data: JSON.stringify(record) }]));
      return guard(put(db, [...rows.values()]));
    },
    async get<K extends RecordKind>(kind: K, ids: readonly string[]) {
      const found = await guard(get(db, kind, ids));
      return ids.flatMap((id) => (found.has(id) ? [JSON.parse(found.get(id) ?? '') as RecordKinds[K]] : []));
    },
    list: <K extends RecordKind>(kind: K, page: { readonly after?: string; readonly limit: number }) =>
      guard(list<RecordKinds[K]>(db, kind, page.after, page.limit)),
    count: (kind) => guard(count(db, kind)),
    remove: (kind, ids) => guard(remove(db, kind, ids)),
    audit: (entries) => guard(audit(db, entries)),
    auditLog: ({ after = 0, limit }) => guard(auditLog(db, after, limit)),
    async close() {
      await guard(db.destroy());
      release();
    },
  };
}
