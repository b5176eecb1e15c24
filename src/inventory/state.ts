import type { TemplateCorrection } from '../model/index.ts';
import type { Classify } from './data-classes/index.ts';
import type { Host } from './host.ts';
import type { Budget } from './schema.ts';
import type { TrafficKind } from './traffic-kind.ts';

/** All that one learner holds. */
export interface LearnerState {
  readonly hosts: Map<string, Host>;
  readonly traffic: Map<TrafficKind | 'unlearned', number>;
  readonly seed: number;
  readonly budget: Budget;
  /** Owners' corrections by host. */
  readonly corrections: Map<string, readonly TemplateCorrection[]>;
  /** What tells data classes. */
  readonly classify: Classify;
  /** Transactions taken so far, and from which count on the budget may be relieved again. */
  observed: number;
  relieveAfter: number;
}
