import type { SystemCounter } from '../../api/types.gen.ts';
import { exactNumber, plural } from '../../lib/format.ts';
import { Tag, type Tone } from '../../ui/badges.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import styles from './system.module.css';

const KINDS: Readonly<Record<SystemCounter['kind'], readonly [string, Tone]>> = {
  lost: ['lost', 'critical'],
  swallowed: ['swallowed', 'medium'],
  activity: ['activity', 'info'],
};
const ORDER: readonly SystemCounter['kind'][] = ['lost', 'swallowed', 'activity'];

function CounterTable({ rows, label }: { readonly rows: readonly SystemCounter[]; readonly label: string }) {
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Counter', cell: ({ title }) => title },
        { title: 'Id', cell: ({ id }) => <code className="quiet">{id}</code> },
        {
          title: 'Kind',
          cell: ({ kind, value }) => <Tag tone={value > 0 ? KINDS[kind][1] : 'info'}>{KINDS[kind][0]}</Tag>,
        },
        { title: 'Since the start', align: 'end', cell: ({ value }) => exactNumber(value) },
      ]}
    />
  );
}

/** What was counted: losses first, even at zero; everything else that never happened is folded away. */
export function Counters({ counters }: { readonly counters: readonly SystemCounter[] }) {
  const losses = counters.filter(({ kind, value }) => kind === 'lost' && value > 0).length;
  const told = counters
    .filter(({ kind, value }) => kind === 'lost' || value > 0)
    .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.value - a.value);
  const silent = counters.filter((counter) => !told.includes(counter));
  const note = losses === 0 ? 'nothing lost since the start' : `${plural(losses, 'counter')} of losses above zero`;
  return (
    <Panel title="Counters" note={note} flush>
      <CounterTable rows={told} label="Counters" />
      {silent.length === 0 ? null : (
        <details className={styles.silent}>
          <summary>{plural(silent.length, 'more counter')} at zero</summary>
          <CounterTable rows={silent} label="Counters at zero" />
        </details>
      )}
    </Panel>
  );
}
