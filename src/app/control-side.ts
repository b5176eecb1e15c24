import type { Control, ControlStatus } from '../console/index.ts';
import type { FindingRegister } from '../findings/index.ts';
import type { Policy } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';
import { createFactsQuestion } from './ask-facts.ts';
import { mitigationControl } from './control-mitigations.ts';
import { policyControl } from './control-policy.ts';
import type { Feed } from './feed.ts';
import type { ControlData, FromControl, GatewayFacts } from './messages.ts';
import { VERSION } from './settings.ts';

export interface ControlParts {
  readonly data: ControlData;
  readonly records: RecordStore;
  readonly findings: FindingRegister;
  readonly feed: Feed;
  /** Endpoints that the inventory's log forgot. */
  forgotten(): number;
  tell(message: FromControl): void;
}

/** The console's way to the gateway; `facts` takes the main thread's answers. */
export interface ControlSide extends Control {
  facts(ask: number, facts: GatewayFacts): void;
}

export function createControl(parts: ControlParts): ControlSide {
  const question = createFactsQuestion((ask) => parts.tell({ type: 'ask-facts', ask }));
  const policy = policyControl(parts);
  return {
    facts: question.answer,
    status: async () => statusOf(parts, policy.inForce.policy, await question.ask()),
    ...mitigationControl(parts),
    policy: policy.policy,
    readPolicy: policy.readPolicy,
    setPolicy: policy.setPolicy,
    setMode: policy.setMode,
    changeFinding: (id, change) => parts.findings.change(id, change),
  };
}

function statusOf({ data, forgotten }: ControlParts, policy: Policy, facts: GatewayFacts): ControlStatus {
  const memory = process.memoryUsage();
  return {
    version: VERSION,
    mode: policy.mode,
    policyVersion: policy.version,
    gateway: facts.gateway,
    upstream: data.upstream,
    startedAt: data.startedAt,
    selfTest: facts.selfTest,
    sources: facts.sources,
    counters: [
      ...facts.counters,
      {
        id: 'analysis.gone-forgotten',
        title: 'endpoints long gone that the log of the inventory forgot',
        value: forgotten(),
        kind: 'lost',
      },
    ],
    queue: facts.queue,
    memory: { rssBytes: memory.rss, heapBytes: memory.heapUsed },
  };
}
