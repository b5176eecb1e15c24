/** A key of an object written as text, with the key of the object it stands in. */
export interface ObjectKey {
  readonly name: string;
  readonly parent: string;
  readonly from: number;
  readonly to: number;
  /** Where the value begins. */
  readonly value: number;
}

export interface ObjectText {
  readonly keys: readonly ObjectKey[];
  /** Whether the text was an object to its end, was cut within one, or turned into something else. */
  readonly ending: 'end' | 'open' | 'broken';
  /** Where reading ended. */
  readonly to: number;
  /** Tokens read, for the proof that the work is linear. */
  readonly steps: number;
}

/** Keys kept of one text, and how deep their parents are known. */
const MOST_KEYS = 500;
const MOST_DEPTH = 64;
/** Tokens read: what 64 KB of ordinary JSON have, and about a millisecond. */
const MOST_STEPS = 16_000;

/**
 * Keys of an object literal as lenient readers take it: JSON (RFC 8259), and what JavaScript, the shells of databases and
 * JSON5 add (bare and single-quoted names, regular expressions, calls as values). `inside` says that the text goes on
 * inside an object, behind a value. Prose ends the reading at its second word. One pass.
 */
export function readObjectText(text: string, at = 0, inside = false): ObjectText {
  const reader = new ObjectReader(text, at, inside);
  while (reader.ending === undefined && reader.steps < MOST_STEPS) reader.step();
  return { keys: reader.keys, ending: reader.ending ?? 'open', to: reader.at, steps: reader.steps };
}

class ObjectReader {
  readonly keys: ObjectKey[] = [];
  ending: ObjectText['ending'] | undefined;
  at: number;
  steps = 0;
  readonly #text: string;
  /** Last key of each open object. */
  readonly #path: string[] = [];
  #depth: number;
  /** A key may follow: an object or a list opened, or a comma stood. */
  #keyMayFollow: boolean;
  #afterWord = false;

  constructor(text: string, at: number, inside: boolean) {
    this.#text = text;
    this.at = at;
    this.#depth = inside ? 1 : 0;
    this.#keyMayFollow = inside;
  }

  step(): void {
    this.steps++;
    const from = skipSpace(this.#text, this.at);
    const code = this.#text.charCodeAt(from);
    if (from >= this.#text.length) {
      this.ending = this.#depth > 0 ? 'open' : 'end';
    } else if (code < 128 && IS_MARK[code] === 1) {
      this.at = from + 1;
      this.#mark(code);
    } else this.#token(from, code);
  }

  /** A string, a regular expression or a word. */
  #token(from: number, code: number): void {
    const quoted = code === DOUBLE || code === SINGLE || code === BACKTICK;
    const to = quoted ? stringEnd(this.#text, from, code) : wordEnd(this.#text, from, code === SLASH ? PATTERN : WORD);
    if (to > from) {
      this.at = to;
      this.#name(from, to, !quoted && code !== SLASH);
    } else this.ending = quoted ? 'open' : 'broken';
  }

  #name(from: number, to: number, bare: boolean): void {
    const value = this.#keyMayFollow ? skipSpace(this.#text, to) : -1;
    this.#keyMayFollow = false;
    if (value >= 0 && this.#text.charCodeAt(value) === COLON) {
      const name = bare ? this.#text.slice(from, to) : this.#text.slice(from + 1, to - 1);
      const parent = this.#path[this.#depth - 2] ?? '';
      if (this.keys.length < MOST_KEYS) this.keys.push({ name, parent, from, to, value: value + 1 });
      if (this.#depth > 0 && this.#depth <= MOST_DEPTH) this.#path[this.#depth - 1] = name;
      this.at = value + 1;
      this.#afterWord = false;
      return;
    }
    if (this.#depth === 0 || (this.#afterWord && bare)) this.ending = 'broken';
    this.#afterWord = bare && !KEYWORDS.has(this.#text.slice(from, Math.min(to, from + 10)));
  }

  #mark(mark: number): void {
    this.#afterWord = false;
    this.#keyMayFollow = mark === OPEN_BRACE || mark === OPEN_BRACKET || mark === COMMA;
    if (mark === OPEN_BRACE || mark === OPEN_BRACKET || mark === OPEN_PARENTHESIS) {
      this.#depth++;
      if (this.#depth <= MOST_DEPTH)
        this.#path[this.#depth - 1] = mark === OPEN_BRACE ? '' : (this.#path[this.#depth - 2] ?? '');
    } else if (this.#depth > 0 && (mark === CLOSE_BRACE || mark === CLOSE_BRACKET || mark === CLOSE_PARENTHESIS))
      this.#depth--;
  }
}

const DOUBLE = 0x22;
const SINGLE = 0x27;
const OPEN_PARENTHESIS = 0x28;
const CLOSE_PARENTHESIS = 0x29;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const BACKTICK = 0x60;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const IS_MARK = new Uint8Array(128);
for (const mark of '{}[](),:;=<>!&|?*%') IS_MARK[mark.charCodeAt(0)] = 1;

const KEYWORDS = new Set(['new', 'return', 'function', 'var', 'let', 'const', 'typeof', 'in']);
const WORD = /[\w$.@\u0080-\uffff+-]+/y;
/** A regular expression, which stands where a value may. */
const PATTERN = /\/(?![*/])[^/\\\n]+(?:\\.[^/\\\n]*)*\/[a-z]*/y;

function wordEnd(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Behind the closing quote; -1 where the text ends first. */
function stringEnd(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === quote) return at + 1;
  }
  return -1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}
