export { createMemoryJournal } from './journal.ts';
export { createMemoryRecordStore } from './record-store.ts';
export { createMemorySharedState } from './shared-state.ts';
