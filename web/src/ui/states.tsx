import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from './copy.tsx';
import { ProblemNote } from './problem.tsx';
import styles from './states.module.css';
import { Time } from './time.tsx';

/** Of the final size, so that nothing shifts when the rows come. */
export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={styles.bar} />
      ))}
    </div>
  );
}

/** Nothing was recorded yet: the one command that changes it. */
export function NothingYet({
  what,
  command,
  children,
}: {
  readonly what: string;
  readonly command: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{what}</p>
      {children}
      <span className={styles.command}>
        <code>{command}</code>
        <CopyButton text={command} label="Copy" />
      </span>
    </div>
  );
}

export interface Drop {
  readonly label: string;
  /** Rows there would be without it; null while unknown. */
  readonly rows: number | null;
  drop(): void;
}

/** Filters match nothing: which one to drop. */
export function NothingMatches({ drops, clear }: { readonly drops: readonly Drop[]; clear(): void }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>Nothing matches these filters.</p>
      <p>{drops.length > 1 ? 'Dropping one of them helps:' : 'Drop it to see rows again:'}</p>
      <div className={styles.drops}>
        {drops.map((drop) => (
          <Button key={drop.label} size="xs" variant="default" onClick={drop.drop}>
            Drop {drop.label}
            {drop.rows === null ? '' : ` (${drop.rows})`}
          </Button>
        ))}
        {drops.length > 1 ? (
          <Button size="xs" variant="subtle" onClick={clear}>
            Clear all
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Nothing is wrong: what was checked, and when. */
export function NothingWrong({
  title,
  checked,
  at,
}: {
  readonly title: string;
  readonly checked: string;
  readonly at?: number;
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      <p>
        {checked}
        {at === undefined ? null : (
          <>
            {' '}
            As of <Time at={at} />.
          </>
        )}
      </p>
    </div>
  );
}

interface Loadable<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly dataUpdatedAt: number;
  refetch(): unknown;
}

/** What a query shows: skeleton, failure, or data; data that could not be refreshed stays and is dated. */
export function Loaded<Data>({
  query,
  lines = 6,
  children,
}: {
  readonly query: Loadable<Data>;
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, error } = query;
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={lines} />
    ) : (
      <ProblemNote problem={error} retry={() => void query.refetch()} />
    );
  return (
    <>
      {error === null ? null : (
        <p className={styles.stale} role="status">
          Not refreshed since <Time at={query.dataUpdatedAt} />: {error.message}
        </p>
      )}
      {children(data)}
    </>
  );
}
