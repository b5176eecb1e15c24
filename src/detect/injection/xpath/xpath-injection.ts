import { wordCount } from '../../../lib/text/word-count.ts';
import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { readXPath, XPATH, type XPathRead } from './continuation.ts';
import { XPATH_LITERALS } from './literals.ts';
import { XPathScanner } from './scanner.ts';
import { fires, silent } from './xpath-injection.examples.ts';

const LEAST = 0.5;
const VALUE_WORDS = 4;

export const xpathInjection = defineValueRule({
  id: 'xpath-injection',
  version: 1,
  title: 'XPath injection',
  severity: 'high',
  references: ['CWE-643', 'API8:2023', 'CAPEC-83'],
  explanation:
    "XML documents are searched with XPath expressions such as //user[name='VALUE']. A value that is pasted in can close the string and add a condition that is always true, close the predicate and read other nodes (] | //*), or draw out the document letter by letter with substring, count and name. " +
    'The rule reads the value as it would stand in an expression (in single quotes, in double quotes, as a number) token by token, and asks whether the string closes and what follows is XPath up to its end. Conditions that SQL has as well are reported by both rules. ' +
    'Whole expressions, which scraping services take as they are, are left alone unless functions are put around them. Not seen: values that only one application would paste elsewhere.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: XPATH_LITERALS,
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value, leaf) => askXPath(leaf.part === 'path' && value.endsWith('/') ? value.slice(0, -1) : value, leaf),
  examples: { fires, silent },
});

function askXPath(value: string, leaf: Leaf): ValueAnswer | undefined {
  let best = askBare(value) ?? askWhole(value, leaf);
  for (const quote of ["'", '"']) {
    const found = askQuoted(value, quote);
    if (found !== undefined && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  return best;
}

function askQuoted(value: string, quote: string): ValueAnswer | undefined {
  const close = closingQuote(value, quote);
  if (close < 0 || !isText(value.slice(0, close))) return undefined;
  const read = readXPath(new XPathScanner(value, close + 1), true, true);
  return answer(`${quote === "'" ? 'single' : 'double'}-quoted string closed, `, close, read, scoreQuoted(read));
}

/** The first quote that is not doubled. */
function closingQuote(value: string, quote: string): number {
  let at = value.indexOf(quote);
  while (at >= 0 && value[at + 1] === quote && value[at + 2] !== quote) at = value.indexOf(quote, at + 2);
  return at;
}

/** What stands before the quote is a value: code and expressions would open brackets, call, or assign. */
const isText = (before: string): boolean => !/[([{=<>\n]|:\s*$/.test(before) && wordCount(before) <= VALUE_WORDS;

function scoreQuoted(read: XPathRead): number {
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  const clean = endsCleanly(read);
  if (!clean) return has(XPATH.predicate) && has(XPATH.union | XPATH.path) ? 0.75 : 0;
  if (has(XPATH.farCall)) return 0.9;
  if (has(XPATH.predicate)) return has(XPATH.union | XPATH.path | XPATH.logic | XPATH.filter) ? 0.92 : 0.6;
  if (has(XPATH.union)) return has(XPATH.path | XPATH.call) ? 0.92 : 0;
  const closed = read.ending === 'open-string' || read.ending === 'comment';
  if (!has(XPATH.logic)) return has(XPATH.joined) && has(XPATH.call) ? (closed ? 0.75 : 0.5) : 0;
  if (has(XPATH.path)) return 0.9;
  if (has(XPATH.call)) return 0.88;
  if (has(XPATH.constantComparison)) return 0.85;
  if (has(XPATH.constantTerm)) return !closed ? 0.6 : /^(?:\w|:\)|$)/.test(read.tail) && read.tokens > 1 ? 0.75 : 0;
  return has(XPATH.comparison) ? (closed ? 0.75 : 0.55) : 0;
}

/** Behind the last token little stays: the expression's own quote takes it in. */
const endsCleanly = ({ ending, tail }: XPathRead): boolean =>
  ending !== 'broken' && tail.length <= 40 && !/\s\S+\s+\S/.test(tail);

/** The value stands bare, as numbers do, or in a predicate by name. */
function askBare(value: string): ValueAnswer | undefined {
  const scanner = new XPathScanner(value, 0);
  const first = scanner.next();
  const constant = first === 'number';
  const named = first === 'name' && !scanner.callFollows && !KEYWORD.test(scanner.word);
  const leads = first === 'close' || scanner.word === '|' || (first === 'name' && KEYWORD.test(scanner.word));
  if (!constant && !named && !leads) return undefined;
  const from = leads ? 0 : scanner.to;
  const read = readXPath(new XPathScanner(value, from), true, constant);
  return answer('', from, read, scoreBare(read, named));
}

const KEYWORD = /^(?:or|and|union)$/;

function scoreBare(read: XPathRead, named: boolean): number {
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  if (!endsCleanly(read) || !has(XPATH.logic | XPATH.union | XPATH.predicate | XPATH.parenthesis)) return 0;
  if (has(XPATH.predicate)) return has(XPATH.union) || (has(XPATH.path) && !named) ? 0.9 : 0;
  if (has(XPATH.farCall)) return 0.85;
  if (has(XPATH.union)) return has(XPATH.path) && (!named || has(XPATH.filter)) ? (named ? 0.7 : 0.85) : 0;
  if (!has(XPATH.logic)) return 0;
  if (has(XPATH.path) && has(XPATH.call)) return named ? 0.75 : 0.88;
  if (has(XPATH.constantComparison)) return named ? 0.6 : 0.75;
  if (has(XPATH.path) && has(XPATH.comparison)) return named ? 0.6 : 0.8;
  return has(XPATH.call) && !named ? 0.75 : 0;
}

/** The whole value is a call around a path, or a path with a condition that is always true. */
function askWhole(value: string, leaf: Leaf): ValueAnswer | undefined {
  if (!/^\s{0,8}(?:\/|[a-z][a-z-]{2,30}\s?\()/i.test(value)) return undefined;
  const calls = new XPathScanner(value, 0).next() === 'name';
  const read = readXPath(new XPathScanner(value, 0), false, false);
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  if (read.ending !== 'end') return undefined;
  const offered = /xpath|selector|expression|path/i.test(leaf.name);
  if (has(XPATH.filter) && has(XPATH.logic) && has(XPATH.constantComparison))
    return answer('', 0, read, offered ? 0.6 : 0.8);
  if (!calls || !has(XPATH.call) || !has(XPATH.path) || offered || !ROOTED.test(value)) return undefined;
  return answer('', 0, read, 0.75);
}

/** A call whose argument begins at the root of the document. */
const ROOTED = /\(\s{0,4}\/{1,2}[\w*.@]/;

function answer(closed: string, from: number, read: XPathRead, confidence: number): ValueAnswer | undefined {
  if (confidence < LEAST) return undefined;
  return {
    confidence,
    statement: `value changes an XPath expression: ${closed}${describe(read)}`,
    mark: [from, Math.max(from + 1, read.to)],
  };
}

const DESCRIPTIONS: readonly (readonly [number, string])[] = [
  [XPATH.farCall, 'function that reads elsewhere called'],
  [XPATH.union, 'other nodes added'],
  [XPATH.predicate, 'predicate closed'],
  [XPATH.path, 'condition on other nodes added'],
  [XPATH.constantComparison, 'comparison of two constants added'],
  [XPATH.call, 'function called'],
  [XPATH.constantTerm, 'constant condition added'],
  [XPATH.comparison, 'condition added'],
];

const describe = (read: XPathRead): string =>
  DESCRIPTIONS.find(([mask]) => (read.added & mask) !== 0)?.[1] ?? 'operator added';
