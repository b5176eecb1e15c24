import type { Exchange, SensorName } from '../../model/index.ts';
import type { SensorCounts } from './counts.ts';

/** What a passive sensor is handed: whole exchanges go in, nothing comes back. Returns at once and never throws. */
export type Deliver = (exchange: Exchange) => void;

export interface SensorParts {
  readonly listen: { readonly host: string; readonly port: number };
  readonly deliver: Deliver;
  /** Id of the next transaction. */
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export interface Bound {
  readonly host: string;
  readonly port: number;
}

/** A listener to which others send what they saw. */
export interface SensorListener {
  readonly name: 'mirror' | 'envoy' | 'otel' | 'ingest';
  /** Under which names its exchanges appear. */
  readonly sensors: readonly SensorName[];
  readonly counts: SensorCounts;
  /** Errors: SP2001 address in use, SP2002 cannot be bound. */
  listen(): Promise<Bound>;
  /** Takes no more, hands on what waits, closes. */
  close(): Promise<void>;
}
