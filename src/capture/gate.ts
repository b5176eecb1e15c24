import type { Body, ExchangeEnd, RequestHead, ResponseHead, WireMessage } from '../model/index.ts';

/**
 * The interface a sensor is handed. It knows nothing of detection: it announces a request, gives the inspected body,
 * obeys the answer, and reports the end. Every method returns at once and never throws; the gate's own failures are
 * counted and resolved by policy (open or closed) behind it.
 */
export interface Gate {
  /** A request head has arrived. One passage per exchange. */
  open(head: RequestHead): Passage;
}

export interface Passage {
  /**
   * Head and body (up to the inspection limit) are here; `null` when the request has none. Called exactly once and
   * before anything goes upstream.
   */
  judge(body: Body | null): Direction;
  /** The answer's head has arrived. Returns how many body bytes the gate wants to see at `end` (0: none). */
  answered(head: ResponseHead): number;
  /** The exchange is over. Called exactly once, also after a refusal, an abort or an upgrade. */
  end(report: EndReport): void;
}

export interface EndReport {
  readonly end: ExchangeEnd;
  readonly time: number;
  /** Status sent to the client; 0 when none. */
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** The inspected beginning of the answer's body when `answered` asked for it. */
  readonly responseBody: Body | null;
  /** Flat list of the fields behind the answer's body, where there are any: a gRPC call's status stands there. */
  readonly trailers?: readonly string[];
  /** The first messages of a WebSocket, in order, when `answered` asked for content. */
  readonly messages?: readonly WireMessage[];
  /** For the log only, never for the client: `ECONNREFUSED 127.0.0.1:3000`. */
  readonly error?: string;
}

export type Direction =
  | { readonly type: 'forward' }
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: readonly string[];
      readonly body: Uint8Array;
    };

export const FORWARD: Direction = { type: 'forward' };
