import { useCall } from '../api/hooks.ts';
import type { Status } from '../api/types.gen.ts';
import { distance } from '../lib/format.ts';
import { useNow } from '../state/clock.ts';
import { A } from '../ui/link.tsx';
import styles from './top-bar.module.css';

const WORDS = { enforce: 'Enforce', monitor: 'Monitor', off: 'Off' } as const;
/** The self-test is asked for often enough that its age on screen is never much older than it is. */
const ASK_MS = 30_000;

export const useStatus = () => useCall('status', () => ({}), [], { everyMs: ASK_MS });

/** What the last request sent through the gateway proved about the mode that is claimed. */
export function selfTestText({ selfTest }: Status, now: number): string {
  if (selfTest.at === null || selfTest.passed === null) return 'not yet';
  return `${distance(selfTest.at, Math.max(now, selfTest.at + 1_000))} ${selfTest.passed ? '✓' : '✗ failed'}`;
}

/** The mode that acts, everywhere in sight, with the age of its proof. */
export function ModeChip() {
  const status = useStatus();
  const now = useNow();
  if (status.data === undefined)
    return <span className={styles.chip}>{status.error === null ? 'Mode …' : 'Mode not known'}</span>;
  const { mode, enforced, monitored, selfTest } = status.data;
  const rules =
    mode === 'enforce'
      ? `${enforced} enforced`
      : mode === 'monitor'
        ? `${enforced + monitored} watched`
        : 'nothing judged';
  return (
    <A
      to="/protect"
      className={`${styles.chip} ${styles[mode]}`}
      title={`Effective mode: ${WORDS[mode]}. ${selfTest.detail}`}
    >
      <span className={styles.dot} aria-hidden="true" />
      <strong>
        <span className="visually-hidden">Effective mode: </span>
        {WORDS[mode]}
      </strong>
      <span className={styles.optional}>· {rules}</span>
      <span className={selfTest.passed === false ? styles.failed : ''}>
        · <span className={styles.long}>self-test </span>
        {selfTestText(status.data, now)}
      </span>
    </A>
  );
}
