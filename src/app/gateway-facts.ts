import type { Gateway } from '../capture/index.ts';
import type { Engine } from '../decide/index.ts';
import type { Inspector } from '../detect/index.ts';
import { LIMITS } from '../model/index.ts';
import type { InlinePipeline, Recorder } from '../pipeline/index.ts';
import type { GatewayFacts } from './messages.ts';
import type { SelfTest } from './self-test.ts';
import { sensorCounters, sensorSources, type RunningSensor } from './sensors.ts';

export interface HotParts {
  /** Absent when only sensors run. */
  readonly gateway: Gateway | undefined;
  readonly sensors: readonly RunningSensor[];
  readonly pipeline: InlinePipeline;
  readonly engine: Engine;
  readonly inspector: Inspector;
  readonly recorder: Recorder;
  readonly selfTest: SelfTest;
}

type Counter = GatewayFacts['counters'][number];

const PASSIVE: GatewayFacts['selfTest'] = {
  at: null,
  passed: null,
  detail: 'no gateway to send a probe through: sensors only',
};

/** What the main thread tells of itself. Everything swallowed or lost anywhere on the hot path has its line here. */
export function factsOf(url: string, parts: HotParts, lost: number): GatewayFacts {
  const { gateway, sensors, pipeline, engine, inspector, recorder, selfTest } = parts;
  const { counters } = pipeline;
  const stats = gateway?.stats();
  const state = engine.stats();
  const activity = (id: string, title: string, value: number): Counter => ({ id, title, value, kind: 'activity' });
  const swallowed = (id: string, title: string, value: number): Counter => ({ id, title, value, kind: 'swallowed' });
  const lostOnes = (id: string, title: string, value: number): Counter => ({ id, title, value, kind: 'lost' });
  return {
    gateway: url,
    selfTest: gateway === undefined ? PASSIVE : selfTest.last,
    queue: { length: recorder.inFlight, limit: LIMITS.recordQueue },
    sources: [...(gateway === undefined ? [] : [gatewaySource(url, pipeline)]), ...sensorSources(sensors, pipeline)],
    counters: [
      activity('gateway.requests', 'requests judged', counters.judged),
      activity('gateway.refused', 'requests refused', counters.refused),
      activity('gateway.would-refuse', 'requests that full enforcement would refuse', counters.wouldRefuse),
      activity('detect.signals', 'signals', counters.signals),
      activity('gateway.connections', 'open connections', stats?.connections ?? 0),
      activity('decide.mitigations', 'standing measures', state.mitigations),
      lostOnes('gateway.records-dropped', 'transactions dropped because recording was behind', recorder.dropped),
      lostOnes('control.records-lost', 'transactions that could not be recorded', lost),
      lostOnes('decide.mitigations-evicted', 'measures that left for want of room', state.mitigationsEvicted),
      ...Object.entries(inspector.errors).map(([rule, errors]) =>
        swallowed(`detect.errors.${rule}`, `failures of rule ${rule}`, errors),
      ),
      ...Object.entries(state.rules).map(([rule, { errors }]) =>
        swallowed(`decide.errors.${rule}`, `failures of rule ${rule}`, errors),
      ),
      ...Object.entries(stats?.counters ?? {}).map(([id, value]) =>
        swallowed(`gateway.${id}`, id.replaceAll('-', ' '), value),
      ),
      ...sensorCounters(sensors),
    ],
  };
}

function gatewaySource(url: string, pipeline: InlinePipeline): GatewayFacts['sources'][number] {
  const seen = pipeline.sources.get('gateway');
  return {
    id: 'gateway',
    title: `gateway ${url}`,
    state: seen === undefined ? 'idle' : 'up',
    lastEvent: seen?.last ?? null,
    requests: seen?.requests ?? 0,
    lost: 0,
  };
}
