import type { NextAction } from '../../api/types.gen.ts';
import { SeverityMark } from '../../ui/badges.tsx';
import { A } from '../../ui/link.tsx';
import styles from './now.module.css';

/** What to do first: why now, and what it changes. */
export function NextActions({ actions }: { readonly actions: readonly NextAction[] }) {
  return (
    <ol className={styles.actions}>
      {actions.map(({ title, why, effect, link, severity }) => (
        <li key={`${title} ${link}`}>
          <A to={link} className={styles.action}>
            <span className={styles.mark}>
              <SeverityMark severity={severity} />
              <span className="visually-hidden">{severity}: </span>
            </span>
            <span className={styles.text}>
              <strong>{title}</strong>
              <span className={styles.why}>{why}</span>
              <span className={styles.effect}>{effect}</span>
            </span>
          </A>
        </li>
      ))}
    </ol>
  );
}
