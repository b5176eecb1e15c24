import { maskedExcerpt } from '../../lib/text/excerpt.ts';
import { defineJoinRule, type JoinAnswer, type JoinedExchange } from '../define.ts';
import { fires, silent } from './expression-result.examples.ts';
import { answerText, askedValues } from './join/both-sides.ts';
import { isEcho } from './surroundings.ts';

/** Digits and characters around them that do not stand in an answer by chance. */
const LEAST_DIGITS = 5;
const LEAST_AROUND = 3;
/** Characters of the value before and behind the expression that must come back with the result. */
const AROUND = 16;

export const expressionResult = defineJoinRule({
  id: 'expression-result',
  version: 1,
  title: 'Result of an expression in the request',
  severity: 'high',
  references: ['CWE-1336', 'CWE-94', 'CWE-917', 'API8:2023', 'CAPEC-242'],
  explanation:
    'A value holds a sum in the marks of a template or expression language, such as a product of two numbers in double braces, and the answer holds its result: what was sent as data was run as a program. ' +
    'The rule works the expression out and looks for the result where the expression stood: with the characters around it, or as a number of at least five digits that the request does not hold. ' +
    'Not seen: expressions other than one sum, product, or difference of two numbers, and results that appear in a later answer.',
  limits: {},
  action: 'log',
  blockMs: 0,
  ask: askResult,
  examples: { fires, silent },
});

function askResult(exchange: JoinedExchange): JoinAnswer | undefined {
  let text: string | undefined;
  for (const { value, signal } of askedValues(exchange, () => true)) {
    for (const { results, before, after, from, to } of readExpressions(value)) {
      text ??= answerText(exchange.response);
      const found = results.find((result) => isIn(text ?? '', before, result, after, exchange));
      if (found === undefined) continue;
      const { part, name } = signal.evidence;
      return {
        confidence: before.length + after.length >= LEAST_AROUND ? 0.97 : 0.93,
        evidence: {
          part: 'response',
          name: '-',
          ...maskedExcerpt(value, [from, to]),
          statement: `answer holds ${found}, the result of the expression in the request (${part} ${name})`,
        },
      };
    }
  }
  return undefined;
}

interface Expression {
  readonly from: number;
  readonly to: number;
  readonly results: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** Marks of template and expression languages, with what may stand beside the numbers inside. */
const MARKED =
  /(?:\{\{[=!#-]?|[$#*~@]\{{1,2}|<%[=-]?|@\(|\[\[|\{%-? ?(?:print|=)|\[\(|\{)\s{0,8}(['"]?)(\d{1,9})\1\s{0,4}([*+-])\s{0,4}(['"]?)(\d{1,9})\4\s{0,8}(?:-?\}\}|-?%>|%\}|\}|\)\]|\]\]|\))/g;
/** Expressions of one value that are worked out. */
const MOST = 8;

function* readExpressions(value: string): Generator<Expression> {
  let tried = 0;
  for (const found of value.matchAll(MARKED)) {
    if (++tried > MOST) return;
    const [whole, , left = '', operator = '', quote = '', right = ''] = found;
    const from = found.index;
    const to = from + whole.length;
    yield {
      from,
      to,
      results: resultsOf(left, operator, right, quote !== ''),
      before: value.slice(Math.max(0, from - AROUND), from),
      after: value.slice(to, to + AROUND),
    };
  }
}

/** A string times a number is repeated in Python and multiplied elsewhere. */
function resultsOf(left: string, operator: string, right: string, quoted: boolean): readonly string[] {
  const a = BigInt(left);
  const b = BigInt(right);
  if (operator === '+') return quoted ? [] : [String(a + b)];
  if (operator === '-') return [String(a - b)];
  const repeated = quoted && a > 0n && a <= 20n ? [right.repeat(Number(a))] : [];
  return [String(a * b), ...repeated];
}

/** The result stands where the expression stood, or is long enough to stand nowhere by chance. */
function isIn(text: string, before: string, result: string, after: string, { request }: JoinedExchange): boolean {
  const around = before + after;
  if (around.trim().length >= LEAST_AROUND && text.includes(before + result + after)) return true;
  if (result.length < LEAST_DIGITS || isEcho(result, request)) return false;
  for (let at = text.indexOf(result); at >= 0; at = text.indexOf(result, at + 1))
    if (!/\d/.test((text[at - 1] ?? '') + (text[at + result.length] ?? ''))) return true;
  return false;
}
