import { SHORT_ESCAPES } from '../text/short-escapes.ts';
import { LIMITS, type JsonValue } from '../../model/index.ts';
import { walkGraphql } from './graphql.ts';
import type { Walk } from './visit.ts';

type Container = readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Every key and leaf of a JSON value, level by level with explicit lists instead of recursion. A string that holds a
 * JSON object or array is walked as well (one application's text is the next one's document), once.
 */
export function walkJson(root: JsonValue, walk: Walk, baseName = ''): void {
  if (typeof root !== 'object' || root === null) return scalar(root, baseName, walk);
  const containers: Container[] = [root];
  const parents: number[] = [-1];
  const keys: string[] = [baseName];
  const nested: { text: string; name: string }[] = [];

  const nameOf = (at: number, key: string): string => {
    let name = key;
    for (let i = at; i >= 0; i = parents[i] ?? -1) {
      const step = keys[i] ?? '';
      name = name.startsWith('[') || step === '' ? step + name : `${step}.${name}`;
    }
    return name;
  };
  const child = (value: JsonValue, at: number, key: string): void => {
    if (typeof value === 'object' && value !== null) {
      if (containers.length >= LIMITS.jsonValues) {
        walk.tally.skipped++;
        return;
      }
      containers.push(value);
      parents.push(at);
      keys.push(key);
    } else if (typeof value === 'string') {
      if (key === 'query' && walkGraphql(value, nameOf(at, key), walk)) return;
      walk.value(value, () => nameOf(at, key));
      if (nested.length < MOST_NESTED && looksNested(value)) nested.push({ text: value, name: nameOf(at, key) });
    } else walk.plain();
  };

  for (let at = 0; at < containers.length; at++) {
    const container = containers[at]!;
    if (Array.isArray(container)) {
      for (const value of container as readonly JsonValue[]) child(value, at, '[]');
    } else {
      const members = container as { readonly [key: string]: JsonValue };
      for (const key in members) {
        walk.key(key);
        child(members[key]!, at, key);
      }
    }
  }
  for (const { text, name } of nested) walkNested(text, name, walk);
}

const MOST_NESTED = 8;

const looksNested = (text: string): boolean =>
  text.length > 6 && (text.startsWith('{"') || text.startsWith('[{"') || text.startsWith('["'));

function walkNested(text: string, name: string, walk: Walk): void {
  if (name.includes('(json)')) return;
  let value: JsonValue;
  try {
    value = JSON.parse(text.slice(0, LIMITS.leafChars)) as JsonValue;
  } catch {
    return;
  }
  walkJson(value, walk, `${name}(json)`);
}

function scalar(value: JsonValue, name: string, walk: Walk): void {
  if (typeof value !== 'string') return walk.plain();
  walk.value(value, name);
  if (looksNested(value)) walkNested(value, name, walk);
}

/**
 * The string literals of text that is no readable JSON as a whole (cut, too deep, damaged, one value a line): a lenient
 * parser behind the gateway may still read it.
 */
export function walkStringLiterals(text: string, walk: Walk): void {
  for (let from = text.indexOf('"'); from >= 0;) {
    let to = from + 1;
    let escaped = false;
    while (to < text.length && text.charCodeAt(to) !== 0x22) {
      if (text.charCodeAt(to) === 0x5c) {
        escaped = true;
        to++;
      }
      to++;
    }
    const raw = text.slice(from + 1, to);
    walk.value(escaped ? raw.replaceAll(ESCAPE, unescape) : raw, '');
    from = text.indexOf('"', to + 1);
  }
}

const ESCAPE = /\\(u[0-9a-fA-F]{4}|[^])/g;

const unescape = (_match: string, code: string): string =>
  code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (SHORT_ESCAPES[code] ?? code);
