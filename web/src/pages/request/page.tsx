import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { Explanation } from '../../api/types.gen.ts';
import { bytes, exactNumber, latency, span, UNKNOWN, visibleText } from '../../lib/format.ts';
import { sensorName } from '../../lib/sensor.ts';
import { ShortFindings, ShortResponses } from '../../lists/short.tsx';
import { BlockButton } from '../../respond/block-button.tsx';
import { Outcome, Status } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { CurlPanel } from '../../ui/curl.tsx';
import { Exchange } from '../../ui/exchange.tsx';
import { ObjectLink } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Facts, Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { Rules, Signals } from './signals.tsx';
import { Stages } from './stages.tsx';

const ENDS = {
  answered: 'answered by the API',
  refused: 'refused by the gateway',
  'client-gone': 'the client went away',
  'upstream-failed': 'the API could not be reached',
  'upstream-timeout': 'the API did not answer in time',
  upgraded: 'upgraded to another protocol',
  unseen: 'answer not seen',
} as const;

function Surroundings({ data: { transaction } }: { readonly data: Explanation }) {
  return (
    <Panel title="Request">
      <Facts
        facts={[
          { name: 'Time', value: <Time at={transaction.time} /> },
          { name: 'Host', value: <Captured text={transaction.host} /> },
          {
            name: 'Endpoint',
            value:
              transaction.endpoint === null ? (
                'not known yet'
              ) : (
                <ObjectLink kind="endpoint" id={transaction.endpoint.id} label={transaction.endpoint.template} />
              ),
          },
          {
            name: 'Actor',
            value: <ObjectLink kind="actor" id={transaction.actor.id} label={transaction.actor.label} />,
          },
          { name: 'Address', value: <span className="mono">{transaction.address}</span> },
          { name: 'Seen by', value: sensorName(transaction.sensor) },
          { name: 'Status', value: <Status status={transaction.status} /> },
          { name: 'End', value: ENDS[transaction.end] },
          { name: 'Took', value: latency(transaction.durationMs) },
          {
            name: 'Size',
            value: `${bytes(transaction.requestBytes)} asked, ${bytes(transaction.responseBytes)} answered`,
          },
          { name: 'Policy', value: <code>{transaction.verdict.policyVersion}</code> },
        ]}
      />
    </Panel>
  );
}

function Counters({ data: { counters } }: { readonly data: Explanation }) {
  return (
    <Panel title="Counters" note="what was counted, and what is allowed" flush={counters.length > 0}>
      {counters.length === 0 ? (
        <NothingWrong
          title="No counter decided."
          checked="Nothing about this request rests on how often something happened."
        />
      ) : (
        <SimpleTable
          label="Counters"
          rows={counters}
          rowKey={({ rule, name }) => `${rule} ${name}`}
          columns={[
            { title: 'Counter', cell: ({ name }) => name },
            { title: 'Value', align: 'end', cell: ({ value }) => exactNumber(value) },
            { title: 'Allowed', align: 'end', cell: ({ limit }) => exactNumber(limit) },
            { title: 'Within', align: 'end', cell: ({ windowMs }) => (windowMs === null ? UNKNOWN : span(windowMs)) },
            { title: 'Rule', cell: ({ rule }) => <ObjectLink kind="rule" id={rule} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function Detail({ data }: { readonly data: Explanation }) {
  const { transaction, sample } = data;
  const target = transaction.query === '' ? transaction.path : `${transaction.path}?${transaction.query}`;
  const actor = data.actor;
  return (
    <>
      <ObjectHeader
        icon="explore"
        kind="Request"
        id={data.id}
        name={
          <>
            {transaction.method} <Captured text={target} />
          </>
        }
        state={<Outcome conclusion={transaction.verdict.conclusion} wouldBe={transaction.verdict.wouldBe} />}
        sentence={data.sentence}
        actions={
          actor === null ? undefined : (
            <BlockButton
              target={{ kind: 'actor', value: actor.id, label: visibleText(actor.label) }}
              blocked={actor.blocked}
            />
          )
        }
      />
      <Stages stages={data.stages} />
      <Signals signals={data.signals} />
      <Columns>
        <Surroundings data={data} />
        <Counters data={data} />
      </Columns>
      <Panel title="As kept" note="secrets and personal data were replaced at capture">
        <Exchange
          requestLine={`${transaction.method} ${target}`}
          statusLine={transaction.status === 0 ? 'no answer' : `status ${transaction.status}`}
          sample={sample}
          evidence={data.signals.map(({ evidence }) => evidence)}
        />
      </Panel>
      <CurlPanel curl={data.curl} replace={data.replaceInCurl} />
      {data.mitigation === null ? null : (
        <Panel title="Response that decided" flush>
          <ShortResponses rows={[data.mitigation]} label="Response that decided" />
        </Panel>
      )}
      {data.findings.length === 0 ? null : (
        <Panel title="Findings it belongs to" flush>
          <ShortFindings rows={data.findings} label="Findings" />
        </Panel>
      )}
      <Rules rules={data.rules} />
    </>
  );
}

/** One request: the verdict in one sentence, and everything behind it. */
export function RequestPage() {
  const { id } = useParams<{ id: string }>();
  const detail = useCall('explain', () => ({ params: { id } }), [id]);
  return (
    <Loaded query={detail} lines={16}>
      {(data) => <Detail data={data} />}
    </Loaded>
  );
}
