import type { ReactNode } from 'react';

/** A filter a cell stands for: keep only such rows, or leave them out. */
export interface CellFilter {
  readonly name: string;
  readonly value: string;
}

/** What can be done with such a filter. */
export interface CellFilters {
  keep(filter: CellFilter): void;
  canExclude(filter: CellFilter): boolean;
  exclude(filter: CellFilter): void;
}

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Least width in pixels; the column gives way when that is not there. */
  readonly min: number;
  /** Share of what is left over. */
  readonly grow?: number;
  readonly align?: 'end';
  /** Name the server sorts by. */
  readonly sort?: string;
  /** Which columns give way first where there is little room: 1 stays. */
  readonly priority: 1 | 2 | 3 | 4;
  cell(row: Row): ReactNode;
  /** The same as text, for export and print. */
  text(row: Row): string;
  filter?(row: Row): CellFilter | undefined;
}

/** Columns for a width: the chosen ones, or as many as fit, least important leaving first. The first always stays. */
export function fittingColumns<Row>(
  columns: readonly Column<Row>[],
  width: number,
  chosen: readonly string[] | undefined,
): readonly Column<Row>[] {
  if (chosen !== undefined) return columns.filter(({ id }, index) => index === 0 || chosen.includes(id));
  const shown = [...columns];
  const needed = (): number => shown.reduce((sum, { min }) => sum + min, 0);
  while (shown.length > 1 && needed() > width) {
    const least = Math.max(...shown.slice(1).map(({ priority }) => priority));
    if (least === 1) break;
    shown.splice(
      shown.findLastIndex(({ priority }) => priority === least),
      1,
    );
  }
  return shown;
}

export const trackList = <Row>(columns: readonly Column<Row>[]): string =>
  columns.map(({ min, grow }) => (grow === undefined ? `${min}px` : `minmax(${min}px, ${grow}fr)`)).join(' ');

/** `-time` → time, descending. */
export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}
export const parseSort = (text: string | undefined): Sort | undefined =>
  text === undefined || text === '' ? undefined : { by: text.replace(/^-/, ''), descending: text.startsWith('-') };

/** Descending first, then ascending, then the list's own order. */
export function nextSort(now: string | undefined, by: string): string | undefined {
  if (now === `-${by}`) return by;
  return now === by ? undefined : `-${by}`;
}
