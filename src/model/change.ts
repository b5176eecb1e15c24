import type { OperationRef } from './operation.ts';
import type { OperationContract } from './specification.ts';

/** Whether a client, or the protection, that relied on the state before is let down by the state after. */
export const CHANGE_EFFECTS = ['breaking', 'risky', 'compatible'] as const;
export type ChangeEffect = (typeof CHANGE_EFFECTS)[number];

/** One difference between two states of an operation, by the rule that says so. */
export interface Difference {
  readonly rule: string;
  readonly effect: ChangeEffect;
  /** `response 2xx $.total`, `auth`, `status 404`. */
  readonly at: string;
  /** One sentence with both states. */
  readonly statement: string;
}

export const CHANGE_KINDS = ['new', 'changed', 'gone', 'back', 'merged'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One entry of the inventory's log. Ids rise with time and have no gaps; entries are never altered or removed. */
export interface ChangeRecord {
  /** `C-` and a number of twelve digits. */
  readonly id: string;
  /** Time of the traffic that showed it, milliseconds since the epoch. */
  readonly at: number;
  readonly kind: ChangeKind;
  readonly endpoint: string;
  readonly method: string;
  readonly host: string;
  readonly template: string;
  readonly operation?: OperationRef;
  /** The endpoint it went into; only where kind is `merged`. */
  readonly into?: string;
  readonly differences: readonly Difference[];
  /** Differences beyond the bound. */
  readonly more?: number;
}

/** What an endpoint was taken to do at the end of a day; written only on days on which that changed, and kept. */
export interface ShapeRecord {
  /** `YYYY-MM-DD E-…`: in byte order the days follow each other. */
  readonly id: string;
  /** Absent: no longer there. */
  readonly contract?: OperationContract;
}

/** What new traffic of an endpoint is held against: the contract believed, and the counts when it was last confirmed. */
export interface BaselineRecord {
  /** The endpoint's. */
  readonly id: string;
  readonly contract: OperationContract;
  readonly requests: number;
  readonly lastSeen: number;
  /** By place of the field: times present, and times the surrounding was. */
  readonly fields: Readonly<Record<string, readonly [present: number, outOf: number]>>;
  readonly statuses: Readonly<Record<string, number>>;
  /** Accepted requests by scheme. */
  readonly accepted: Readonly<Record<string, number>>;
  readonly gone?: true;
}

/** An owner set by hand. */
export interface OwnerRecord {
  /** The endpoint's. */
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly at: number;
}
