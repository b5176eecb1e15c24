import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actorRules, type ActorRule } from '../detect/index.ts';
import {
  CONCLUSIONS,
  MODES,
  type ControlChange,
  type Mitigation,
  type Mode,
  type Observation,
  type Outcome,
  type Policy,
  type RulePolicy,
} from '../model/index.ts';
import { createEngine, type Afterthought, type Engine, type Judgement } from './engine.ts';
import { counting } from './engine.fixtures.ts';
import { defaultPolicy } from './policy.ts';

const rules = [...actorRules, counting as ActorRule];

/** Limits so low that short sequences reach them. */
function policyOf(mode: Mode, failure: 'open' | 'closed'): Policy {
  const policy = defaultPolicy(mode, rules);
  const low = Object.entries(policy.rules).map(([id, rule]): [string, RulePolicy] => {
    const limits = Object.entries(rule.limits).map(([name, value]): [string, number] => [
      name,
      name.endsWith('Ms') || value <= 1 ? value : 3,
    ]);
    return [id, { ...rule, blockMs: 2_000, limits: Object.fromEntries(limits) }];
  });
  return {
    ...policy,
    failure,
    rules: Object.fromEntries(low),
    exceptions: [{ id: 'x', rules: ['*'], actors: ['A-0'], reason: 'test' }],
  };
}

type Step =
  | { readonly type: 'request'; readonly observation: Observation }
  | { readonly type: 'outcome'; readonly observation: Observation; readonly outcome: Outcome }
  | { readonly type: 'control'; readonly change: ControlChange; readonly time: number };

const policy = fc
  .tuple(fc.constantFrom(...MODES, 'enforce' as const), fc.constantFrom('open' as const, 'closed' as const))
  .map(([mode, failure]) => policyOf(mode, failure));

const mitigation = fc
  .record({ number: fc.nat(3), actor: fc.nat(4), lasts: fc.nat(3_000) })
  .map(({ number, actor, lasts }): Mitigation => ({
    id: `M-hand-${number}`,
    action: 'block',
    target: actor === 4 ? { kind: 'address', value: '198.18.0.0/30' } : { kind: 'actor', value: `A-${actor}` },
    reason: 'by hand',
    by: 'manual',
    since: 0,
    until: lasts,
  }));

const control = fc.oneof(
  fc.record({ type: fc.constant('policy' as const), policy }),
  fc.record({ type: fc.constant('mitigation-added' as const), mitigation }),
  fc.record({
    type: fc.constant('mitigation-ended' as const),
    id: fc.nat(40).map((seq) => (seq < 4 ? `M-hand-${seq}` : `M-p-${seq}`)),
    by: fc.constant('ada'),
  }),
);

interface Exchange {
  readonly who: number;
  readonly address: number;
  readonly host: string;
  readonly object: number | undefined;
  readonly login: { readonly name: string; readonly secret: string } | undefined;
  readonly status: number;
  readonly end: 'answered' | 'client-gone';
  readonly late: boolean;
  readonly step: number;
}

const exchange: fc.Arbitrary<Exchange> = fc.record({
  who: fc.nat(3),
  address: fc.nat(3),
  host: fc.constantFrom('api.example.com', 'api.example.com', 'api.example.com', 'broken'),
  object: fc.option(fc.nat(12), { nil: undefined }),
  login: fc.option(fc.record({ name: fc.nat(8).map(String), secret: fc.nat(8).map(String) }), { nil: undefined }),
  status: fc.constantFrom(200, 200, 401, 403, 404, 500),
  end: fc.constantFrom('answered' as const, 'answered' as const, 'client-gone' as const),
  /** Outcomes overtake one another; clocks jump now and then. */
  late: fc.boolean(),
  step: fc.oneof(fc.nat(400), fc.integer({ min: -5_000, max: 5_000 })),
});

type Drawn = { readonly control: ControlChange } | { readonly exchange: Exchange };

function toSteps(drawn: readonly Drawn[]): readonly Step[] {
  const steps: Step[] = [];
  const waiting: Step[] = [];
  let time = 0;
  for (const [index, one] of drawn.entries()) {
    if ('control' in one) {
      steps.push({ type: 'control', change: one.control, time });
      continue;
    }
    const { who, address, host, object, login, status, end, late, step } = one.exchange;
    time += step;
    const observation: Observation = {
      id: `t-${index}`,
      seq: index * 2,
      time,
      method: 'GET',
      host,
      endpoint: index % 17 === 0 ? null : { id: 'E-1', template: object === undefined ? '/orders' : '/orders/{id}' },
      actor: { id: `A-${who}`, kind: who % 2 === 0 ? 'principal' : 'address', label: `${who}` },
      address: `198.18.0.${address}`,
      objects: object === undefined ? [] : [{ name: 'id', key: object, ordinal: object }],
      ...(login && { login }),
      signals: [],
    };
    const result = login && { login: status < 400 ? ('success' as const) : ('failure' as const) };
    const outcome: Outcome = { seq: index * 2 + 1, time: time + 5, end, status, signals: [], ...result };
    steps.push({ type: 'request', observation });
    (late ? waiting : steps).push({ type: 'outcome', observation, outcome });
    if (!late) steps.push(...waiting.splice(0));
  }
  return [...steps, ...waiting];
}

const sequences = fc
  .array(
    fc.oneof(
      { weight: 1, arbitrary: control.map((change) => ({ control: change })) },
      { weight: 12, arbitrary: exchange.map((one) => ({ exchange: one })) },
    ),
    {
      minLength: 1,
      maxLength: 80,
      size: 'max',
    },
  )
  .map(toSteps);

function play(engine: Engine, steps: readonly Step[]): readonly unknown[] {
  return steps.map((step) => {
    if (step.type === 'request') return engine.request(step.observation);
    if (step.type === 'outcome') return engine.outcome(step.observation, step.outcome);
    engine.apply(step.change, step.time);
    return engine.mitigations();
  });
}

const start = (initial: Policy): Engine => createEngine({ rules, policy: initial, mitigations: [], run: 'p' });

describe('whatever the traffic', () => {
  test('the same events give the same judgements, also after a journey through JSON', () => {
    let blocks = 0;
    let measures = 0;
    fc.assert(
      fc.property(policy, sequences, (initial, steps) => {
        const judged = play(start(initial), steps);
        const copy = JSON.parse(JSON.stringify({ initial, steps })) as { initial: Policy; steps: readonly Step[] };
        expect(play(start(copy.initial), copy.steps)).toEqual(judged);
        blocks += judged.filter((one) => JSON.stringify(one).includes('"conclusion":"block"')).length;
        measures += judged.filter((one) => JSON.stringify(one).includes('"M-p-')).length;
      }),
      { numRuns: 50 },
    );
    // The generator reaches what it is about.
    expect(blocks).toBeGreaterThan(100);
    expect(measures).toBeGreaterThan(100);
  });

  test('a judgement does not change what it judges', () => {
    fc.assert(
      fc.property(policy, sequences, (initial, steps) => {
        const before = JSON.stringify(steps);
        play(start(initial), steps);
        expect(JSON.stringify(steps)).toBe(before);
      }),
      { numRuns: 15 },
    );
  });

  test('modes, excepted actors and measures keep their promises', () => {
    fc.assert(
      fc.property(policy, sequences, (initial, steps) => {
        const engine = start(initial);
        let current = initial;
        for (const step of steps) {
          if (step.type === 'control') {
            engine.apply(step.change, step.time);
            if (step.change.type === 'policy') current = step.change.policy;
            continue;
          }
          const judged: Afterthought & Partial<Judgement> =
            step.type === 'request' ? engine.request(step.observation) : engine.outcome(step.observation, step.outcome);
          if (judged.mitigation !== undefined) {
            expect(current.mode).toBe('enforce');
            expect(judged.mitigation.until).toBeGreaterThan(judged.mitigation.since);
            expect(engine.mitigations().map((one) => one.id)).toContain(judged.mitigation.id);
          }
          const { verdict } = judged;
          if (verdict === undefined) continue;
          expect(CONCLUSIONS).toContain(verdict.conclusion);
          expect([verdict.mode, verdict.policyVersion]).toEqual([current.mode, current.version]);
          if (current.mode !== 'enforce') expect(verdict.conclusion).toBe('allow');
          if (current.mode === 'off') expect(verdict.wouldBe).toBe('allow');
          if (verdict.conclusion === 'block') {
            expect(verdict.wouldBe).toBe('block');
            expect(verdict.reason).not.toBe('clean');
            // Only a person's measure stops an excepted actor.
            if (step.observation.actor.id === 'A-0') expect(verdict.reason).toMatch(/^mitigation:M-hand-/);
          }
          if (verdict.until !== undefined) expect(verdict.until).toBeGreaterThan(step.observation.time);
        }
      }),
      { numRuns: 50 },
    );
  });
});
