import type { DecodedBody, JsonValue } from '../../../model/index.ts';

/** Answers by body: a body may hold the key a thousand times, and is searched once. */
const known = new WeakMap<DecodedBody, boolean>();

/** True when an object of the JSON body has a key `constructor` whose value is an object with a key `prototype`. */
export function nestsPrototype(body: DecodedBody): boolean {
  if (body.kind !== 'json') return false;
  let answer = known.get(body);
  if (answer === undefined) known.set(body, (answer = search(body.value)));
  return answer;
}

function search(root: JsonValue): boolean {
  const waiting: JsonValue[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value as readonly JsonValue[]) waiting.push(item);
      continue;
    }
    const members = value as { readonly [key: string]: JsonValue };
    for (const key of Object.keys(members)) {
      const member = members[key];
      if (member === undefined) continue;
      if (key === 'constructor' && isObject(member) && Object.hasOwn(member, 'prototype')) return true;
      waiting.push(member);
    }
  }
  return false;
}

const isObject = (value: JsonValue): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
