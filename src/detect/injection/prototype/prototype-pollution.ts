import type { Leaf, TransactionRequest } from '../../../model/index.ts';
import { readObjectText } from '../../../lib/text/object-text.ts';
import { propertyPath } from '../../../lib/text/property-path.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { nestsPrototype } from './nested.ts';
import { fires, silent } from './prototype-pollution.examples.ts';

export const prototypePollution = defineValueRule({
  id: 'prototype-pollution',
  version: 1,
  title: 'Prototype pollution',
  severity: 'high',
  references: ['CWE-1321', 'CWE-915', 'API3:2023', 'CAPEC-180', 'CAPEC-77'],
  explanation:
    'In JavaScript every object inherits from a prototype. A request that names __proto__ or constructor.prototype as a key can, where a program merges the request into an object or sets a property by its path, change all objects of the program: rights are granted, checks are skipped, commands are run. ' +
    'The rule reads keys, parameter names and values as property paths (a.b, a[b], a["b"], /a/b) or as objects, and asks whether a step leads to a prototype; keys cut in two to survive a filter that removes the word once are put together. ' +
    'Text and code that only mention these names are no path. Not seen: programs that reach a prototype by names of their own.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['proto__', 'prototype', '__definegetter__', '__definesetter__'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askPrototype,
  examples: { fires, silent },
});

function askPrototype(value: string, leaf: Leaf, request: TransactionRequest): ValueAnswer | undefined {
  if (leaf.isName === true && value === 'prototype')
    return nestsPrototype(request.body)
      ? answer(0.95, 'key constructor holds a key prototype, which changes a class', [0, value.length])
      : undefined;
  return askObject(value) ?? askPath(value, leaf);
}

/** The value is an object in text: what the application parses, or builds a document of. */
function askObject(value: string): ValueAnswer | undefined {
  const start = /^\s{0,16}[{[]/.exec(value);
  if (start === null) return undefined;
  const { keys } = readObjectText(value);
  for (const { name, parent, from, to } of keys) {
    const climbs = climbOf(name) ?? (climbOf(`${parent}.${name}`) === undefined ? undefined : `${parent}.${name}`);
    if (climbs !== undefined) return answer(0.9, `object in text has the key ${climbs}`, [from, to]);
  }
  return undefined;
}

/** The value, up to a `=`, is a property path. */
function askPath(value: string, leaf: Leaf): ValueAnswer | undefined {
  const equals = value.indexOf('=');
  const whole = equals < 0 ? value : value.slice(0, equals);
  const offset = /^[?&#;]/.test(whole) ? 1 : 0;
  // Code sets blanks around the sign, parameters do not.
  if (whole.length > MOST_PATH || /\s$/.test(whole)) return undefined;
  const steps = propertyPath(whole.slice(offset));
  if (steps === undefined) return undefined;
  for (const [at, step] of steps.entries()) {
    const next = steps[at + 1];
    const direct = isProto(step.name);
    if (!direct && !(next && isConstructor(step.name) && isPrototype(next.name))) continue;
    const mark = [step.from + offset, (direct ? step : (next ?? step)).to + offset] as const;
    return answer(confidenceAt(leaf, direct, steps.length, equals >= 0), statementOf(leaf), mark);
  }
  return undefined;
}

const MOST_PATH = 1_000;

/** A key is used as one. In a value, and in a path with words of documentation in it, it may be a term that is looked up. */
function confidenceAt(leaf: Leaf, direct: boolean, steps: number, assigned: boolean): number {
  if (leaf.isName === true || assigned) return 0.95;
  if (leaf.part === 'path') return direct ? 0.85 : 0.5;
  if (steps === 1 || !direct) return SEARCH.test(leaf.name) ? 0.5 : 0.75;
  return 0.85;
}

const SEARCH = /^(?:q|query|search|term|text|title|keywords?|comment|message|name|tags?)$/i;

const statementOf = (leaf: Leaf): string =>
  leaf.isName === true ? 'name is a property path to a prototype' : 'value is a property path to a prototype';

/** The spelling of the text that reaches a prototype, when it is a path with such a step. */
function climbOf(text: string): string | undefined {
  if (text.length > MOST_PATH || !/proto|type/i.test(text)) return undefined;
  const steps = propertyPath(text) ?? [];
  const reaches = steps.some(
    ({ name }, at) => isProto(name) || (isConstructor(name) && isPrototype(steps[at + 1]?.name ?? '')),
  );
  return reaches ? text : undefined;
}

/** `__pro__proto__to__` is `__proto__` once a filter has taken the word out of it. */
const hides = (name: string, word: string): boolean =>
  name === word || (name.length === 2 * word.length && name.replace(word, '') === word);

const ACCESSORS = /^__(?:define|lookup)(?:G|S)etter__$/;
const isProto = (name: string): boolean => hides(name, '__proto__') || ACCESSORS.test(name);
const isConstructor = (name: string): boolean => hides(name, 'constructor');
const isPrototype = (name: string): boolean => hides(name, 'prototype');

const answer = (confidence: number, statement: string, mark: readonly [number, number]): ValueAnswer => ({
  confidence,
  statement,
  mark,
});
