import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { ActorDetail } from '../../api/types.gen.ts';
import { exactNumber, percent, visibleText } from '../../lib/format.ts';
import { zoneName } from '../../lib/time.ts';
import { ShortFindings, ShortResponses, ShortTransactions } from '../../lists/short.tsx';
import { BlockButton } from '../../respond/block-button.tsx';
import { useZone } from '../../state/url.ts';
import { Tag } from '../../ui/badges.tsx';
import { Bars } from '../../ui/bars.tsx';
import { Captured } from '../../ui/captured.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { A } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Facts, Panel } from '../../ui/panel.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './actor.module.css';
import { Statements } from './statements.tsx';
import { Timeline } from './timeline.tsx';

const KINDS = {
  principal: 'the signed-in identity',
  session: 'a session',
  fingerprint: 'a fingerprint',
  address: 'the address only',
} as const;

function Identity({ data: { actor } }: { readonly data: ActorDetail }) {
  return (
    <Panel title="Known by">
      <Facts
        facts={[
          { name: 'Recognised by', value: KINDS[actor.kind] },
          {
            name: 'Addresses',
            value: actor.addresses.map((address) => (
              <div key={address} className="mono">
                {address}
              </div>
            )),
          },
          {
            name: 'Programs',
            value:
              actor.userAgents.length === 0
                ? 'not known'
                : actor.userAgents.map((agent) => (
                    <div key={agent}>
                      <Captured text={agent} />
                    </div>
                  )),
          },
        ]}
      />
    </Panel>
  );
}

function Evidence({ data }: { readonly data: ActorDetail }) {
  return (
    <Columns>
      <Panel title="For" note="what speaks for an attack">
        <Statements statements={data.for} none="Nothing was found that speaks for an attack." />
      </Panel>
      <Panel title="Against" note="what speaks for a good user, and what was not checked">
        <Statements statements={data.against} none="Nothing was found that speaks against it." />
      </Panel>
    </Columns>
  );
}

function Header({ data }: { readonly data: ActorDetail }) {
  const { actor, row } = data;
  const label = visibleText(actor.label);
  return (
    <ObjectHeader
      icon="threats"
      kind="Actor"
      id={actor.id}
      name={<bdi>{label}</bdi>}
      state={
        row.blocked === null ? (
          <Tag>Not blocked</Tag>
        ) : (
          <Tag tone="critical">
            Blocked, ends <Time at={row.blocked.until} as="age" />
          </Tag>
        )
      }
      firstSeen={actor.firstSeen}
      lastSeen={actor.lastSeen}
      sentence={data.sentence}
      actions={<BlockButton target={{ kind: 'actor', value: actor.id, label }} blocked={row.blocked} />}
    />
  );
}

/** What it did, how it is known, what it asked for. */
function Story({ data }: { readonly data: ActorDetail }) {
  const { actor } = data;
  const zone = useZone();
  return (
    <Columns>
      <Panel
        title="What happened"
        note={`times in ${zoneName(zone, actor.lastSeen)}${data.timelinePartial ? ', latest part' : ''}`}
      >
        <Timeline events={data.timeline} />
      </Panel>
      <div className={styles.stack}>
        <Identity data={data} />
        <Panel title="Endpoints asked">
          <Bars
            label="Endpoints asked"
            total={actor.requests}
            bars={data.endpoints.slice(0, 10).map(({ endpoint, method, requests }) => ({
              key: endpoint.id,
              label: (
                <>
                  {method} <Template template={endpoint.template} />
                </>
              ),
              value: requests,
              to: `/endpoints/${endpoint.id}`,
            }))}
          />
        </Panel>
      </div>
    </Columns>
  );
}

function Detail({ data }: { readonly data: ActorDetail }) {
  const { actor, row } = data;
  const explore = `/explore?actor=${encodeURIComponent(actor.id)}`;
  return (
    <>
      <Header data={data} />
      <Figures label="Figures">
        <Figure title="Requests" value={actor.requests} to={explore} />
        <Figure title="Refused" value={actor.refused} to={`${explore}&conclusion=block`} />
        <Figure
          title="Error answers"
          value={actor.errors}
          note={`${percent(actor.errors / actor.requests)} of its requests`}
        />
        <Figure title="Signals" value={row.signals} to={`${explore}&signals=true`} />
        <Figure
          title="Open findings"
          value={row.openFindings}
          to={`/findings?actor=${encodeURIComponent(actor.id)}&state=open`}
          tone="high"
        />
      </Figures>
      <Evidence data={data} />
      <Panel title="Findings" flush>
        {data.findings.length === 0 ? (
          <NothingWrong
            title="No findings about this actor."
            checked="None of the rules that are switched on led to one."
          />
        ) : (
          <ShortFindings rows={data.findings} label="Findings about this actor" />
        )}
      </Panel>
      <Story data={data} />
      {data.mitigations.length === 0 ? null : (
        <Panel title="Responses" flush>
          <ShortResponses rows={data.mitigations} label="Responses to this actor" />
        </Panel>
      )}
      <Panel title="Latest requests" flush actions={<A to={explore}>All {exactNumber(actor.requests)}</A>}>
        <ShortTransactions rows={data.transactions} label="Latest requests" withActor={false} />
      </Panel>
    </>
  );
}

/** One actor: what it did, what speaks for and against it, and the way to stop it. */
export function ActorPage() {
  const { id } = useParams<{ id: string }>();
  const detail = useCall('actor', () => ({ params: { id } }), [id]);
  return (
    <Loaded query={detail} lines={16}>
      {(data) => <Detail data={data} />}
    </Loaded>
  );
}
