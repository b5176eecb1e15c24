import { unwrapBase64 } from './base64.ts';
import { percentDecode } from './percent.ts';

/** Rounds of unescaping: attackers nest two, and a third shows that nothing more comes. */
const ROUNDS = 3;
/** Readings of one value; more would only repeat. */
const MOST = 6;

/**
 * Alternative readings of a value: what a sloppy or second decoder behind the gateway would make of it. Each is judged
 * like the value itself. Covers percent (also `%uXXXX` and overlong UTF-8), JavaScript and JSON escapes, HTML entities,
 * full-width forms, `+` for a space, and values that are wholly base64. Linear in the value's length; at most 6 readings.
 */
export function readings(value: string): readonly string[] {
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
  const bytes = run.split('%').slice(1).map(lenientByte);
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const length = overlongLength(bytes, i);
    if (length === 0) text += run.slice(i * 3, i * 3 + 3);
    else {
      const last = bytes[i + length - 1]!;
      text += String.fromCharCode(length === 2 && bytes[i] === 0xc1 ? 0x40 | (last & 0x3f) : last & 0x7f);
      i += length - 1;
    }
  }
  return text;
}

/** Two digits as a decoder reads them that only subtracts: `%qf` is 0xAF with the overflow cut off. */
const lenientByte = (digits: string): number =>
  (Number.parseInt(digits[0] ?? '0', 36) * 16 + Number.parseInt(digits[1] ?? '0', 36)) & 0xff;

/** Bytes of the overlong form of an ASCII character that begins at `at`; 0 when there is none. */
function overlongLength(bytes: readonly number[], at: number): number {
  const lead = bytes[at]!;
  if (lead === 0xc0 || lead === 0xc1) return at + 1 < bytes.length ? 2 : 0;
  const length = LONG_LEADS[lead] ?? 0;
  for (let i = 1; i < length - 1; i++) if (bytes[at + i] !== 0x80) return 0;
  return at + length <= bytes.length ? length : 0;
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
