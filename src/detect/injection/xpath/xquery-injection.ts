import { wordCount } from '../../../lib/text/word-count.ts';
import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { readXPath, XPATH, type XPathRead } from './continuation.ts';
import { callKind } from './functions.ts';
import { XPathScanner } from './scanner.ts';
import { fires, silent } from './xquery-injection.examples.ts';

const VALUE_WORDS = 4;

export const xqueryInjection = defineValueRule({
  id: 'xquery-injection',
  version: 1,
  title: 'XQuery injection',
  severity: 'critical',
  references: ['CWE-652', 'API8:2023', 'CAPEC-84'],
  explanation:
    'XML databases (eXist, BaseX, MarkLogic) are asked in XQuery, which loops (for, let, return), declares functions, reads files and addresses (doc, unparsed-text, file:read-text), and runs text as a query (xquery:eval, util:eval, xdmp:eval). ' +
    'The rule asks whether a value closes the string, the braces or the element it stands in and goes on with such an expression, holds an expression in braces that reaches beyond the document, or is one as a whole; it follows the expression token by token, so that prose with the same words ends it. ' +
    'Not seen: conditions, which are those of XPath and left to that rule.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'return ',
    'for $',
    'let $',
    'some $',
    'every $',
    'declare ',
    'import module',
    ':=',
    'doc(',
    'collection(',
    'unparsed-text',
    ':eval',
    ':read-',
    'proc:',
    'xdmp:',
    'util:',
    'file:',
    'http:send',
    'sql:execute',
    'parse-xml(',
    '}<',
    '{doc',
    '>{',
    'system-property(',
    'environment-variable(',
    'insert node',
    'delete node',
    'replace value of',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askXQuery,
  examples: { fires, silent },
});

function askXQuery(value: string, leaf: Leaf): ValueAnswer | undefined {
  for (const from of startsOf(value)) {
    const found = askFrom(value, from, leaf);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the place that a value stands in may end: at its beginning, behind a quote, braces, or an element's end. */
function* startsOf(value: string): Generator<number> {
  yield 0;
  const match = BREAK.exec(value);
  if (match !== null && wordCount(match[1] ?? '') <= VALUE_WORDS) yield match[0].length;
}

/** A short text, and then what closes it: quotes, brackets, an element, an opening brace of an enclosed expression. */
const BREAK =
  /^([^'"{}<>();=\n]{0,80})(?:['"]\s{0,8}[)\]}]{0,8}|[)\]}]{1,8}|<\/?[a-z][\w:-]{0,40}\s{0,4}\/?>|(?=\{))[\s;]{0,8}/i;

function askFrom(value: string, from: number, leaf: Leaf): ValueAnswer | undefined {
  DECLARATION.lastIndex = from;
  const declaration = DECLARATION.exec(value);
  if (declaration !== null) return answer(value, from, DECLARATION.lastIndex, 0.9, 'a declaration');
  UPDATE.lastIndex = from;
  if (UPDATE.test(value)) return answer(value, from, UPDATE.lastIndex, 0.85, 'an update');
  const enclosed = /^\s{0,8}\{/.test(value.slice(from, from + 9));
  const start = enclosed ? value.indexOf('{', from) + 1 : from;
  return askExpression(value, start, enclosed, leaf);
}

const DECLARATION =
  /\s{0,8}(?:declare\s{1,8}(?:%?\w{1,20}\s{1,4})?(?:function\s{1,8}[\w-]{1,40}:[\w-]{1,40}\s{0,4}\(\s{0,4}[$)]|variable\s{1,8}\$|namespace\s{1,8}[\w-]{1,40}\s{0,4}=|option\s{1,8}[\w:-]{1,40}\s{1,4}["'])|import\s{1,8}module\s{1,8}(?:namespace\s{1,8}[\w-]{1,40}\s{0,4}=\s{0,4})?["'])/iy;
const UPDATE =
  /[\s,]{0,8}(?:insert\s{1,8}nodes?\s{1,8}[<{("'$/]|delete\s{1,8}nodes?\s{1,8}[$/.(]|replace\s{1,8}value\s{1,8}of\s{1,8}node\s{1,8}[$/.(]|rename\s{1,8}node\s{1,8}[$/.(])/iy;

/** An expression that loops, or calls what reaches beyond the document. */
function askExpression(value: string, start: number, enclosed: boolean, leaf: Leaf): ValueAnswer | undefined {
  const scanner = new XPathScanner(value, start);
  const first = scanner.next();
  const { word, from } = scanner;
  const isCall =
    first === 'name' && scanner.callFollows && callKind(word) === 'far' && isOpened(value, scanner.to, word);
  const isReturn = first === 'name' && word === 'return' && start > 0;
  const isFlwor = first === 'name' && FLWOR.test(word) && scanner.next() === 'variable';
  if (!isReturn && !isFlwor && !isCall) return undefined;
  const read = readXPath(new XPathScanner(value, isReturn ? from + word.length : from), false, false);
  const confidence = score(read, { isReturn, isFlwor, enclosed, start, offered: OFFERED.test(leaf.name) });
  return confidence < 0.5 ? undefined : answer(value, from, read.to, confidence, describe(read, isFlwor || isReturn));
}

/** A module's function is none of prose's words; the others must be given a string, a path or a variable. */
const isOpened = (value: string, at: number, word: string): boolean =>
  word.includes(':') || /^\s{0,8}\(\s{0,8}(?:["'$/(.]|concat|string-join)/i.test(value.slice(at, at + 30));

const FLWOR = /^(?:for|let|some|every)$/;
const OFFERED = /query|xquery|expression|script/i;

interface Form {
  readonly isReturn: boolean;
  readonly isFlwor: boolean;
  readonly enclosed: boolean;
  readonly start: number;
  /** The field is called one that takes queries. */
  readonly offered: boolean;
}

function score(read: XPathRead, { isReturn, isFlwor, enclosed, start, offered }: Form): number {
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  const readable = read.ending !== 'broken' || read.tokens >= 6;
  if (has(XPATH.farCall)) return offered && start === 0 ? 0.75 : enclosed || start > 0 ? 0.92 : 0.85;
  if (isReturn) return has(XPATH.path) && read.ending !== 'broken' ? 0.85 : 0;
  if (!isFlwor || !readable || !(has(XPATH.path) || has(XPATH.call))) return 0;
  // A loop that stands behind what was closed, or inside braces; a whole one is what query interfaces take.
  return start > 0 || enclosed ? 0.85 : offered ? 0.5 : 0.75;
}

const describe = (read: XPathRead, isLoop: boolean): string =>
  (read.added & XPATH.farCall) !== 0
    ? 'a function that reads or runs something else'
    : isLoop
      ? 'a loop or result of its own'
      : 'an expression';

const answer = (value: string, from: number, to: number, confidence: number, what: string): ValueAnswer => ({
  confidence,
  statement: from === 0 ? `value is XQuery: ${what}` : `value closes its place in an XQuery and adds ${what}`,
  mark: [Math.min(from, value.length - 1), Math.min(value.length, Math.max(to, from + 1))],
});
