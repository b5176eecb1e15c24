import { LIMITS } from '../../model/index.ts';
import { unwrapBase64 } from './base64.ts';
import { percentDecode } from './percent.ts';

/** Rounds of unescaping: attackers nest two, and a third shows that nothing more comes. */
const ROUNDS = 3;
/** Readings of one value; more would only repeat. */
const MOST = 6;

/**
 * Alternative readings of a value: what a sloppy or second decoder behind the gateway would make of it. Each is judged
 * like the value itself. Covers percent (also `%uXXXX` and overlong UTF-8), JavaScript and JSON escapes, HTML entities,
 * full-width forms, `+` for a space, and values that are wholly base64. Linear in the value's length; at most 6 readings,
 * of the first `LIMITS.decodedChars` characters.
 */
export function readings(whole: string): readonly string[] {
  const value = whole.length > LIMITS.decodedChars ? whole.slice(0, LIMITS.decodedChars) : whole;
  const found: string[] = [];
  const add = (reading: string): void => {
    if (reading !== value && found.length < MOST && !found.includes(reading)) found.push(reading);
  };
  let current = value;
  for (let round = 0; round < ROUNDS; round++) {
    const next = unescapeOnce(current);
    if (next === current) break;
    add(next);
    current = next;
  }
  const inside = unwrapBase64(current);
  if (inside !== undefined) {
    add(inside);
    add(unescapeOnce(inside));
  }
  if (value.includes('+') && !value.includes(' ')) add(current.replaceAll('+', ' '));
  return found;
}

const ESCAPE =
  /%u[0-9a-f]{4}|\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x0{0,4}[0-9a-f]{1,6};?|&#0{0,4}\d{1,7};?|&[a-z]{2,6};|[\uff01-\uff5e\u02b9\u02bc\u2024\u2044\u2215\u2216\u29f5\u29f8\uefc8\uf025]/gi;
/** A run of escapes in which an overlong sequence may stand; the digits may be ones that only lenient decoders read. */
const ESCAPED_RUN = /(?:%[0-9a-z]{2}){2,}/gi;
/** What code pages make of characters they lack ("best fit"). */
const FOLDED: Readonly<Record<string, string>> = {
  '\u02b9': "'",
  '\u02bc': "'",
  '\u2024': '.',
  '\u2044': '/',
  '\u2215': '/',
  '\u29f8': '/',
  '\uefc8': '/',
  '\uf025': '/',
  '\u2216': '\\',
  '\u29f5': '\\',
};
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lpar: '(',
  rpar: ')',
  sol: '/',
  bsol: '\\',
  colon: ':',
  semi: ';',
  equals: '=',
  num: '#',
  excl: '!',
  period: '.',
  comma: ',',
  plus: '+',
  tab: '\t',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
};

function unescapeOnce(text: string): string {
  let out = text;
  if (out.includes('%')) out = percentDecode(out.replace(ESCAPED_RUN, overlong));
  return out.replace(ESCAPE, unescapeMatch);
}

/**
 * Replaces overlong sequences (lead 0xC0, 0xC1, or a longer form whose value still is ASCII) by the character they hide;
 * leaves the other escapes of the run alone. Some decoders ignore the marks of the following bytes, so they are not asked for.
 */
function overlong(run: string): string {
  let text = '';
  let copied = 0;
  for (let at = 0; at < run.length; at += 3) {
    const length = overlongLength(run, at);
    if (length === 0) continue;
    const last = lenientByte(run, at + (length - 1) * 3);
    const hidden = lenientByte(run, at) === 0xc1 ? 0x40 | (last & 0x3f) : last & 0x7f;
    text += run.slice(copied, at) + String.fromCharCode(hidden);
    at += (length - 1) * 3;
    copied = at + 3;
  }
  return copied === 0 ? run : text + run.slice(copied);
}

/** The escape at `at` as a decoder reads it that only subtracts: `%qf` is 0xAF with the overflow cut off. */
const lenientByte = (run: string, at: number): number =>
  (digit(run.charCodeAt(at + 1)) * 16 + digit(run.charCodeAt(at + 2))) & 0xff;

const digit = (code: number): number => (code < 0x3a ? code - 0x30 : (code | 0x20) - 0x57);

/** Escapes of the overlong form of an ASCII character that begins at `at`; 0 when there is none. */
function overlongLength(run: string, at: number): number {
  const lead = lenientByte(run, at);
  const length = lead === 0xc0 || lead === 0xc1 ? 2 : (LONG_LEADS[lead] ?? 0);
  if (at + length * 3 > run.length) return 0;
  for (let i = 1; i < length - 1; i++) if (lenientByte(run, at + i * 3) !== 0x80) return 0;
  return length;
}

const LONG_LEADS: Readonly<Record<number, number>> = { 0xe0: 3, 0xf0: 4, 0xf8: 5, 0xfc: 6 };

function unescapeMatch(match: string): string {
  const first = match[0];
  if (first === '&') return entity(match);
  if (first === '\\' || first === '%') return codePoint(match.replace(/[^0-9a-f]/gi, ''), 16) ?? match;
  return FOLDED[match] ?? String.fromCharCode(match.charCodeAt(0) - 0xfee0);
}

const ENTITY = /&#x0{0,4}[0-9a-f]{1,6};?|&#0{0,4}\d{1,7};?|&[a-z]{2,6};/gi;

/** Character references of XML and the common ones of HTML as characters; unknown ones stay. */
export const decodeEntities = (text: string): string => (text.includes('&') ? text.replace(ENTITY, entity) : text);

function entity(match: string): string {
  const body = match.endsWith(';') ? match.slice(1, -1) : match.slice(1);
  if (!body.startsWith('#')) return ENTITIES[body.toLowerCase()] ?? match;
  const hex = body[1] === 'x' || body[1] === 'X';
  return codePoint(hex ? body.slice(2) : body.slice(1), hex ? 16 : 10) ?? match;
}

function codePoint(digits: string, radix: number): string | undefined {
  const code = Number.parseInt(digits, radix);
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
