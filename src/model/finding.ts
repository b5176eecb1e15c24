import type { Evidence, Severity } from './signal.ts';

export const FINDING_STATES = [
  'new',
  'triaged',
  'fixing',
  'fixed',
  'verified',
  'suppressed',
  'not-a-threat',
  'accepted',
  'regressed',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** How sure we are: shown by a control experiment, seen in traffic, or concluded. */
export const PROOFS = ['confirmed', 'observed', 'inferred'] as const;
export type Proof = (typeof PROOFS)[number];

export interface FindingEvent {
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly comment?: string;
}

/** A threat (somebody did something) or a weakness (something is missing), with a life. One per `key`. */
export interface Finding {
  /** `F-1`, `F-2` …, permanent. */
  readonly id: string;
  /** What makes it the same finding again: rule, endpoint, and the actor for threats. */
  readonly key: string;
  readonly kind: 'threat' | 'weakness';
  readonly rule: string;
  readonly ruleVersion: number;
  readonly title: string;
  /** One sentence: who could do what to whose data, and what was done about it. */
  readonly summary: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly proof: Proof;
  readonly state: FindingState;
  readonly endpoint: string | null;
  readonly actors: readonly string[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly occurrences: number;
  /** Of the occurrences: refused, and let through with a 2xx. */
  readonly refused: number;
  readonly succeeded: number;
  readonly evidence: readonly Evidence[];
  /** Transactions that show it, newest first, bounded; `control` is a normal one beside it. */
  readonly transactions: readonly string[];
  readonly control?: string;
  /** Why it may be false: what speaks against it, what was not checked. Never empty. */
  readonly counterEvidence: readonly string[];
  readonly references: readonly string[];
  readonly suppressedUntil?: number;
  readonly timeline: readonly FindingEvent[];
}
