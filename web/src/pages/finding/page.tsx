import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { Exhibit, FindingDetail } from '../../api/types.gen.ts';
import { exactNumber, percent } from '../../lib/format.ts';
import { ShortActors, ShortResponses, ShortTransactions } from '../../lists/short.tsx';
import { ActionBar } from '../../triage/action-bar.tsx';
import { FindingState, Outcome, Severity } from '../../ui/badges.tsx';
import { CurlPanel } from '../../ui/curl.tsx';
import { EvidenceView } from '../../ui/evidence.tsx';
import { Exchange } from '../../ui/exchange.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { A, ObjectLink } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Facts, Panel, PanelNote } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { History } from './history.tsx';
import styles from './finding.module.css';

const PROOFS = {
  confirmed: 'Confirmed: a control experiment shows it',
  observed: 'Observed: it was seen in traffic',
  inferred: 'Inferred: concluded, not seen',
} as const;

/** A request with its answer, and what of it decided. */
function ExhibitPanel({
  title,
  note,
  exhibit,
}: {
  readonly title: string;
  readonly note: string;
  readonly exhibit: Exhibit;
}) {
  const { transaction, sample, evidence } = exhibit;
  const target = transaction.query === '' ? transaction.path : `${transaction.path}?${transaction.query}`;
  return (
    <Panel
      title={title}
      note={note}
      actions={
        <>
          <Outcome conclusion={transaction.conclusion} wouldBe={transaction.wouldBe} />{' '}
          <ObjectLink kind="request" id={transaction.id} />
        </>
      }
    >
      <Exchange
        requestLine={`${transaction.method} ${target}`}
        statusLine={transaction.status === 0 ? 'no answer' : `status ${transaction.status}`}
        sample={sample}
        evidence={evidence}
      />
    </Panel>
  );
}

function Proof({ data: { finding, rule } }: { readonly data: FindingDetail }) {
  return (
    <Panel title="Proof" note={PROOFS[finding.proof]}>
      <Facts
        facts={[
          {
            name: 'Deciding rule',
            value: (
              <>
                <ObjectLink kind="rule" id={finding.rule} label={rule?.title ?? finding.rule} />{' '}
                <span className="quiet">version {finding.ruleVersion}</span>
              </>
            ),
          },
          { name: 'Confidence', value: percent(finding.confidence) },
          { name: 'References', value: finding.references.length === 0 ? 'none' : finding.references.join(', ') },
        ]}
      />
      <div className={styles.evidence}>
        {finding.evidence.map((evidence, index) => (
          <EvidenceView key={index} evidence={evidence} />
        ))}
      </div>
    </Panel>
  );
}

/** The requests that make up the finding: its rule, and its endpoint and actor where it has one. */
function rowsOf({ rule, endpoint, actors, firstSeen }: FindingDetail['finding']): string {
  const query = new URLSearchParams({ rule, from: new Date(firstSeen).toISOString(), to: 'now' });
  const [actor] = actors;
  if (endpoint !== null) query.set('endpoint', endpoint);
  if (actors.length === 1 && actor !== undefined) query.set('actor', actor);
  return `/explore?${query}`;
}

function Header({ data }: { readonly data: FindingDetail }) {
  const { finding } = data;
  return (
    <ObjectHeader
      icon="findings"
      kind={finding.kind === 'threat' ? 'Threat' : 'Weakness'}
      id={finding.id}
      name={finding.title}
      state={
        <>
          <Severity severity={finding.severity} /> <FindingState state={finding.state} />
          {finding.suppressedUntil === undefined ? null : (
            <span className="quiet">
              until <Time at={finding.suppressedUntil} />
            </span>
          )}
        </>
      }
      firstSeen={finding.firstSeen}
      lastSeen={finding.lastSeen}
      sentence={finding.summary}
      actions={<ActionBar actions={data.actions} select={{ ids: [finding.id] }} count={1} after={() => undefined} />}
    />
  );
}

function WhereAndWho({ data, rows }: { readonly data: FindingDetail; readonly rows: string }) {
  const { endpoint, finding } = data;
  return (
    <Columns>
      <Panel title="Where">
        <Facts
          facts={[
            {
              name: 'Endpoint',
              value:
                endpoint === null ? (
                  'several'
                ) : (
                  <ObjectLink kind="endpoint" id={endpoint.id} label={`${endpoint.method} ${endpoint.template}`} />
                ),
            },
            { name: 'Host', value: endpoint === null ? 'several' : <span className="mono">{endpoint.host}</span> },
            { name: 'Occurrences', value: <A to={rows}>{exactNumber(finding.occurrences)} requests</A> },
          ]}
        />
      </Panel>
      <Panel title="Who" flush>
        {data.actors.length === 0 ? (
          <PanelNote>No actor is tied to it.</PanelNote>
        ) : (
          <ShortActors rows={data.actors} label="Actors" />
        )}
      </Panel>
    </Columns>
  );
}

function Detail({ data }: { readonly data: FindingDetail }) {
  const { finding, exhibit, control } = data;
  const rows = rowsOf(finding);
  return (
    <>
      <Header data={data} />
      <Figures label="Figures">
        <Figure title="Seen" value={finding.occurrences} to={rows} />
        <Figure title="Refused" value={finding.refused} tone="good" />
        <Figure title="Got through with success" value={finding.succeeded} tone="critical" />
        <Figure title="Actors" value={finding.actors.length} />
      </Figures>
      <Columns>
        <Proof data={data} />
        <Panel title="Why it may be false" note="what speaks against it, and what was not checked">
          <ul className={styles.counter}>
            {finding.counterEvidence.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Panel>
      </Columns>
      {exhibit === null ? (
        <Panel title="Evidence">
          <p className="quiet">The requests that show it are past the journal’s retention.</p>
        </Panel>
      ) : (
        <ExhibitPanel title="Evidence" note="latest request that shows it" exhibit={exhibit} />
      )}
      {control === null ? null : (
        <ExhibitPanel title="Control" note="a normal request to the same endpoint, for comparison" exhibit={control} />
      )}
      <WhereAndWho data={data} rows={rows} />
      {exhibit === null ? null : <CurlPanel curl={exhibit.curl} />}
      {data.mitigations.length === 0 ? null : (
        <Panel title="Responses" flush>
          <ShortResponses rows={data.mitigations} label="Responses" />
        </Panel>
      )}
      <Panel title="Requests that show it" flush actions={<A to={rows}>All</A>}>
        <ShortTransactions rows={data.transactions} label="Requests that show it" />
      </Panel>
      <History events={finding.timeline} />
    </>
  );
}

/** One finding: what happened in one sentence, the proof, why it may be false, how to see it again. */
export function FindingPage() {
  const { id } = useParams<{ id: string }>();
  const detail = useCall('finding', () => ({ params: { id } }), [id]);
  return (
    <Loaded query={detail} lines={16}>
      {(data) => <Detail data={data} />}
    </Loaded>
  );
}
