import {
  canRefuse,
  type Mode,
  type Observation,
  type Policy,
  type RuleAction,
  type RuleState,
  type Signal,
} from '../model/index.ts';
import type { Excepted } from './exceptions.ts';
import type { Standing } from './mitigations.ts';
import type { Answer } from './rule-runner.ts';

/** What policy makes of one thing that speaks against a request: a signal, a standing measure, or a rule that failed. */
export interface Opinion {
  readonly reason: string;
  /** Absent for a person's measure: no rule is behind it. */
  readonly rule?: RuleState;
  /** Full enforcement would refuse the request because of it. */
  readonly blocks: boolean;
  /** It does refuse the request. */
  readonly enforced: boolean;
  readonly confidence: number;
  readonly standing?: Standing;
  /** Present when the actor is to be blocked: what the measure is started from. */
  readonly start?: { readonly signal: Signal; readonly answer?: Answer; readonly blockMs: number };
}

/** Turns facts into opinions under one policy. */
export interface Weigher {
  signal(signal: Signal, observation: Observation, answer?: Answer): Opinion;
  standing(standing: Standing, observation: Observation): Opinion;
  failure(rule: { readonly id: string; readonly version: number }, observation: Observation): Opinion;
}

export function createWeigher(policy: Policy, excepted: Excepted): Weigher {
  /** The rule's mode under the policy's ceiling, or `excepted`. */
  const modeOf = (rule: string, observation: Observation): Mode | 'excepted' => {
    const own = policy.rules[rule]?.mode ?? 'off';
    const ceiling = effectiveMode(policy, observation);
    if (ceiling === 'off' || own === 'off') return 'off';
    if (excepted(rule, observation)) return 'excepted';
    return ceiling === 'monitor' ? 'monitor' : own;
  };

  return {
    signal(signal, observation, answer) {
      const mode = modeOf(signal.rule, observation);
      const own = policy.rules[signal.rule];
      const action: RuleAction = own === undefined || signal.confidence < own.minConfidence ? 'log' : own.action;
      const blocks = action !== 'log' && (mode === 'monitor' || mode === 'enforce');
      const opinion = {
        reason: signal.rule,
        rule: { rule: signal.rule, version: signal.version, state: STATE_OF[mode] },
        blocks,
        enforced: blocks && mode === 'enforce',
        confidence: signal.confidence,
      };
      if (!blocks || action !== 'block-actor' || own === undefined || answer?.scope === 'request') return opinion;
      return { ...opinion, start: { signal, blockMs: own.blockMs, ...(answer && { answer }) } };
    },
    standing(standing, observation) {
      const { id, by, byVersion } = standing.mitigation;
      const mode = by === 'manual' ? effectiveMode(policy, observation) : modeOf(by, observation);
      const blocks = mode === 'monitor' || mode === 'enforce';
      const state: RuleState = {
        rule: by,
        version: byVersion ?? 0,
        state: standing.dryRun && blocks ? 'dry-run' : STATE_OF[mode],
      };
      return {
        // The id of a dry run would lead nowhere: nothing was recorded under it.
        reason: standing.dryRun ? by : `mitigation:${id}`,
        ...(by !== 'manual' && { rule: state }),
        blocks,
        enforced: mode === 'enforce' && !standing.dryRun,
        confidence: 1,
        standing,
      };
    },
    failure(rule, observation) {
      const mode = modeOf(rule.id, observation);
      const blocks = policy.failure === 'closed' && (mode === 'monitor' || mode === 'enforce');
      return {
        reason: rule.id,
        rule: { rule: rule.id, version: rule.version, state: 'error' },
        blocks,
        enforced: blocks && mode === 'enforce',
        confidence: 0,
      };
    },
  };
}

/** The policy's ceiling; what a passive sensor saw can only be watched, whatever the policy says. */
export const effectiveMode = ({ mode }: Policy, { sensor }: Pick<Observation, 'sensor'>): Mode =>
  canRefuse(sensor) ? mode : watchedMode(mode);

/** The mode where nothing can be refused. */
export const watchedMode = (mode: Mode): Mode => (mode === 'enforce' ? 'monitor' : mode);

const STATE_OF = { off: 'off', monitor: 'dry-run', enforce: 'fired', excepted: 'excepted' } as const satisfies Record<
  Mode | 'excepted',
  RuleState['state']
>;

/** The opinion that decides: enforced before would-be before logged, then the surer one, then the first. */
export function strongest(opinions: readonly Opinion[]): Opinion | undefined {
  let best: Opinion | undefined;
  for (const opinion of opinions) {
    const order = best === undefined ? 1 : rank(opinion) - rank(best) || opinion.confidence - best.confidence;
    if (order > 0) best = opinion;
  }
  return best;
}

/** 0 for what policy disregards: off and excepted. */
export function rank(opinion: Opinion): number {
  if (opinion.enforced) return 3;
  if (opinion.blocks) return 2;
  return opinion.rule?.state === 'fired' || opinion.rule?.state === 'dry-run' ? 1 : 0;
}
