import { describe, expect, test } from 'vitest';
import { UNKNOWN_ADDRESS, type Mitigation } from '../model/index.ts';
import { answer, engineOf, observe, policyOf, probed } from './engine.fixtures.ts';

const MANUAL: Mitigation = {
  id: 'M-hand',
  action: 'block',
  target: { kind: 'actor', value: 'A-1' },
  reason: 'abuse desk',
  by: 'manual',
  author: 'ada',
  since: 0,
  until: 1_000_000,
};

describe('what a passive sensor saw', () => {
  test('is judged, and the verdict says what would have been done', () => {
    const engine = engineOf(policyOf('enforce'));
    const { verdict } = engine.request(observe(1, { sensor: 'mirror', signals: [probed(0.9)] }));
    expect(verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'block',
      reason: 'probe',
      mode: 'monitor',
      rules: [{ rule: 'probe', state: 'dry-run' }],
    });
    expect(engine.request(observe(2, { who: 'A-2', sensor: 'mirror' })).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      mode: 'monitor',
    });
  });

  test('starts no measure that acts, neither there nor at the gateway', () => {
    const engine = engineOf(policyOf('enforce'));
    const seen = [1, 2, 3, 4].map((time) => engine.request(observe(time, { sensor: 'otel' })));
    expect(seen.map(({ verdict }) => verdict.wouldBe)).toEqual(['allow', 'allow', 'block', 'block']);
    expect(seen.every(({ verdict, mitigation }) => verdict.conclusion === 'allow' && mitigation === undefined)).toBe(
      true,
    );
    expect(engine.mitigations()).toEqual([]);
    // The same actor at the gateway: its state counts, and now a measure starts that acts.
    const inline = engine.request(observe(5));
    expect(inline.verdict).toMatchObject({ conclusion: 'block', mode: 'enforce' });
    expect(inline.mitigation).toMatchObject({ by: 'counting', target: { kind: 'actor', value: 'A-1' } });
  });

  test('a person’s block is named and does not act', () => {
    const engine = engineOf(policyOf('enforce'), [MANUAL]);
    expect(engine.request(observe(1, { sensor: 'middleware' })).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'block',
      reason: 'mitigation:M-hand',
    });
    expect(engine.request(observe(2)).verdict).toMatchObject({ conclusion: 'block' });
  });

  test('external authorization refuses like the gateway', () => {
    const engine = engineOf(policyOf('enforce'), [MANUAL]);
    expect(engine.request(observe(1, { sensor: 'envoy-authz' })).verdict).toMatchObject({
      conclusion: 'block',
      mode: 'enforce',
    });
  });
});

describe('nobody', () => {
  test.each([
    ['a client that was not named', { address: UNKNOWN_ADDRESS, actor: { id: 'A-0', kind: 'address', label: '' } }],
    ['our own request to others', { sensor: 'otel-client' }],
  ] as const)('%s: rules with memory are not asked and no measure starts', (_, over) => {
    const engine = engineOf(policyOf('enforce', {}, {}));
    for (let time = 1; time <= 10; time++) {
      const observation = observe(time, over);
      const { verdict, signals, mitigation } = engine.request(observation);
      expect([verdict.wouldBe, signals.length, mitigation]).toEqual(['allow', 0, undefined]);
      expect(engine.outcome(observation, answer(observation, { status: 418 })).signals).toEqual([]);
    }
  });

  test('a named principal without an address is somebody', () => {
    const engine = engineOf(policyOf('enforce'));
    const seen = [1, 2, 3].map((time) => engine.request(observe(time, { address: UNKNOWN_ADDRESS })));
    expect(seen[2]?.verdict.wouldBe).toBe('block');
  });
});
