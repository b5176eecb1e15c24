/** Kinds of tokens. `comment` and `end` end a value; `other` is a character no SQL has there. */
export type TokenKind =
  | 'word'
  | 'number'
  | 'string'
  | 'open-string'
  | 'variable'
  | 'operator'
  | 'comma'
  | 'open'
  | 'close'
  | 'semicolon'
  | 'comment'
  | 'end'
  | 'other';

/**
 * Reads SQL tokens one at a time, of all common dialects at once (SQL:2016, MySQL, PostgreSQL, SQL Server, Oracle,
 * SQLite). Comments between tokens are white space, as databases see them. Each character is passed a bounded number of
 * times; `steps` counts tokens for the proof of that.
 */
export class SqlScanner {
  readonly text: string;
  kind: TokenKind = 'end';
  /** Position of the current token. */
  from = 0;
  to: number;
  /** Lower-case text of a word, operator or variable; dots join names. */
  word = '';
  /** True when a comment stood where white space would do, or a version comment of MySQL was opened. */
  disguised = false;
  steps = 0;

  constructor(text: string, at: number) {
    this.text = text;
    this.to = at;
  }

  next(): TokenKind {
    this.steps++;
    this.kind = this.#skipSpace() ? 'comment' : this.#read();
    return this.kind;
  }

  /** True when the next character that is not white space opens a parenthesis. */
  get callFollows(): boolean {
    let at = this.to;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return (
      this.text[at] === '(' ||
      (this.text.startsWith('/*', at) && /^\/\*[^*]{0,64}\*\/\s{0,8}\(/.test(this.text.slice(at, at + 80)))
    );
  }

  /** Moves to the next token's start; true when the rest is a comment. */
  #skipSpace(): boolean {
    const { text } = this;
    let at = this.to;
    for (;;) {
      while (isSpace(text.charCodeAt(at))) at++;
      const code = text.charCodeAt(at);
      const following = text.charCodeAt(at + 1);
      if (code === SLASH && following === STAR) {
        this.disguised = true;
        if (text[at + 2] === '!') at += 3 + versionDigits(text, at + 3);
        else {
          const close = text.indexOf('*/', at + 2);
          if (close < 0) return this.#rest(at);
          at = close + 2;
        }
      } else if (code === STAR && following === SLASH) at += 2;
      else if (code === HASH || (code === DASH && following === DASH && !isDigit(text.charCodeAt(at + 2)))) {
        const line = text.indexOf('\n', at);
        if (line < 0 || isBlank(text, line)) return this.#rest(at);
        this.disguised = true;
        at = line + 1;
      } else if (code === 0) return this.#rest(at);
      else break;
    }
    this.from = at;
    return false;
  }

  #rest(at: number): true {
    this.from = at;
    this.to = this.text.length;
    return true;
  }

  #read(): TokenKind {
    const { text, from } = this;
    if (from >= text.length) {
      this.to = text.length;
      return 'end';
    }
    const char = text[from] ?? '';
    if (char === "'" || char === '"') return this.#string(char);
    const simple = SIMPLE[char];
    if (simple !== undefined) return this.#one(simple);
    if (isDigit(text.charCodeAt(from)) || (char === '.' && isDigit(text.charCodeAt(from + 1))))
      return this.#match(NUMBER, 'number');
    if (char === '`' || char === '[') return this.#quotedName(char === '`' ? '`' : ']');
    if (char === '@' && text[from + 1] !== '>') return this.#match(VARIABLE, 'variable');
    if (char === '$') return this.#match(DOLLAR, 'string');
    const word = this.#match(WORD, 'word');
    if (word !== 'other') return this.#prefixedString() ?? word;
    return this.#match(OPERATOR, 'operator');
  }

  #one(kind: TokenKind): TokenKind {
    this.to = this.from + 1;
    return kind;
  }

  #match(pattern: RegExp, kind: TokenKind): TokenKind {
    pattern.lastIndex = this.from;
    if (!pattern.test(this.text)) return this.#one('other');
    this.to = pattern.lastIndex;
    this.word = this.text.slice(this.from, this.to).toLowerCase();
    return kind;
  }

  /** `N'…'`, `x'41'`, `_utf8'…'`: the word before the quote is part of the string. */
  #prefixedString(): TokenKind | undefined {
    const quote = this.text[this.to];
    if (quote !== "'" || !STRING_PREFIX.test(this.word)) return undefined;
    const start = this.from;
    this.from = this.to;
    const kind = this.#string(quote);
    this.from = start;
    return kind;
  }

  /** Doubled quotes and backslashes do not end a string. */
  #string(quote: string): TokenKind {
    const { text } = this;
    let at = this.from + 1;
    for (;;) {
      const found = text.indexOf(quote, at);
      if (found < 0) {
        this.to = text.length;
        return 'open-string';
      }
      if (text[found + 1] !== quote) {
        this.to = found + 1;
        return 'string';
      }
      at = found + 2;
    }
  }

  #quotedName(close: string): TokenKind {
    const found = this.text.indexOf(close, this.from + 1);
    if (found < 0 || found - this.from > 130) return this.#one('other');
    this.word = this.text.slice(this.from + 1, found).toLowerCase();
    this.to = found + 1;
    return 'word';
  }
}

const SIMPLE: Readonly<Record<string, TokenKind>> = { '(': 'open', ')': 'close', ',': 'comma', ';': 'semicolon' };
const NUMBER = /0x[0-9a-f]+|0b[01]+|\d*\.?\d+(?:e[+-]?\d+)?\.?/iy;
const WORD = /[a-z_\u00c0-\uffdc][\w$\u00c0-\uffdc]*(?:\s?\.{1,2}\s?(?:[a-z_][\w$]*|\*|`[^`]{1,64}`))*/iy;
const VARIABLE = /@@?(?:`[^`]{1,64}`|[\w$.]*)/y;
const DOLLAR = /\$(\w{0,16})\$[^$]*\$\1\$|\$\d+/y;
const OPERATOR = /<=>|\|\||&&|<>|!=|<=|>=|!<|!>|::|:=|==|->>|->|#>|@>|<@|~\*|\?[&|]?|[=<>!+\-*/%&|^~]/y;
const STRING_PREFIX = /^(?:n|x|b|e|u&|q|_[a-z0-9]+)$/;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** A backslash counts as white space: it is what an application's own escaping leaves before a quote. */
const isSpace = (code: number): boolean => (code <= 0x20 && code > 0) || code === 0xa0 || code === 0x5c;

const SLASH = 0x2f;
const STAR = 0x2a;
const HASH = 0x23;
const DASH = 0x2d;

/** True when nothing but white space follows. */
function isBlank(text: string, from: number): boolean {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at >= text.length;
}

const versionDigits = (text: string, at: number): number => {
  let digits = 0;
  while (digits < 6 && isDigit(text.charCodeAt(at + digits))) digits++;
  return digits;
};
