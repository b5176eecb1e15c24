import { Children, type CSSProperties, type ReactNode } from 'react';
import { exactNumber, shortNumber, UNKNOWN } from '../lib/format.ts';
import styles from './figure.module.css';
import { A } from './link.tsx';

interface Props {
  readonly title: string;
  readonly value: number | null;
  readonly exact?: boolean;
  /** The list that has exactly these rows. */
  readonly to?: string;
  readonly tone?: 'critical' | 'high' | 'good' | undefined;
  readonly note?: ReactNode;
}

/** A number that opens its rows. "≥" where the count stopped at its budget, "–" where it is not known. */
export function Figure({ title, value, exact = true, to, tone, note }: Props) {
  const text = value === null ? UNKNOWN : `${exact ? '' : '≥\u202f'}${shortNumber(value)}`;
  const hover =
    value === null
      ? 'Not known'
      : `${exactNumber(value)}${exact ? ', exact' : ' or more: the count stopped at its budget'}`;
  const inner = (
    <>
      <span className={`${styles.value} ${tone === undefined || value === 0 ? '' : styles[tone]}`} title={hover}>
        {text}
      </span>
      <span className={styles.title}>{title}</span>
      {note === undefined ? null : <span className={styles.title}>{note}</span>}
    </>
  );
  return to === undefined ? (
    <div className={styles.figure}>{inner}</div>
  ) : (
    <A to={to} className={styles.figure}>
      {inner}
    </A>
  );
}

/** Figures side by side: one row of up to six, else two even rows. */
export function Figures({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  const count = Children.count(children);
  const across = count > 6 ? Math.ceil(count / 2) : count;
  return (
    <div className={styles.row} role="group" aria-label={label} style={{ '--across': across } as CSSProperties}>
      {children}
    </div>
  );
}
