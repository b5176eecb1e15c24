import type { ActorRule } from '../detect/index.ts';
import {
  canRefuse,
  LIMITS,
  type ControlChange,
  type Mitigation,
  type Mode,
  type Observation,
  type Outcome,
  type Policy,
  type RuleState,
  type Signal,
  type Verdict,
} from '../model/index.ts';
import { compileExceptions } from './exceptions.ts';
import { createMitigationTable, type Standing } from './mitigations.ts';
import { isNobody } from './nobody.ts';
import { createWeigher, effectiveMode, rank, strongest, watchedMode, type Opinion, type Weigher } from './opinions.ts';
import { createRuleRunner, type Answers, type RuleRunner, type RuleStats } from './rule-runner.ts';

/**
 * The stateful half: actor rules, policy, mitigations. It reads no clock, no chance and no store; the same events in the
 * same order give the same judgements, so a replay of the journal repeats what was decided (architecture, law 2).
 * It never throws on what traffic brings: a rule that fails is isolated, counted, and decided by `policy.failure`.
 */
export interface Engine {
  /** Asked before the request goes upstream. */
  request(observation: Observation): Judgement;
  /** Told once the answer is known, with the same observation. */
  outcome(observation: Observation, outcome: Outcome): Afterthought;
  /** A change from outside, at its place in the order of events. */
  apply(change: ControlChange, time: number): void;
  /** Enforceable measures that stand at the time of the last event. */
  mitigations(): readonly Mitigation[];
  stats(): EngineStats;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Of the actor rules; those of the stateless rules came with the observation. */
  readonly signals: readonly Signal[];
  /** The measure that this event started. */
  readonly mitigation?: Mitigation;
}
export type Afterthought = Omit<Judgement, 'verdict'>;

export interface EngineStats {
  readonly requests: number;
  readonly outcomes: number;
  readonly mitigations: number;
  readonly mitigationsEvicted: number;
  /** Measures from outside whose target could not be read. */
  readonly mitigationsRejected: number;
  readonly rules: Readonly<Record<string, RuleStats>>;
}

export interface EngineOptions {
  readonly rules: readonly ActorRule[];
  readonly policy: Policy;
  /** Measures that stand from an earlier run. */
  readonly mitigations: readonly Mitigation[];
  /** Name of this life of the engine; ids of measures derive from it. */
  readonly run: string;
}

const NO_OPINIONS: readonly Opinion[] = [];
const NOTHING: Afterthought = Object.freeze({ signals: Object.freeze([]) });

export const createEngine = (options: EngineOptions): Engine => new StatefulEngine(options);

class StatefulEngine implements Engine {
  readonly #run: string;
  readonly #runner: RuleRunner;
  readonly #table = createMitigationTable(LIMITS.mitigations);
  #policy: Policy;
  #weigher: Weigher;
  /** Answer to requests that nothing speaks against: where they can be refused, and where they can only be watched. */
  #clean: CleanJudgements;
  /** Time of the last event; clocks may jump, so it is not the greatest. */
  #latest = 0;
  #requests = 0;
  #outcomes = 0;
  #rejected = 0;

  constructor({ rules, policy, mitigations, run }: EngineOptions) {
    this.#run = run;
    this.#runner = createRuleRunner(rules, policy);
    this.#policy = policy;
    this.#weigher = createWeigher(policy, compileExceptions(policy.exceptions));
    this.#clean = cleanJudgements(policy);
    for (const mitigation of mitigations) this.#add(mitigation);
  }

  request(observation: Observation): Judgement {
    this.#requests++;
    this.#latest = observation.time;
    const answers = this.#runner.request(observation);
    const opinions = this.#weigh(observation, observation.signals, answers, observation.time);
    if (opinions.length === 0) return canRefuse(observation.sensor) ? this.#clean.inline : this.#clean.passive;
    const mitigation = this.#start(opinions, observation, observation);
    return {
      verdict: conclude(this.#policy, effectiveMode(this.#policy, observation), opinions, mitigation),
      signals: answers.answers.map((answer) => answer.signal),
      ...(mitigation && { mitigation }),
    };
  }

  outcome(observation: Observation, outcome: Outcome): Afterthought {
    this.#outcomes++;
    this.#latest = outcome.time;
    if (outcome.end === 'refused') return NOTHING;
    const answers = this.#runner.outcome(observation, outcome);
    if (outcome.signals.length + answers.answers.length === 0) return NOTHING;
    const opinions = this.#weigh(observation, outcome.signals, answers, outcome.time);
    const mitigation = this.#start(opinions, observation, outcome);
    return { signals: answers.answers.map((answer) => answer.signal), ...(mitigation && { mitigation }) };
  }

  apply(change: ControlChange, time: number): void {
    this.#latest = time;
    switch (change.type) {
      case 'run-started':
        this.#runner.clear();
        this.#table.clear();
        this.#usePolicy(change.policy);
        for (const mitigation of change.mitigations) this.#add(mitigation);
        break;
      case 'policy':
        this.#usePolicy(change.policy);
        break;
      case 'mitigation-added':
        this.#add(change.mitigation);
        break;
      case 'mitigation-ended': {
        const origin = this.#table.end(change.id)?.origin;
        if (origin !== undefined) this.#runner.forget(origin.rule, origin.key);
        break;
      }
    }
  }

  mitigations(): readonly Mitigation[] {
    return this.#table.active(this.#latest);
  }

  stats(): EngineStats {
    return {
      requests: this.#requests,
      outcomes: this.#outcomes,
      mitigations: this.mitigations().length,
      mitigationsEvicted: this.#table.evicted,
      mitigationsRejected: this.#rejected,
      rules: this.#runner.stats(),
    };
  }

  #usePolicy(policy: Policy): void {
    this.#policy = policy;
    this.#weigher = createWeigher(policy, compileExceptions(policy.exceptions));
    this.#clean = cleanJudgements(policy);
    this.#runner.configure(policy);
    // What a rule would have blocked while it only watched must not begin to block when it is enforced.
    this.#table.dropDryRuns();
  }

  #add(mitigation: Mitigation): void {
    if (mitigation.ended === undefined && !this.#table.add({ mitigation, dryRun: false })) this.#rejected++;
  }

  #weigh(observation: Observation, signals: readonly Signal[], answers: Answers, time: number): readonly Opinion[] {
    const standing = this.#table.find(observation.actor.id, observation.address, time);
    if (signals.length + standing.length + answers.answers.length + answers.failed.length === 0) return NO_OPINIONS;
    return allOpinions(this.#weigher, observation, signals, answers, standing);
  }

  /** Starts the measure of the strongest opinion that asks for one, unless the same rule's measure already stands. */
  #start(
    opinions: readonly Opinion[],
    observation: Observation,
    at: { seq: number; time: number },
  ): Mitigation | undefined {
    const opinion = strongest(opinions.filter((one) => one.start !== undefined));
    if (opinion?.start === undefined || isNobody(observation)) return undefined;
    const stands = (one: Opinion): boolean =>
      one.standing?.mitigation.by === opinion.reason && (one.enforced || !opinion.enforced) && one.blocks;
    if (opinions.some(stands)) return undefined;
    const mitigation = toMitigation(opinion.start, observation, `M-${this.#run}-${at.seq}`, at.time);
    const key = opinion.start.answer?.key;
    this.#table.add({
      mitigation,
      dryRun: !opinion.enforced,
      ...(key !== undefined && { origin: { rule: opinion.reason, key } }),
    });
    return opinion.enforced ? mitigation : undefined;
  }
}

function allOpinions(
  weigher: Weigher,
  observation: Observation,
  signals: readonly Signal[],
  answers: Answers,
  standing: readonly Standing[],
): readonly Opinion[] {
  return [
    ...standing.map((one) => weigher.standing(one, observation)),
    ...signals.map((signal) => weigher.signal(signal, observation)),
    ...answers.answers.map((answer) => weigher.signal(answer.signal, observation, answer)),
    ...answers.failed.map((rule) => weigher.failure(rule, observation)),
  ];
}

function conclude(policy: Policy, mode: Mode, opinions: readonly Opinion[], started: Mitigation | undefined): Verdict {
  const decisive = strongest(opinions);
  const enforced = decisive?.enforced === true;
  const standing = decisive?.standing?.dryRun === false ? decisive.standing.mitigation : undefined;
  const measure = standing ?? started;
  return {
    conclusion: enforced ? 'block' : 'allow',
    wouldBe: opinions.some((opinion) => opinion.blocks) ? 'block' : 'allow',
    reason: decisive === undefined || rank(decisive) === 0 ? 'clean' : decisive.reason,
    mode,
    rules: ruleStates(opinions),
    ...(measure && { mitigation: measure.id, until: measure.until }),
    policyVersion: policy.version,
  };
}

/** One state a rule: a rule that both fired and has a standing measure is named once, by the opinion of more weight. */
function ruleStates(opinions: readonly Opinion[]): readonly RuleState[] {
  const byRule = new Map<string, Opinion>();
  for (const opinion of opinions) {
    if (opinion.rule === undefined) continue;
    const known = byRule.get(opinion.rule.rule);
    if (known === undefined || rank(opinion) > rank(known)) byRule.set(opinion.rule.rule, opinion);
  }
  return [...byRule.values()].flatMap((opinion) => opinion.rule ?? []);
}

function toMitigation(
  from: NonNullable<Opinion['start']>,
  observation: Observation,
  id: string,
  time: number,
): Mitigation {
  return {
    id,
    action: 'block',
    target: from.answer?.target ?? { kind: 'actor', value: observation.actor.id },
    reason: from.signal.evidence.statement,
    by: from.signal.rule,
    byVersion: from.signal.version,
    since: time,
    until: time + from.blockMs,
    evidence: from.signal.evidence,
  };
}

interface CleanJudgements {
  readonly inline: Judgement;
  readonly passive: Judgement;
}

const cleanJudgements = (policy: Policy): CleanJudgements => ({
  inline: cleanJudgement(policy, policy.mode),
  passive: cleanJudgement(policy, watchedMode(policy.mode)),
});

function cleanJudgement(policy: Policy, mode: Mode): Judgement {
  const verdict: Verdict = Object.freeze({
    conclusion: 'allow',
    wouldBe: 'allow',
    reason: 'clean',
    mode,
    rules: Object.freeze([]),
    policyVersion: policy.version,
  });
  return Object.freeze({ verdict, signals: Object.freeze([]) });
}
