import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { EndpointDetail } from '../../api/types.gen.ts';
import { exactNumber, percent } from '../../lib/format.ts';
import { ShortActors, ShortFindings, ShortTransactions } from '../../lists/short.tsx';
import { resolveRange } from '../../state/range.ts';
import { useRange } from '../../state/url.ts';
import { Tag } from '../../ui/badges.tsx';
import { Bars } from '../../ui/bars.tsx';
import { TrafficChart } from '../../ui/chart/traffic-chart.tsx';
import { A } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Facts, Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import { Authentication } from '../inventory/columns.tsx';
import { FieldsPanel } from './fields-panel.tsx';
import { TemplatePanel } from './template-panel.tsx';

function sentenceOf({ endpoint, row }: EndpointDetail): string {
  const data = row.dataClasses.length === 0 ? 'no sensitive data seen' : `handles ${row.dataClasses.join(', ')}`;
  const auth = {
    none: 'answers without sign-in',
    optional: 'answers with and without sign-in',
    required: 'was never answered without sign-in',
    unknown: 'sign-in not known',
  }[row.authentication];
  return `${exactNumber(endpoint.requests)} requests; ${auth}; ${data}.`;
}

function Overview({ data }: { readonly data: EndpointDetail }) {
  const { endpoint, row } = data;
  const explore = `/explore?endpoint=${encodeURIComponent(endpoint.id)}`;
  return (
    <Columns>
      <Panel title="Answers" actions={<A to={explore}>Requests</A>}>
        <Bars
          label="Answers by status"
          total={endpoint.requests}
          bars={Object.entries(endpoint.statuses)
            .toSorted((a, b) => b[1] - a[1])
            .map(([status, value]) => ({
              key: status,
              label: <code>{status}</code>,
              value,
              to: `${explore}&status=${status}`,
            }))}
        />
      </Panel>
      <Panel title="Sign-in seen" note="judged by what was let in">
        <Facts facts={[{ name: 'Demanded', value: <Authentication row={row} /> }]} />
        <SimpleTable
          label="Sign-in seen"
          rows={endpoint.auth}
          rowKey={({ scheme, name }) => `${scheme} ${name}`}
          columns={[
            { title: 'Scheme', cell: ({ scheme }) => scheme },
            { title: 'Where', cell: ({ location, name }) => (location === '-' ? 'nowhere' : `${location} ${name}`) },
            { title: 'Requests', align: 'end', cell: ({ requests }) => exactNumber(requests) },
            { title: 'Let in', align: 'end', cell: ({ requests, accepted }) => percent(accepted / requests) },
          ]}
        />
      </Panel>
    </Columns>
  );
}

function Header({ data }: { readonly data: EndpointDetail }) {
  const { endpoint, row } = data;
  return (
    <ObjectHeader
      icon="inventory"
      kind="Endpoint"
      id={endpoint.id}
      name={
        <>
          {endpoint.method} <Template template={endpoint.template} />
        </>
      }
      state={
        row.openFindings > 0 ? (
          <Tag tone="high">{exactNumber(row.openFindings)} open findings</Tag>
        ) : (
          <Tag tone="good">No open finding</Tag>
        )
      }
      firstSeen={endpoint.firstSeen}
      lastSeen={endpoint.lastSeen}
      sentence={
        <>
          <span className="mono">{endpoint.host}</span>: {sentenceOf(data)}
        </>
      }
    />
  );
}

function Detail({ data }: { readonly data: EndpointDetail }) {
  const { endpoint } = data;
  const explore = `/explore?endpoint=${encodeURIComponent(endpoint.id)}`;
  return (
    <>
      <Header data={data} />
      <Panel
        title="Findings here"
        flush
        actions={<A to={`/findings?endpoint=${encodeURIComponent(endpoint.id)}`}>All</A>}
      >
        {data.findings.length === 0 ? (
          <NothingWrong
            title="No findings on this endpoint."
            checked="Its requests were judged by every rule that is switched on."
          />
        ) : (
          <ShortFindings rows={data.findings} label="Findings on this endpoint" />
        )}
      </Panel>
      <Panel title="Requests by outcome">
        <TrafficChart traffic={data.traffic} brush />
      </Panel>
      <Overview data={data} />
      <TemplatePanel segments={endpoint.segments} confidence={endpoint.confidence} />
      <FieldsPanel fields={endpoint.fields} />
      <Panel title="Latest requests in this range" flush actions={<A to={explore}>All</A>}>
        {data.transactions.length === 0 ? (
          <NothingWrong title="No request in this range." checked="Widen the time range at the top." />
        ) : (
          <ShortTransactions rows={data.transactions} label="Latest requests" />
        )}
      </Panel>
      {data.actors.length === 0 ? null : (
        <Panel title="Who asked" note="actors of these requests" flush>
          <ShortActors rows={data.actors} label="Actors" />
        </Panel>
      )}
    </>
  );
}

/** One endpoint: why it is one, what goes in and out, who may and who does. */
export function EndpointPage() {
  const { id } = useParams<{ id: string }>();
  const range = useRange();
  const detail = useCall('endpoint', () => ({ params: { id }, query: resolveRange(range, Date.now()) }), [
    id,
    range.from,
    range.to,
  ]);
  return (
    <Loaded query={detail} lines={16}>
      {(data) => <Detail data={data} />}
    </Loaded>
  );
}
