import { distance, UNKNOWN } from '../lib/format.ts';
import { dateTime, iso, zoneName } from '../lib/time.ts';
import { useNow } from '../state/clock.ts';
import { useZone } from '../state/url.ts';

const DAY_MS = 86_400_000;

interface Props {
  readonly at: number | null | undefined;
  /** `age` in lists and only under a day; `exact` states date, time and zone. */
  readonly as?: 'age' | 'exact' | 'column';
}

/** A moment. Hover and copy give ISO with offset. `column` leaves the zone to the column's head. */
export function Time({ at, as = 'exact' }: Props) {
  const zone = useZone();
  const now = useNow();
  if (at === null || at === undefined) return <span className="quiet">{UNKNOWN}</span>;
  const exact = as === 'column' ? dateTime(at, zone) : `${dateTime(at, zone)} ${zoneName(zone, at)}`;
  const text = as === 'age' && Math.abs(now - at) < DAY_MS ? distance(at, now) : exact;
  return (
    <time className="number" dateTime={new Date(at).toISOString()} title={iso(at, zone)}>
      {text}
    </time>
  );
}
