import { wordCount } from '../../lib/text/word-count.ts';
import { defineValueRule, type ValueAnswer } from '../define.ts';
import { fires, silent } from './sql-injection.examples.ts';
import { ADDED, type Continuation } from './sql/added.ts';
import { readContinuation } from './sql/continuation.ts';
import { LITERALS } from './sql/literals.ts';
import { SqlScanner } from './sql/scanner.ts';
import { STATEMENT, STRONG_NAME } from './sql/words.ts';

/** Where in a query the value may stand. */
type Context = 'single' | 'double' | 'none';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;
/** Words around the SQL that still look like a value and not like an article. */
const VALUE_WORDS = 5;

export const sqlInjection = defineValueRule({
  id: 'sql-injection',
  version: 1,
  title: 'SQL injection',
  severity: 'critical',
  references: ['CWE-89', 'CWE-564', 'API8:2023', 'CAPEC-66', 'CAPEC-7'],
  explanation:
    'A value that an application pastes into a query can end the string it stands in and go on with SQL of its own: a condition that is always true, a UNION that reads other tables, a second statement, a function that waits. ' +
    'The rule reads the value as it would stand in a query (in single quotes, in double quotes, bare) token by token, and asks whether it would change the structure of the query: does the string close, and is what follows SQL up to its end or a comment? ' +
    'Text that only mentions SQL breaks that reading within a word or two. Not seen: values that are harmless in every common dialect and harmful in one application only, and injections split over several values.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: LITERALS,
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  // A path's last slash closes nothing.
  ask: (value, leaf) => askSql(leaf.part === 'path' && value.endsWith('/') ? value.slice(0, -1) : value),
  examples: { fires, silent },
});

/** The strongest answer over the three contexts. Linear in the value's length. */
export function askSql(value: string): ValueAnswer | undefined {
  let best = askBare(value) ?? askParameter(value);
  for (const context of ['single', 'double'] as const) {
    const answer = askQuoted(value, context);
    if (answer !== undefined && answer.confidence > (best?.confidence ?? 0)) best = answer;
  }
  return best !== undefined && best.confidence >= LEAST ? best : undefined;
}

/** The value stands in quotes, which it closes. */
function askQuoted(value: string, context: 'single' | 'double'): ValueAnswer | undefined {
  const quote = context === 'single' ? "'" : '"';
  const close = closingQuote(value, quote);
  if (close < 0) return undefined;
  const read = readContinuation(new SqlScanner(value, close + 1), 'operator', true);
  const score = scoreQuoted(value, close, read);
  return answer(value, context, close, read, score);
}

/** The first quote that is not doubled; in a row of an odd number the last one closes. */
function closingQuote(value: string, quote: string): number {
  let at = value.indexOf(quote);
  while (at >= 0) {
    let end = at;
    while (value[end + 1] === quote) end++;
    if ((end - at) % 2 === 0) return end;
    at = value.indexOf(quote, end + 1);
  }
  return -1;
}

function scoreQuoted(value: string, close: number, read: Continuation): number {
  const { added } = read;
  const has = (mask: number): boolean => (added & mask) !== 0;
  const clean = endsCleanly(read);
  if (has(ADDED.union)) return clean || has(ADDED.list) ? 0.97 : 0.7;
  if (has(ADDED.statement)) return 0.95;
  if (has(ADDED.strongCall | ADDED.systemName | ADDED.file)) return clean ? 0.95 : 0.8;
  if (has(ADDED.constantComparison)) return clean ? 0.95 : 0.75;
  if (!clean) return isLongSql(read) ? 0.75 : 0;
  const closed = read.ending !== 'end';
  if (has(ADDED.subquery)) return 0.9;
  if (has(ADDED.comparison | ADDED.constantTerm)) return closed || has(ADDED.call) ? 0.85 : 0;
  if (has(ADDED.sorting | ADDED.clause)) return closed || /\d\s*$/.test(value) ? 0.85 : 0;
  if (has(ADDED.call)) return closed ? 0.8 : 0.5;
  if (quotedWord(value, close)) return 0;
  if (has(ADDED.firstComparison)) return closed ? 0.75 : 0;
  if (has(ADDED.firstArithmetic)) return closed ? 0.6 : 0;
  return read.ending === 'comment' ? scoreComment(value, close, read) : 0;
}

/**
 * Nothing but a comment follows the quote: `admin'--`. Inches, feet and possessives before a number sign look alike, so
 * the value must be one word and the comment empty.
 */
function scoreComment(value: string, close: number, read: Continuation): number {
  if (!/^(?:--[\s+-]*|#|\/\*)\w?$/.test(read.tail.trim()) && !read.tail.startsWith('\0')) return 0;
  const oneWord = !/\s/.test(value.slice(0, close).trim()) && !/\s$/.test(value.slice(0, close));
  if ((read.added & (ADDED.semicolon | ADDED.parenthesis)) !== 0 || read.tail.startsWith('--'))
    return oneWord ? 0.8 : 0.6;
  return oneWord && close > 0 ? 0.75 : 0;
}

/** Cut or damaged further on, but prose does not stay SQL for so long, with a condition and a query or call in it. */
const isLongSql = ({ added, tokens }: Continuation): boolean =>
  tokens >= 6 &&
  (added & (ADDED.logic | ADDED.firstComparison)) !== 0 &&
  (added & (ADDED.subquery | ADDED.call | ADDED.strongCall)) !== 0;

/** A word set in quotes, `'like'`, which happens to be one of SQL. */
const quotedWord = (value: string, close: number): boolean =>
  /^(['"])\s?[a-z]+\s?\1/i.test(value.slice(close, close + 40));

/**
 * A comment or open string at the end is an attacker's when little follows: the query's own rest closes it. Prose after it
 * is the author's.
 */
function endsCleanly(read: Continuation): boolean {
  if (read.ending === 'end') return true;
  if (read.ending === 'open-string') return read.tail.length <= 40 && !/\s\S+\s+\S|^\s+[a-z]/i.test(read.tail);
  return read.ending === 'comment' && read.tail.trim().split(/\s+/, 6).length < 6;
}

/** The value stands bare, as numbers and names do: what precedes the break must be such a value. */
function askBare(value: string): ValueAnswer | undefined {
  const scanner = new SqlScanner(value, 0);
  const first = scanner.next();
  if (first === 'word' && STATEMENT.test(value.slice(scanner.from, scanner.from + 200)))
    return askStatement(value, scanner.from);
  const prefix = barePrefix(first, scanner);
  if (prefix === undefined) return undefined;
  const at = prefix === 'none' || prefix === 'call' ? 0 : scanner.to;
  const rest = new SqlScanner(value, at);
  const read = readContinuation(rest, prefix === 'call' ? 'operand' : 'operator', prefix === 'constant');
  return answer(value, 'none', at, read, scoreBare(prefix, read));
}

/** The value holds a parameter, as a Referer does: `?id=1 UNION SELECT …`. The first one that has blanks is read. */
function askParameter(value: string): ValueAnswer | undefined {
  const parameter = PARAMETER.exec(value);
  if (parameter === null) return undefined;
  const from = parameter.index + parameter[0].length - (parameter[1]?.length ?? 0);
  const found = askBare(parameter[1] ?? '');
  return found && { ...found, mark: [found.mark[0] + from, found.mark[1] + from] };
}

const PARAMETER = /(?:^|[?&])[\w.[\]-]{1,40}=([^&=]*\s[^&]*)/;

type Prefix = 'none' | 'constant' | 'word' | 'call';

/** What a bare value begins with; the scanner is left behind it. */
function barePrefix(first: string, scanner: SqlScanner): Prefix | undefined {
  if (first === 'operator' && (scanner.word === '-' || scanner.word === '+') && scanner.next() === 'number')
    return 'constant';
  if (first === 'number' || first === 'string') return 'constant';
  if (first === 'operator' || first === 'close' || first === 'semicolon') return 'none';
  if (first === 'open') return 'call';
  if (first !== 'word') return undefined;
  if (scanner.callFollows) return 'call';
  if (
    /^(?:or|and|xor|union|having|order|group|limit|procedure|into|where|as|like|rlike|in|between|is)$/.test(
      scanner.word,
    )
  )
    return 'none';
  return /^(?:null|true|false)$/.test(scanner.word) ? 'constant' : 'word';
}

function scoreBare(prefix: Prefix, read: Continuation): number {
  const { added } = read;
  const has = (mask: number): boolean => (added & mask) !== 0;
  const clean = endsCleanly(read);
  const sure = prefix !== 'word';
  if (has(ADDED.union) && read.disguised) return 0.85;
  if (has(ADDED.union))
    return has(ADDED.list | ADDED.systemName | ADDED.call) ? (clean ? 0.95 : 0.75) : sure && clean ? 0.6 : 0;
  if (has(ADDED.statement)) return sure || read.ending === 'comment' ? 0.9 : 0.5;
  if (has(ADDED.strongCall | ADDED.file)) return clean ? 0.9 : isLongSql(read) ? 0.75 : 0;
  if (!clean) return sure && prefix !== 'call' && isLongSql(read) ? 0.75 : 0;
  if (has(ADDED.systemName)) return sure ? 0.85 : 0.6;
  if (has(ADDED.constantComparison)) return 0.9;
  if (has(ADDED.subquery)) return sure ? 0.85 : 0.6;
  const commented = read.ending === 'comment';
  if (prefix === 'call') return has(ADDED.call) && has(ADDED.logic) ? 0.7 : 0;
  if (prefix === 'none' && has(ADDED.logic) && has(ADDED.comparison)) return 0.75;
  if (has(ADDED.logic) && has(ADDED.call)) return sure ? 0.85 : 0.6;
  if (prefix === 'constant' && has(ADDED.firstComparison) && read.ending === 'open-string') return 0.75;
  if (has(ADDED.sorting)) return prefix === 'constant' || commented ? 0.8 : 0;
  if (has(ADDED.comparison | ADDED.constantTerm | ADDED.clause)) return commented && sure ? 0.75 : 0;
  return 0;
}

/** The whole value is a statement. It changes no query, but where a query is built of it, it is one. */
function askStatement(value: string, from: number): ValueAnswer | undefined {
  const read = readContinuation(new SqlScanner(`;${value}`, 0), 'operator', true);
  const statement = (read.added & ADDED.statement) !== 0;
  const reads =
    (read.added & ADDED.subquery) !== 0 &&
    endsCleanly(read) &&
    (read.added & (ADDED.list | ADDED.call | ADDED.systemName)) !== 0;
  if (!statement && !reads) return undefined;
  const strong = (read.added & (ADDED.strongCall | ADDED.systemName)) !== 0 || STRONG_NAME.test(value);
  return {
    confidence: strong ? 0.85 : 0.6,
    statement: 'value is an SQL statement of its own',
    mark: [from, Math.max(from + 1, read.to - 1)],
  };
}

/** Many words before the break, or after the SQL ends, are an article that quotes SQL, not a value that carries it. */
function proseFactor(value: string, at: number, read: Continuation): number {
  const before = wordCount(value.slice(0, at));
  const after = endsCleanly(read)
    ? 0
    : wordCount(value.slice(read.to)) + (read.ending === 'open-string' ? wordCount(read.tail) : 0);
  return (before <= VALUE_WORDS ? 1 : before <= VALUE_WORDS * 2 ? 0.8 : 0.5) * (after <= VALUE_WORDS ? 1 : 0.6);
}

function answer(
  value: string,
  context: Context,
  from: number,
  read: Continuation,
  score: number,
): ValueAnswer | undefined {
  // Words are counted only where they matter.
  const confidence = score < LEAST ? 0 : score * proseFactor(value, from, read);
  if (confidence < LEAST) return undefined;
  const closed = context === 'none' ? '' : `${context}-quoted string closed, `;
  return {
    confidence: read.disguised ? Math.min(0.99, confidence + 0.05) : confidence,
    statement: `value changes the structure of a query: ${closed}${describe(read)}`,
    mark: [Math.min(from, value.length - 1), Math.min(value.length, Math.max(read.to, from + 1))],
  };
}

const DESCRIPTIONS: readonly (readonly [number, string])[] = [
  [ADDED.union, 'UNION SELECT added'],
  [ADDED.statement, 'second statement added'],
  [ADDED.strongCall, 'function with side effects called'],
  [ADDED.systemName, "the database's own tables or settings read"],
  [ADDED.file, 'result written to a file'],
  [ADDED.constantComparison, 'comparison of two constants added'],
  [ADDED.subquery, 'subquery added'],
  [ADDED.constantTerm, 'constant condition added'],
  [ADDED.comparison, 'condition added'],
  [ADDED.sorting, 'ORDER or GROUP BY added'],
  [ADDED.clause, 'clause added'],
  [ADDED.call, 'function called'],
  [ADDED.firstComparison, 'comparison with the value itself added'],
  [ADDED.firstArithmetic, 'operator added'],
];

function describe(read: Continuation): string {
  const what = DESCRIPTIONS.find(([mask]) => (read.added & mask) !== 0)?.[1];
  const end = read.ending === 'comment' ? 'rest of the query commented out' : undefined;
  return [what, end].filter((part) => part !== undefined).join(', ') || 'statement ended';
}
