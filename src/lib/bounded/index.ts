export { createBoundedMap, type BoundedMap } from './bounded-map.ts';
export { addSeen, findSeen, isRecent, type Seen } from './recent.ts';
export { addRow, findRow, type Rows } from './rows.ts';
