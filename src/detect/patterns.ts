import { wordCount } from '../lib/text/word-count.ts';
import type { ValueAnswer } from './define.ts';

/** What to look for, how sure it makes, and what it means. Patterns are linear in the value's length. */
export type Question = readonly [pattern: RegExp, confidence: number, statement: string];

/** Words around the deciding part that still look like a value; more look like a note, many like an article. */
const VALUE_WORDS = 6;

/** The surest answer, weighed by the words around. */
export function askPatterns(value: string, questions: readonly Question[]): ValueAnswer | undefined {
  let best: ValueAnswer | undefined;
  for (const [pattern, confidence, statement] of questions) {
    if (confidence <= (best?.confidence ?? 0)) continue;
    const found = pattern.exec(value);
    const answer = found && weighed(value, found, confidence, statement);
    if (answer && answer.confidence > (best?.confidence ?? 0)) best = answer;
  }
  return best;
}

/** Words outside of what was found weigh against it: who attacks sends little else, who writes about it sends much. */
export function weighed(
  value: string,
  found: RegExpExecArray,
  sure: number,
  statement: string,
): ValueAnswer | undefined {
  const to = found.index + found[0].length;
  const around = wordCount(value.slice(0, found.index), 40) + wordCount(value.slice(to), 40);
  const factor = around <= VALUE_WORDS ? 1 : around <= VALUE_WORDS * 3 ? 0.72 : 0.54;
  const confidence = Math.round(sure * factor * 100) / 100;
  return confidence < 0.5
    ? undefined
    : { confidence, statement, mark: [found.index, Math.min(value.length, Math.max(to, found.index + 1))] };
}
