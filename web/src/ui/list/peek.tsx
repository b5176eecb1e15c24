import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../icon.tsx';
import { A } from '../link.tsx';
import { Facts, type Fact } from '../panel.tsx';
import type { CellFilter, CellFilters } from '../table/column.ts';
import styles from './list.module.css';

interface PeekFilter {
  readonly title: string;
  readonly filter: CellFilter;
}

interface Props {
  readonly title: ReactNode;
  readonly path: string;
  readonly facts: readonly Fact[];
  readonly offered: readonly PeekFilter[];
  readonly filters: CellFilters;
  close(): void;
}

/** The facts of one row beside the list; nothing is left, nothing is loaded. */
export function Peek({ title, path, facts, offered, filters, close }: Props) {
  return (
    <aside
      className={styles.peek}
      aria-label="Peek"
      onKeyDown={(event) => (event.key === 'Escape' ? close() : undefined)}
    >
      <header className={styles.peekHead}>
        <h2>{title}</h2>
        <ActionIcon variant="subtle" color="gray" onClick={close} aria-label="Close the peek">
          <Icon name="close" size={16} />
        </ActionIcon>
      </header>
      <Facts facts={facts} />
      <div className={styles.peekActions}>
        <A to={path} className={styles.open}>
          Open
        </A>
        {offered.map(({ title: name, filter }) => (
          <span key={filter.name} className={styles.pair}>
            <Button size="compact-sm" variant="default" onClick={() => filters.keep(filter)}>
              Only this {name.toLowerCase()}
            </Button>
            {filters.canExclude(filter) ? (
              <Button size="compact-sm" variant="default" onClick={() => filters.exclude(filter)}>
                Without
              </Button>
            ) : null}
          </span>
        ))}
      </div>
    </aside>
  );
}
