import type { FindingRow } from '../../api/types.gen.ts';
import { exactNumber } from '../../lib/format.ts';
import { Severity } from '../../ui/badges.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './now.module.css';

/** Who did what, did it work, is it stopped; one line each. */
export function Threats({ rows }: { readonly rows: readonly FindingRow[] }) {
  return (
    <ul className={styles.threats}>
      {rows.map(({ id, title, severity, lastSeen, refused, succeeded }) => (
        <li key={id} className={styles.threat}>
          <A to={objectPath('finding', id)}>{title}</A>
          <span className={styles.line}>
            <Severity severity={severity} />
            <span>
              {exactNumber(refused)} refused, {exactNumber(succeeded)} got through
            </span>
            <Time at={lastSeen} as="age" />
          </span>
        </li>
      ))}
    </ul>
  );
}
