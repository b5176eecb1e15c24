import { exactNumber, percent } from '../lib/format.ts';
import { A } from './link.tsx';
import styles from './bars.module.css';

export interface Bar {
  readonly key: string;
  readonly label: React.ReactNode;
  readonly value: number;
  readonly to?: string | undefined;
}

/** Ranked bars with their figures: the figure is the text, the bar helps the eye. */
export function Bars({
  bars,
  total,
  label,
}: {
  readonly bars: readonly Bar[];
  readonly total: number;
  readonly label: string;
}) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={styles.bars} aria-label={label}>
      {bars.map(({ key, label: name, value, to }) => (
        <li key={key} className={styles.bar}>
          <span className={styles.name}>{to === undefined ? name : <A to={to}>{name}</A>}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(value / most) * 100}%` }} />
          </span>
          <span className={styles.value} title={`${exactNumber(value)} of ${exactNumber(total)}`}>
            {exactNumber(value)} <span className="quiet">{percent(total === 0 ? Number.NaN : value / total)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
