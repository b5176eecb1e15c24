import type { Mode } from './policy.ts';

export const CONCLUSIONS = ['allow', 'tag', 'throttle', 'challenge', 'block', 'deceive'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/** What one rule did for this verdict. Dry-run is a state, not a branch. */
export interface RuleState {
  readonly rule: string;
  readonly version: number;
  readonly state: 'fired' | 'dry-run' | 'off' | 'excepted' | 'error';
}

/** Policy's answer to signals, counters and standing mitigations. Data, complete enough to explain itself. */
export interface Verdict {
  readonly conclusion: Conclusion;
  /** What the conclusion would have been with every rule enforcing. */
  readonly wouldBe: Conclusion;
  /** `clean`, a rule id, or `mitigation:M-…`. */
  readonly reason: string;
  readonly mode: Mode;
  readonly rules: readonly RuleState[];
  /** The standing measure that decided, or the one this verdict starts. */
  readonly mitigation?: string;
  /** Milliseconds since the epoch until which the same answer stands. */
  readonly until?: number;
  readonly policyVersion: string;
}
