import { zoneName } from '../lib/time.ts';
import { useNow } from '../state/clock.ts';
import { useView, useZone } from '../state/url.ts';
import styles from './top-bar.module.css';

/** Every time on the page is in this zone; one press changes all of them. */
export function ZoneChip() {
  const zone = useZone();
  const view = useView();
  const now = useNow();
  const other = zone === 'utc' ? 'local time' : 'UTC';
  return (
    <button
      type="button"
      className={styles.chip}
      data-print="keep"
      title={`Times are in ${zone === 'utc' ? 'UTC' : 'local time'}. Show ${other}.`}
      onClick={() => view.set({ tz: zone === 'utc' ? undefined : 'utc' })}
    >
      <span className="visually-hidden">Time zone: </span>
      {zone === 'utc' ? null : <span className={styles.long}>Local, </span>}
      {zoneName(zone, now)}
    </button>
  );
}
