import type { ActorAnswer, ActorRule, RuleLimits } from '../detect/index.ts';
import { createBoundedMap, type BoundedMap } from '../lib/bounded/index.ts';
import { LIMITS, type Observation, type Outcome, type Policy, type Signal } from '../model/index.ts';
import { isNobody } from './nobody.ts';

/** What one rule said, with what is needed to act on it and to take it back. */
export interface Answer extends Pick<ActorAnswer, 'target' | 'scope'> {
  readonly signal: Signal;
  readonly key: string;
}

/** What all rules said about one event; `failed` names rules that threw. */
export interface Answers {
  readonly answers: readonly Answer[];
  readonly failed: readonly ActorRule[];
}

export interface RuleStats {
  readonly states: number;
  readonly shared: number;
  readonly evicted: number;
  readonly errors: number;
}

/** Keeps the state of every actor rule and asks the rules. A rule that throws loses that state and nothing else. */
export interface RuleRunner {
  request(observation: Observation): Answers;
  outcome(observation: Observation, outcome: Outcome): Answers;
  configure(policy: Policy): void;
  forget(rule: string, key: string): void;
  clear(): void;
  stats(): Readonly<Record<string, RuleStats>>;
}

interface Slot {
  readonly rule: ActorRule;
  readonly states: BoundedMap<string, unknown>;
  readonly shared: BoundedMap<string, unknown>;
  active: boolean;
  limits: RuleLimits;
  errors: number;
}

const SILENT: Answers = { answers: [], failed: [] };

export function createRuleRunner(rules: readonly ActorRule[], policy: Policy): RuleRunner {
  const slots = rules.map((rule): Slot => ({
    rule,
    states: createBoundedMap(LIMITS.actors),
    shared: createBoundedMap(LIMITS.sharedStates),
    active: false,
    limits: rule.limits,
    errors: 0,
  }));

  const configure = (next: Policy): void => {
    for (const slot of slots) {
      const own = next.rules[slot.rule.id];
      slot.active = next.mode !== 'off' && own !== undefined && own.mode !== 'off';
      slot.limits = { ...slot.rule.limits, ...own?.limits };
    }
  };
  configure(policy);

  const askAll = (observation: Observation, outcome: Outcome | undefined): Answers => {
    let answers: Answer[] | undefined;
    let failed: ActorRule[] | undefined;
    if (isNobody(observation)) return SILENT;
    for (const slot of slots) {
      if (!slot.active) continue;
      let key: string | undefined;
      try {
        key = slot.rule.key(observation, outcome);
        if (key === undefined) continue;
        const answer = ask(slot, key, observation, outcome);
        if (answer !== undefined) (answers ??= []).push(toAnswer(slot.rule, key, answer));
      } catch {
        slot.errors++;
        if (key !== undefined) slot.states.delete(key);
        (failed ??= []).push(slot.rule);
      }
    }
    if (answers === undefined && failed === undefined) return SILENT;
    return { answers: answers ?? SILENT.answers, failed: failed ?? SILENT.failed };
  };

  return {
    request: (observation) => askAll(observation, undefined),
    outcome: askAll,
    configure,
    forget(rule, key) {
      slots.find((slot) => slot.rule.id === rule)?.states.delete(key);
    },
    clear() {
      for (const slot of slots) {
        slot.states.clear();
        slot.shared.clear();
      }
    },
    stats: () => Object.fromEntries(slots.map((slot) => [slot.rule.id, slotStats(slot)])),
  };
}

function ask(slot: Slot, key: string, observation: Observation, outcome: Outcome | undefined): ActorAnswer | undefined {
  const { rule } = slot;
  let state = slot.states.get(key);
  if (state === undefined) {
    state = rule.initial(observation);
    slot.states.set(key, state);
  }
  const shared = rule.shared && sharedState(slot, rule.shared, observation);
  return outcome === undefined
    ? rule.request?.(state, observation, slot.limits, shared)
    : rule.outcome?.(state, observation, outcome, slot.limits, shared);
}

function sharedState(slot: Slot, part: NonNullable<ActorRule['shared']>, observation: Observation): unknown {
  const key = part.key(observation);
  if (key === undefined) return undefined;
  let state = slot.shared.get(key);
  if (state === undefined) {
    state = part.initial(observation);
    slot.shared.set(key, state);
  }
  return state;
}

function toAnswer(rule: ActorRule, key: string, answer: ActorAnswer): Answer {
  const { confidence, evidence, ...rest } = answer;
  return { signal: { rule: rule.id, version: rule.version, confidence, about: 'actor', evidence }, key, ...rest };
}

const slotStats = (slot: Slot): RuleStats => ({
  states: slot.states.size,
  shared: slot.shared.size,
  evicted: slot.states.evicted + slot.shared.evicted,
  errors: slot.errors,
});
