import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { usePages } from '../../api/hooks.ts';
import type { FindingRow } from '../../api/types.gen.ts';
import { exactNumber } from '../../lib/format.ts';
import { useChangesSince } from '../../state/live.ts';
import { useView } from '../../state/url.ts';
import { ActionBar } from '../../triage/action-bar.tsx';
import { BULK_ACTIONS } from '../../triage/actions.ts';
import type { Select } from '../../triage/use-act.ts';
import { FindingState, Severity } from '../../ui/badges.tsx';
import { ObjectLink, objectPath } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import type { Fact } from '../../ui/panel.tsx';
import { NothingWrong } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { COLUMNS } from './columns.tsx';

const STATES = ['new', 'regressed', 'triaged', 'fixing', 'fixed', 'verified', 'suppressed', 'not-a-threat', 'accepted'];
const FIELDS: readonly Field[] = [
  { name: 'q', title: 'Text' },
  { name: 'severity', title: 'Severity', many: true, values: ['critical', 'high', 'medium', 'low', 'info'] },
  { name: 'kind', title: 'Kind', values: ['threat', 'weakness'] },
  { name: 'rule', title: 'Rule', many: true },
  { name: 'endpoint', title: 'Endpoint' },
  { name: 'actor', title: 'Actor' },
  {
    name: 'succeeded',
    title: 'Got through',
    values: ['true', 'false'],
    label: (value) => (value === 'true' ? 'some' : 'none'),
  },
  { name: 'seenSince', title: 'Seen since', time: true },
  { name: 'state', title: 'State', many: true, values: STATES },
];
const TABS = [
  { value: 'open', title: 'Open' },
  { value: 'closed', title: 'Closed' },
  { value: '', title: 'All' },
];

const facts = (row: FindingRow): readonly Fact[] => [
  { name: 'What happened', value: row.summary },
  { name: 'Severity', value: <Severity severity={row.severity} /> },
  { name: 'State', value: <FindingState state={row.state} /> },
  { name: 'Proof', value: row.proof },
  { name: 'Refused', value: exactNumber(row.refused) },
  { name: 'Got through', value: exactNumber(row.succeeded) },
  {
    name: 'Endpoint',
    value:
      row.endpoint === null ? (
        'several'
      ) : (
        <ObjectLink kind="endpoint" id={row.endpoint.id} label={`${row.method ?? ''} ${row.endpoint.template}`} />
      ),
  },
  {
    name: 'Actors',
    value:
      row.actors.length === 0
        ? 'none'
        : row.actors.slice(0, 5).map((id) => (
            <div key={id}>
              <ObjectLink kind="actor" id={id} />
            </div>
          )),
  },
  { name: 'First seen', value: <Time at={row.firstSeen} /> },
  { name: 'Last seen', value: <Time at={row.lastSeen} /> },
];

/** Selection by row, or all that match; a new filter or a new list empties it. */
function useSelection(rows: readonly FindingRow[], key: string) {
  const [held, setHeld] = useState<{ readonly key: string; readonly ids: ReadonlySet<string>; readonly all: boolean }>({
    key,
    ids: new Set(),
    all: false,
  });
  const ids = held.key === key ? held.ids : new Set<string>();
  const all = held.key === key && held.all;
  const set = (next: ReadonlySet<string>, matching = false): void => setHeld({ key, ids: next, all: matching });
  return {
    ids,
    all,
    clear: () => set(new Set()),
    selectMatching: () => set(new Set(rows.map(({ id }) => id)), true),
    table: {
      ids,
      toggle: (id: string) =>
        set(ids.has(id) ? new Set([...ids].filter((entry) => entry !== id)) : new Set([...ids, id])),
      toggleAll: () => set(rows.every(({ id }) => ids.has(id)) ? new Set() : new Set(rows.map(({ id }) => id))),
    },
  };
}

interface BulkProps {
  readonly selection: ReturnType<typeof useSelection>;
  readonly loaded: number;
  readonly total: number;
  readonly filter: Readonly<Record<string, string | number>>;
  after(): void;
}

/** What can be done with the selected findings, and the way to select those that are not loaded too. */
function Bulk({ selection, loaded, total, filter, after }: BulkProps) {
  const count = selection.all ? total : selection.ids.size;
  const select: Select = selection.all ? { matching: filter, expected: total } : { ids: [...selection.ids] };
  if (count === 0) return null;
  return (
    <>
      <strong>{exactNumber(count)} selected</strong>
      {!selection.all && selection.ids.size === loaded && total > loaded ? (
        <Button size="compact-sm" variant="subtle" onClick={selection.selectMatching}>
          Select all {exactNumber(total)} matching
        </Button>
      ) : null}
      <ActionBar actions={BULK_ACTIONS} select={select} count={count} after={after} />
    </>
  );
}

/** Which weaknesses and threats are real and open, in what order? */
export function FindingsPage() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const filter = useMemo(() => toQuery(FIELDS, view.get, asOf), [view, asOf]);
  const query = useMemo(() => ({ ...filter, sort: view.get('sort') ?? '-severity' }), [filter, view]);
  const pages = usePages('findings', query, asOf);
  const rows = useMemo(() => (pages.data?.pages ?? []).flatMap((page) => page.rows), [pages.data]);
  const total = pages.data?.pages.at(-1)?.total.value ?? 0;
  const selection = useSelection(rows, JSON.stringify([filter, asOf]));
  const changed = useChangesSince(asOf, ({ findings }) => findings.length);
  const after = (): void => {
    selection.clear();
    refresh();
  };
  return (
    <List
      call="findings"
      label="Findings"
      noun={['finding', 'findings']}
      fields={FIELDS}
      textField="q"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ id }) => objectPath('finding', id)}
      peekTitle={(row) => `${row.id} ${row.title}`}
      facts={facts}
      fresh={changed}
      freshWord="changed"
      refresh={refresh}
      selection={selection.table}
      atRest={
        view.get('state') === 'open' && FIELDS.every(({ name }) => name === 'state' || view.get(name) === undefined)
      }
      nothing={
        <NothingWrong
          title={view.get('state') === 'open' ? 'No open findings.' : 'No findings.'}
          checked="Every recorded request was judged by every rule that is switched on, and analysis has nothing open."
          at={asOf}
        />
      }
      before={<Tabs name="state" tabs={TABS} label="Findings by state" drop={['sel']} />}
      bulk={<Bulk selection={selection} loaded={rows.length} total={total} filter={filter} after={after} />}
    />
  );
}
