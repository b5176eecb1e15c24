export type ScriptToken =
  | 'word'
  | 'number'
  | 'string'
  | 'open-string'
  | 'pattern'
  | 'operator'
  | 'open'
  | 'close'
  | 'comma'
  | 'semicolon'
  | 'comment'
  | 'end'
  | 'other';

/**
 * Reads tokens of JavaScript (ECMA-262 §12), one at a time. A slash begins a regular expression where an operand is
 * expected, so the reader says which it is. A comment that ends the text, and NUL, are `comment`; other comments are white
 * space. One pass; `steps` counts tokens for the proof of that.
 */
export class ScriptScanner {
  readonly text: string;
  kind: ScriptToken = 'end';
  from = 0;
  to: number;
  /** Text of a word or an operator. */
  word = '';
  /** A line ended before the token, which may end a statement (§12.10). */
  newLine = false;
  steps = 0;

  constructor(text: string, at: number) {
    this.text = text;
    this.to = at;
  }

  next(operand: boolean): ScriptToken {
    this.steps++;
    this.kind = this.#skipSpace() ? 'comment' : this.#read(operand);
    return this.kind;
  }

  /** Moves to the next token; true when the rest is a comment. */
  #skipSpace(): boolean {
    const { text } = this;
    this.newLine = false;
    for (;;) {
      SPACE.lastIndex = this.to;
      SPACE.test(text);
      if (text.slice(this.to, SPACE.lastIndex).includes('\n')) this.newLine = true;
      this.from = this.to = SPACE.lastIndex;
      const end = this.#commentEnd();
      if (end < 0) return false;
      this.to = end;
      if (end >= text.length) return true;
    }
  }

  /** Where the comment that begins here ends; -1 when there is none. NUL cuts the text as a comment would. */
  #commentEnd(): number {
    const { text, from } = this;
    const char = text[from];
    if (char === '\0') return text.length;
    if (char !== '/' && !text.startsWith('<!--', from)) return -1;
    const block = text.startsWith('/*', from);
    if (char === '/' && !block && text[from + 1] !== '/') return -1;
    const end = block ? text.indexOf('*/', from + 2) : text.indexOf('\n', from);
    return end < 0 ? text.length : block ? end + 2 : end;
  }

  #read(operand: boolean): ScriptToken {
    const { text, from } = this;
    const char = text[from];
    if (char === undefined) {
      this.to = text.length;
      return 'end';
    }
    if (char === "'" || char === '"' || char === '`') return this.#string(char);
    const simple = SIMPLE[char];
    if (simple !== undefined) return this.#match(ONE, simple);
    if (char >= '0' && char <= '9') return this.#match(NUMBER, 'number');
    if (operand && char === '/') return this.#match(PATTERN, 'pattern');
    const word = this.#match(WORD, 'word');
    return word === 'other' ? this.#match(OPERATOR, 'operator') : word;
  }

  #match(pattern: RegExp, kind: ScriptToken): ScriptToken {
    pattern.lastIndex = this.from;
    const found = pattern.test(this.text);
    this.to = found ? pattern.lastIndex : this.from + 1;
    this.word = this.text.slice(this.from, this.to);
    return found ? kind : 'other';
  }

  #string(quote: string): ScriptToken {
    const { text } = this;
    const end = quote.charCodeAt(0);
    for (let at = this.from + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (code === end) {
        this.to = at + 1;
        return 'string';
      }
    }
    this.to = text.length;
    return 'open-string';
  }
}

const SIMPLE: Readonly<Record<string, ScriptToken>> = {
  '(': 'open',
  '[': 'open',
  '{': 'open',
  ')': 'close',
  ']': 'close',
  '}': 'close',
  ',': 'comma',
  ';': 'semicolon',
};
/** A backslash counts as white space: it is what an application's own escaping leaves before a quote. */
const SPACE = /[\s\\]*/y;
const BACKSLASH = 0x5c;
const ONE = /[^]/y;
const NUMBER = /0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?/iy;
const PATTERN = /\/(?![*/])[^/\\\n]*(?:\\.[^/\\\n]*)*\/[a-z]*/y;
/** Names joined by dots. */
const WORD = /[a-z_$\u00c0-\uffdc][\w$\u00c0-\uffdc]*(?:(?:\?\.|\s?\.\s?)[a-z_$][\w$]*)*/iy;
const OPERATOR = /===|!==|==|!=|<=|>=|<<|>>|=>|\+\+|--|\|\||&&|\?\?|\*\*|[-+*/%&|^]=|\.\.\.|[-+*/%&|^<>=!~?:.]/y;
