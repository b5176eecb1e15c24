import { useId, type ReactNode } from 'react';
import styles from './panel.module.css';

interface Props {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Content reaches the panel's edges: tables. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
}

/** One question and its answer. Two text sizes, no more. */
export function Panel({ title, note, actions, children, flush = false, className }: Props) {
  const id = useId();
  return (
    <section className={`${styles.panel} ${className ?? ''}`} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <span className={styles.note}>{note}</span>}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}

/** A sentence where a flush panel has no table to show. */
export function PanelNote({ children }: { readonly children: ReactNode }) {
  return <p className={styles.sentence}>{children}</p>;
}

/** Panels side by side; one column where there is no room. */
export function Columns({ children, wide }: { readonly children: ReactNode; readonly wide?: 'first' }) {
  return <div className={wide === 'first' ? `${styles.columns} ${styles.wideFirst}` : styles.columns}>{children}</div>;
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, aligned. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
