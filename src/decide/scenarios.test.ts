import { describe, expect, test } from 'vitest';
import { actorRules, type ActorScenario } from '../detect/index.ts';
import { createEngine } from './engine.ts';
import { defaultPolicy } from './policy.ts';

/** Rules that spoke during the scenario, with the highest confidence of each. All rules see all of it; nothing is refused. */
function play(scenario: ActorScenario): ReadonlyMap<string, number> {
  const engine = createEngine({
    rules: actorRules,
    policy: defaultPolicy('monitor', actorRules),
    mitigations: [],
    run: 'test',
  });
  const spoke = new Map<string, number>();
  for (const { observation, outcome } of scenario.events()) {
    const signals = [
      ...engine.request(observation).signals,
      ...(outcome ? engine.outcome(observation, outcome).signals : []),
    ];
    for (const signal of signals) spoke.set(signal.rule, Math.max(spoke.get(signal.rule) ?? 0, signal.confidence));
  }
  return spoke;
}

const cases = actorRules.flatMap((rule) => [
  ...rule.examples.fires.map((scenario) => ({ rule: rule.id, expected: 'fires', scenario, name: scenario.name })),
  ...rule.examples.silent.map((scenario) => ({ rule: rule.id, expected: 'silent', scenario, name: scenario.name })),
]);

describe('scenarios of the actor rules', () => {
  test.each(cases)('$rule $expected: $name', ({ rule, expected, scenario }) => {
    const spoke = play(scenario);
    if (expected === 'silent') expect([...spoke]).toEqual([]);
    else expect(spoke.get(rule)).toBeGreaterThanOrEqual(0.6);
  });

  test('each rule has at least eight of each', () => {
    expect(actorRules.length).toBeGreaterThanOrEqual(4);
    for (const rule of actorRules) {
      expect(rule.examples.fires.length, rule.id).toBeGreaterThanOrEqual(8);
      expect(rule.examples.silent.length, rule.id).toBeGreaterThanOrEqual(8);
    }
    expect(new Set(cases.map(({ rule, name }) => `${rule} ${name}`)).size).toBe(cases.length);
  });
});
