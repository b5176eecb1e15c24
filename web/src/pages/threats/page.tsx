import { useMemo } from 'react';
import { usePages } from '../../api/hooks.ts';
import type { ActorRow } from '../../api/types.gen.ts';
import { exactNumber } from '../../lib/format.ts';
import { useChangesSince } from '../../state/live.ts';
import { useView } from '../../state/url.ts';
import { ObjectLink, objectPath } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import type { Fact } from '../../ui/panel.tsx';
import { NothingWrong, NothingYet } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { COLUMNS, Standing } from './columns.tsx';

const FIELDS: readonly Field[] = [
  { name: 'q', title: 'Text' },
  {
    name: 'blocked',
    title: 'Response',
    values: ['true', 'false'],
    label: (value) => (value === 'true' ? 'blocked' : 'not blocked'),
  },
  { name: 'kind', title: 'Known by', many: true, values: ['principal', 'session', 'fingerprint', 'address'] },
  { name: 'rule', title: 'Rule', many: true },
  { name: 'seenSince', title: 'Seen since', time: true },
];
/** Suspicious ones first: they are the place's question; everybody else is one press away. */
const TABS = [
  { value: '', title: 'Suspicious' },
  { value: 'all', title: 'All actors' },
];

const facts = (row: ActorRow): readonly Fact[] => [
  { name: 'Known by', value: row.kind },
  { name: 'Response', value: <Standing row={row} /> },
  { name: 'Requests', value: exactNumber(row.requests) },
  { name: 'Refused', value: exactNumber(row.refused) },
  { name: 'Errors', value: exactNumber(row.errors) },
  {
    name: 'Rules fired',
    value:
      row.rules.length === 0
        ? 'none'
        : row.rules.map((rule) => (
            <div key={rule}>
              <ObjectLink kind="rule" id={rule} />
            </div>
          )),
  },
  {
    name: 'Addresses',
    value: row.addresses.slice(0, 5).map((address) => (
      <div key={address} className="mono">
        {address}
      </div>
    )),
  },
  { name: 'First seen', value: <Time at={row.firstSeen} /> },
  { name: 'Last seen', value: <Time at={row.lastSeen} /> },
];

/** Who is attacking, did it work, is it stopped? */
export function ThreatsPage() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const all = view.get('tab') === 'all';
  const query = useMemo(
    () => ({
      ...toQuery(FIELDS, view.get, asOf),
      ...(all ? {} : { signals: 'true' as const }),
      sort: view.get('sort') ?? (all ? '-lastSeen' : '-signals'),
    }),
    [view, asOf, all],
  );
  const pages = usePages('actors', query, asOf);
  const came = useChangesSince(asOf, ({ requests, signals }) => (all ? requests : signals));
  return (
    <List
      call="actors"
      label={all ? 'All actors' : 'Suspicious actors'}
      noun={['actor', 'actors']}
      fields={FIELDS}
      textField="q"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ id }) => objectPath('actor', id)}
      peekTitle={({ label }) => label}
      facts={facts}
      fresh={came}
      freshWord={all ? 'new requests' : 'new signals'}
      refresh={refresh}
      before={<Tabs name="tab" tabs={TABS} label="Actors" drop={['sel']} />}
      nothing={
        all ? (
          <NothingYet what="Nobody has been seen yet." command="npm start -- demo" />
        ) : (
          <NothingWrong
            title="No suspicious actor."
            checked="Every actor was judged by every rule that is switched on; none of them fired."
            at={asOf}
          />
        )
      }
    />
  );
}
