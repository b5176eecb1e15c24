import type { ActorEvent } from '../../api/types.gen.ts';
import { exactNumber } from '../../lib/format.ts';
import { SeverityMark } from '../../ui/badges.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './actor.module.css';

/** What the actor did, in order; repeated events are told as one. */
export function Timeline({ events }: { readonly events: readonly ActorEvent[] }) {
  return (
    <ol className={styles.timeline}>
      {events.map((event, index) => (
        <li key={index} className={styles.event}>
          <Time at={event.time} as="column" />
          <span className={styles.dot}>
            {event.severity === null ? null : <SeverityMark severity={event.severity} />}
          </span>
          <span>
            {event.severity === null ? null : <span className="visually-hidden">{event.severity}: </span>}
            {event.transaction === null ? (
              event.title
            ) : (
              <A to={objectPath('request', event.transaction)}>{event.title}</A>
            )}
            {event.times > 1 ? <span className="quiet"> × {exactNumber(event.times)}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
