export type ScriptTokenKind =
  | 'word'
  | 'number'
  | 'string'
  | 'open-string'
  | 'template'
  | 'regex'
  | 'punctuation'
  | 'comment'
  | 'end';

/**
 * Reads JavaScript (ECMA-262 §12) one token at a time. Inner comments are white space; `comment` is one that reaches the
 * text's end. A slash opens a regular expression where an operand is due, which the reader says. A template is one token with all that
 * stands in it. Each character is passed a bounded number of times; `steps` counts tokens.
 */
export class ScriptScanner {
  readonly text: string;
  readonly end: number;
  kind: ScriptTokenKind = 'end';
  /** The token as [from, to). */
  from: number;
  to: number;
  /** A word with its unicode escapes read, or the punctuation. */
  word = '';
  /** True when a line ended before the token, where a statement may end without a semicolon. */
  newLine = false;
  steps = 0;
  #noRegexBefore = 0;

  constructor(text: string, at = 0, end = text.length) {
    this.text = text;
    this.end = end;
    this.from = at;
    this.to = at;
  }

  next(operandDue: boolean): ScriptTokenKind {
    this.steps++;
    this.newLine = false;
    this.kind = this.#skipSpace() ? 'comment' : this.#read(operandDue);
    if (this.to > this.end) this.to = this.end;
    return this.kind;
  }

  /** Moves to the next token's start; true when the rest is a comment. */
  #skipSpace(): boolean {
    const { text, end } = this;
    let at = this.to;
    for (;;) {
      SPACE.lastIndex = at;
      SPACE.test(text);
      const after = Math.min(SPACE.lastIndex, end);
      if (after > at && LINE_END.test(text.slice(at, Math.min(after, at + 200)))) this.newLine = true;
      at = after;
      const comment = this.#commentEnd(at);
      if (comment === undefined) break;
      if (comment >= end) {
        this.from = at;
        this.to = end;
        return true;
      }
      at = comment;
    }
    this.from = at;
    return false;
  }

  /** Where the comment that begins at `at` ends; undefined when none begins there. */
  #commentEnd(at: number): number | undefined {
    const { text, end } = this;
    const code = text.charCodeAt(at);
    const following = text.charCodeAt(at + 1);
    if (at >= end) return undefined;
    if (code === SLASH && following === STAR) {
      const close = text.indexOf('*/', at + 2);
      return close < 0 ? end : close + 2;
    }
    if (!(code === SLASH && following === SLASH) && !text.startsWith('<!--', at)) return undefined;
    LINE.lastIndex = at;
    const line = LINE.exec(text)?.index ?? end;
    return Math.min(line, end);
  }

  #read(operandDue: boolean): ScriptTokenKind {
    const { text, from, end } = this;
    if (from >= end) {
      this.to = end;
      return 'end';
    }
    const char = text[from] ?? '';
    if (char === '"' || char === "'") return this.#string(char);
    if (char === '`') return this.#string(char) === 'string' ? 'template' : 'open-string';
    if (this.#match(WORD)) {
      this.word = text.slice(from, this.to);
      if (this.word.includes('\\')) this.word = this.word.replaceAll(UNICODE_ESCAPE, unescape);
      return 'word';
    }
    if (this.#match(NUMBER)) return 'number';
    if (char === '/' && operandDue && this.#regex()) return 'regex';
    this.to = this.#match(PUNCTUATION) ? this.to : from + 1;
    this.word = text.slice(from, this.to);
    return 'punctuation';
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.from;
    if (!pattern.test(this.text)) return false;
    this.to = pattern.lastIndex;
    return true;
  }

  /** A slash inside brackets ends nothing. A line without an end is looked through once. */
  #regex(): boolean {
    const { text, from, end } = this;
    if (from < this.#noRegexBefore) return false;
    let bracketed = false;
    for (let at = from + 1; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === SLASH && !bracketed) {
        FLAGS.lastIndex = at + 1;
        FLAGS.test(text);
        this.to = FLAGS.lastIndex;
        return true;
      }
      this.#noRegexBefore = at;
      if (code === NEWLINE) return false;
      if (code === BACKSLASH) at++;
      else if (code === OPEN_BRACKET) bracketed = true;
      else if (code === CLOSE_BRACKET) bracketed = false;
    }
    return false;
  }

  /** A backslash hides the next character; a line's end ends a string that is no template. */
  #string(quote: string): ScriptTokenKind {
    const { text, end } = this;
    const code = quote.charCodeAt(0);
    for (let at = this.from + 1; at < end; at++) {
      const found = text.charCodeAt(at);
      if (found === code) {
        this.to = at + 1;
        return 'string';
      }
      if (found === BACKSLASH) at++;
      else if (found === NEWLINE && quote !== '`') {
        this.to = at;
        return 'open-string';
      }
    }
    this.to = end;
    return 'open-string';
  }
}

const unescape = (_match: string, braced: string | undefined, plain: string | undefined): string => {
  const code = Number.parseInt(braced ?? plain ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

const SPACE = /[\s\0\ufeff]*/y;
const LINE_END = /[\n\r\u2028\u2029]/;
const LINE = /[\n\r\u2028\u2029]/g;
const WORD =
  /(?:[A-Za-z_$\u00aa-\uffdc]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\})(?:[\w$\u00aa-\uffdc]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\})*/y;
const UNICODE_ESCAPE = /\\u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/g;
const NUMBER = /0[xXbBoO][0-9a-fA-F_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?n?/y;
const FLAGS = /[a-z]{0,8}/y;
const PUNCTUATION = /=>|\?\.(?!\d)|===?|!==?|<=|>=|\+\+|--|\.\.\.|&&=?|\|\|=?|\?\?=?|[-+*/%&|^]=/y;

const SLASH = 0x2f;
const STAR = 0x2a;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
