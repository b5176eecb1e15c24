import type { ReactNode } from 'react';
import { CopyButton } from './copy.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './object-header.module.css';
import { Time } from './time.tsx';

interface Props {
  readonly icon: IconName;
  /** What kind of thing this is: "Endpoint". */
  readonly kind: string;
  readonly id: string;
  readonly name: ReactNode;
  readonly state?: ReactNode;
  readonly firstSeen?: number | undefined;
  readonly lastSeen?: number | undefined;
  /** The object in one sentence. */
  readonly sentence?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of every object's page: the same things at the same places. */
export function ObjectHeader({ icon, kind, id, name, state, firstSeen, lastSeen, sentence, actions }: Props) {
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <span className={styles.icon}>
          <Icon name={icon} size={20} />
        </span>
        <h2 className={styles.name}>{name}</h2>
        {state}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {sentence === undefined ? null : <p className={styles.sentence}>{sentence}</p>}
      <div className={styles.meta}>
        <span>
          {kind} <code>{id}</code> <CopyButton text={id} label="Copy id" />
        </span>
        {firstSeen === undefined ? null : (
          <span>
            First seen <Time at={firstSeen} />
          </span>
        )}
        {lastSeen === undefined ? null : (
          <span>
            Last seen <Time at={lastSeen} />
          </span>
        )}
      </div>
    </header>
  );
}
