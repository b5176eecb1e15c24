import { LIMITS, type JsonValue } from '../model/index.ts';

/** Text as the type its writer most likely meant; long digit strings and leading zeros stay text (account numbers). */
export function scalar(text: string): JsonValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/.test(text) ? Number(text) : text;
}

export const newMembers = (): Record<string, JsonValue> => Object.create(null) as Record<string, JsonValue>;

/** Repeated names become arrays. */
export function addMember(members: Record<string, JsonValue>, name: string, value: JsonValue): void {
  const before = members[name];
  if (before === undefined) members[name] = value;
  else if (Array.isArray(before)) (before as JsonValue[]).push(value);
  else members[name] = [before, value];
}

/** Name and value pairs as one object; texts that read as numbers or booleans become these. */
export function pairsValue(pairs: readonly (readonly [string, string])[]): JsonValue {
  const members = newMembers();
  for (const [name, text] of pairs.slice(0, LIMITS.queryPairs)) addMember(members, name, scalar(text));
  return members;
}
