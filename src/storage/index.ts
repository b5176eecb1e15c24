export type * from './journal.ts';
export type * from './record-store.ts';
export type * from './shared-state.ts';
