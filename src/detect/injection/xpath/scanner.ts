export type XPathToken =
  | 'name'
  | 'axis'
  | 'number'
  | 'string'
  | 'open-string'
  | 'variable'
  | 'operator'
  | 'step'
  | 'open'
  | 'close'
  | 'comma'
  | 'comment'
  | 'end'
  | 'other';

/**
 * Reads tokens of XPath 1.0 to 3.1 and of the parts of XQuery 3.1 that expressions are made of, one at a time. Comments
 * `(: … :)` are white space; one that is left open, and NUL, are `comment`. One pass; `steps` counts tokens for the proof of
 * that.
 */
export class XPathScanner {
  readonly text: string;
  kind: XPathToken = 'end';
  from = 0;
  to: number;
  /** The token's text, names in lower case. */
  word = '';
  steps = 0;

  constructor(text: string, at: number) {
    this.text = text;
    this.to = at;
  }

  next(): XPathToken {
    this.steps++;
    this.kind = this.#skipSpace() ? 'comment' : this.#read();
    return this.kind;
  }

  /** True when the next character that is not white space opens a parenthesis. */
  get callFollows(): boolean {
    let at = this.to;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return this.text[at] === '(' && this.text[at + 1] !== ':';
  }

  #skipSpace(): boolean {
    const { text } = this;
    let at = this.to;
    for (;;) {
      while (isSpace(text.charCodeAt(at))) at++;
      const cut = text.charCodeAt(at) === 0;
      if (!cut && !text.startsWith('(:', at)) break;
      const close = cut ? -1 : text.indexOf(':)', at + 2);
      if (close < 0) {
        this.from = at;
        this.to = text.length;
        return true;
      }
      at = close + 2;
    }
    this.from = at;
    return false;
  }

  #read(): XPathToken {
    const { text, from } = this;
    const char = text[from];
    if (char === undefined) {
      this.to = text.length;
      return 'end';
    }
    if (char === "'" || char === '"') return this.#string(char);
    const simple = SIMPLE[char];
    if (simple !== undefined) return this.#match(ONE, simple);
    if ((char >= '0' && char <= '9') || (char === '.' && isDigit(text.charCodeAt(from + 1))))
      return this.#match(NUMBER, 'number');
    if (char === '/') return this.#match(SLASHES, 'step');
    if (char === '$') return this.#match(VARIABLE, 'variable');
    if (this.#match(AXIS, 'axis') === 'axis') return 'axis';
    if (this.#match(NAME, 'name') === 'name') return 'name';
    return this.#match(OPERATOR, 'operator');
  }

  #match(pattern: RegExp, kind: XPathToken): XPathToken {
    pattern.lastIndex = this.from;
    const found = pattern.test(this.text);
    this.to = found ? pattern.lastIndex : this.from + 1;
    this.word = this.text.slice(this.from, this.to).toLowerCase();
    return found ? kind : 'other';
  }

  /** A doubled quote does not end a string (XPath 2.0 §3.1.1). */
  #string(quote: string): XPathToken {
    const { text } = this;
    let at = text.indexOf(quote, this.from + 1);
    while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
    this.to = at < 0 ? text.length : at + 1;
    return at < 0 ? 'open-string' : 'string';
  }
}

const SIMPLE: Readonly<Record<string, XPathToken>> = {
  '(': 'open',
  '[': 'open',
  '{': 'open',
  ')': 'close',
  ']': 'close',
  '}': 'close',
  ',': 'comma',
};
const ONE = /[^]/y;
const NUMBER = /\d*\.?\d+(?:e[+-]?\d+)?\.?/iy;
const SLASHES = /\/\/?/y;
const VARIABLE = /\$[a-z_][\w.:-]*/iy;
const AXIS =
  /(?:ancestor-or-self|ancestor|attribute|child|descendant-or-self|descendant|following-sibling|following|namespace|parent|preceding-sibling|preceding|self)\s{0,4}::/iy;
/** Names with hyphens and a prefix; `a:*` and `*:a` as well. */
const NAME = /[a-z_\u00c0-\uffdc][\w.\u00c0-\uffdc-]*(?::(?:[a-z_][\w.-]*|\*))?|\*:[a-z_][\w.-]*/iy;
const OPERATOR = /\|\||!=|<=|>=|<<|>>|:=|=>|\.\.|[|+\-=<>*.@!?;:]/y;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** A backslash counts as white space: it is what an application's own escaping leaves before a quote. */
const isSpace = (code: number): boolean => (code <= 0x20 && code > 0) || code === 0xa0 || code === 0x5c;
