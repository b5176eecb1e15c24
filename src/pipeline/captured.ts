import type { Body, ControlRecord, Mitigation, TransactionRecord, WireMessage } from '../model/index.ts';

/**
 * What the main thread hands to the control thread for one transaction: the record before redaction, and for some the
 * raw exchange to learn from and to sample. It lives in memory only; the control thread redacts before it stores.
 */
export interface CapturedTransaction {
  readonly record: Omit<TransactionRecord, 'sample'>;
  readonly raw?: RawExchange;
  /** Measures the engine started with this transaction, to be stored. */
  readonly started: readonly Mitigation[];
  /** How many transactions of the endpoint and status class this one stands for in learning; 0: do not learn from it. */
  readonly weight: number;
  /** Why the head and bodies are kept for people to read; absent: they are not. */
  readonly keep?: 'signal' | 'sample';
}

export interface RawExchange {
  readonly requestHeaders: readonly string[];
  readonly requestBody: Body | null;
  readonly responseHeaders: readonly string[];
  readonly responseBody: Body | null;
  /** To learn from only: samples are without them. */
  readonly messages?: readonly WireMessage[];
}

export type Captured =
  | { readonly type: 'transaction'; readonly transaction: CapturedTransaction }
  | { readonly type: 'control'; readonly record: ControlRecord };
