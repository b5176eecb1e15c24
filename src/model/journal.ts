import type { ActorRef } from './actor.ts';
import type { ExchangeEnd } from './exchange.ts';
import type { Mitigation } from './mitigation.ts';
import type { EndpointRef, ObjectRef } from './observation.ts';
import type { Policy } from './policy.ts';
import type { SensorName } from './sensor.ts';
import type { Signal } from './signal.ts';
import type { Verdict } from './verdict.ts';

/** A transaction as the journal keeps it: redacted, flat, enough to replay the engine exactly. */
export interface TransactionRecord {
  readonly kind: 'transaction';
  readonly id: string;
  /** The engine's life this belongs to (state starts empty with each run). */
  readonly run: string;
  readonly seqIn: number;
  readonly seqOut: number;
  readonly time: number;
  readonly durationMs: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly endpoint: EndpointRef | null;
  /** What the engine took the endpoint for when that was not yet in the inventory; a replay uses it before `endpoint`. */
  readonly judgedAs?: EndpointRef;
  readonly status: number;
  readonly end: ExchangeEnd;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly address: string;
  /** Which sensor saw it; absent: the gateway. */
  readonly sensor?: SensorName;
  readonly actor: ActorRef;
  readonly objects: readonly ObjectRef[];
  readonly login?: { readonly name: string; readonly secret: string; readonly result?: 'success' | 'failure' };
  readonly requestSignals: readonly Signal[];
  readonly responseSignals: readonly Signal[];
  /** Signals of the stateful rules, for display; a replay computes them again. */
  readonly stateSignals: readonly Signal[];
  readonly verdict: Verdict;
  /** Redacted heads and bodies, kept for signals and a sample of the rest; stored in a side table. */
  readonly sample?: ExchangeSample;
}

/** Redacted copy for a person to read. Bodies are text, cut at the limit; `null` when absent or binary. */
export interface ExchangeSample {
  readonly requestHeaders: readonly string[];
  readonly requestBody: string | null;
  readonly responseHeaders: readonly string[];
  readonly responseBody: string | null;
}

/** What changed the engine from outside; replayed at its place in the sequence. */
export interface ControlRecord {
  readonly kind: 'control';
  readonly id: string;
  readonly run: string;
  readonly seqIn: number;
  readonly time: number;
  readonly change: ControlChange;
}
export type ControlChange =
  | { readonly type: 'run-started'; readonly policy: Policy; readonly mitigations: readonly Mitigation[] }
  | { readonly type: 'policy'; readonly policy: Policy }
  | { readonly type: 'mitigation-added'; readonly mitigation: Mitigation }
  | { readonly type: 'mitigation-ended'; readonly id: string; readonly by: string };

export type JournalRecord = TransactionRecord | ControlRecord;

/** Per-minute totals of one endpoint. */
export interface Rollup {
  readonly minute: number;
  readonly endpoint: string;
  readonly requests: number;
  readonly refused: number;
  readonly errors4xx: number;
  readonly errors5xx: number;
  readonly signals: number;
  readonly durationMsSum: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}
