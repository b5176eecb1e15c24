import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './simple-table.module.css';

export interface SimpleColumn<Row> {
  readonly title: string;
  readonly align?: 'end';
  cell(row: Row): ReactNode;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly SimpleColumn<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
}

/** Whether something is wider than its room; only then must it be reachable by keyboard to be moved sideways. */
function useOverflow() {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, overflows };
}

/** A short list as an ordinary table: no cursor, no paging, prints whole. */
export function SimpleTable<Row>({ label, columns, rows, rowKey }: Props<Row>) {
  const { ref, overflows } = useOverflow();
  return (
    <div
      ref={ref}
      className={styles.scroll}
      {...(overflows ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {})}
    >
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, align }) => (
              <th key={title} scope="col" className={align === 'end' ? styles.end : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ title, align, cell }) => (
                <td key={title} className={align === 'end' ? styles.end : ''}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
