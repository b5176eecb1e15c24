export type { OnProblem } from './day-folder.ts';
export { openSqliteJournal } from './journal.ts';
export { openSqliteRecordStore } from './record-store.ts';
