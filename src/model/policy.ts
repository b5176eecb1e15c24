export const MODES = ['off', 'monitor', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

/** What a rule is asked about: one value, a request as a whole, one text of an answer, an actor over time. */
export const RULE_KINDS = ['value', 'message', 'response', 'join', 'actor'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** What a rule's signal leads to where its mode is enforce. */
export const RULE_ACTIONS = ['log', 'block-request', 'block-actor'] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];

export interface RulePolicy {
  readonly mode: Mode;
  readonly action: RuleAction;
  /** How long a block of an actor stands, in milliseconds. */
  readonly blockMs: number;
  /** Signals below this confidence never lead to more than a log entry. */
  readonly minConfidence: number;
  /** The rule's own limits by name, e.g. `distinctObjects: 30`. Names and defaults are in the rule's file. */
  readonly limits: Readonly<Record<string, number>>;
}

export interface PolicyException {
  readonly id: string;
  /** Rule ids, or `*`. */
  readonly rules: readonly string[];
  readonly addresses?: readonly string[];
  readonly actors?: readonly string[];
  /** Path prefix or template. */
  readonly path?: string;
  readonly reason: string;
  /** Milliseconds since the epoch, when it ends. */
  readonly until?: number;
}

/** A policy as the engine reads it: parsed, complete, immutable. `version` is a hash of its text. */
export interface Policy {
  readonly version: string;
  /** Ceiling over all rules: monitor here means nothing is refused. */
  readonly mode: Mode;
  readonly failure: 'open' | 'closed';
  readonly rules: Readonly<Record<string, RulePolicy>>;
  readonly exceptions: readonly PolicyException[];
}
