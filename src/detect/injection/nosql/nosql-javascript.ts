import { wordCount } from '../../../lib/text/word-count.ts';
import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './nosql-javascript.examples.ts';
import { readScript, SCRIPT, type ScriptRead } from './script-reader.ts';
import { ScriptScanner } from './script-scanner.ts';

/** Where in a script the value may stand. */
type Context = 'single' | 'double' | 'none';

const LEAST = 0.5;
/** Words before the break that still look like a value. */
const VALUE_WORDS = 5;

export const nosqlJavascript = defineValueRule({
  id: 'nosql-javascript',
  version: 1,
  title: 'JavaScript injection into a NoSQL query',
  severity: 'critical',
  references: ['CWE-943', 'CWE-94', 'CWE-95', 'API8:2023', 'CAPEC-676'],
  explanation:
    "MongoDB's $where, mapReduce and $function, and the views of CouchDB run JavaScript on the server. A value that is pasted into such a script can end the string it stands in and go on with a condition that is always true, a return, a loop that holds the server, or commands of the database's shell. " +
    'The rule reads the value as it would stand there (in single quotes, in double quotes, bare) token by token, and asks whether the string closes and what follows is JavaScript up to its end or a comment. A whole function, and a whole command of the shell (db.users.drop()), count as well. ' +
    'Text and code that is not broken out of a string is left alone. Not seen: scripts in other languages, and values that only one application would run.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '||',
    '&&',
    '==',
    "'^",
    '"^',
    "'//",
    "' //",
    '"//',
    '" //',
    "';",
    '";',
    "'}",
    "')",
    "'+",
    '"+',
    'return',
    'sleep(',
    'while(',
    'while (',
    'for(',
    'for (',
    'this.',
    'function',
    'date(',
    'var ',
    'db.',
    'tojson(',
    'emit(',
    'objectid(',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value, leaf) => askScript(leaf.part === 'path' && value.endsWith('/') ? value.slice(0, -1) : value, leaf),
  examples: { fires, silent },
});

function askScript(value: string, leaf: Leaf): ValueAnswer | undefined {
  let best = askWhole(value, leaf) ?? askBare(value);
  for (const context of ['single', 'double'] as const) {
    const found = askQuoted(value, context);
    if (found !== undefined && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  return best;
}

function askQuoted(value: string, context: 'single' | 'double'): ValueAnswer | undefined {
  const close = closingQuote(value, context === 'single' ? "'" : '"');
  if (close < 0 || !isText(value.slice(0, close))) return undefined;
  const read = readScript(new ScriptScanner(value, close + 1), true, true);
  return answer(value, context, close, read, scoreQuoted(value, close, read));
}

/** The first quote that no backslash hides. */
function closingQuote(value: string, quote: string): number {
  let at = value.indexOf(quote);
  while (at >= 0 && isEscaped(value, at)) at = value.indexOf(quote, at + 1);
  return at;
}

/** An odd number of backslashes stands before. */
function isEscaped(value: string, at: number): boolean {
  let from = at;
  while (value[from - 1] === '\\') from--;
  return (at - from) % 2 === 1;
}

/** What stands before the quote is a value: code would open brackets, call, or assign. */
const isText = (before: string): boolean =>
  !/[(){}=;<>`\n]|\w\[|:\s*$/.test(before) && wordCount(before) <= VALUE_WORDS;

function scoreQuoted(value: string, close: number, read: ScriptRead): number {
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  const clean = endsCleanly(read);
  if (has(SCRIPT.waits | SCRIPT.database)) return clean ? 0.95 : read.tokens >= 6 ? 0.75 : 0;
  if (has(SCRIPT.returns)) return clean || read.tokens >= 4 ? 0.95 : 0;
  if (has(SCRIPT.record)) return clean ? 0.9 : has(SCRIPT.logic) && read.tokens >= 4 ? 0.75 : 0;
  if (!clean) return 0;
  if (has(SCRIPT.constantComparison)) return has(SCRIPT.logic) ? 0.9 : 0.6;
  const closed = read.ending === 'comment';
  if (has(SCRIPT.logic) && has(SCRIPT.comparison)) return closed ? 0.85 : 0.6;
  if (has(SCRIPT.statement)) return 0.85;
  if (has(SCRIPT.logic) && has(SCRIPT.call)) return closed ? 0.8 : 0.6;
  if (has(SCRIPT.logic) && has(SCRIPT.constantTerm)) return closed ? 0.85 : 0.55;
  if (has(SCRIPT.joined)) return closed && /^\s*$/.test(read.tail) ? 0.6 : 0;
  return closed && read.tokens <= 3 ? scoreComment(value, close, read) : 0;
}

/** Nothing but closing marks and an empty comment follows the quote of one word. */
function scoreComment(value: string, close: number, read: ScriptRead): number {
  const oneWord = close > 0 && !/[\s:/]/.test(value.slice(0, close));
  return oneWord && /^[\s\0+]*$/.test(read.tail) ? 0.75 : 0;
}

/** What stays behind is little: the script's own rest is taken in. */
const endsCleanly = ({ ending, tail }: ScriptRead): boolean =>
  ending === 'end' ||
  (ending === 'open-string' && tail.length <= 40 && !/\s\S+\s+\S/.test(tail)) ||
  (ending === 'comment' && wordCount(tail) < 6);

/** The value stands bare, as numbers do. */
function askBare(value: string): ValueAnswer | undefined {
  const scanner = new ScriptScanner(value, 0);
  const first = scanner.next(true);
  const constant = first === 'number' || (first === 'word' && /^(?:true|false|null|undefined)$/.test(scanner.word));
  const named = first === 'word' && !constant;
  const from = constant || named ? scanner.to : 0;
  if (!BREAKS.test(value.slice(from, from + 40))) return undefined;
  const read = readScript(new ScriptScanner(value, from), true, constant);
  return answer(value, 'none', from, read, scoreBare(read, constant, named));
}

/** What ends the place of a bare value: closing brackets, and then the statement, or a condition. */
const BREAKS = /^[\s)}\]]{0,16}(?:;|\|\||&&)/;

function scoreBare(read: ScriptRead, constant: boolean, named: boolean): number {
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  if (!endsCleanly(read)) return 0;
  const broken = has(SCRIPT.logic) || has(SCRIPT.statement);
  if (has(SCRIPT.waits | SCRIPT.database)) return named ? (has(SCRIPT.logic) ? 0.75 : 0.5) : 0.9;
  if (has(SCRIPT.constantComparison) && has(SCRIPT.logic)) return named ? 0.75 : 0.85;
  if (named) return 0;
  if (has(SCRIPT.returns)) return 0.9;
  if (has(SCRIPT.record) && broken) return 0.85;
  if (constant && has(SCRIPT.statement) && has(SCRIPT.call)) return 0.75;
  return has(SCRIPT.logic) && has(SCRIPT.constantTerm) && read.ending === 'comment' ? 0.75 : 0;
}

/** The value is a script of its own: a function as views and `$where` take it, or a command of the database's shell. */
function askWhole(value: string, leaf: Leaf): ValueAnswer | undefined {
  const text = value.trimStart();
  const offset = value.length - text.length;
  if (!isOneLine(text)) return undefined;
  const command = COMMAND.exec(text);
  if (command !== null)
    return {
      confidence: CHANGES.test(command[0]) ? 0.85 : TALK.test(leaf.name) ? 0.5 : 0.75,
      statement: "value is a command of the database's shell",
      mark: [offset, offset + command[0].length],
    };
  const isCondition = /\$where\]?$/.test(leaf.name);
  if (!isCondition && !BEGINS.test(text)) return undefined;
  const read = readScript(new ScriptScanner(text, 0), false, false);
  const has = (mask: number): boolean => (read.added & mask) !== 0;
  if (read.ending === 'broken' || read.ending === 'open-string') return undefined;
  const confidence = isCondition && (has(ALWAYS) || /[^<>=]==[^>]/.test(text)) ? 0.85 : scoreWhole(text, has);
  if (confidence === 0) return undefined;
  return {
    confidence,
    statement: 'value is a script that a database would run for each record',
    mark: [offset, offset + Math.max(1, read.to)],
  };
}

const BEGINS = /^(?:function\b|this\.|return\b|\(?\s?function\b)/;
/** What a condition of other query languages, such as Socrata's `$where=`, has not. */
const ALWAYS = SCRIPT.record | SCRIPT.returns | SCRIPT.waits | SCRIPT.database;

function scoreWhole(text: string, has: (mask: number) => boolean): number {
  const isFunction = /^\(?\s?function\s{0,4}\(/.test(text);
  if (isFunction && has(SCRIPT.waits | SCRIPT.database)) return 0.85;
  if (isFunction && has(SCRIPT.record) && has(SCRIPT.comparison | SCRIPT.constantComparison)) return 0.75;
  if (isFunction) return /\{\s{0,8}return\s{1,8}(?:true|1|!0)\b/.test(text.slice(0, 200)) ? 0.8 : 0;
  if (has(SCRIPT.constantComparison) && has(SCRIPT.logic)) return has(SCRIPT.statement) ? 0 : 0.8;
  if (has(SCRIPT.database) || /^this\.\w{1,40}\.match\s?\(/.test(text)) return 0.6;
  return 0;
}

const isOneLine = (text: string): boolean => text.length <= 600 && !/\n\s*\S/.test(text);

const COMMAND =
  /^[;\s]{0,4}db\.(?:getsiblingdb\([^()]{0,60}\)\.)?(?:[a-z_]\w{0,60}\.){0,3}(?:find\w*|insert\w*|remove|drop\w*|update\w*|delete\w*|replaceone|save|aggregate|distinct|mapreduce|count\w*|rename\w*|(?:run|admin)command|eval|createuser|getusers?|getcollection\w*|grantroles\w*|shutdownserver|stats|version|serverstatus|copydatabase|clonedatabase|auth|logout)\s?\(/i;
const CHANGES =
  /(?:insert\w*|remove|drop\w*|update\w*|delete\w*|save|command|eval|createuser|shutdown\w*|copydatabase)\s?\($/i;
/** Fields in which people write to people. */
const TALK = /comment|message|description|text|content|note|question|title|body/i;

function answer(
  value: string,
  context: Context,
  from: number,
  read: ScriptRead,
  confidence: number,
): ValueAnswer | undefined {
  if (confidence < LEAST) return undefined;
  const closed = context === 'none' ? '' : `${context}-quoted string closed, `;
  return {
    confidence,
    statement: `value changes a script of the database: ${closed}${describe(read)}`,
    mark: [Math.min(from, value.length - 1), Math.min(value.length, Math.max(read.to, from + 1))],
  };
}

const DESCRIPTIONS: readonly (readonly [number, string])[] = [
  [SCRIPT.waits, 'loop or waiting call added'],
  [SCRIPT.database, "function of the database's shell called"],
  [SCRIPT.returns, 'return added'],
  [SCRIPT.record, 'condition on the record added'],
  [SCRIPT.constantComparison, 'comparison of two constants added'],
  [SCRIPT.statement, 'statement added'],
  [SCRIPT.comparison, 'condition added'],
  [SCRIPT.constantTerm, 'constant condition added'],
  [SCRIPT.call, 'function called'],
  [SCRIPT.joined, 'operator added'],
];

function describe(read: ScriptRead): string {
  const what = DESCRIPTIONS.find(([mask]) => (read.added & mask) !== 0)?.[1];
  const end = read.ending === 'comment' ? 'rest of the script commented out' : undefined;
  return [what, end].filter((part) => part !== undefined).join(', ') || 'script ended';
}
