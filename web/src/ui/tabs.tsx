import { useView } from '../state/url.ts';
import styles from './tabs.module.css';

export interface Tab {
  /** Value in the URL; '' for the first, which needs none. */
  readonly value: string;
  readonly title: string;
  readonly count?: number | undefined;
}

/** Views of one page. The URL holds which, so Back and reload keep it. */
export function Tabs({
  name,
  tabs,
  label,
  drop = [],
}: {
  readonly name: string;
  readonly tabs: readonly Tab[];
  readonly label: string;
  readonly drop?: readonly string[];
}) {
  const view = useView();
  const now = view.get(name) ?? '';
  const dropped = Object.fromEntries(drop.map((key) => [key, undefined]));
  return (
    <div className={styles.tabs} role="group" aria-label={label}>
      {tabs.map(({ value, title, count }) => (
        <button
          key={value}
          type="button"
          className={styles.tab}
          aria-pressed={now === value}
          onClick={() => view.set({ ...dropped, [name]: value })}
        >
          {title}
          {count === undefined ? null : <span className={styles.count}>{count}</span>}
        </button>
      ))}
    </div>
  );
}
