import type { ActorRule } from '../detect/index.ts';
import type { Mitigation, Mode, Observation, Outcome, Policy, RulePolicy, Signal } from '../model/index.ts';
import { createEngine, type Engine } from './engine.ts';
import { defaultPolicy } from './policy.ts';

/** A rule that counts the requests of an actor and fires from the third on; it throws on the host `broken`. */
export const counting: ActorRule<{ count: number }> = {
  kind: 'actor',
  id: 'counting',
  version: 3,
  title: 'Counts',
  severity: 'low',
  references: [],
  explanation: 'For tests.',
  limits: { most: 2 },
  action: 'block-actor',
  blockMs: 1_000,
  key: (observation) => observation.actor.id,
  initial: () => ({ count: 0 }),
  request(state, observation, limits) {
    if (observation.host === 'broken') throw new Error('broken rule');
    state.count++;
    if (state.count <= (limits['most'] ?? 0)) return undefined;
    return {
      confidence: 0.9,
      evidence: { statement: `${state.count} requests`, counters: [{ name: 'requests', value: state.count }] },
    };
  },
  outcome(state, observation, outcome) {
    if (outcome.status !== 418) return undefined;
    return {
      confidence: 0.8,
      evidence: { statement: `teapot after ${state.count}` },
      target: { kind: 'address', value: observation.address },
    };
  },
  examples: { fires: [], silent: [] },
};

export const rules: readonly ActorRule[] = [counting as ActorRule];

/** The policy of the test rules, with `probe` as a stateless rule besides. */
export function policyOf(mode: Mode, own: Partial<RulePolicy> = {}, rest: Partial<Policy> = {}): Policy {
  const base = defaultPolicy(mode, rules);
  const probe: RulePolicy = { mode: 'enforce', action: 'block-request', blockMs: 500, minConfidence: 0.7, limits: {} };
  return { ...base, rules: { counting: { ...base.rules['counting']!, ...own }, probe }, ...rest };
}

export const engineOf = (policy: Policy, mitigations: readonly Mitigation[] = []): Engine =>
  createEngine({ rules, policy, mitigations, run: 'r1' });

export function observe(time: number, over: Partial<Observation> & { readonly who?: string } = {}): Observation {
  const { who = 'A-1', ...rest } = over;
  return {
    id: `t-${time}`,
    seq: time * 2,
    time,
    method: 'GET',
    host: 'api.example.com',
    endpoint: { id: 'E-1', template: '/orders/{id}' },
    actor: { id: who, kind: 'principal', label: who },
    address: '198.18.4.7',
    objects: [],
    signals: [],
    ...rest,
  };
}

export const answer = (observation: Observation, over: Partial<Outcome> = {}): Outcome => ({
  seq: observation.seq + 1,
  time: observation.time + 1,
  end: 'answered',
  status: 200,
  signals: [],
  ...over,
});

export const probed = (confidence: number, rule = 'probe'): Signal => ({
  rule,
  version: 1,
  confidence,
  about: 'request',
  evidence: { statement: 'probe seen' },
});
