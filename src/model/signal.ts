import type { Part } from './transaction.ts';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Counter or input behind a statement: name, value, and what is normal or allowed. */
export interface Counter {
  readonly name: string;
  readonly value: number;
  readonly limit?: number;
  readonly windowMs?: number;
}

/** Why a rule fired. `excerpt` is masked; `mark` gives the deciding characters in it as [from, to). */
export interface Evidence {
  readonly part?: Part;
  readonly name?: string;
  readonly excerpt?: string;
  readonly mark?: readonly [number, number];
  /** Which exact question was answered, in plain words: `value changes the structure of a query: string closed, OR added`. */
  readonly statement: string;
  readonly counters?: readonly Counter[];
  /** Ids of transactions that show it, bounded. */
  readonly transactions?: readonly string[];
}

/** A fact a detector saw. Opinions (verdicts) come from policy only. */
export interface Signal {
  readonly rule: string;
  readonly version: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** `request`: about this request; `actor`: about its actor's behaviour. */
  readonly about: 'request' | 'actor';
  readonly evidence: Evidence;
}
