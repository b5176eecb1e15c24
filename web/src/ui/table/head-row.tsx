import { Icon } from '../icon.tsx';
import type { Column, Sort } from './column.ts';
import styles from './table.module.css';
import type { Selection } from './table.tsx';

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | undefined;
  onSort(by: string): void;
  readonly selection: Selection | undefined;
  readonly all: boolean;
}

const ariaSort = (sort: Sort | undefined, by: string): 'ascending' | 'descending' | 'none' =>
  sort?.by !== by ? 'none' : sort.descending ? 'descending' : 'ascending';

export function HeadRow<Row>({ columns, sort, onSort, selection, all }: Props<Row>) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {selection === undefined ? null : (
          <span role="columnheader" className={`${styles.cell} ${styles.check}`}>
            <input type="checkbox" aria-label="Select all loaded rows" checked={all} onChange={selection.toggleAll} />
          </span>
        )}
        {columns.map(({ id, title, align, sort: by }, index) => (
          <span
            key={id}
            role="columnheader"
            className={`${styles.cell} ${align === 'end' ? styles.end : ''} ${index === 0 ? styles.first : ''}`}
            {...(by === undefined ? {} : { 'aria-sort': ariaSort(sort, by) })}
          >
            {by === undefined ? (
              title
            ) : (
              <button type="button" className={styles.sort} data-print="keep" onClick={() => onSort(by)}>
                {title}
                {sort?.by === by ? <Icon name={sort.descending ? 'down' : 'up'} size={12} /> : null}
              </button>
            )}
          </span>
        ))}
      </div>
    </div>
  );
}
