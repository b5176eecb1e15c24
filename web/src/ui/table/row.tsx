import { useState, type MouseEvent } from 'react';
import { Icon } from '../icon.tsx';
import type { CellFilter, CellFilters, Column } from './column.ts';
import styles from './table.module.css';
import type { TableProps } from './table.tsx';

interface Props<Row> {
  readonly id: string;
  readonly table: TableProps<Row>;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** Pixels from the top of the body; undefined in print, where rows flow. */
  readonly top: number | undefined;
  readonly active: boolean;
  onPoint(): void;
}

/** Keep and exclude, drawn only for the row under the pointer; by keyboard the same stands in the peek. */
function FilterButtons({ filters, filter }: { readonly filters: CellFilters; readonly filter: CellFilter }) {
  const stop = (event: MouseEvent, run: () => void): void => {
    event.stopPropagation();
    run();
  };
  return (
    <span className={styles.filters}>
      <button
        type="button"
        tabIndex={-1}
        title={`Only ${filter.value}`}
        aria-label={`Only ${filter.value}`}
        onClick={(event) => stop(event, () => filters.keep(filter))}
      >
        <Icon name="keep" size={14} />
      </button>
      {filters.canExclude(filter) ? (
        <button
          type="button"
          tabIndex={-1}
          title={`Without ${filter.value}`}
          aria-label={`Without ${filter.value}`}
          onClick={(event) => stop(event, () => filters.exclude(filter))}
        >
          <Icon name="exclude" size={14} />
        </button>
      ) : null}
    </span>
  );
}

export function BodyRow<Row>({ id, table, row, columns, index, top, active, onPoint }: Props<Row>) {
  const [hovered, setHovered] = useState(false);
  const rowId = table.rowId(row);
  const { selection } = table;
  const onClick = (event: MouseEvent): void => {
    onPoint();
    if ((event.target as Element).closest('a, button, input') === null && window.getSelection()?.isCollapsed !== false)
      table.peek(rowId);
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      {...(selection === undefined ? {} : { 'aria-selected': selection.ids.has(rowId) })}
      className={`${styles.row} ${styles.bodyRow} ${active ? styles.active : ''} ${table.peeked === rowId ? styles.peeked : ''}`}
      style={top === undefined ? { position: 'static' } : { transform: `translateY(${top}px)` }}
      onClick={onClick}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
    >
      {selection === undefined ? null : (
        <span role="gridcell" className={`${styles.cell} ${styles.check}`}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${rowId}`}
            checked={selection.ids.has(rowId)}
            onChange={() => selection.toggle(rowId)}
          />
        </span>
      )}
      {columns.map((column, at) => {
        const filter = hovered ? column.filter?.(row) : undefined;
        return (
          <span
            key={column.id}
            role="gridcell"
            className={`${styles.cell} ${column.align === 'end' ? styles.end : ''} ${at === 0 ? styles.first : ''}`}
          >
            <span className={styles.content}>{column.cell(row)}</span>
            {filter === undefined ? null : <FilterButtons filters={table.filters} filter={filter} />}
          </span>
        );
      })}
    </div>
  );
}
