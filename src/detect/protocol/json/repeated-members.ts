/** Two members of one object that the application may take for one. Positions are of the bytes. */
export interface RepeatedMember {
  readonly name: string;
  /** The two names are equal only without case, or once escapes are undone. */
  readonly disguise: 'none' | 'case' | 'escapes';
  /** Where each value is, as [from, to). */
  readonly first: readonly [number, number];
  readonly second: readonly [number, number];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

const MOST_DEPTH = 64;
const MOST_NAMES = 20_000;
/** Names of one object looked through one by one; beyond it they are looked up by hash. */
const FEW = 32;

/** A name as [from, to) within its quotes. */
interface Name {
  readonly from: number;
  readonly to: number;
}

/**
 * Names of the objects that are open, those of the innermost last: hash, beginning and end. Reused by every call, since each
 * is over before the next begins.
 */
const hashes = new Int32Array(MOST_NAMES);
const begins = new Int32Array(MOST_NAMES);
const ends = new Int32Array(MOST_NAMES);
const NO_OBJECT = -1;

interface Search {
  /** Hashes of objects with many names, by where their names begin. */
  readonly large: Map<number, { upTo: number; readonly hashes: Set<number> }>;
  /** Names of equal hash that were not equal. */
  misses: number;
}
/** Honest text has none; who makes more of them hides evidence of little weight, and costs no time. */
const MOST_MISSES = 64;

/**
 * Members that stand twice in one object of JSON text, at most `most`; the bytes are passed once. Text that is no JSON gives
 * whatever its quotes and braces look like, and never an error.
 */
export function repeatedMembers(bytes: Uint8Array, most: number): readonly RepeatedMember[] {
  const found: RepeatedMember[] = [];
  /** Where the names of each open object begin; lists have none. */
  const open: number[] = [];
  const search: Search = { large: new Map(), misses: 0 };
  let top = 0;
  for (let at = 0; at < bytes.length && found.length < most; at++) {
    const code = bytes[at]!;
    if (code === QUOTE) {
      const end = stringEnd(bytes, at);
      const base = open.at(-1) ?? NO_OBJECT;
      if (base >= 0 && bytes[skipSpace(bytes, end + 1)] === COLON) {
        if (top >= MOST_NAMES) return found;
        const name = { from: at + 1, to: end };
        const hash = hashOf(bytes, name);
        const earlier = find(bytes, name, hash, base, top, search);
        if (earlier !== undefined) found.push(member(bytes, earlier, name));
        hashes[top] = hash;
        begins[top] = name.from;
        ends[top++] = end;
      }
      at = end;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length >= MOST_DEPTH) return found;
      open.push(code === OPEN_BRACE ? top : NO_OBJECT);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      const base = open.pop() ?? NO_OBJECT;
      if (base < 0) continue;
      if (top - base > FEW) search.large.delete(base);
      top = base;
    }
  }
  return found;
}

/** The earlier member of this name among those from `base` to `top`. */
function find(
  bytes: Uint8Array,
  name: Name,
  hash: number,
  base: number,
  top: number,
  search: Search,
): Name | undefined {
  if (top - base > FEW && !isKnown(hash, base, top, search)) return undefined;
  for (let i = base; i < top && search.misses < MOST_MISSES; i++) {
    if (hashes[i] !== hash) continue;
    const other = { from: begins[i]!, to: ends[i]! };
    if (foldedName(bytes, other) === foldedName(bytes, name)) return other;
    search.misses++;
  }
  return undefined;
}

/** Whether a large object has a name of this hash already; notes those not noted yet. */
function isKnown(hash: number, base: number, top: number, { large }: Search): boolean {
  let known = large.get(base);
  if (known === undefined) large.set(base, (known = { upTo: base, hashes: new Set() }));
  for (; known.upTo < top; known.upTo++) known.hashes.add(hashes[known.upTo]!);
  return known.hashes.has(hash);
}

/** Of the name, letters without case; names with escapes by what they mean. */
function hashOf(bytes: Uint8Array, name: Name): number {
  let hash = SEED;
  for (let i = name.from; i < name.to; i++) {
    const code = bytes[i]!;
    if (code === BACKSLASH) return Buffer.from(foldedName(bytes, name)).reduce(mix, SEED);
    hash = mix(hash, fold(code));
  }
  return hash;
}

/** FNV-1a. */
const SEED = 0x811c9dc5 | 0;
const mix = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** ASCII capitals as small letters. */
const fold = (code: number): number => (code >= 0x41 && code <= 0x5a ? code | 0x20 : code);

const foldedName = (bytes: Uint8Array, name: Name): string =>
  unescaped(textOf(bytes, name.from, name.to)).replaceAll(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

function member(bytes: Uint8Array, earlier: Name, later: Name): RepeatedMember {
  const one = textOf(bytes, earlier.from, earlier.to);
  const two = textOf(bytes, later.from, later.to);
  return {
    name: unescaped(two),
    disguise: one === two ? 'none' : unescaped(one) === unescaped(two) ? 'escapes' : 'case',
    first: valueAt(bytes, earlier.to),
    second: valueAt(bytes, later.to),
  };
}

/** The value behind the quote that closes a name. */
function valueAt(bytes: Uint8Array, quote: number): readonly [number, number] {
  const from = skipSpace(bytes, skipSpace(bytes, quote + 1) + 1);
  let depth = 0;
  let at = from;
  for (; at < bytes.length; at++) {
    const code = bytes[at]!;
    if (code === QUOTE) at = stringEnd(bytes, at);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (depth === 0) break;
      depth--;
    } else if (code === COMMA && depth === 0) break;
  }
  return [from, Math.min(at, bytes.length)];
}

/** Position of the quote that closes the string opened at `from`, or the last byte. */
function stringEnd(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, bytes.length);
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}

export const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString('utf8');
