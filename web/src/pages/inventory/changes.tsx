import { TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { usePages } from '../../api/hooks.ts';
import type { ChangeRecord } from '../../api/types.gen.ts';
import { ChangedPlace, ChangeKind, ChangeStory } from '../../catalogue/change-row.tsx';
import { CHANGE_WORDS, EFFECTS, worstFirst } from '../../catalogue/words.ts';
import { iso } from '../../lib/time.ts';
import { useChangesSince } from '../../state/live.ts';
import { useView, type View } from '../../state/url.ts';
import { Tag } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { A, ObjectLink, objectPath } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import type { Fact } from '../../ui/panel.tsx';
import { NothingYet } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { Time } from '../../ui/time.tsx';
import styles from './inventory.module.css';

const FIELDS: readonly Field[] = [
  { name: 'kind', title: 'Kind', many: true, values: Object.keys(CHANGE_WORDS) },
  { name: 'endpoint', title: 'Endpoint' },
  { name: 'since', title: 'Since', time: true },
  { name: 'before', title: 'Before', time: true },
];
const DAYS = [
  ['since', 'Since'],
  ['before', 'Before'],
] as const;

const COLUMNS: readonly Column<ChangeRecord>[] = [
  {
    id: 'at',
    title: 'When',
    min: 225,
    priority: 2,
    cell: ({ at }) => <Time at={at} />,
    text: ({ at }) => iso(at, 'utc'),
  },
  {
    id: 'kind',
    title: 'Kind',
    min: 104,
    priority: 1,
    cell: ({ kind }) => <ChangeKind kind={kind} />,
    text: ({ kind }) => kind,
    filter: ({ kind }) => ({ name: 'kind', value: kind }),
  },
  {
    id: 'endpoint',
    title: 'Endpoint',
    min: 200,
    grow: 2,
    priority: 1,
    cell: (change) => (
      <A to={objectPath('endpoint', change.endpoint)} tabIndex={-1} title={`${change.host}${change.template}`}>
        <ChangedPlace change={change} />
      </A>
    ),
    text: ({ method, host, template }) => `${method} ${host}${template}`,
    filter: ({ endpoint }) => ({ name: 'endpoint', value: endpoint }),
  },
  {
    id: 'what',
    title: 'What',
    min: 260,
    grow: 3,
    priority: 2,
    cell: (change) => <FirstDifference change={change} />,
    text: ({ differences, into }) =>
      into === undefined ? differences.map(({ at, statement }) => `${at} ${statement}`).join('; ') : `into ${into}`,
  },
  {
    id: 'host',
    title: 'Host',
    min: 150,
    grow: 1,
    priority: 4,
    cell: ({ host }) => <span className="mono">{host}</span>,
    text: ({ host }) => host,
  },
];

function FirstDifference({ change }: { readonly change: ChangeRecord }) {
  const [first, ...rest] = worstFirst(change.differences);
  if (first === undefined) return <span className="quiet">{CHANGE_WORDS[change.kind][2]}</span>;
  const more = rest.length + (change.more ?? 0);
  return (
    <>
      <Tag tone={EFFECTS[first.effect]}>{first.effect}</Tag> <Captured text={first.at} /> {first.statement}
      {more === 0 ? null : <span className="quiet"> +{more}</span>}
    </>
  );
}

const facts = (change: ChangeRecord): readonly Fact[] => [
  { name: 'When', value: <Time at={change.at} /> },
  { name: 'Endpoint', value: <ObjectLink kind="endpoint" id={change.endpoint} /> },
  { name: 'Host', value: <span className="mono">{change.host}</span> },
  { name: 'What', value: <ChangeStory change={change} /> },
];

/** The first day shown, and the first that is not, UTC. */
function Dates({ view }: { readonly view: View }) {
  return (
    <div className={styles.dates}>
      {DAYS.map(([name, title]) => (
        <TextInput
          key={name}
          size="xs"
          type="date"
          label={title}
          value={view.get(name) ?? ''}
          onChange={(event) => view.set({ [name]: event.currentTarget.value })}
        />
      ))}
      <span className="quiet">days in UTC; the log is kept for ever</span>
    </div>
  );
}

/** What became of the inventory, and when. */
export function Changes() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const query = useMemo(() => toQuery(FIELDS, view.get, asOf), [view, asOf]);
  const pages = usePages('changes', query, asOf);
  const fresh = useChangesSince(asOf, ({ endpoints }) => endpoints.length);
  return (
    <List
      call="changes"
      label="Changes of the inventory"
      noun={['change', 'changes']}
      fields={FIELDS}
      textField="endpoint"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ endpoint }) => objectPath('endpoint', endpoint)}
      peekTitle={(change) => <ChangedPlace change={change} />}
      facts={facts}
      fresh={fresh}
      freshWord="endpoints touched"
      refresh={refresh}
      before={<Dates view={view} />}
      nothing={
        <NothingYet what="No change recorded yet." command="npm start -- protect http://127.0.0.1:3000">
          <p>New, changed, vanished and returned endpoints are written down as traffic shows them.</p>
        </NothingYet>
      }
    />
  );
}
