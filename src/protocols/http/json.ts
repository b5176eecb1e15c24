import { LIMITS, type JsonValue, type UnreadReason } from '../../model/index.ts';

export type ParsedJson = { readonly value: JsonValue } | { readonly unread: UnreadReason };

/**
 * JSON.parse within the bounds of depth and values. V8 parses without recursion, so only what walks the result needs the
 * bounds; they are checked on the text, and only where the number of brackets or the length lets them be passed at all.
 */
export function parseJson(text: string): ParsedJson {
  // A value takes two characters at least, so shorter text cannot hold too many.
  if (text.length > LIMITS.jsonValues * 2 || openers(text) > LIMITS.jsonDepth) {
    const bound = beyondBounds(text);
    if (bound !== undefined) return { unread: bound };
  }
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { unread: 'malformed' };
  }
}

/** True when the text begins and ends like a JSON object or array. */
export function looksLikeJson(text: string): boolean {
  const first = edge(text, 0, 1);
  return first === '{' || first === '[' ? edge(text, text.length - 1, -1) === (first === '{' ? '}' : ']') : false;
}

function edge(text: string, from: number, step: number): string {
  let at = from;
  while (at >= 0 && at < text.length && text.charCodeAt(at) <= 0x20) at += step;
  return text[at] ?? '';
}

function openers(text: string): number {
  let count = 0;
  for (let at = text.indexOf('{'); at >= 0 && count <= LIMITS.jsonDepth; at = text.indexOf('{', at + 1)) count++;
  for (let at = text.indexOf('['); at >= 0 && count <= LIMITS.jsonDepth; at = text.indexOf('[', at + 1)) count++;
  return count;
}

function beyondBounds(text: string): UnreadReason | undefined {
  let depth = 0;
  let values = 1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = stringEnd(text, i);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      values++;
      if (++depth > LIMITS.jsonDepth) return 'too-deep';
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
    else if (code === COMMA && ++values > LIMITS.jsonValues) return 'too-many-values';
  }
  return undefined;
}

/** Position of the quote that closes the string opened at `from`, or the text's end. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
