import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './database-error.examples.ts';
import type { DatabaseKind } from './database/message.ts';
import { DATABASE_LITERALS, readDatabaseError, type DatabaseError } from './database/read.ts';
import { isEcho, isPage, rounded, trust, wordsAround } from './surroundings.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;
/** Words before a message that frameworks put there; queries have more behind it. */
const WORDS_BEFORE = 90;
const WORDS_BEHIND = 150;

/** How sure a message is, and what it says about the query. */
const KINDS: Readonly<Record<DatabaseKind, readonly [confidence: number, says: string]>> = {
  syntax: [0.95, 'the text of the query could not be read'],
  structure: [0.95, 'the query does not fit the tables or itself'],
  value: [0.85, 'a value does not fit its type'],
  constraint: [0.8, 'a row breaks a rule of its table'],
  access: [0.9, 'it could not be used as the API wanted'],
  layer: [0.85, 'it shows which software stands before the database'],
};

export const databaseError = defineResponseRule({
  id: 'database-error',
  version: 1,
  title: 'Database error in an answer',
  severity: 'medium',
  references: ['CWE-209', 'CWE-550', 'CWE-89', 'API8:2023', 'CAPEC-54', 'CAPEC-66'],
  explanation:
    'The words of a database in an answer tell which one it is, what its tables are called, and above all that a value of the request changed how the query was read: with such messages attackers find and steer SQL injection. ' +
    'The rule knows how PostgreSQL, MySQL, SQLite, Oracle, SQL Server, MongoDB and some others, and the layers above them, word their errors, and asks that the message stands where programs put messages. ' +
    'It tells messages about the text of a query from those about a value or a row. Articles, titles and questions that quote a message stay silent. Not seen: messages in other languages than English, and errors that the API words itself.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: DATABASE_LITERALS,
  ask: askDatabase,
  examples: { fires, silent },
});

function askDatabase(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  const error = readDatabaseError(value);
  if (error === undefined || !standsAsMessage(value, error, exchange)) return undefined;
  const [sure, says] = KINDS[error.kind];
  const confidence = rounded(sure * trust(leaf, exchange));
  if (confidence < LEAST || isEcho(value.slice(error.from, error.to), exchange.request)) return undefined;
  return {
    confidence,
    statement: `answer holds an error message of ${error.engine}: ${says}`,
    mark: [error.from, shownTo(value, error)],
  };
}

/** Values and names of the message stand behind its first quote, colon or parenthesis. */
function shownTo(value: string, { from, to }: DatabaseError): number {
  const first = value.slice(from + 4, to).search(/["'“`:([]/);
  return first < 0 ? to : from + 4 + first;
}

/** Nothing, a mark that ends a heading, or a word that announces a message stands before one; sentences about it run on. */
const ANNOUNCED =
  /(?:(?:^|\n)["'`[({]{0,2}|[>.;\]})|\\]|[:=,-][ \t]{0,4}["'`[({]{0,2}|\b(?:error|errors|exception|failed|failure|warning|fatal|message|msg|detail|hint|reason|cause|because|exception is|caused by)[ \t]{0,2})[ \t\u00a0]{0,4}$/i;

function standsAsMessage(value: string, { first, to }: DatabaseError, exchange: AnsweredRequest): boolean {
  const before = value.slice(Math.max(0, first - 200), first);
  if (!ANNOUNCED.test(before) || value.lastIndexOf('```', first) >= 0) return false;
  // Somebody asks about it.
  if (value.length < 300 && /\?\s*$/.test(value)) return false;
  if (isPage(value, exchange)) return exchange.response.head.status >= 400 || value.length < 4_000;
  const words = wordsAround(value, [first, to], WORDS_BEHIND);
  return words.before < WORDS_BEFORE && words.after < WORDS_BEHIND;
}
