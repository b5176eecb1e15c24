import type { ActorRef } from './actor.ts';
import type { ExchangeEnd } from './exchange.ts';
import type { SensorName } from './sensor.ts';
import type { Signal } from './signal.ts';

/** A value that names an object in a path or query, reduced to what counting needs. */
export interface ObjectRef {
  readonly name: string;
  /** Keyed 32-bit hash of the value: equality survives, the value does not. */
  readonly key: number;
  /** The value as a number when it is an integer below 2^53: sequences can be seen. */
  readonly ordinal?: number;
}

/** Endpoint a request was matched to, by id, with the template it had at that time. */
export interface EndpointRef {
  readonly id: string;
  readonly template: string;
}

/**
 * What the stateful half of the engine sees of a request: compact, bounded, free of secrets. The journal keeps exactly
 * this, so a replay feeds the same function with the same input (architecture, law 2).
 */
export interface Observation {
  readonly id: string;
  /** Position in the engine's event order; requests and their outcomes share one sequence. */
  readonly seq: number;
  readonly time: number;
  readonly method: string;
  readonly host: string;
  readonly endpoint: EndpointRef | null;
  readonly actor: ActorRef;
  readonly address: string;
  /** Absent: the gateway. */
  readonly sensor?: SensorName;
  readonly objects: readonly ObjectRef[];
  /** Present when the request tries to log somebody in: keyed pseudonyms of the login name and of the secret tried. */
  readonly login?: { readonly name: string; readonly secret: string };
  /** Signals of the stateless detectors. */
  readonly signals: readonly Signal[];
}

/** What became of the request, as the engine sees it. */
export interface Outcome {
  readonly seq: number;
  readonly time: number;
  readonly end: ExchangeEnd;
  /** Status sent to the client; 0 when none was. */
  readonly status: number;
  readonly login?: 'success' | 'failure';
  /** Signals of detectors that read the answer. */
  readonly signals: readonly Signal[];
}
