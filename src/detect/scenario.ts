import type { ActorKind, ActorRef, Observation, Outcome } from '../model/index.ts';
import { hash32 } from '../lib/text/hash.ts';
import type { ActorScenario } from './define.ts';

/** One request of a scenario with its answer, in the terms a reader thinks in. */
export interface Act {
  /** Seconds since the scenario's beginning. */
  readonly at: number;
  readonly actor: ActorRef;
  readonly address: string;
  readonly template: string;
  readonly method: string;
  /** Values of the template's parameters, in order. */
  readonly objects: readonly (number | string)[];
  readonly login?: { readonly name: string; readonly secret: string };
  readonly status: number;
}

const START = Date.UTC(2026, 0, 5, 9);

/** Acts from any number of clients become one sequence of events in time order. */
export function scenario(name: string, acts: () => Iterable<Act>): ActorScenario {
  return {
    name,
    *events() {
      const sorted = [...acts()].sort((a, b) => a.at - b.at);
      for (const [index, act] of sorted.entries()) yield toEvent(act, index);
    },
  };
}

function toEvent(act: Act, index: number): { observation: Observation; outcome: Outcome } {
  const time = START + Math.round(act.at * 1_000);
  const names = [...act.template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const observation: Observation = {
    id: `t-${index}`,
    seq: index * 2,
    time,
    method: act.method,
    host: 'api.example.com',
    endpoint: { id: `E-${hash32(`${act.method} ${act.template}`, 0).toString(16)}`, template: act.template },
    actor: act.actor,
    address: act.address,
    objects: act.objects.map((value, position) => ({
      name: names[position] ?? 'id',
      key: hash32(String(value), 7),
      ...(typeof value === 'number' && { ordinal: value }),
    })),
    ...(act.login && { login: act.login }),
    signals: [],
  };
  const login = act.login &&
    act.status < 500 && { login: act.status < 400 ? ('success' as const) : ('failure' as const) };
  return {
    observation,
    outcome: { seq: index * 2 + 1, time: time + 40, end: 'answered', status: act.status, signals: [], ...login },
  };
}

/** A client: who it is and where it sends from. */
export interface Client {
  readonly actor: ActorRef;
  readonly address: string;
}

const actor = (kind: ActorKind, name: string): ActorRef => ({
  id: `A-${hash32(name, 1).toString(16).padStart(10, '0')}`,
  kind,
  label: name,
});

/** Somebody signed in. Several users may share an address. */
export const user = (number: number, address = addressOf(number)): Client => ({
  actor: actor('principal', `user ${number}`),
  address,
});

/** Somebody unknown: the address is all there is. */
export const visitor = (number: number): Client => {
  const address = addressOf(number);
  return { actor: actor('address', address), address };
};

/** From the benchmarking range of RFC 2544, which no host on the Internet has. */
const addressOf = (number: number): string => `198.18.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`;

/** A request for one object, or for a collection when there is none. */
export const get = (
  client: Client,
  at: number,
  template: string,
  objects: readonly (number | string)[] = [],
  status = 200,
): Act => ({
  ...client,
  at,
  template,
  method: 'GET',
  objects,
  status,
});

/** A login attempt: 200 succeeds, 401 fails, 503 says nothing about the password. */
export const login = (client: Client, at: number, name: string, secret: string, status: 200 | 401 | 503): Act => ({
  ...client,
  at,
  template: '/login',
  method: 'POST',
  objects: [],
  login: { name, secret },
  status,
});

/** `count` acts, `every` seconds apart. */
export function* series(
  count: number,
  from: number,
  every: number,
  act: (index: number, at: number) => Act,
): Iterable<Act> {
  for (let index = 0; index < count; index++) yield act(index, from + index * every);
}

/** Numbers that look drawn at random and are the same each time (Lehmer's generator, Park and Miller 1988). */
export function numbers(seed: number): (below: number) => number {
  let value = (seed % 2_147_483_646) + 1;
  return (below) => {
    value = (value * 48_271) % 2_147_483_647;
    return value % below;
  };
}
