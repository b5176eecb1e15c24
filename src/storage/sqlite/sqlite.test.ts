import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { journalConformance } from '../conformance/journal.ts';
import { recordStoreConformance } from '../conformance/record-store.ts';
import { openSqliteJournal } from './journal.ts';
import { openSqliteRecordStore } from './record-store.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
const fresh = (): string => path.join(folder, String(++made));
const unexpected = (problem: Error): void => {
  throw problem;
};

recordStoreConformance('sqlite', () => openSqliteRecordStore(fresh()));
journalConformance('sqlite', () => openSqliteJournal(fresh(), { onProblem: unexpected }));
