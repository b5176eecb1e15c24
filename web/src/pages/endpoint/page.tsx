import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { EndpointDetail } from '../../api/types.gen.ts';
import { ClassTags } from '../../catalogue/chips.tsx';
import { exactNumber, plural } from '../../lib/format.ts';
import { ShortActors, ShortFindings, ShortTransactions } from '../../lists/short.tsx';
import { resolveRange } from '../../state/range.ts';
import { useRange, useView } from '../../state/url.ts';
import { Tag } from '../../ui/badges.tsx';
import { Bars } from '../../ui/bars.tsx';
import { TrafficChart } from '../../ui/chart/traffic-chart.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Panel } from '../../ui/panel.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Tabs, type Tab } from '../../ui/tabs.tsx';
import { Template } from '../../ui/template.tsx';
import { AuthTab } from './auth-tab.tsx';
import { ChangesTab } from './changes-tab.tsx';
import { ClassesPanel } from './classes-panel.tsx';
import { SchemaTab } from './schema-tab.tsx';
import { TemplateTab } from './template-panel.tsx';
import { ToolsTab } from './tools-tab.tsx';

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

function Answers({ data }: { readonly data: EndpointDetail }) {
  const { endpoint } = data;
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
      <ClassesPanel endpoint={endpoint} />
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
          <Tag tone="high">{plural(row.openFindings, 'open finding')}</Tag>
        ) : (
          <Tag tone="good">No open finding</Tag>
        )
      }
      firstSeen={endpoint.firstSeen}
      lastSeen={endpoint.lastSeen}
      sentence={
        <>
          <A to={objectPath('api', endpoint.api)} className="mono">
            {endpoint.host}
          </A>
          : {sentenceOf(data)}
        </>
      }
      actions={<ClassTags classes={row.classes} />}
    />
  );
}

function Overview({ data }: { readonly data: EndpointDetail }) {
  const { endpoint } = data;
  const explore = `/explore?endpoint=${encodeURIComponent(endpoint.id)}`;
  return (
    <>
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
      <Answers data={data} />
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

const tabsOf = ({ endpoint }: EndpointDetail): readonly Tab[] => [
  { value: '', title: 'Overview' },
  { value: 'schema', title: 'Schema' },
  { value: 'auth', title: 'Sign-in' },
  { value: 'template', title: 'Template' },
  { value: 'changes', title: 'Changes' },
  ...(endpoint.tools === undefined || endpoint.tools.length === 0
    ? []
    : [{ value: 'tools', title: 'Tools', count: endpoint.tools.length }]),
];

function Shown({ data }: { readonly data: EndpointDetail }) {
  switch (useView().get('tab') ?? '') {
    case 'schema':
      return <SchemaTab endpoint={data.endpoint} />;
    case 'auth':
      return <AuthTab data={data} />;
    case 'template':
      return <TemplateTab endpoint={data.endpoint} />;
    case 'changes':
      return <ChangesTab id={data.endpoint.id} />;
    case 'tools':
      return <ToolsTab tools={data.endpoint.tools ?? []} />;
    default:
      return <Overview data={data} />;
  }
}

function Detail({ data }: { readonly data: EndpointDetail }) {
  return (
    <>
      <Header data={data} />
      <Tabs name="tab" tabs={tabsOf(data)} label="About this endpoint" />
      <Shown data={data} />
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
