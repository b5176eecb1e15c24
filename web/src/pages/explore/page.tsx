import { useMemo } from 'react';
import { useCall, usePages } from '../../api/hooks.ts';
import type { TransactionRow } from '../../api/types.gen.ts';
import { bytes, latency } from '../../lib/format.ts';
import { sensorName } from '../../lib/sensor.ts';
import { zoneName } from '../../lib/time.ts';
import { useChangesSince } from '../../state/live.ts';
import { isLive, resolveRange } from '../../state/range.ts';
import { useRange, useView, useZone } from '../../state/url.ts';
import { Outcome, Status } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { TrafficChart } from '../../ui/chart/traffic-chart.tsx';
import { ObjectLink, objectPath } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import { Panel, type Fact } from '../../ui/panel.tsx';
import { Loaded, NothingYet } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { COLUMNS } from './columns.tsx';

const FIELDS: readonly Field[] = [
  { name: 'path', title: 'Path' },
  { name: 'method', title: 'Method', values: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] },
  { name: 'status', title: 'Status', values: ['2xx', '3xx', '4xx', '5xx'] },
  {
    name: 'conclusion',
    title: 'Verdict',
    values: ['allow', 'tag', 'block'],
    label: (value) => ({ allow: 'Allowed', tag: 'Flagged', block: 'Blocked' })[value] ?? value,
  },
  {
    name: 'signals',
    title: 'Signals',
    values: ['true', 'false'],
    label: (value) => (value === 'true' ? 'with signals' : 'without signals'),
  },
  { name: 'rule', title: 'Rule' },
  { name: 'actor', title: 'Actor' },
  { name: 'endpoint', title: 'Endpoint' },
];

const facts = (row: TransactionRow): readonly Fact[] => [
  { name: 'Time', value: <Time at={row.time} /> },
  { name: 'Verdict', value: <Outcome conclusion={row.conclusion} wouldBe={row.wouldBe} /> },
  { name: 'Because', value: row.reason },
  { name: 'Status', value: <Status status={row.status} /> },
  { name: 'Host', value: <Captured text={row.host} /> },
  {
    name: 'Endpoint',
    value:
      row.endpoint === null ? (
        'not known yet'
      ) : (
        <ObjectLink kind="endpoint" id={row.endpoint.id} label={row.endpoint.template} />
      ),
  },
  { name: 'Actor', value: <ObjectLink kind="actor" id={row.actor.id} label={row.actor.label} /> },
  { name: 'Address', value: <span className="mono">{row.address}</span> },
  { name: 'Seen by', value: sensorName(row.sensor) },
  {
    name: 'Rules',
    value:
      row.rules.length === 0
        ? 'none fired'
        : row.rules.map((rule) => (
            <div key={rule}>
              <ObjectLink kind="rule" id={rule} />
            </div>
          )),
  },
  { name: 'Size', value: `${bytes(row.requestBytes)} asked, ${bytes(row.responseBytes)} answered` },
  { name: 'Took', value: latency(row.durationMs) },
];

/** Which requests match, and what do they share? */
export function ExplorePage() {
  const view = useView();
  const range = useRange();
  const zone = useZone();
  const { asOf, refresh } = useAsOf();
  const times = useMemo(() => resolveRange(range, asOf), [range, asOf]);
  const query = useMemo(() => ({ ...toQuery(FIELDS, view.get, asOf), ...times }), [view, asOf, times]);
  const pages = usePages('transactions', query, asOf);
  const endpoint = view.get('endpoint');
  const traffic = useCall(
    'traffic',
    () => ({ query: { ...resolveRange(range, Date.now()), ...(endpoint === undefined ? {} : { endpoint }) } }),
    [range.from, range.to, endpoint],
  );
  // Requests that came since: of all traffic, so the pill is shown only where no filter could make the number wrong.
  const came = useChangesSince(asOf, ({ requests }) => requests);
  const unfiltered = FIELDS.every(({ name }) => view.get(name) === undefined);
  const columns = useMemo(
    () =>
      COLUMNS.map((column) => (column.id === 'time' ? { ...column, title: `Time (${zoneName(zone, asOf)})` } : column)),
    [zone, asOf],
  );
  return (
    <List
      call="transactions"
      label="Requests, newest first"
      noun={['request', 'requests']}
      fields={FIELDS}
      textField="path"
      columns={columns}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ id }) => objectPath('request', id)}
      peekTitle={(row) => <Captured text={`${row.method} ${row.path}`} />}
      facts={facts}
      fresh={unfiltered && isLive(range) ? came : 0}
      refresh={refresh}
      nothing={
        <NothingYet what="No request was recorded in this range." command="npm start -- demo">
          <p>Send a request through the gateway, widen the range, or start the demo, which brings its own traffic.</p>
        </NothingYet>
      }
      before={
        <Panel title={endpoint === undefined ? 'All requests over time' : 'Requests of this endpoint over time'}>
          <Loaded query={traffic} lines={8}>
            {(data) => <TrafficChart traffic={data} brush />}
          </Loaded>
        </Panel>
      }
    />
  );
}
