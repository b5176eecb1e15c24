import { useCall } from '../../api/hooks.ts';
import type { Overview } from '../../api/types.gen.ts';
import { ShortResponses } from '../../lists/short.tsx';
import { useStatus } from '../../shell/mode-chip.tsx';
import { resolveRange } from '../../state/range.ts';
import { useRange } from '../../state/url.ts';
import { TrafficChart } from '../../ui/chart/traffic-chart.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { A } from '../../ui/link.tsx';
import { Columns, Panel } from '../../ui/panel.tsx';
import { Loaded, NothingWrong, NothingYet } from '../../ui/states.tsx';
import { NextActions } from './next-actions.tsx';
import { Threats } from './threats.tsx';

/** Figures that mean trouble when they are not zero. */
const TONES: Readonly<Record<string, 'critical' | 'high'>> = {
  reached: 'critical',
  critical: 'critical',
  attacks: 'high',
};

function Filled({ data }: { readonly data: Overview }) {
  return (
    <>
      <Figures label="Figures">
        {data.figures.map(({ id, title, tally, link }) => (
          <Figure
            key={id}
            title={title}
            value={tally?.value ?? null}
            exact={tally?.exact ?? true}
            to={link}
            tone={TONES[id]}
          />
        ))}
      </Figures>
      <Columns wide="first">
        <Panel title="Next actions" note="what to do first, and what it changes">
          {data.nextActions.length === 0 ? (
            <NothingWrong
              title="Nothing needs you now."
              checked="No open finding of medium severity or above, the self-test passes, nothing was dropped."
              at={data.to}
            />
          ) : (
            <NextActions actions={data.nextActions} />
          )}
        </Panel>
        <Panel title="Threats" note="latest first" actions={<A to="/findings?kind=threat">All threats</A>}>
          {data.threats.length === 0 ? (
            <NothingWrong
              title="No threats in this range."
              checked="Every request was judged by every rule that is switched on."
              at={data.to}
            />
          ) : (
            <Threats rows={data.threats} />
          )}
        </Panel>
      </Columns>
      <Panel title="Requests by outcome" actions={<A to="/explore">Explore them</A>}>
        <TrafficChart traffic={data.traffic} brush />
      </Panel>
      <Panel
        title="Blocked right now"
        note="each ends by itself"
        actions={<A to="/protect?tab=responses">All responses</A>}
        flush
      >
        {data.blocks.length === 0 ? (
          <NothingWrong
            title="Nobody is blocked."
            checked="A block appears here the moment a rule or a person starts it."
          />
        ) : (
          <ShortResponses rows={data.blocks} label="Active blocks" />
        )}
      </Panel>
    </>
  );
}

/** Nothing was ever recorded: how to send the first request. */
function Waiting() {
  const status = useStatus();
  const passive = status.data?.gateway === '';
  return (
    <Panel title="No request has come through yet">
      <NothingYet
        what={passive ? 'The sensors are up and wait for traffic.' : 'The gateway is up and waits for traffic.'}
        command={passive ? 'npm start -- status' : `curl -i ${status.data?.gateway ?? 'http://127.0.0.1:8080'}/`}
      >
        <p>
          {passive ? 'System lists where they listen.' : 'Send one request through it, or point your clients at it.'}{' '}
          Figures, endpoints and findings appear here within seconds, without a reload.
        </p>
      </NothingYet>
    </Panel>
  );
}

/** Is something wrong right now, and what do I do first? */
export function NowPage() {
  const range = useRange();
  const overview = useCall('overview', () => ({ query: resolveRange(range, Date.now()) }), [range.from, range.to]);
  return (
    <Loaded query={overview} lines={16}>
      {(data) => (data.empty ? <Waiting /> : <Filled data={data} />)}
    </Loaded>
  );
}
