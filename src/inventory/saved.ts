import type { SavedBodyWords } from './body-words.ts';
import { createHost, publishHost } from './host.ts';
import { hideWords } from './path/hide.ts';
import type { LearnerState } from './state.ts';
import type { Operation } from './operation.ts';
import type { TreeNode } from './path/tree.ts';
import type { TrafficKind } from './traffic-kind.ts';

/** Raised when the shape of what is held changes; older states are not read, the inventory is learned anew. */
const FORMAT = 2;

/** Maps and sets as JSON. */
type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

interface SavedState {
  readonly format: number;
  readonly version: number;
  readonly seed: number;
  readonly observed: number;
  readonly traffic: Plain;
  readonly hosts: readonly {
    readonly name: string;
    readonly live: number;
    readonly noise: number;
    readonly items: number;
    readonly root: Plain;
    readonly words: SavedBodyWords;
  }[];
}

export function saveHosts(state: LearnerState, version: number): unknown {
  const saved: SavedState = {
    format: FORMAT,
    version,
    seed: state.seed,
    observed: state.observed,
    traffic: toPlain(state.traffic),
    hosts: [...state.hosts.values()].map((host) => ({
      name: host.name,
      live: host.live,
      noise: host.noise,
      items: host.items,
      root: toPlain(hideWords(host.root, publishHost(host).routes, state.seed)),
      words: host.words.save(),
    })),
  };
  return saved;
}

/** Fills the state; gives the snapshot's version, or undefined when the saved state is of another format or key. */
export function restoreHosts(state: LearnerState, saved: unknown): number | undefined {
  const given = saved as Partial<SavedState> | null | undefined;
  if (given?.format !== FORMAT || given.seed !== state.seed || given.hosts === undefined) return undefined;
  state.hosts.clear();
  state.traffic.clear();
  for (const [kind, count] of fromPlain(given.traffic ?? null) as Map<TrafficKind, number>)
    state.traffic.set(kind, count);
  state.observed = given.observed ?? 0;
  state.budget.used = 0;
  for (const plain of given.hosts) {
    const host = createHost(plain.name, state);
    Object.assign(host.root, fromPlain(plain.root) as TreeNode);
    host.hidden = true;
    host.live = plain.live;
    host.noise = plain.noise;
    host.items = plain.items;
    state.budget.used += plain.items;
    host.words.load(plain.words);
    state.hosts.set(host.name, host);
  }
  return given.version ?? 0;
}

type Held =
  | Operation
  | TreeNode
  | Map<unknown, unknown>
  | Set<unknown>
  | readonly unknown[]
  | string
  | number
  | boolean
  | null;

/** A map is `{ m: [[key, value] …] }`, a set `{ s: […] }`, an object `{ o: … }`; Infinity, which JSON has not, is `{ i: 1 }`. */
function toPlain(value: unknown): Plain {
  if (value === Infinity) return { i: 1 };
  if (value === null || typeof value !== 'object') return value as Plain;
  if (value instanceof Map) return { m: [...value].map(([key, held]) => [key as Plain, toPlain(held)]) };
  if (value instanceof Set) return { s: [...value] as Plain[] };
  if (Array.isArray(value)) return value.map(toPlain);
  const members: Record<string, Plain> = {};
  for (const [key, held] of Object.entries(value)) if (held !== undefined) members[key] = toPlain(held);
  return { o: members };
}

function fromPlain(plain: Plain): Held {
  if (plain === null || typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return plain.map(fromPlain);
  const given = plain as {
    readonly m?: readonly (readonly [Plain, Plain])[];
    readonly s?: readonly Plain[];
    readonly o?: { readonly [key: string]: Plain };
    readonly i?: number;
  };
  if (given.i !== undefined) return Infinity;
  if (given.m !== undefined) return new Map(given.m.map(([key, held]) => [key, fromPlain(held)]));
  if (given.s !== undefined) return new Set(given.s);
  return Object.fromEntries(
    Object.entries(given.o ?? {}).map(([key, held]) => [key, fromPlain(held)]),
  ) as unknown as Held;
}
