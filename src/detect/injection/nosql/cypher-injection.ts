import { wordCount } from '../../../lib/text/word-count.ts';
import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './cypher-injection.examples.ts';

/** Words before the break, and behind the last clause, that still look like a value. */
const WORDS_BEFORE = 3;
const VALUE_WORDS = 5;
/** Characters of a value that are read: a clause that changes a query begins early and shows itself at once. */
const MOST_CHARS = 4_000;

export const cypherInjection = defineValueRule({
  id: 'cypher-injection',
  version: 1,
  title: 'Cypher injection into a graph query',
  severity: 'critical',
  references: ['CWE-943', 'API8:2023', 'CAPEC-676'],
  explanation:
    'Graph databases such as Neo4j are asked in Cypher. A value that is pasted into such a query can close the string and the pattern it stands in and add clauses: another MATCH, DETACH DELETE, a CALL of a procedure, LOAD CSV, which fetches an address from inside the network. ' +
    'The rule asks whether the value closes a string or pattern, or stands bare as a number, and goes on with clauses in the shape that Cypher gives them. Whole queries count where they change data or call procedures of the system; reading ones are only logged, since interfaces for graph queries take them. ' +
    'Not seen: conditions that look the same in SQL are left to the rule for SQL.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'match (',
    'match(',
    'match p=',
    'match p =',
    'return ',
    'detach delete',
    'load csv',
    'create (',
    'create(',
    'merge (',
    'merge(',
    'unwind ',
    'call db',
    'call apoc',
    'call {',
    'foreach (',
    'foreach(',
    'set ',
    'with ',
    'apoc.',
    'dbms.',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askCypher,
  examples: { fires, silent },
});

function askCypher(whole: string, leaf: Leaf): ValueAnswer | undefined {
  const value = whole.slice(0, MOST_CHARS);
  const statement = /^\s{0,8}(?=(?:match|merge|call|load|detach|unwind)\b)/i.exec(value);
  const asStatement = statement === null ? undefined : askStatement(value, statement[0].length, leaf);
  if (asStatement !== undefined) return asStatement;
  const from = breakOf(value);
  return from < 0 ? undefined : askClauses(value, from);
}

/** Where the value leaves the place it stands in: behind a quote with closing brackets, or behind a bare number. */
function breakOf(value: string): number {
  const match = QUOTED.exec(value) ?? BARE.exec(value);
  return match === null || wordCount(match[1] ?? '') > WORDS_BEFORE ? -1 : match[0].length;
}

const QUOTED = /^([^'"`(){}=;\n]{0,80})['"`][\s\])}]{0,12}(?=[\s\])}/;a-z])/i;
const BARE = /^(\s{0,4}(?:-?\d{1,18}|\w{0,24}))[\s]{0,4}[\])}][\s\])}]{0,12}|^(\s{0,4}-?\d{1,18})\s/;

function askClauses(value: string, from: number): ValueAnswer | undefined {
  let at = skipSpace(value, from);
  let first = at;
  const bracket = /['"`][\s)\]}]{0,12}[)\]}]\s{0,12}$/.test(value.slice(Math.max(0, from - 30), from));
  const condition = CONDITION.exec(value.slice(at, at + 300));
  if (condition !== null) {
    at = skipSpace(value, at + condition[0].length);
    first = at;
  }
  const { clauses, strength, to } = readClauses(value, at);
  if (clauses === 0) return undefined;
  const closed = /^[^]{0,1000}?\/\/[^\n]{0,40}$/.test(value.slice(to, to + 1_100));
  const confidence = Math.min(
    0.97,
    strength + (closed ? 0.2 : 0) + (clauses > 1 ? 0.2 : 0) + (bracket || condition !== null ? 0.25 : 0),
  );
  // Prose ends a clause at its second word.
  if (!closed && wordCount(value.slice(to)) > VALUE_WORDS) return undefined;
  if (confidence < 0.5) return undefined;
  return {
    confidence,
    statement: 'value closes a string or pattern of a graph query and adds clauses',
    mark: [Math.min(first, value.length - 1), Math.max(to, first + 1)],
  };
}

/** A condition that ends the pattern's or the WHERE's own: `OR 1=1`, `OR n.pin STARTS WITH '1'`. */
const CONDITION =
  /^(?:(?:or|and|xor)\s+(?:not\s+)?[\w.]{1,40}(?:\([\w.]{0,40}\))?(?:\s{0,4}(?:<>|[=<>]{1,2}|starts\s+with|ends\s+with|contains|=~)\s{0,4}(?:'[^']{0,60}'|"[^"]{0,60}"|[\w.]{1,40}))?(?:\s+|$)){1,4}/i;

interface Clause {
  readonly strength: number;
  readonly to: number;
}

/** Clauses of Cypher (openCypher 9, Neo4j 5) in the least shape that prose does not have, and what one alone is worth. */
const CLAUSES: readonly (readonly [RegExp, number])[] = [
  [
    /(?:optional\s+)?match\s{0,4}(?:\w{1,20}\s{0,4}=\s{0,4})?(?:shortestpath\s{0,4})?\([^()]{0,120}\)(?:\s{0,4}<?-[^()]{0,60}->?\s{0,4}\([^()]{0,80}\)){0,6}/iy,
    0.45,
  ],
  [/detach\s+delete\s+\w{1,40}/iy, 0.95],
  [/delete\s+\w{1,40}(?=\s|$|\/)/iy, 0.55],
  [/(?:create|merge)\s{0,4}\(\s{0,4}\w{0,40}\s{0,4}(?::|\{|\))[^()]{0,200}\)?/iy, 0.8],
  [
    /load\s+csv\s+(?:with\s+headers\s+)?from\s+['"$]\S{1,400}(?:\s{0,4}\+\s{0,4}\S{1,80}){0,4}(?:\s+as\s+\w{1,40})?/iy,
    0.95,
  ],
  [/call\s+(?:db|dbms|apoc|gds|custom)\.[\w.]{1,80}\s{0,4}(?:\([^()]{0,200}\)?)?/iy, 0.95],
  [/call\s{0,4}\{/iy, 0.75],
  [/yield\s+[\w`]{1,60}(?:\s{0,4},\s{0,4}[\w`]{1,60}){0,8}/iy, 0.5],
  [/unwind\s+\S{1,120}\s+as\s+\w{1,40}/iy, 0.8],
  [/foreach\s{0,4}\(\s{0,4}\w{1,40}\s+in\s[^|]{1,200}\|/iy, 0.8],
  [/union\s+(?:all\s+)?(?=(?:match|return|call|unwind|load|with)\b)/iy, 0.6],
  [
    /with\s+[\w.*]{1,40}(?:\s+as\s+\w{1,40})?(?:\s{0,4},\s{0,4}[\w.'"]{1,40}(?:\s+as\s+\w{1,40})?){0,6}(?=\s+(?:match|return|call|unwind|where|load|order|limit|optional|create|merge|detach)\b)/iy,
    0.5,
  ],
  [/where\s+\S{1,40}\s{0,4}(?:<>|=~|[=<>]{1,2}|starts\s+with|contains)\s{0,4}\S{1,80}/iy, 0.45],
  [/set\s+\w{1,40}\.\w{1,40}\s{0,4}=\s{0,4}(?:'[^']{0,80}'|"[^"]{0,80}"|[\w.]{1,40})/iy, 0.75],
  [/remove\s+\w{1,40}[.:]\w{1,40}/iy, 0.6],
  [
    /return\s+(?:distinct\s+)?(?:count\([\w.*]{1,40}\)|[\w.*]{1,40}(?=\s{0,4}(?:\/\/|,|\}|$)|\s+(?:as|union|limit|order|skip)\b))(?:\s+as\s+\w{1,40})?(?:\s{0,4},\s{0,4}[\w.*]{1,40}){0,8}/iy,
    0.3,
  ],
  [/(?:order\s+by\s+\w{1,40}\.\w{1,40}|limit\s+\d{1,9}|skip\s+\d{1,9})/iy, 0.3],
  [/[;\s]{1,4}(?=(?:match|create|call|load)\b)/iy, 0.3],
];

function clauseAt(value: string, at: number): Clause | undefined {
  for (const [pattern, strength] of CLAUSES) {
    pattern.lastIndex = at;
    if (pattern.test(value) && pattern.lastIndex > at) return { strength, to: pattern.lastIndex };
  }
  return undefined;
}

const skipSpace = (value: string, from: number): number => {
  let at = from;
  while (at < value.length && value.charCodeAt(at) <= 0x20) at++;
  return at;
};

interface Clauses {
  readonly clauses: number;
  /** Of the weightiest one. */
  readonly strength: number;
  readonly to: number;
}

/** Clauses that follow one another from a place on. */
function readClauses(value: string, from: number): Clauses {
  let clauses = 0;
  let strength = 0;
  let to = from;
  for (let next = clauseAt(value, to); next !== undefined; next = clauseAt(value, to)) {
    clauses++;
    strength = Math.max(strength, next.strength);
    to = skipSpace(value, next.to);
  }
  return { clauses, strength, to };
}

/** The whole value is a query. */
function askStatement(value: string, from: number, leaf: Leaf): ValueAnswer | undefined {
  const { clauses, strength, to } = readClauses(value, from);
  if (wordCount(value.slice(to)) > VALUE_WORDS || (clauses < 2 && strength < 0.9)) return undefined;
  const offered = /query|cypher|statement/i.test(leaf.name);
  return {
    confidence: strength >= 0.9 && !offered ? 0.8 : 0.5,
    statement: 'value is a graph query of its own',
    mark: [from, Math.max(to, from + 1)],
  };
}
