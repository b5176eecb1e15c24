import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../model/index.ts';
import { codedStorageError } from './errors.ts';

function holder(database: DatabaseSync): string {
  const row = database.prepare('SELECT pid FROM holder').get();
  return row ? `process ${String(row['pid'])}` : 'another process';
}

const isBusy = (error: unknown): boolean => error instanceof Error && (error as { errcode?: number }).errcode === 5;

/**
 * Makes the folder of `file` if needed and takes `file` for this process; returns the function that gives it free. The
 * lock is SQLite's write lock on it, which the operating system lifts when the process ends, however it ends: no stale
 * lock, no guess whether a process id was used again. The id inside is for the message only. Errors: SP5001, SP5002.
 */
export function takeLock(file: string): () => void {
  const folder = path.dirname(file);
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(file);
    database.exec(
      'PRAGMA synchronous = OFF; CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY, pid INTEGER NOT NULL)',
    );
    database.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?)').run(process.pid);
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const busy = database !== undefined && isBusy(error) ? holder(database) : undefined;
    database?.close();
    throw busy === undefined
      ? codedStorageError(error, file)
      : new CodedError('SP5002', `${folder} is in use by ${busy}`, { cause: error });
  }
  const held = database;
  return () => held.close();
}

/** What `open` gives; when it fails the lock is given back first. */
export function openOr<T>(release: () => void, open: () => T): T {
  try {
    return open();
  } catch (error) {
    release();
    throw error;
  }
}
