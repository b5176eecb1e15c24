import type { Host } from './host.ts';
import type { Budget } from './schema.ts';
import type { TrafficKind } from './traffic-kind.ts';

/** All that one learner holds. */
export interface LearnerState {
  readonly hosts: Map<string, Host>;
  readonly traffic: Map<TrafficKind | 'unlearned', number>;
  readonly seed: number;
  readonly budget: Budget;
  /** Transactions taken so far, and from which count on the budget may be relieved again. */
  observed: number;
  relieveAfter: number;
}
