import type { ValueAnswer } from './define.ts';
import { valueEvidence } from './evidence.ts';
import { createPrefilter, type Hits, type Prefilter } from './prefilter.ts';
import type { LeafPlace } from '../lib/leaves/index.ts';
import { readings } from '../lib/text/decodings.ts';
import { LIMITS, type Evidence, type Leaf, type Part, type Signal } from '../model/index.ts';

/** What value rules and response rules have in common; `Exchange` is what they may look at beside the value. */
export interface LeafRule<Exchange> {
  readonly id: string;
  readonly version: number;
  readonly literals: readonly string[];
  readonly parts: readonly Part[];
  ask(value: string, leaf: Leaf, exchange: Exchange): ValueAnswer | undefined;
}

/** Asks rules about leaf values and collects what they say. Holds the exchange at hand, so that judging one makes no functions. */
export interface LeafJudge<Exchange> {
  readonly prefilter: Prefilter;
  begin(exchange: Exchange): void;
  /** A visitor for the walks of `lib/leaves`. */
  readonly visit: (value: string, place: LeafPlace) => void;
  /** Signals so far. */
  readonly count: number;
  /** Ends what `begin` began. */
  end(): Judgement;
}

export interface Judgement {
  readonly signals: readonly Signal[];
  /** Values too long to be decoded further to their end. */
  readonly undecoded: number;
}

const NO_SIGNALS: readonly Signal[] = [];
/** Names are the client's text as well. */
const NAME_CHARS = 100;

/** `onError` is told the id of a rule that threw; it is passed over. */
export const createLeafJudge = <Exchange>(
  rules: readonly LeafRule<Exchange>[],
  onError: (rule: string) => void,
): LeafJudge<Exchange> => new Judge(rules, onError);

class Judge<Exchange> implements LeafJudge<Exchange> {
  readonly prefilter: Prefilter;
  readonly #rules: readonly LeafRule<Exchange>[];
  readonly #onError: (rule: string) => void;
  #exchange: Exchange | undefined;
  #signals: Signal[] | undefined;
  #undecoded = 0;

  constructor(rules: readonly LeafRule<Exchange>[], onError: (rule: string) => void) {
    this.#rules = rules;
    this.#onError = onError;
    this.prefilter = createPrefilter(rules);
  }

  begin(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#signals = undefined;
    this.#undecoded = 0;
  }

  get count(): number {
    return this.#signals?.length ?? 0;
  }

  end(): Judgement {
    this.#exchange = undefined;
    return { signals: this.#signals ?? NO_SIGNALS, undecoded: this.#undecoded };
  }

  readonly visit = (value: string, place: LeafPlace): void => {
    const hits = this.prefilter.value(value);
    if (hits === undefined) return;
    const leaf: Leaf = {
      part: place.part,
      name: place.name().slice(0, NAME_CHARS),
      value,
      ...(place.isName && { isName: true }),
    };
    const answers = new Map<LeafRule<Exchange>, Answer>();
    // Read before the next scan overwrites it.
    const { escaped } = hits;
    this.#ask(value, hits, leaf, answers);
    if (escaped) this.#askReadings(leaf, answers);
    if (answers.size > 0) addSignals((this.#signals ??= []), leaf, answers);
  };

  #askReadings(leaf: Leaf, answers: Map<LeafRule<Exchange>, Answer>): void {
    if (leaf.value.length > LIMITS.decodedChars) this.#undecoded++;
    for (const reading of readings(leaf.value)) {
      const hits = this.prefilter.value(reading);
      if (hits !== undefined) this.#ask(reading, hits, leaf, answers);
    }
  }

  /** Asks the rules that have a literal in the value, and keeps each one's surest answer. */
  #ask(value: string, hits: Hits, leaf: Leaf, answers: Map<LeafRule<Exchange>, Answer>): void {
    for (const [at, rule] of this.#rules.entries()) {
      if (!hits.rule(at) || !rule.parts.includes(leaf.part)) continue;
      const answer = this.#answer(rule, value, leaf);
      if (answer !== undefined && answer.confidence > (answers.get(rule)?.confidence ?? 0))
        answers.set(rule, { ...answer, value });
    }
  }

  #answer(rule: LeafRule<Exchange>, value: string, leaf: Leaf): ValueAnswer | undefined {
    try {
      return this.#exchange && rule.ask(value, leaf, this.#exchange);
    } catch {
      this.#onError(rule.id);
      return undefined;
    }
  }
}

interface Answer extends ValueAnswer {
  /** The reading that was judged. */
  readonly value: string;
}

/** Signals of one value. Several rules that fire on it support each other; different values never do. */
function addSignals<Exchange>(signals: Signal[], leaf: Leaf, answers: ReadonlyMap<LeafRule<Exchange>, Answer>): void {
  let doubt = 1;
  for (const answer of answers.values()) doubt *= 1 - answer.confidence;
  for (const [rule, answer] of answers) {
    if (signals.length >= LIMITS.signalsPerTransaction) return;
    if (signals.some((signal) => signal.rule === rule.id && repeats(leaf, signal.evidence))) continue;
    signals.push({
      rule: rule.id,
      version: rule.version,
      confidence: Math.min(0.99, 1 - doubt),
      about: 'request',
      evidence: valueEvidence(leaf, answer.value, answer),
    });
  }
}

/**
 * The whole path holds its segments: what one of them said is not said again. In an answer the elements of one list, the lines
 * of a trace or the rows of a table, say it once.
 */
const repeats = (leaf: Leaf, { part, name }: Evidence): boolean =>
  part === leaf.part && (part === 'path' ? leaf.name === '' : part === 'response' && name === (leaf.name || '-'));
