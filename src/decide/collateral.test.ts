import { describe, expect, test } from 'vitest';
import { actorRules } from '../detect/index.ts';
import type { ActorRef, Mitigation, Observation, Verdict } from '../model/index.ts';
import { createEngine, type Engine } from './engine.ts';
import { observe } from './engine.fixtures.ts';
import { defaultPolicy } from './policy.ts';

/** Whom the shipped rules stop, and above all whom they do not, when everything is enforced. */
const start = (): Engine =>
  createEngine({ rules: actorRules, policy: defaultPolicy('enforce', actorRules), mitigations: [], run: 'c' });

interface Attempt {
  readonly time: number;
  readonly address: string;
  readonly name: string;
  readonly secret: string;
  readonly right?: boolean;
  readonly actor?: ActorRef;
}

const byAddress = (address: string): ActorRef => ({ id: `A-${address}`, kind: 'address', label: address });

function attempt(
  engine: Engine,
  { time, address, name, secret, right = false, actor = byAddress(address) }: Attempt,
): { verdict: Verdict; started?: Mitigation } {
  const observation: Observation = observe(time * 1_000, {
    actor,
    address,
    login: { name, secret },
    endpoint: { id: 'E-l', template: '/login' },
  });
  const { verdict, mitigation } = engine.request(observation);
  const end = verdict.conclusion === 'block' ? ('refused' as const) : ('answered' as const);
  const after = engine.outcome(observation, {
    seq: observation.seq + 1,
    time: observation.time + 10,
    end,
    status: right ? 200 : 401,
    signals: [],
    ...(end === 'answered' && { login: right ? ('success' as const) : ('failure' as const) }),
  });
  const started = mitigation ?? after.mitigation;
  return started === undefined ? { verdict } : { verdict, started };
}

describe('credential stuffing', () => {
  test('stops the visitor of the address and nobody who is signed in behind it', () => {
    const engine = start();
    const started = Array.from(
      { length: 20 },
      (_, index) =>
        attempt(engine, { time: index, address: '198.18.1.1', name: `n${index}`, secret: `s${index}` }).started,
    ).filter(Boolean);
    expect(started.map((one) => one?.target)).toEqual([{ kind: 'actor', value: 'A-198.18.1.1' }]);
    const colleague = observe(30_000, { who: 'A-colleague', address: '198.18.1.1' });
    expect(engine.request(colleague).verdict.reason).toBe('clean');
    expect(
      engine.request(observe(31_000, { actor: byAddress('198.18.1.1'), address: '198.18.1.1' })).verdict.conclusion,
    ).toBe('block');
  });

  test.each(['principal', 'session'] as const)('stops the address when every attempt comes as another %s', (kind) => {
    const engine = start();
    const started = Array.from(
      { length: 20 },
      (_, index) =>
        attempt(engine, {
          time: index,
          address: '198.18.1.1',
          name: `n${index}`,
          secret: `s${index}`,
          actor: { id: `A-${index}`, kind, label: `${index}` },
        }).started,
    ).filter(Boolean);
    expect(started.map((one) => one?.target)).toEqual([{ kind: 'address', value: '198.18.1.1' }]);
    expect(engine.request(observe(30_000, { who: 'A-99', address: '198.18.1.1' })).verdict.conclusion).toBe('block');
  });
});

describe('a password sprayed from many addresses', () => {
  const sprayed = (): Engine => {
    const engine = start();
    attempt(engine, { time: 0, address: '198.18.2.1', name: 'fond-of-it', secret: 'Common1', right: true });
    for (let index = 0; index < 12; index++) {
      const { started } = attempt(engine, {
        time: 10 + index,
        address: `198.18.3.${index}`,
        name: `n${index}`,
        secret: 'Common1',
      });
      expect(started).toBeUndefined();
    }
    return engine;
  };

  test('is refused for a further name, without blocking the address it came from', () => {
    const engine = sprayed();
    expect(attempt(engine, { time: 60, address: '198.18.3.90', name: 'next', secret: 'Common1' })).toMatchObject({
      verdict: { conclusion: 'block', reason: 'password-spraying' },
    });
    expect(engine.mitigations()).toEqual([]);
    expect(
      attempt(engine, { time: 61, address: '198.18.3.90', name: 'neighbour', secret: 'own', right: true }).verdict
        .conclusion,
    ).toBe('allow');
  });

  test('still lets in the one for whom it is right', () => {
    expect(
      attempt(sprayed(), { time: 60, address: '198.18.2.1', name: 'fond-of-it', secret: 'Common1', right: true })
        .verdict.conclusion,
    ).toBe('allow');
  });

  test('stays refused as long as the spray goes on, past its window', () => {
    const engine = sprayed();
    for (let hour = 1; hour < 8; hour++) {
      for (let name = 0; name < 12; name++) {
        const { verdict } = attempt(engine, {
          time: hour * 3_600 + name,
          address: `198.18.4.${name}`,
          name: `h${hour}-${name}`,
          secret: 'Common1',
        });
        expect(verdict.conclusion).toBe('block');
      }
    }
  });

  test('blocks a sender of several names', () => {
    const engine = sprayed();
    const started = [1, 2, 3, 4].map(
      (index) =>
        attempt(engine, { time: 60 + index, address: '198.18.3.90', name: `m${index}`, secret: 'Common1' }).started,
    );
    expect(started.map((one) => one?.target.value)).toEqual([undefined, undefined, undefined, 'A-198.18.3.90']);
  });
});

describe('passwords guessed for one name from many addresses', () => {
  const guessed = (): Engine => {
    const engine = start();
    attempt(engine, { time: 0, address: '198.18.5.1', name: 'target', secret: 'right', right: true });
    for (let index = 0; index < 40; index++)
      attempt(engine, { time: 1 + index, address: `198.18.6.${index}`, name: 'target', secret: `w${index}` });
    return engine;
  };

  test('the owner mistypes at home without a trace', () => {
    const engine = guessed();
    for (let slip = 0; slip < 3; slip++) {
      expect(
        attempt(engine, { time: 60 + slip, address: '198.18.5.1', name: 'target', secret: `slip${slip}` }).started,
      ).toBeUndefined();
    }
    expect(
      attempt(engine, { time: 70, address: '198.18.5.1', name: 'target', secret: 'right', right: true }).verdict.reason,
    ).toBe('clean');
  });

  test('the owner mistypes twice elsewhere and is not blocked; who goes on is', () => {
    const engine = guessed();
    const at = (time: number, secret: string) =>
      attempt(engine, { time, address: '198.18.7.1', name: 'target', secret }).started;
    expect([at(60, 'slip1'), at(61, 'slip2'), at(62, 'slip3')?.by]).toEqual([
      undefined,
      undefined,
      'password-guessing',
    ]);
  });

  test('a guesser who hits does not become the owner', () => {
    const engine = start();
    for (let index = 0; index < 9; index++)
      attempt(engine, { time: index, address: '198.18.8.1', name: 'target', secret: `w${index}` });
    attempt(engine, { time: 9, address: '198.18.8.1', name: 'target', secret: 'w9' });
    engine.apply({ type: 'policy', policy: defaultPolicy('monitor', actorRules) }, 10_000);
    attempt(engine, { time: 11, address: '198.18.8.1', name: 'target', secret: 'hit', right: true });
    engine.apply({ type: 'policy', policy: defaultPolicy('enforce', actorRules) }, 12_000);
    const later = attempt(engine, { time: 2_000, address: '198.18.8.1', name: 'target', secret: 'w10' });
    expect(later.verdict.conclusion).toBe('allow');
    for (let index = 0; index < 12; index++)
      attempt(engine, { time: 2_001 + index, address: '198.18.8.1', name: 'target', secret: `x${index}` });
    expect(engine.mitigations().map((one) => one.by)).toContain('password-guessing');
  });
});

test('an enumerator is stopped while customers read on', () => {
  const engine = start();
  const read = (time: number, who: string, object: number) =>
    engine.request(
      observe(time, { who, address: '198.18.9.9', objects: [{ name: 'id', key: object, ordinal: object }] }),
    ).verdict.conclusion;
  for (let customer = 0; customer < 6; customer++)
    expect(read(customer, `A-c${customer}`, 10_000 + customer * 50)).toBe('allow');
  const answers = Array.from({ length: 40 }, (_, index) => read(100 + index, 'A-thief', 10_000 + index));
  expect(answers.indexOf('block')).toBe(24);
  expect(new Set(answers.slice(24))).toEqual(new Set(['block']));
  for (let customer = 0; customer < 6; customer++)
    expect(read(200 + customer, `A-c${customer}`, 10_000 + customer * 50 + 1)).toBe('allow');
});
