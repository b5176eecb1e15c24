import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { NOON, transaction } from '../conformance/samples.ts';
import { openSqliteJournal } from './index.ts';

const root = mkdtempSync(path.join(tmpdir(), 'sallyport-migration-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a day of format 1 is read, and goes on with what format 2 knows more', async () => {
  const folder = path.join(root, 'data');
  mkdirSync(folder);
  const before = await openSqliteJournal(folder);
  await before.append([transaction(1), transaction(2)]);
  await before.close();
  const file = path.join(folder, 'journal', '2026-11-24.sqlite');
  const old = new DatabaseSync(file);
  // What version 0.1 wrote: the same table without the newest column.
  old.exec('ALTER TABLE record DROP COLUMN sensor; PRAGMA user_version = 1');
  old.close();

  const journal = await openSqliteJournal(folder);
  await journal.append([transaction(3, { sensor: 'envoy-log' })]);
  const { records } = await journal.query({ from: NOON, limit: 10 });
  expect(records.map(({ id, sensor }) => [id, sensor])).toEqual([
    ['t-3', 'envoy-log'],
    ['t-2', undefined],
    ['t-1', undefined],
  ]);
  await journal.close();
  const raised = new DatabaseSync(file);
  expect(raised.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
  raised.close();
});
