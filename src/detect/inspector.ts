import type { ValueAnswer, ValueRule } from './define.ts';
import { createPrefilter, type Hits, type Prefilter } from './prefilter.ts';
import {
  isInspectedHeader,
  walkBody,
  walkCookies,
  walkHeaders,
  walkPath,
  walkQuery,
  type LeafPlace,
  type Tally,
} from '../lib/leaves/index.ts';
import { readings } from '../lib/text/decodings.ts';
import { maskedExcerpt } from '../lib/text/excerpt.ts';
import { isSecretName } from '../lib/text/secret-names.ts';
import { LIMITS, type Evidence, type Leaf, type Signal, type TransactionRequest } from '../model/index.ts';

export interface Inspection {
  readonly signals: readonly Signal[];
  /** Values judged. A part that was clean as a whole counts as one. */
  readonly judged: number;
  /** Values, files and parts that could not be judged: beyond a limit, cut off, unreadable. */
  readonly skipped: number;
}

/** Asks the stateless rules about a request. Never throws: a rule that does is counted and passed over. */
export interface Inspector {
  inspect(request: TransactionRequest): Inspection;
  /** Rule id → times it threw. */
  readonly errors: Readonly<Record<string, number>>;
}

export interface InspectorOptions {
  /** Skips parts that the prefilter finds clean as a whole. Off only to prove that the answer is the same without it. */
  readonly wholeParts?: boolean;
}

const NO_SIGNALS: readonly Signal[] = [];
/** Names are the client's text as well. */
const NAME_CHARS = 100;

export const createInspector = (rules: readonly ValueRule[], options: InspectorOptions = {}): Inspector =>
  new ValueInspector(rules, options.wholeParts ?? true);

/** Holds the request at hand, so that inspecting one makes no functions. */
class ValueInspector implements Inspector {
  readonly errors: Record<string, number> = {};
  readonly #rules: readonly ValueRule[];
  readonly #prefilter: Prefilter;
  readonly #wholeParts: boolean;
  #request: TransactionRequest | undefined;
  #signals: Signal[] | undefined;
  /** Values too long to be decoded further to their end. */
  #undecoded = 0;

  constructor(rules: readonly ValueRule[], wholeParts: boolean) {
    this.#rules = rules;
    this.#prefilter = createPrefilter(rules);
    this.#wholeParts = wholeParts;
  }

  inspect(request: TransactionRequest): Inspection {
    this.#request = request;
    this.#signals = undefined;
    this.#undecoded = 0;
    const tally: Tally = { judged: 0, skipped: 0 };
    this.#target(request, tally);
    if (this.#wholeParts && this.#headersAreClean(request)) tally.judged++;
    else {
      walkHeaders(request, tally, this.#visit);
      walkCookies(request, tally, this.#visit);
    }
    this.#body(request, tally);
    const signals = this.#signals ?? NO_SIGNALS;
    this.#request = undefined;
    return { signals, judged: tally.judged, skipped: tally.skipped + this.#undecoded };
  }

  #target(request: TransactionRequest, tally: Tally): void {
    const { path, query } = request;
    if (this.#wholeParts && this.#prefilter.pathIsClean(path)) tally.judged++;
    else walkPath(request, tally, this.#visit);
    if (query === '') return;
    if (this.#wholeParts && this.#prefilter.textIsClean(query)) tally.judged++;
    else walkQuery(request, tally, this.#visit);
  }

  #headersAreClean({ head: { headers } }: TransactionRequest): boolean {
    for (let i = 0; i + 1 < headers.length; i += 2) {
      const name = headers[i]!;
      if ((isInspectedHeader(name) || isCookie(name)) && !this.#prefilter.textIsClean(headers[i + 1]!)) return false;
    }
    return true;
  }

  #body(request: TransactionRequest, tally: Tally): void {
    if (request.rawBody.size === 0) return;
    const whole =
      this.#wholeParts && bodyIsPlain(request) && this.#prefilter.bodyIsClean(request.rawBody.bytes, isJson(request));
    if (!whole) return walkBody(request, tally, this.#visit);
    tally.judged++;
    if (!request.rawBody.complete) tally.skipped++;
  }

  readonly #visit = (value: string, place: LeafPlace): void => {
    const hits = this.#prefilter.value(value);
    if (hits === undefined) return;
    const leaf: Leaf = { part: place.part, name: place.name().slice(0, NAME_CHARS), value };
    const answers = new Map<ValueRule, Answer>();
    // Read before the next scan overwrites it.
    const { escaped } = hits;
    this.#ask(value, hits, leaf, answers);
    if (escaped) this.#askReadings(leaf, answers);
    if (answers.size > 0) addSignals((this.#signals ??= []), leaf, answers);
  };

  #askReadings(leaf: Leaf, answers: Map<ValueRule, Answer>): void {
    if (leaf.value.length > LIMITS.decodedChars) this.#undecoded++;
    for (const reading of readings(leaf.value)) {
      const hits = this.#prefilter.value(reading);
      if (hits !== undefined) this.#ask(reading, hits, leaf, answers);
    }
  }

  /** Asks the rules that have a literal in the value, and keeps each one's surest answer. */
  #ask(value: string, hits: Hits, leaf: Leaf, answers: Map<ValueRule, Answer>): void {
    for (const [at, rule] of this.#rules.entries()) {
      if (!hits.rule(at) || !rule.parts.includes(leaf.part)) continue;
      const answer = this.#answer(rule, value, leaf);
      if (answer !== undefined && answer.confidence > (answers.get(rule)?.confidence ?? 0))
        answers.set(rule, { ...answer, value });
    }
  }

  #answer(rule: ValueRule, value: string, leaf: Leaf): ValueAnswer | undefined {
    try {
      return this.#request && rule.ask(value, leaf, this.#request);
    } catch {
      this.errors[rule.id] = (this.errors[rule.id] ?? 0) + 1;
      return undefined;
    }
  }
}

interface Answer extends ValueAnswer {
  /** The reading that was judged. */
  readonly value: string;
}

/** Signals of one value. Several rules that fire on it support each other; different values never do. */
function addSignals(signals: Signal[], leaf: Leaf, answers: ReadonlyMap<ValueRule, Answer>): void {
  let doubt = 1;
  for (const answer of answers.values()) doubt *= 1 - answer.confidence;
  for (const [rule, answer] of answers) {
    if (signals.length >= LIMITS.signalsPerTransaction) return;
    // The whole path holds its segments: what one of them said is not said again.
    if (
      leaf.part === 'path' &&
      leaf.name === '' &&
      signals.some((signal) => signal.rule === rule.id && signal.evidence.part === 'path')
    )
      continue;
    signals.push({
      rule: rule.id,
      version: rule.version,
      confidence: Math.min(0.99, 1 - doubt),
      about: 'request',
      evidence: evidenceOf(leaf, answer),
    });
  }
}

function evidenceOf(leaf: Leaf, answer: Answer): Evidence {
  const statement =
    answer.value === leaf.value ? answer.statement : `${answer.statement} (in a decoded reading of the value)`;
  const place = { part: leaf.part, name: leaf.name === '' ? '-' : leaf.name };
  return isSecretName(leaf.name)
    ? { ...place, statement }
    : { ...place, ...maskedExcerpt(answer.value, answer.mark), statement };
}

const isCookie = (name: string): boolean => name.length === 6 && name.toLowerCase() === 'cookie';

const isJson = (request: TransactionRequest): boolean => /[/+]json$/.test(request.contentType);

/** True for a body whose text is its bytes: a textual type in UTF-8, not compressed. An empty one is plain as well. */
function bodyIsPlain(request: TransactionRequest): boolean {
  const { bytes } = request.rawBody;
  if (bytes.length === 0) return request.rawBody.size === 0;
  if (!TEXTUAL.test(request.contentType) || request.header('content-encoding') !== undefined) return false;
  // A byte order mark of UTF-16, or a charset named.
  if (bytes[0]! >= 0xfe) return false;
  const type = request.header('content-type') ?? '';
  return !type.includes('charset') || /charset="?utf-?8/i.test(type);
}

const TEXTUAL = /[/+]json$|^application\/x-www-form-urlencoded$|^text\/plain$/;
