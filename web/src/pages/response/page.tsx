import { Button } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { Answer } from '../../api/client.ts';
import { span } from '../../lib/format.ts';
import { ShortActors } from '../../lists/short.tsx';
import { EndDialog } from '../../respond/end-dialog.tsx';
import { ResponseState } from '../../ui/badges.tsx';
import { EvidenceView } from '../../ui/evidence.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { ObjectLink } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useStatus } from '../../shell/mode-chip.tsx';

type Data = Answer<'mitigation'>;

/** What, on whom, by whom, until when. */
function Terms({ mitigation }: Pick<Data, 'mitigation'>) {
  return (
    <Panel title="What, on whom, until when">
      <Facts
        facts={[
          {
            name: 'Target',
            value:
              mitigation.target.kind === 'actor' ? (
                <ObjectLink kind="actor" id={mitigation.target.value} label={mitigation.label} />
              ) : (
                <code>{mitigation.target.value}</code>
              ),
          },
          {
            name: 'Started by',
            value: mitigation.author !== undefined ? mitigation.author : <ObjectLink kind="rule" id={mitigation.by} />,
          },
          { name: 'Since', value: <Time at={mitigation.since} /> },
          {
            name: 'Ends',
            value: (
              <>
                <Time at={mitigation.until} />{' '}
                <span className="quiet">after {span(mitigation.until - mitigation.since)}</span>
              </>
            ),
          },
          ...(mitigation.ended === undefined
            ? []
            : [
                {
                  name: 'Ended early',
                  value: (
                    <>
                      <Time at={mitigation.ended.at} /> by {mitigation.ended.by}
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Panel>
  );
}

/** The requests it refused; for an address they cannot be asked for. */
const rowsOf = ({ target, since }: Data['mitigation']): string | undefined =>
  target.kind === 'actor'
    ? `/explore?actor=${encodeURIComponent(target.value)}&conclusion=block&from=${new Date(since).toISOString()}&to=now`
    : undefined;

function Detail({ data }: { readonly data: Data }) {
  const { mitigation, hits, actor } = data;
  const [ending, setEnding] = useState(false);
  const status = useStatus();
  const rows = rowsOf(mitigation);
  return (
    <>
      <ObjectHeader
        icon="block"
        kind="Response"
        id={mitigation.id}
        name={
          <>
            Block of <bdi>{mitigation.label}</bdi>
          </>
        }
        state={<ResponseState state={mitigation.state} />}
        sentence={mitigation.reason}
        actions={
          mitigation.state === 'active' ? (
            <Button size="xs" variant="default" onClick={() => setEnding(true)}>
              End now
            </Button>
          ) : undefined
        }
      />
      {mitigation.state === 'active' && status.data !== undefined && status.data.mode !== 'enforce' ? (
        <Panel title="Not enforced at present">
          <p>The gateway is in {status.data.mode} mode: requests are let through and recorded as “would be blocked”.</p>
        </Panel>
      ) : null}
      <Figures label="Figures">
        <Figure
          title="Requests refused by it"
          value={hits?.value ?? null}
          exact={hits?.exact ?? true}
          {...(rows === undefined ? {} : { to: rows })}
        />
      </Figures>
      <Terms mitigation={mitigation} />
      {mitigation.evidence === undefined ? null : (
        <Panel title="Why it was started">
          <EvidenceView evidence={mitigation.evidence} />
        </Panel>
      )}
      {actor === null ? null : (
        <Panel title="Actor" flush>
          <ShortActors rows={[actor]} label="Actor" />
        </Panel>
      )}
      <EndDialog response={mitigation} label={mitigation.label} opened={ending} close={() => setEnding(false)} />
    </>
  );
}

/** One response: on whom, why, what it refused, when it ends, and the way to end it now. */
export function ResponsePage() {
  const { id } = useParams<{ id: string }>();
  const detail = useCall('mitigation', () => ({ params: { id } }), [id]);
  return (
    <Loaded query={detail} lines={12}>
      {(data) => <Detail data={data} />}
    </Loaded>
  );
}
