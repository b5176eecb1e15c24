import type { StatementSync } from 'node:sqlite';
import { CodedError, LIMITS } from '../../model/index.ts';

/**
 * Strings that recur from row to row (hosts, methods, endpoints, clean verdicts), kept once a file and named by number
 * in the rows. Both directions are cached; a flood of new strings empties the cache, never grows it.
 */
export interface Texts {
  /** Number of a string; gives it one if it is new. Only inside a write transaction. */
  intern(value: string): number;
  /** Number of a string that is known, for queries. */
  find(value: string): number | undefined;
  value(id: number): string;
  /** Forgets numbers given in a transaction that was undone. */
  forget(): void;
}

export const TEXT_SCHEMA = 'CREATE TABLE text (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE)';

export function createTexts(prepare: (sql: string) => StatementSync): Texts {
  const ids = new Map<string, number>();
  const values = new Map<number, string>();
  const keep = (id: number, value: string): void => {
    if (ids.size >= LIMITS.journalTexts || values.size >= LIMITS.journalTexts) forget();
    ids.set(value, id);
    values.set(id, value);
  };
  const forget = (): void => {
    ids.clear();
    values.clear();
  };
  const find = (value: string): number | undefined => {
    const known = ids.get(value);
    if (known !== undefined) return known;
    const row = prepare('SELECT id FROM text WHERE value = ?').get(value);
    if (!row) return undefined;
    keep(row['id'] as number, value);
    return row['id'] as number;
  };
  return {
    find,
    forget,
    intern(value) {
      const known = find(value);
      if (known !== undefined) return known;
      const id = Number(prepare('INSERT INTO text (value) VALUES (?)').run(value).lastInsertRowid);
      keep(id, value);
      return id;
    },
    value(id) {
      const known = values.get(id);
      if (known !== undefined) return known;
      const row = prepare('SELECT value FROM text WHERE id = ?').get(id);
      if (!row) throw new CodedError('SP5005', `text ${id} is missing`);
      keep(id, row['value'] as string);
      return row['value'] as string;
    },
  };
}
