import { useMemo } from 'react';
import { usePages } from '../../api/hooks.ts';
import type { EndpointRow } from '../../api/types.gen.ts';
import { exactNumber, percent } from '../../lib/format.ts';
import { useChangesSince } from '../../state/live.ts';
import { useView } from '../../state/url.ts';
import { objectPath } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import type { Fact } from '../../ui/panel.tsx';
import { NothingYet } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Template } from '../../ui/template.tsx';
import { Time } from '../../ui/time.tsx';
import { Apis } from './apis.tsx';
import { Authentication, COLUMNS, DataClasses } from './columns.tsx';

const yesNo = (yes: string, no: string) => (value: string) => (value === 'true' ? yes : no);
const FIELDS: readonly Field[] = [
  { name: 'q', title: 'Text' },
  { name: 'method', title: 'Method', many: true },
  { name: 'authentication', title: 'Sign-in', many: true, values: ['none', 'optional', 'required', 'unknown'] },
  { name: 'dataClass', title: 'Data', many: true },
  { name: 'sensitive', title: 'Sensitive', values: ['true', 'false'], label: yesNo('with sensitive data', 'without') },
  { name: 'findings', title: 'Findings', values: ['true', 'false'], label: yesNo('open findings', 'none open') },
  { name: 'scheme', title: 'Scheme', many: true },
  { name: 'host', title: 'Host' },
  { name: 'api', title: 'API' },
  { name: 'newSince', title: 'New since', time: true },
];
const TABS = [
  { value: '', title: 'Endpoints' },
  { value: 'apis', title: 'APIs' },
];

const facts = (row: EndpointRow): readonly Fact[] => [
  { name: 'Host', value: <span className="mono">{row.host}</span> },
  { name: 'Sign-in', value: <Authentication row={row} /> },
  { name: 'Sensitive data', value: <DataClasses classes={row.dataClasses} /> },
  { name: 'Requests', value: exactNumber(row.requests) },
  {
    name: 'Answers',
    value: Object.entries(row.statusClasses).map(([name, count]) => (
      <div key={name}>
        {name}: {exactNumber(count)}
      </div>
    )),
  },
  { name: 'Open findings', value: exactNumber(row.openFindings) },
  { name: 'Template', value: `${percent(row.confidence)} sure` },
  { name: 'First seen', value: <Time at={row.firstSeen} /> },
  { name: 'Last seen', value: <Time at={row.lastSeen} /> },
];

function Endpoints() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const query = useMemo(
    () => ({ ...toQuery(FIELDS, view.get, asOf), sort: view.get('sort') ?? '-requests' }),
    [view, asOf],
  );
  const pages = usePages('endpoints', query, asOf);
  const known = useMemo(
    () => new Set((pages.data?.pages ?? []).flatMap((page) => page.rows.map(({ id }) => id))),
    [pages.data],
  );
  const fresh = useChangesSince(asOf, ({ endpoints }) => endpoints.filter((id) => !known.has(id)).length);
  return (
    <List
      call="endpoints"
      label="Endpoints"
      noun={['endpoint', 'endpoints']}
      fields={FIELDS}
      textField="q"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ id }) => objectPath('endpoint', id)}
      peekTitle={(row) => (
        <>
          {row.method} <Template template={row.template} />
        </>
      )}
      facts={facts}
      fresh={fresh}
      refresh={refresh}
      nothing={
        <NothingYet what="No endpoint seen yet." command="npm start -- protect http://127.0.0.1:3000">
          <p>
            Endpoints are learned from traffic through the gateway, or offline from a file:{' '}
            <code>sallyport discover FILE.har</code>
          </p>
        </NothingYet>
      }
    />
  );
}

/** What do I expose, and which part is risky or unknown? */
export function InventoryPage() {
  const tab = useView().get('tab') ?? '';
  return (
    <>
      <Tabs name="tab" tabs={TABS} label="Inventory by" drop={['sel', 'sort', 'cols']} />
      {tab === 'apis' ? <Apis /> : <Endpoints />}
    </>
  );
}
