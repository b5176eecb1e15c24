import type { Evidence } from './signal.ts';

/** A standing measure with an end. `target` is an actor id or an address (CIDR allowed). */
export interface Mitigation {
  readonly id: string;
  readonly action: 'block';
  readonly target: { readonly kind: 'actor' | 'address'; readonly value: string };
  readonly reason: string;
  /** Rule that started it, or `manual`. */
  readonly by: string;
  /** Version of that rule. */
  readonly byVersion?: number;
  /** Person (console, CLI) behind a manual one. */
  readonly author?: string;
  readonly since: number;
  readonly until: number;
  readonly evidence?: Evidence;
  /** Set when ended before its time. */
  readonly ended?: { readonly at: number; readonly by: string };
}
