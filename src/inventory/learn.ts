import { bump } from './bump.ts';
import {
  LIMITS,
  type Api,
  type Endpoint,
  type InventorySnapshot,
  type RecognisedOperation,
  type TransactionRequest,
  type TransactionResponse,
} from '../model/index.ts';
import { readCredentialKinds } from './authentication.ts';
import { apisOf } from './apis.ts';
import { createCorrecting, type Correcting } from './correcting.ts';
import { classifyValue, type Classify } from './data-classes/index.ts';
import { customHeaders } from './headers.ts';
import { createHost, publishHost, type Host, type HostPublication } from './host.ts';
import { placeTransaction } from './insert.ts';
import type { Sighting } from './operation.ts';
import { splitPath } from './path/segments.ts';
import { parseQuery } from './query.ts';
import { restoreHosts, saveHosts } from './saved.ts';
import type { LearnerState } from './state.ts';
import { trafficKind, type TrafficKind } from './traffic-kind.ts';

/** One transaction to learn from. Bodies are optional: access logs have none. */
export interface LearnInput {
  readonly time: number;
  readonly method: string;
  readonly host: string;
  /** Raw, without query. */
  readonly path: string;
  /** Raw, without '?'. */
  readonly query: string;
  /** Flat: name, value, name, value. */
  readonly requestHeaders: readonly string[];
  readonly status: number;
  readonly request?: TransactionRequest;
  readonly response?: TransactionResponse;
  /** Operations of other protocols than plain HTTP that it carried; none when absent. */
  readonly operations?: readonly RecognisedOperation[];
  /** The sensor could not see the answer; `status` is 0 then. */
  readonly unseen?: boolean;
  /** A request that somebody wrote down and nobody is known to have sent: it shows that the endpoint exists. */
  readonly documented?: boolean;
  /** The caller's address; absent when unknown. */
  readonly address?: string;
  /** A request of our own to somebody else's API. */
  readonly outbound?: boolean;
  /** How many transactions this one stands for; 1 when absent. */
  readonly weight?: number;
}

/**
 * Learns the inventory. Depends on the order of transactions only, not on how they are batched or how often it is asked;
 * memory is bounded by `LIMITS`, not by the number of transactions.
 */
export interface Learner extends Correcting {
  observe(input: LearnInput): void;
  /** Sorted by host, template, method. Cheap when nothing changed; only hosts with new traffic are judged anew. */
  endpoints(): readonly Endpoint[];
  apis(): readonly Api[];
  /** `version` changes exactly when the list does. */
  snapshot(): InventorySnapshot;
  /** Transactions by what they were taken for; `unlearned` did not fit the bounds. */
  traffic(): Readonly<Record<TrafficKind | 'unlearned', number>>;
  /** JSON-ready state; `load` of it gives the same learner. Loading what another version saved starts anew. */
  save(): unknown;
  load(saved: unknown): void;
}

export interface LearnerOptions {
  /** From the installation's key: values are remembered as hashes with it. */
  readonly seed?: number;
  /** Bound on places, operations and fields together. */
  readonly items?: number;
  /** What tells data classes: the built-in ones when absent. */
  readonly classify?: Classify;
}

export function createLearner(options: LearnerOptions = {}): Learner {
  const state: LearnerState = {
    hosts: new Map(),
    traffic: new Map(),
    seed: options.seed ?? 0,
    budget: { used: 0, limit: options.items ?? LIMITS.inventoryItems },
    corrections: new Map(),
    classify: options.classify ?? classifyValue,
    observed: 0,
    relieveAfter: 0,
  };
  let published: readonly HostPublication[] = [];
  let snapshot: InventorySnapshot = { version: 0, endpoints: [] };
  let signature = '';
  let fresh = true;

  const publish = (): readonly HostPublication[] => {
    if (fresh) return published;
    fresh = true;
    published = [...state.hosts.values()]
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((host) => publishHost(host));
    const nextSignature = published.map((host) => host.signature).join(' ');
    if (nextSignature !== signature) {
      signature = nextSignature;
      const endpoints = published.flatMap((host) => host.endpoints);
      snapshot = { version: snapshot.version + 1, endpoints: endpoints.map(matchable) };
    }
    return published;
  };

  return {
    ...createCorrecting(state, () => {
      fresh = false;
    }),
    observe(input) {
      fresh = false;
      observe(state, input);
    },
    endpoints: () => publish().flatMap((host) => host.endpoints),
    apis: () => apisOf(publish().flatMap((host) => host.endpoints)),
    snapshot() {
      publish();
      return snapshot;
    },
    traffic: () => trafficCounts(state.traffic),
    save() {
      publish();
      return saveHosts(state, snapshot.version);
    },
    load(saved) {
      const version = restoreHosts(state, saved);
      if (version === undefined) return;
      fresh = false;
      snapshot = { version, endpoints: [] };
    },
  };
}

const matchable = ({ id, method, host, template, operation }: Endpoint): InventorySnapshot['endpoints'][number] => ({
  id,
  method,
  host,
  template,
  ...(operation !== undefined && { operation }),
});

const NO_CALLS: readonly RecognisedOperation[] = [];

function observe(state: LearnerState, input: LearnInput): void {
  const weight = input.weight ?? 1;
  state.observed++;
  const segments = splitPath(input.path);
  const calls = input.operations ?? NO_CALLS;
  const query = input.request?.queryPairs ?? parseQuery(input.query);
  const credentials = readCredentialKinds(input.requestHeaders, query, input.request?.cookies ?? [], input.time);
  const kind = trafficKind({
    method: input.method,
    segments,
    status: input.status,
    requestType: input.request?.contentType ?? '',
    responseType: input.response?.contentType ?? '',
    responseSize: sizeOf(input.response),
    credentials,
    carriesOperation: calls.length > 0,
  });
  bump(state.traffic, kind, weight);
  const host = hostOf(state, input.host);
  // Noise is counted and goes no further: it must not crowd out what is learned.
  if (kind !== 'api' && kind !== 'error') {
    if (host !== undefined && kind !== 'health' && kind !== 'preflight') host.noise += weight;
    return;
  }
  const sighting: Sighting = {
    time: input.time,
    status: input.status,
    credentials,
    query,
    headers: customHeaders(input.requestHeaders, credentials),
    request: input.request,
    response: input.response,
    weight,
    unseen: input.unseen,
    documented: input.documented,
    address: input.address,
    outbound: input.outbound,
  };
  if (host === undefined || !placeTransaction(state, host, input.method, segments, sighting, calls))
    bump(state.traffic, 'unlearned', weight);
}

/** A body that is neither there nor measured (a span, a log line) is not an empty one. */
const sizeOf = (response: TransactionResponse | undefined): number | undefined =>
  response === undefined || (response.rawBody.size === 0 && !response.rawBody.complete)
    ? undefined
    : response.rawBody.size;

function hostOf(state: LearnerState, name: string): Host | undefined {
  const known = state.hosts.get(name);
  if (known !== undefined) return known;
  if (state.hosts.size >= LIMITS.inventoryHosts && !dropDeadHost(state)) return undefined;
  const host = createHost(name, state);
  state.hosts.set(name, host);
  return host;
}

/** A host that never gave a real answer makes room for a new one. */
function dropDeadHost(state: LearnerState): boolean {
  for (const [name, host] of state.hosts) {
    if (host.live > 0) continue;
    state.budget.used -= host.items;
    return state.hosts.delete(name);
  }
  return false;
}

const trafficCounts = (
  counts: ReadonlyMap<TrafficKind | 'unlearned', number>,
): Readonly<Record<TrafficKind | 'unlearned', number>> => {
  const all = { api: 0, error: 0, asset: 0, page: 0, form: 0, beacon: 0, health: 0, preflight: 0, unlearned: 0 };
  for (const [kind, value] of counts) all[kind] = value;
  return all;
};
