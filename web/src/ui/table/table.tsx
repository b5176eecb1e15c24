import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useCommands } from '../../state/keys.ts';
import { usePref } from '../../state/prefs.ts';
import { usePrinting } from '../../state/printing.ts';
import { fittingColumns, parseSort, trackList, type CellFilters, type Column } from './column.ts';
import { HeadRow } from './head-row.tsx';
import { BodyRow } from './row.tsx';
import styles from './table.module.css';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
  toggleAll(): void;
}

export interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Rows there are, loaded or not; undefined while not known exactly. */
  readonly total: number | undefined;
  rowId(row: Row): string;
  open(row: Row): void;
  /** Row whose peek is shown. */
  readonly peeked: string | undefined;
  peek(id: string | undefined): void;
  readonly sort: string | undefined;
  onSort(by: string): void;
  readonly chosenColumns: readonly string[] | undefined;
  readonly selection: Selection | undefined;
  readonly filters: CellFilters;
  /** Called when the last loaded rows come into sight. */
  more(): void;
}

const ROW_PX = { comfortable: 40, compact: 32, dense: 26 } as const;
const CHECKBOX_PX = 36;

function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1_000);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Columns for the room there is, as CSS tracks. */
function useLayout<Row>({ columns, chosenColumns, selection }: TableProps<Row>, width: number) {
  const checkbox = selection === undefined ? 0 : CHECKBOX_PX;
  const shown = useMemo(
    () => fittingColumns(columns, width - checkbox, chosenColumns),
    [columns, width, chosenColumns, checkbox],
  );
  return {
    shown,
    tracks: `${checkbox === 0 ? '' : `${checkbox}px `}${trackList(shown)}`,
    minWidth: shown.reduce((sum, column) => sum + column.min, checkbox),
    columnCount: shown.length + (checkbox === 0 ? 0 : 1),
  };
}

/** Rows in sight, and the cursor that j, k and the arrows move. */
function useCursor<Row>(
  props: TableProps<Row>,
  grid: RefObject<HTMLDivElement | null>,
  rowPx: number,
  printing: boolean,
) {
  const { rows } = props;
  const [cursor, setCursor] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowPx,
    overscan: printing ? rows.length : 8,
    scrollPaddingStart: rowPx,
  });
  useEffect(() => virtual.measure(), [rowPx, virtual]);
  const active = Math.min(cursor, rows.length - 1);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setCursor(next);
    virtual.scrollToIndex(next);
    const row = rows[next];
    if (props.peeked !== undefined && row !== undefined) props.peek(props.rowId(row));
  };
  const lastDrawn = virtual.getVirtualItems().at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastDrawn >= rows.length - 1 && rows.length > 0) props.more();
  }, [lastDrawn, rows.length]);
  return { virtual, active, move, setCursor };
}

/**
 * A list of any length. Only the rows in sight are drawn, but assistive technology is told of all of them
 * (aria-rowcount, aria-rowindex). The grid takes focus; its cursor moves with j/k and the arrows.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { rows, selection, rowId, sort } = props;
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const printing = usePrinting();
  const rowPx = ROW_PX[usePref('density')];
  const { shown, tracks, minWidth, columnCount } = useLayout(props, useWidth(grid));
  const { virtual, active, move, setCursor } = useCursor(props, grid, rowPx, printing);
  const items = virtual.getVirtualItems();
  const isAll = rows.every((row) => selection?.ids.has(rowId(row)));
  useTableKeys(props, rows[active], (step) => {
    const inside = document.activeElement === grid.current;
    grid.current?.focus({ preventScroll: true });
    move(inside ? active + step : active);
  });
  const drawn = items.some(({ index }) => index === active);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1}
      aria-colcount={columnCount}
      aria-activedescendant={drawn ? `${id}-${active}` : undefined}
      tabIndex={0}
      data-print="flow"
      className={styles.grid}
      style={{ '--tracks': tracks, '--row': `${rowPx}px` } as CSSProperties}
      onKeyDown={(event) => onGridKey(event, props, active, move, rowPx)}
    >
      <div style={{ minWidth }}>
        <HeadRow columns={shown} sort={parseSort(sort)} onSort={props.onSort} selection={selection} all={isAll} />
        <div role="rowgroup" className={styles.body} style={printing ? {} : { height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <BodyRow
                key={rowId(row)}
                id={`${id}-${index}`}
                table={props}
                row={row}
                columns={shown}
                index={index}
                top={printing ? undefined : start}
                active={index === active}
                onPoint={() => setCursor(index)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function onGridKey<Row>(
  event: KeyboardEvent,
  props: TableProps<Row>,
  active: number,
  move: (to: number) => void,
  rowPx: number,
): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = props.rows[active];
  // A page keeps two rows of the one before in sight.
  const page = Math.floor(event.currentTarget.clientHeight / rowPx) - 2;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: props.rows.length - 1,
  };
  const to = moves[event.key];
  if (to !== undefined) move(to);
  else if (event.key === 'Enter' && row !== undefined) props.open(row);
  else if (event.key === ' ' && row !== undefined)
    props.peek(props.peeked === props.rowId(row) ? undefined : props.rowId(row));
  else if (event.key === 'Escape' && props.peeked !== undefined) props.peek(undefined);
  else return;
  event.preventDefault();
}

function useTableKeys<Row>(props: TableProps<Row>, row: Row | undefined, step: (by: number) => void): void {
  const { selection } = props;
  const select = {
    keys: 'x',
    does: 'Select the row',
    group: 'List',
    run: () => (row === undefined ? undefined : selection?.toggle(props.rowId(row))),
  };
  useCommands([
    { keys: 'j', does: 'Next row', group: 'List', run: () => step(1) },
    { keys: 'k', does: 'Previous row', group: 'List', run: () => step(-1) },
    { keys: 'Enter', does: 'Open the row', group: 'List' },
    { keys: 'Space', does: 'Peek at the row', group: 'List' },
    ...(selection === undefined ? [] : [select]),
  ]);
}
