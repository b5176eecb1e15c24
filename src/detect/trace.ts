import { walkLeaves, walkToken } from '../lib/leaves/index.ts';
import { readings } from '../lib/text/decodings.ts';
import type { Evidence, Leaf, TransactionRequest } from '../model/index.ts';
import type { RequestContext } from './context.ts';
import type { MessageRule, RuleLimits, StatelessRule, ValueRule } from './define.ts';
import { messageEvidence, valueEvidence } from './evidence.ts';
import { createPrefilter, type Prefilter } from './prefilter.ts';

/** What one rule was asked about a request, and what it answered. */
export interface RuleTrace {
  readonly rule: string;
  readonly kind: 'value' | 'message';
  /** Values, names and readings of them in which one of the rule's literals stood; a message rule is asked once. */
  readonly asked: number;
  /** Milliseconds in the rule's own question. */
  readonly ms: number;
  /** Surest first; below 0.5 and none at all: it had nothing to say. */
  readonly answers: readonly { readonly confidence: number; readonly evidence: Evidence }[];
}

export interface RequestTrace {
  readonly rules: readonly RuleTrace[];
  /** Values and names visited, and readings of them in other encodings. */
  readonly values: number;
  readonly readings: number;
  /** Not looked at: beyond a limit, cut off, unreadable. */
  readonly skipped: number;
}

interface Entry {
  readonly rule: ValueRule | MessageRule;
  asked: number;
  ms: number;
  readonly answers: { readonly confidence: number; readonly evidence: Evidence }[];
}

/**
 * The inspector's questions one by one, with what each answered and took: for people, so slower by far. `now` gives
 * milliseconds. Leaves no part out as clean.
 */
export function traceRequest(
  rules: readonly StatelessRule[],
  request: TransactionRequest,
  { context, limitsOf, now }: { context: RequestContext; limitsOf(rule: string): RuleLimits; now(): number },
): RequestTrace {
  const entries = rules.flatMap((rule): Entry[] =>
    rule.kind === 'response' || rule.kind === 'join' ? [] : [{ rule, asked: 0, ms: 0, answers: [] }],
  );
  const about = entries.filter(isAboutValues);
  const prefilter = prefilterOf(rules);
  let values = 0;
  let decoded = 0;
  const ask = <Answer extends { readonly confidence: number }>(
    entry: Entry,
    question: () => Answer | undefined,
    evidenceOf: (answer: Answer) => Evidence,
  ): void => {
    entry.asked++;
    const began = now();
    const answer = question();
    entry.ms += now() - began;
    if (answer !== undefined) entry.answers.push({ confidence: answer.confidence, evidence: evidenceOf(answer) });
  };
  const askAbout = (text: string, leaf: Leaf): void => {
    const hits = prefilter.value(text);
    if (hits === undefined) return;
    const hit = about.filter((entry, at) => hits.rule(at) && entry.rule.parts.includes(leaf.part));
    for (const entry of hit)
      ask(
        entry,
        () => entry.rule.ask(text, leaf, request),
        (answer) => valueEvidence(leaf, text, answer),
      );
  };
  const visit: Parameters<typeof walkLeaves>[1] = (value, place) => {
    values++;
    const leaf: Leaf = { part: place.part, name: place.name(), value, ...(place.isName && { isName: true }) };
    askAbout(value, leaf);
    for (const reading of readings(value)) {
      decoded++;
      askAbout(reading, leaf);
    }
  };
  const tally = walkLeaves(request, visit);
  for (const token of context.tokens) walkToken(token, tally, visit);
  for (const entry of entries)
    if (isAboutMessages(entry))
      ask(entry, () => entry.rule.ask(request, context, limitsOf(entry.rule.id)), messageEvidence);
  return { rules: entries.map(toTrace), values, readings: decoded, skipped: tally.skipped };
}

const isAboutValues = (entry: Entry): entry is Entry & { rule: ValueRule } => entry.rule.kind === 'value';
const isAboutMessages = (entry: Entry): entry is Entry & { rule: MessageRule } => entry.rule.kind === 'message';

/** Made once for each list of rules: it takes longer than all the questions. */
const prefilters = new WeakMap<readonly StatelessRule[], Prefilter>();

function prefilterOf(rules: readonly StatelessRule[]): Prefilter {
  const known = prefilters.get(rules);
  if (known !== undefined) return known;
  const made = createPrefilter(rules.filter((rule) => rule.kind === 'value'));
  prefilters.set(rules, made);
  return made;
}

const toTrace = ({ rule, asked, ms, answers }: Entry): RuleTrace => ({
  rule: rule.id,
  kind: rule.kind,
  asked,
  ms,
  answers: answers.toSorted((a, b) => b.confidence - a.confidence),
});
