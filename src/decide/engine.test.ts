import { describe, expect, test } from 'vitest';
import type { Mitigation, PolicyException } from '../model/index.ts';
import { answer, counting, engineOf, observe, policyOf, probed } from './engine.fixtures.ts';

const except = (over: Partial<PolicyException>): { exceptions: readonly PolicyException[] } => ({
  exceptions: [{ id: 'x', rules: ['*'], reason: 'test', ...over }],
});
const manual: Mitigation = {
  id: 'M-hand',
  action: 'block',
  target: { kind: 'address', value: '198.18.0.0/16' },
  reason: 'abuse desk',
  by: 'manual',
  author: 'ada',
  since: 0,
  until: 50,
};

describe('clean traffic', () => {
  test('shares one frozen judgement and one empty afterthought', () => {
    const engine = engineOf(policyOf('enforce'));
    const [first, second] = [observe(1), observe(2, { who: 'A-2' })];
    const judged = engine.request(first);
    expect(judged).toEqual({
      verdict: {
        conclusion: 'allow',
        wouldBe: 'allow',
        reason: 'clean',
        mode: 'enforce',
        rules: [],
        policyVersion: policyOf('enforce').version,
      },
      signals: [],
    });
    expect(engine.request(second)).toBe(judged);
    expect(Object.isFrozen(judged.verdict)).toBe(true);
    expect(engine.outcome(first, answer(first))).toBe(engine.outcome(second, answer(second)));
  });
});

describe('actor rules in enforce mode', () => {
  test('the third request starts a block that answers until it runs out and is not extended by hits', () => {
    const engine = engineOf(policyOf('enforce'));
    engine.request(observe(1));
    engine.request(observe(2));
    const third = engine.request(observe(3));
    expect(third.mitigation).toEqual({
      id: 'M-r1-6',
      action: 'block',
      target: { kind: 'actor', value: 'A-1' },
      reason: '3 requests',
      by: 'counting',
      byVersion: 3,
      since: 3,
      until: 1_003,
      evidence: { statement: '3 requests', counters: [{ name: 'requests', value: 3 }] },
    });
    expect(third.verdict).toMatchObject({
      conclusion: 'block',
      reason: 'counting',
      mitigation: 'M-r1-6',
      until: 1_003,
    });
    const hit = engine.request(observe(900));
    expect(hit.verdict).toMatchObject({
      conclusion: 'block',
      reason: 'mitigation:M-r1-6',
      until: 1_003,
      rules: [{ rule: 'counting', version: 3, state: 'fired' }],
    });
    expect(hit.mitigation).toBeUndefined();
    expect(engine.request(observe(5, { who: 'A-2' })).verdict.conclusion).toBe('allow');
    // Whoever went on meanwhile is still past the limit: the rule fires anew, before the request goes through.
    expect(engine.request(observe(1_003)).mitigation).toMatchObject({ id: 'M-r1-2006', since: 1_003, until: 2_003 });
    expect(engine.mitigations().map((one) => one.id)).toEqual(['M-r1-2006']);
  });

  test('an answer can start a block of another target; a refused request tells nothing', () => {
    const engine = engineOf(policyOf('enforce'));
    const first = observe(1);
    engine.request(first);
    expect(engine.outcome(first, answer(first, { end: 'refused', status: 418, signals: [probed(1)] }))).toEqual({
      signals: [],
    });
    const after = engine.outcome(first, answer(first, { status: 418 }));
    expect(after.mitigation).toMatchObject({
      id: 'M-r1-3',
      target: { kind: 'address', value: '198.18.4.7' },
      since: 2,
    });
    expect(after.signals).toEqual([
      { rule: 'counting', version: 3, confidence: 0.8, about: 'actor', evidence: { statement: 'teapot after 1' } },
    ]);
    expect(engine.request(observe(3, { who: 'A-9' })).verdict.reason).toBe('mitigation:M-r1-3');
  });

  test('a measure ended by a person lets the actor in and forgets what it had counted', () => {
    const engine = engineOf(policyOf('enforce'));
    for (const time of [1, 2, 3]) engine.request(observe(time));
    engine.apply({ type: 'mitigation-ended', id: 'M-r1-6', by: 'ada' }, 4);
    engine.apply({ type: 'mitigation-ended', id: 'M-unknown', by: 'ada' }, 4);
    expect(engine.mitigations()).toEqual([]);
    expect([5, 6, 7].map((time) => engine.request(observe(time)).verdict.conclusion)).toEqual([
      'allow',
      'allow',
      'block',
    ]);
  });

  test('policy overrides limits, action and duration', () => {
    const engine = engineOf(policyOf('enforce', { limits: { most: 0 }, action: 'block-request' }));
    expect(engine.request(observe(1))).toMatchObject({ verdict: { conclusion: 'block', reason: 'counting' } });
    expect(engine.mitigations()).toEqual([]);
    const log = engineOf(policyOf('enforce', { limits: { most: 0 }, action: 'log' }));
    expect(log.request(observe(1)).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      reason: 'counting',
      rules: [{ state: 'fired' }],
    });
    const short = engineOf(policyOf('enforce', { limits: { most: 0 }, blockMs: 7 }));
    expect(short.request(observe(1)).mitigation?.until).toBe(8);
  });
});

describe('modes', () => {
  test('monitor refuses nothing and says what enforcement would have refused, follow-ups included', () => {
    const engine = engineOf(policyOf('monitor'));
    for (const time of [1, 2]) engine.request(observe(time));
    for (const time of [3, 4, 900]) {
      const { verdict, mitigation } = engine.request(observe(time));
      expect(verdict).toMatchObject({
        conclusion: 'allow',
        wouldBe: 'block',
        reason: 'counting',
        rules: [{ rule: 'counting', version: 3, state: 'dry-run' }],
      });
      expect([mitigation, verdict.mitigation, verdict.until]).toEqual([undefined, undefined, undefined]);
    }
    expect(engine.mitigations()).toEqual([]);
  });

  test('a rule in monitor mode refuses nothing under an enforcing policy', () => {
    const engine = engineOf(policyOf('enforce', { mode: 'monitor', limits: { most: 0 } }));
    expect(engine.request(observe(1)).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'block',
      rules: [{ state: 'dry-run' }],
    });
    expect(engine.request(observe(2, { signals: [probed(0.9)] })).verdict).toMatchObject({
      conclusion: 'block',
      reason: 'probe',
    });
  });

  test('a rule that is off is not asked; a stateless signal of one is only named', () => {
    const engine = engineOf(policyOf('enforce', { mode: 'off', limits: { most: 0 } }));
    expect(engine.request(observe(1)).verdict.reason).toBe('clean');
    expect(engine.stats().rules['counting']).toEqual({ states: 0, shared: 0, evicted: 0, errors: 0 });
    expect(engine.request(observe(2, { signals: [probed(1, 'unheard-of')] })).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      reason: 'clean',
      rules: [{ rule: 'unheard-of', state: 'off' }],
    });
  });

  test('with the policy off nothing is refused, not even by hand', () => {
    const engine = engineOf(policyOf('off'), [manual]);
    for (const time of [1, 2, 3]) {
      const { verdict } = engine.request(observe(time, { signals: [probed(1)] }));
      expect(verdict).toMatchObject({ conclusion: 'allow', wouldBe: 'allow', reason: 'clean' });
    }
  });

  test('what was only watched does not begin to block when enforcement begins; blocks rest while it pauses', () => {
    const engine = engineOf(policyOf('monitor'));
    for (const time of [1, 2, 3]) engine.request(observe(time));
    engine.apply({ type: 'policy', policy: policyOf('enforce', { limits: { most: 9 } }) }, 4);
    expect(engine.request(observe(5)).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      reason: 'clean',
      mode: 'enforce',
    });
    engine.apply({ type: 'policy', policy: policyOf('enforce') }, 6);
    expect(engine.request(observe(7)).verdict.conclusion).toBe('block');
    engine.apply({ type: 'policy', policy: policyOf('monitor') }, 8);
    expect(engine.request(observe(9)).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'block',
      reason: 'mitigation:M-r1-14',
    });
    engine.apply({ type: 'policy', policy: policyOf('enforce') }, 10);
    expect(engine.request(observe(11)).verdict).toMatchObject({ conclusion: 'block', reason: 'mitigation:M-r1-14' });
  });
});

describe('signals of stateless rules', () => {
  test('below the least confidence they are only logged', () => {
    const engine = engineOf(policyOf('enforce'));
    expect(engine.request(observe(1, { signals: [probed(0.69)] })).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      reason: 'probe',
      rules: [{ state: 'fired' }],
    });
    expect(engine.request(observe(2, { signals: [probed(0.7)] })).verdict).toMatchObject({
      conclusion: 'block',
      reason: 'probe',
    });
  });

  test('several signals of one rule make one state; the surest rule is the reason', () => {
    const engine = engineOf(policyOf('enforce', { limits: { most: 0 } }));
    const { verdict, mitigation } = engine.request(observe(1, { signals: [probed(0.71), probed(0.95), probed(0.3)] }));
    expect(verdict.reason).toBe('probe');
    expect(verdict.rules.map((state) => state.rule)).toEqual(['probe', 'counting']);
    expect(mitigation?.by).toBe('counting');
    expect(verdict.mitigation).toBe(mitigation?.id);
  });

  test('one in the answer can block the actor', () => {
    const policy = policyOf('enforce');
    const engine = engineOf({
      ...policy,
      rules: { ...policy.rules, probe: { ...policy.rules['probe']!, action: 'block-actor' } },
    });
    const first = observe(1);
    engine.request(first);
    expect(engine.outcome(first, answer(first, { signals: [probed(0.9)] }))).toMatchObject({
      signals: [],
      mitigation: { by: 'probe', until: 502 },
    });
  });
});

describe('standing measures', () => {
  test('a person’s block of a network holds until its end, also against the excepted', () => {
    const engine = engineOf(policyOf('enforce', {}, except({ addresses: ['198.18.4.7'] })), [manual]);
    expect(engine.request(observe(1)).verdict).toMatchObject({
      conclusion: 'block',
      reason: 'mitigation:M-hand',
      mitigation: 'M-hand',
      until: 50,
      rules: [],
    });
    expect(engine.request(observe(2, { address: '203.0.113.1' })).verdict.reason).toBe('clean');
    expect(engine.request(observe(50)).verdict.conclusion).toBe('allow');
  });

  test('a person’s block shows in monitor mode without refusing', () => {
    const engine = engineOf(policyOf('monitor'), [manual]);
    expect(engine.request(observe(1)).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'block',
      reason: 'mitigation:M-hand',
    });
  });

  test('added and unreadable ones are taken and counted', () => {
    const engine = engineOf(policyOf('enforce'));
    engine.apply({ type: 'mitigation-added', mitigation: manual }, 1);
    engine.apply(
      {
        type: 'mitigation-added',
        mitigation: { ...manual, id: 'M-bad', target: { kind: 'address', value: 'nowhere' } },
      },
      1,
    );
    engine.apply({ type: 'mitigation-added', mitigation: { ...manual, id: 'M-over', ended: { at: 0, by: 'ada' } } }, 1);
    expect(engine.mitigations()).toEqual([manual]);
    expect(engine.stats()).toMatchObject({ mitigations: 1, mitigationsRejected: 1, mitigationsEvicted: 0 });
  });

  test('a new run begins empty', () => {
    const engine = engineOf(policyOf('enforce'));
    for (const time of [1, 2, 3]) engine.request(observe(time));
    engine.apply({ type: 'run-started', policy: policyOf('enforce'), mitigations: [manual] }, 4);
    expect(engine.mitigations()).toEqual([manual]);
    expect(engine.request(observe(5, { address: '203.0.113.1' })).verdict.reason).toBe('clean');
  });
});

describe('exceptions', () => {
  const excepted = [
    ['address', except({ addresses: ['198.18.4.0/24'] }), true],
    ['other address', except({ addresses: ['198.18.5.0/24'] }), false],
    ['actor', except({ actors: ['A-1'] }), true],
    ['other actor', except({ actors: ['A-2'] }), false],
    ['path', except({ path: '/orders' }), true],
    ['path by halves', except({ path: '/ord' }), false],
    ['whole template', except({ path: '/orders/{id}' }), true],
    ['trailing slash', except({ path: '/orders/' }), true],
    ['this rule', except({ rules: ['counting'], path: '/' }), true],
    ['another rule', except({ rules: ['probe'], path: '/' }), false],
    ['address and other actor', except({ addresses: ['198.18.4.7'], actors: ['A-2'] }), false],
    ['still running', except({ actors: ['A-1'], until: 2 }), true],
    ['run out', except({ actors: ['A-1'], until: 1 }), false],
  ] as const;

  test.each(excepted)('by %s', (_name, rest, expected) => {
    const engine = engineOf(policyOf('enforce', { limits: { most: 0 } }, rest));
    const { verdict, signals, mitigation } = engine.request(observe(1));
    expect(signals.length).toBe(1);
    expect([verdict.conclusion, verdict.rules[0]?.state]).toEqual(
      expected ? ['allow', 'excepted'] : ['block', 'fired'],
    );
    expect(mitigation === undefined).toBe(expected);
  });

  test('a request without a known endpoint is under no path', () => {
    const engine = engineOf(policyOf('enforce', { limits: { most: 0 } }, except({ path: '/' })));
    expect(engine.request(observe(1, { endpoint: null })).verdict.conclusion).toBe('block');
  });

  test('an exception opens a block that its rule started', () => {
    const engine = engineOf(policyOf('enforce', { limits: { most: 0 } }, except({ path: '/health' })));
    expect(engine.request(observe(1)).verdict.conclusion).toBe('block');
    const spared = engine.request(observe(2, { endpoint: { id: 'E-2', template: '/health' } })).verdict;
    expect(spared).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      rules: [{ rule: 'counting', state: 'excepted' }],
    });
    expect(engine.request(observe(3)).verdict.conclusion).toBe('block');
  });
});

describe('a rule that throws', () => {
  test('is isolated, named and counted; an open policy lets the request pass', () => {
    const engine = engineOf(policyOf('enforce'));
    const { verdict, signals } = engine.request(observe(1, { host: 'broken' }));
    expect(verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'allow',
      reason: 'clean',
      rules: [{ rule: 'counting', version: 3, state: 'error' }],
    });
    expect(signals).toEqual([]);
    expect(engine.stats().rules['counting']).toMatchObject({ errors: 1, states: 0 });
  });

  test('a closed policy refuses it, in enforce mode only', () => {
    const closed = { failure: 'closed' } as const;
    const broken = observe(1, { host: 'broken' });
    expect(engineOf(policyOf('enforce', {}, closed)).request(broken).verdict).toMatchObject({
      conclusion: 'block',
      wouldBe: 'block',
      reason: 'counting',
    });
    expect(engineOf(policyOf('monitor', {}, closed)).request(broken).verdict).toMatchObject({
      conclusion: 'allow',
      wouldBe: 'block',
    });
  });
});

test('counters say what happened', () => {
  const engine = engineOf(policyOf('enforce'));
  const first = observe(1);
  engine.request(first);
  engine.outcome(first, answer(first));
  expect(engine.stats()).toEqual({
    requests: 1,
    outcomes: 1,
    mitigations: 0,
    mitigationsEvicted: 0,
    mitigationsRejected: 0,
    rules: { [counting.id]: { states: 1, shared: 0, evicted: 0, errors: 0 } },
  });
});
