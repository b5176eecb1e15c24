import type { Stage } from '../../api/types.gen.ts';
import { visibleText } from '../../lib/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import styles from './request.module.css';

const STATES: Readonly<Record<Stage['state'], readonly [string, IconName, string | undefined]>> = {
  passed: ['passed', 'check', styles.passed],
  flagged: ['flagged', 'findings', styles.flagged],
  refused: ['refused', 'block', styles.refused],
  'not-run': ['not run', 'more', styles.notRun],
};

/** The way of the request through the gateway: what each stage was given, and what it made of it. */
export function Stages({ stages }: { readonly stages: readonly Stage[] }) {
  return (
    <Panel title="Its way through the gateway">
      <ol className={styles.stages}>
        {stages.map(({ id, title, state, input, decision }) => {
          const [word, icon, tone] = STATES[state];
          return (
            <li key={id} className={styles.stage}>
              <span className={`${styles.bullet} ${tone ?? ''}`}>
                <Icon name={icon} size={14} />
              </span>
              <span className={styles.title}>
                {title} <span className="visually-hidden">{word}</span>
              </span>
              <span className={styles.input}>
                <bdi>{visibleText(input)}</bdi>
              </span>
              <span className={styles.decision}>
                <bdi>{visibleText(decision)}</bdi>
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
