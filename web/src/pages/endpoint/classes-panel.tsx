import type { Endpoint } from '../../api/types.gen.ts';
import { ClassTag } from '../../catalogue/chips.tsx';
import { PROTOCOL_WORDS } from '../../catalogue/words.ts';
import { Facts, Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './endpoint.module.css';
import { OwnerFact } from './owner.tsx';

/** What the endpoint is, by which rule and for which evidence; and who answers for it. */
export function ClassesPanel({ endpoint }: { readonly endpoint: Endpoint }) {
  const { classes = [], operation, use } = endpoint;
  return (
    <Panel title="What it is">
      <Facts
        facts={[
          { name: 'Owner', value: <OwnerFact endpoint={endpoint} /> },
          {
            name: 'Spoken as',
            value:
              operation === undefined ? (
                PROTOCOL_WORDS.rest
              ) : (
                <>
                  {PROTOCOL_WORDS[operation.protocol]}, operation <code>{operation.name}</code>
                </>
              ),
          },
          ...(use?.sunset === undefined ? [] : [{ name: 'Announced end', value: <Time at={use.sunset} /> }]),
        ]}
      />
      {classes.length === 0 ? (
        <p className="quiet">No class: nothing was judged yet.</p>
      ) : (
        <ul className={styles.classes} aria-label="Classes">
          {classes.map((entry) => (
            <li key={`${entry.class} ${entry.rule}`} className={styles.class}>
              <span>
                <ClassTag name={entry.class} />
              </span>
              <span>
                {entry.because.join('; ')} <code className="quiet">{entry.rule}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
