import type { Status } from '../../api/types.gen.ts';
import { bytes, exactNumber, percent, plural, span } from '../../lib/format.ts';
import { selfTestText, useStatus } from '../../shell/mode-chip.tsx';
import { useNow } from '../../state/clock.ts';
import { useView } from '../../state/url.ts';
import { Tag, type Tone } from '../../ui/badges.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Columns, Facts, Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded, NothingYet } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { Audit } from './audit.tsx';
import { Counters } from './counters.tsx';

const TABS = [
  { value: '', title: 'Health' },
  { value: 'audit', title: 'Audit' },
];
const SOURCE_STATES: Readonly<Record<Status['sources'][number]['state'], Tone>> = {
  up: 'good',
  idle: 'info',
  down: 'critical',
};

function Program({ status }: { readonly status: Status }) {
  const now = useNow();
  return (
    <Columns>
      <Panel title="Gateway">
        <Facts
          facts={[
            {
              name: 'Listens on',
              value: status.gateway === '' ? 'nothing: sensors only' : <code>{status.gateway}</code>,
            },
            { name: 'Protects', value: status.upstream === '' ? 'nothing' : <code>{status.upstream}</code> },
            { name: 'Self-test', value: `${selfTestText(status, now)}. ${status.selfTest.detail}` },
            { name: 'Policy', value: <code>{status.policyVersion}</code> },
          ]}
        />
      </Panel>
      <Panel title="Program">
        <Facts
          facts={[
            { name: 'Version', value: status.version },
            {
              name: 'Running for',
              value: (
                <>
                  {span(status.now - status.startedAt)}{' '}
                  <span className="quiet">
                    since <Time at={status.startedAt} />
                  </span>
                </>
              ),
            },
            {
              name: 'Memory',
              value: `${bytes(status.memory.rssBytes)} resident, ${bytes(status.memory.heapBytes)} heap`,
            },
            { name: 'Environment', value: status.environment },
          ]}
        />
      </Panel>
    </Columns>
  );
}

function Sources({ sources }: Pick<Status, 'sources'>) {
  return (
    <Panel title="Sources" note="where requests are seen" flush>
      {sources.length === 0 ? (
        <NothingYet what="No source is connected." command="npm start -- protect http://127.0.0.1:3000" />
      ) : (
        <SimpleTable
          label="Sources"
          rows={sources}
          rowKey={({ id }) => id}
          columns={[
            { title: 'Source', cell: ({ title }) => title },
            { title: 'State', cell: ({ state }) => <Tag tone={SOURCE_STATES[state]}>{state}</Tag> },
            { title: 'Requests', align: 'end', cell: ({ requests }) => exactNumber(requests) },
            { title: 'Lost', align: 'end', cell: ({ lost }) => exactNumber(lost) },
            { title: 'Last event', align: 'end', cell: ({ lastEvent }) => <Time at={lastEvent} as="age" /> },
          ]}
        />
      )}
    </Panel>
  );
}

function Health({ status }: { readonly status: Status }) {
  const lost = status.counters.filter(({ kind }) => kind === 'lost').reduce((sum, { value }) => sum + value, 0);
  return (
    <>
      <Figures label="Figures">
        <Figure
          title="Sources up"
          value={status.sources.filter(({ state }) => state !== 'down').length}
          note={`of ${status.sources.length}`}
        />
        <Figure title="Lost since the start" value={lost} tone="critical" />
        <Figure
          title="Records waiting"
          value={status.queue.length}
          note={`${percent(status.queue.length / status.queue.limit)} of the queue`}
        />
        <Figure
          title="Requests in the journal"
          value={status.journal.rows}
          note={`${bytes(status.journal.bytes)}, ${plural(status.journal.days.length, 'day')}`}
        />
      </Figures>
      <Program status={status} />
      <Sources sources={status.sources} />
      <Counters counters={status.counters} />
    </>
  );
}

/** Does the gateway see and protect everything it should? */
export function SystemPage() {
  const view = useView();
  const status = useStatus();
  return (
    <>
      <Tabs name="tab" tabs={TABS} label="System" drop={['sel', 'cols', 'who', 'what', 'object']} />
      {view.get('tab') === 'audit' ? (
        <Audit />
      ) : (
        <Loaded query={status} lines={14}>
          {(data) => <Health status={data} />}
        </Loaded>
      )}
    </>
  );
}
