import { CodedError } from '../model/index.ts';
import { createMemo } from './memo.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: { readonly value: number; readonly exact: boolean };
  readonly next: string | null;
  readonly partial: boolean;
}
export interface Paging {
  readonly sort?: string;
  readonly limit: number;
  readonly after?: string;
}
export type SortKey<Row> = (row: Row) => number | string;

export type Sorter<Row> = (rows: readonly Row[], sort: string) => readonly Row[];

/**
 * Puts rows in the order that `sort` names (`-` turns it round), ties by id. The last order is kept: pages and filters
 * of a list that has not changed need no sorting. Errors: SP3004 for a name not in `keys`.
 */
export function createSorter<Row extends { readonly id: string }>(
  keys: Readonly<Record<string, SortKey<Row>>>,
): Sorter<Row> {
  const memo = createMemo<readonly Row[]>();
  return (rows, sort) => {
    const down = sort.startsWith('-');
    const name = down ? sort.slice(1) : sort;
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined)
      throw new CodedError('SP3004', `sort: one of ${Object.keys(keys).join(', ')}, not ${JSON.stringify(name)}`);
    return memo([rows, sort], () => inOrder(rows, key, down ? -1 : 1));
  };
}

/** Keys are made once a row: sorting 100,000 rows would ask for each about seventeen times. */
function inOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  key: SortKey<Row>,
  sign: 1 | -1,
): readonly Row[] {
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => sign * compare(a.key, b.key) || compare(a.row.id, b.row.id))
    .map(({ row }) => row);
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * One page of rows. The cursor is the last row's id with its place: rows that came or went before it neither repeat nor
 * skip others; when the row itself is gone its place is used. Errors: SP3004 for a cursor that is none.
 */
export function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  paging: Paging,
  partial: boolean,
): Page<Row> {
  const start = paging.after === undefined ? 0 : startAfter(rows, paging.after);
  const chosen = rows.slice(start, start + paging.limit);
  const end = start + chosen.length;
  const last = chosen.at(-1);
  return {
    rows: chosen,
    total: { value: rows.length, exact: !partial },
    next: last !== undefined && end < rows.length ? `${end}.${last.id}` : null,
    partial,
  };
}

function startAfter(rows: readonly { readonly id: string }[], cursor: string): number {
  const [, place, id] = /^(\d{1,9})\.(.+)$/.exec(cursor) ?? [];
  if (place === undefined) throw new CodedError('SP3004', 'after: not a cursor of this list');
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? Math.max(0, Number(place) - 1) : at + 1;
}

/** How often each value of each facet occurs. */
export function facetsOf<Row>(
  rows: readonly Row[],
  facets: Readonly<Record<string, (row: Row) => readonly string[]>>,
): Record<string, Record<string, number>> {
  const counted: Record<string, Record<string, number>> = {};
  for (const [name, values] of Object.entries(facets)) {
    const counts = new Map<string, number>();
    for (const row of rows) for (const value of values(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
    counted[name] = Object.fromEntries([...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 100));
  }
  return counted;
}
