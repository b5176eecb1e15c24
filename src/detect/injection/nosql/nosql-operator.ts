import { readObjectText, type ObjectKey } from '../../../lib/text/object-text.ts';
import { propertyPath } from '../../../lib/text/property-path.ts';
import { wordCount } from '../../../lib/text/word-count.ts';
import type { Leaf, TransactionRequest } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './nosql-operator.examples.ts';
import { OPERATOR_LITERALS, operatorKind, weigh, type Use } from './operators.ts';
import { operandOf, useInBody, useInName } from './uses.ts';

/** Words before or after an operator that still look like a value and not like an article. */
const VALUE_WORDS = 5;

export const nosqlOperator = defineValueRule({
  id: 'nosql-operator',
  version: 1,
  title: 'NoSQL operator injection',
  severity: 'critical',
  references: ['CWE-943', 'API8:2023', 'CAPEC-676'],
  explanation:
    'Databases such as MongoDB and CouchDB take conditions as objects. Where an application expects a word and a client sends an object with an operator ({"$ne": ""}, password[$gt]=), the condition is met by records that the client does not know: logins succeed, other people are found, JavaScript is run ($where). ' +
    'The rule looks for query operators as keys of a JSON body, as steps of parameter names, and in values that are, or end and go on with, an object. What an operator is applied to counts: everything passes {"$gt": ""}, while {"$gte": 18} or {"$eq": "red"} are only logged, unless they stand at a login, a password or another name that is never searched by ranges. ' +
    'An API that offers this syntax on purpose needs an exception for that endpoint in the policy; one with a specification is held to it. Keys of JSON Schema, Extended JSON and OData are no operators. Not seen: operators that an application gives other names.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [...OPERATOR_LITERALS, ',$', ', $'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askOperator,
  examples: { fires, silent },
});

function askOperator(value: string, leaf: Leaf, request: TransactionRequest): ValueAnswer | undefined {
  if (leaf.isName === true || isLooseKey(value, leaf)) return askName(value, leaf, request);
  return askBracket(value) ?? askObject(value) ?? askEmbedded(value);
}

/** Of JSON that cannot be read as a whole, the strings come without places: one that is an operator was a key. */
const isLooseKey = (value: string, leaf: Leaf): boolean =>
  leaf.part === 'body' && leaf.name === '' && operatorKind(value) !== undefined;

function askName(value: string, leaf: Leaf, request: TransactionRequest): ValueAnswer | undefined {
  const mark = [0, value.length] as const;
  if (operatorKind(value) !== undefined && leaf.part === 'body') {
    const use = useInBody(value, request);
    return use && answer(use, `key ${value} is an operator of a database query`, mark);
  }
  const use = useInName(value, operandOf(leaf, request));
  if (use === undefined) return undefined;
  // Without a field it may be an option of OData or Socrata, which write `$where=` themselves.
  if (value === '$where' || value === '$group' || value === '$text') return undefined;
  return answer(use, `name carries the query operator ${use.operator}`, mark);
}

/** `[$ne]=x`, `user[$ne]=x` sent as a value: the application, or a list of pairs in it, makes a name of it. */
function askBracket(value: string): ValueAnswer | undefined {
  const match = /^[?&]?([^=&\s]{0,120}\[\$[a-z]+\][^=&\s]{0,20})(?:=|$)/i.exec(value);
  const name = match?.[1];
  if (name === undefined || propertyPath(name) === undefined) return undefined;
  const use = useInName(name);
  return use && answer(use, `value is a parameter with the query operator ${use.operator}`, [0, name.length]);
}

/** The value is an object, or goes on as one where an object's text is pasted together. */
function askObject(value: string): ValueAnswer | undefined {
  const { at: inside, quoted } = continuation(value);
  if (inside < 0 && !/^\s{0,16}[{[]/.test(value)) return undefined;
  const read = readObjectText(value, Math.max(inside, 0), inside >= 0);
  let best: ValueAnswer | undefined;
  for (const key of read.keys) {
    if (operatorKind(key.name) === undefined) {
      // Behind a string that was closed, whatever looks like an operator was put there.
      if (quoted && /^\$[a-z]{2,20}$/i.test(key.name)) best ??= brokenOut(key);
      continue;
    }
    const how = inside >= 0 ? 'value goes on inside an object, with' : 'value is an object with';
    const found = answer(useOf(value, key), `${how} the query operator ${key.name}`, [key.from, key.to]);
    if (found !== undefined && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  if (best === undefined || (read.ending === 'broken' && wordCount(value.slice(read.to)) > VALUE_WORDS * 2))
    return undefined;
  return best;
}

/**
 * Where the value leaves its string and goes on with a key: behind a comma that follows a quote, brackets, or a bare word.
 * -1 when it does not. `quoted` says that a quote and a bracket were closed.
 */
function continuation(value: string): { readonly at: number; readonly quoted: boolean } {
  if (KEY_FIRST.test(value)) return { at: 0, quoted: false };
  const match = BREAK.exec(value);
  if (match === null || wordCount(match[1] ?? '') > VALUE_WORDS) return { at: -1, quoted: false };
  return { at: match[0].length, quoted: match[2] !== undefined && /[\]})]/.test(match[0]) };
}

const brokenOut = (key: ObjectKey): ValueAnswer => ({
  confidence: 0.75,
  statement: `value closes a string and an object, and adds the key ${key.name}`,
  mark: [key.from, key.to],
});

const KEY_FIRST = /^\s{0,8}(?:\$[a-z]{2,20}|"\$[a-z]{2,20}"|'\$[a-z]{2,20}')\s{0,8}:/i;
/** A short text, what closes it, a comma. */
const BREAK = /^([^{}()[\]"'`,;\n]{0,80})(["'`])?[\s}\])]{0,16},(?=\s{0,16}[{"'$\w])/;

function useOf(value: string, key: ObjectKey): Use {
  const end = /[,}\]]/.exec(value.slice(key.value, key.value + 200));
  const opens = /^\s*[[{]/.test(value.slice(key.value, key.value + 16));
  const operand = value.slice(key.value, opens ? key.value + 60 : key.value + Math.min(200, end?.index ?? 200));
  return {
    operator: key.name,
    field: operatorKind(key.parent) === undefined ? key.parent : '',
    operand: operand.trim(),
  };
}

/** A string inside a GraphQL document that holds such an object: resolvers that take a filter as text parse it. */
function askEmbedded(value: string): ValueAnswer | undefined {
  if (!/^\s{0,16}(?:\{|query\b|mutation\b|subscription\b)/.test(value)) return undefined;
  const match = ESCAPED.exec(value);
  const operator = match?.[1] ?? '';
  if (match === null || operatorKind(operator) === undefined) return undefined;
  const use: Use = { operator, field: '', operand: undefined };
  return answer(use, `string in a document is an object with the query operator ${operator}`, [
    match.index,
    match.index + match[0].length,
  ]);
}

const ESCAPED = /"\s{0,8}\[?\{\s{0,8}(?:\\"[^"\\{}]{1,64}\\"\s{0,8}:\s{0,8}\{\s{0,8})?\\"(\$[a-zA-Z]{2,20})\\"\s{0,8}:/;

function answer(use: Use, statement: string, mark: readonly [number, number]): ValueAnswer | undefined {
  const confidence = weigh(use);
  return confidence < 0.5 ? undefined : { confidence, statement, mark };
}
