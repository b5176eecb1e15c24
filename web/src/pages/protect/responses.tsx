import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { usePages } from '../../api/hooks.ts';
import type { MitigationRow } from '../../api/types.gen.ts';
import { iso } from '../../lib/time.ts';
import { EndDialog } from '../../respond/end-dialog.tsx';
import { useChangesSince } from '../../state/live.ts';
import { useView } from '../../state/url.ts';
import { ResponseState } from '../../ui/badges.tsx';
import { A, ObjectLink, objectPath } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import type { Fact } from '../../ui/panel.tsx';
import { NothingWrong } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { Time } from '../../ui/time.tsx';

const FIELDS: readonly Field[] = [
  { name: 'state', title: 'State', many: true, values: ['active', 'expired', 'ended'] },
  { name: 'target', title: 'Target' },
];

function EndNow({ row }: { readonly row: MitigationRow }) {
  const [opened, setOpened] = useState(false);
  if (row.state !== 'active') return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        tabIndex={-1}
        aria-label={`End now: block of ${row.label}`}
        onClick={() => setOpened(true)}
      >
        End now
      </Button>
      <EndDialog response={row} label={row.label} opened={opened} close={() => setOpened(false)} />
    </>
  );
}

const startedBy = ({ author, by }: MitigationRow): string => author ?? by;
const COLUMNS: readonly Column<MitigationRow>[] = [
  {
    id: 'target',
    title: 'Blocked',
    min: 200,
    grow: 1,
    priority: 1,
    cell: ({ id, label }) => (
      <A to={objectPath('response', id)} tabIndex={-1}>
        <span className="mono quiet">{id}</span> <bdi>{label}</bdi>
      </A>
    ),
    text: ({ id, label }) => `${id} ${label}`,
    filter: ({ target }) => ({ name: 'target', value: target.value }),
  },
  {
    id: 'state',
    title: 'State',
    min: 92,
    priority: 2,
    cell: ({ state }) => <ResponseState state={state} />,
    text: ({ state }) => state,
    filter: ({ state }) => ({ name: 'state', value: state }),
  },
  {
    id: 'ends',
    title: 'Ends',
    min: 172,
    priority: 1,
    cell: ({ state, until, ended }) => <Time at={ended?.at ?? until} as={state === 'active' ? 'age' : 'column'} />,
    text: ({ until, ended }) => iso(ended?.at ?? until, 'utc'),
  },
  { id: 'end', title: 'Action', min: 108, priority: 2, cell: (row) => <EndNow row={row} />, text: () => '' },
  {
    id: 'reason',
    title: 'Why',
    min: 220,
    grow: 2,
    priority: 3,
    cell: ({ reason }) => <span title={reason}>{reason}</span>,
    text: ({ reason }) => reason,
  },
  {
    id: 'by',
    title: 'Started by',
    min: 170,
    priority: 3,
    cell: (row) => (row.author === undefined ? <ObjectLink kind="rule" id={row.by} tabIndex={-1} /> : row.author),
    text: startedBy,
  },
  {
    id: 'since',
    title: 'Since',
    min: 150,
    priority: 4,
    cell: ({ since }) => <Time at={since} as="age" />,
    text: ({ since }) => iso(since, 'utc'),
  },
];

const facts = (row: MitigationRow): readonly Fact[] => [
  {
    name: 'Target',
    value:
      row.target.kind === 'actor' ? (
        <ObjectLink kind="actor" id={row.target.value} label={row.label} />
      ) : (
        <code>{row.target.value}</code>
      ),
  },
  { name: 'Why', value: row.reason },
  { name: 'State', value: <ResponseState state={row.state} /> },
  { name: 'Started by', value: startedBy(row) },
  { name: 'Since', value: <Time at={row.since} /> },
  { name: 'Ends', value: <Time at={row.until} /> },
  ...(row.state === 'active' ? [{ name: 'End', value: <EndNow row={row} /> }] : []),
];

/** Who is blocked, until when, and the way to end it. */
export function Responses() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const query = useMemo(() => toQuery(FIELDS, view.get, asOf), [view, asOf]);
  const pages = usePages('mitigations', query, asOf);
  const changed = useChangesSince(asOf, ({ mitigations }) => mitigations.length);
  return (
    <List
      call="mitigations"
      label="Responses"
      noun={['response', 'responses']}
      fields={FIELDS}
      textField="target"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ id }) => objectPath('response', id)}
      peekTitle={({ label }) => `Block of ${label}`}
      facts={facts}
      fresh={changed}
      freshWord="changed"
      refresh={refresh}
      nothing={
        <NothingWrong
          title="Nobody was ever blocked."
          checked="A response appears here the moment a rule or a person starts it."
          at={asOf}
        />
      }
    />
  );
}
