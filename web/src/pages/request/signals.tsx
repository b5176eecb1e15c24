import type { RuleStory, SignalStory } from '../../api/types.gen.ts';
import { Severity, Tag, type Tone } from '../../ui/badges.tsx';
import { EvidenceView } from '../../ui/evidence.tsx';
import { ObjectLink } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { NothingWrong } from '../../ui/states.tsx';
import styles from './request.module.css';

const ON = { request: 'about this request', response: 'about the answer', state: 'about the actor over time' } as const;

/** What the rules saw, each with the deciding characters and counters. */
export function Signals({ signals }: { readonly signals: readonly SignalStory[] }) {
  return (
    <Panel title="Signals" note={signals.length === 0 ? 'none' : 'what was seen; policy decides what follows'}>
      {signals.length === 0 ? (
        <NothingWrong title="No rule saw anything." checked="The rules that were asked are listed below." />
      ) : (
        <ul className={styles.signals}>
          {signals.map((signal, index) => (
            <li key={index} className={styles.signal}>
              <div className={styles.signalHead}>
                <Severity severity={signal.severity} />
                <strong>{signal.title}</strong>
                <ObjectLink kind="rule" id={signal.rule} />
                <span className="quiet">
                  version {signal.version}, {ON[signal.on]}
                </span>
              </div>
              <EvidenceView evidence={signal.evidence} confidence={signal.confidence} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const STATES: Readonly<Record<RuleStory['state'], readonly [string, Tone]>> = {
  fired: ['Fired', 'critical'],
  'dry-run': ['Watched only', 'medium'],
  excepted: ['Excepted', 'low'],
  error: ['Failed', 'high'],
  off: ['Off', 'info'],
  silent: ['Silent', 'good'],
};

/** Every rule, with what it did: those with something to say first. */
export function Rules({ rules }: { readonly rules: readonly RuleStory[] }) {
  return (
    <Panel title="Rules asked" note="all of them, whether they matched or not" flush>
      <SimpleTable
        label="Rules asked"
        rows={rules}
        rowKey={({ rule }) => rule}
        columns={[
          { title: 'Rule', cell: ({ rule, title }) => <ObjectLink kind="rule" id={rule} label={title} /> },
          { title: 'State', cell: ({ state }) => <Tag tone={STATES[state][1]}>{STATES[state][0]}</Tag> },
          { title: 'In words', cell: ({ sentence }) => sentence },
          { title: 'Version', align: 'end', cell: ({ version }) => version },
        ]}
      />
    </Panel>
  );
}
