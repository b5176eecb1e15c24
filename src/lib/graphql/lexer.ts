export type TokenKind = 'mark' | 'name' | 'number' | 'string' | 'block-string' | 'end' | 'broken';

/**
 * Reads a GraphQL document token by token (September 2025 edition, §2.1). It stands on one token at a time; at what is no token
 * it stays `broken`. Linear: no character is passed twice.
 */
export class GraphqlLexer {
  kind: TokenKind = 'end';
  readonly #source: string;
  readonly #comment: ((text: string) => void) | undefined;
  #from = 0;
  #to = 0;

  /** `comment` is told each comment without its `#`. */
  constructor(source: string, comment?: (text: string) => void) {
    this.#source = source;
    this.#comment = comment;
  }

  /** Where the token begins and ends in the document. */
  get from(): number {
    return this.#from;
  }

  get to(): number {
    return this.#to;
  }

  /** The token as written. */
  get text(): string {
    return this.#source.slice(this.#from, this.#to);
  }

  /** True for the mark, which is one character, or `.` for the spread's three. */
  is(mark: string): boolean {
    return this.kind === 'mark' && this.#source.charCodeAt(this.#from) === mark.charCodeAt(0);
  }

  /** What a string says, its escapes resolved; block strings keep their indentation. */
  value(): string {
    if (this.kind === 'block-string') return this.#source.slice(this.#from + 3, this.#to - 3).replaceAll('\\"""', '"""');
    return unescaped(this.#source.slice(this.#from + 1, this.#to - 1));
  }

  /** Moves to the next token and says what it is. */
  next(): TokenKind {
    if (this.kind === 'broken') return 'broken';
    this.#skipIgnored();
    this.#from = this.#to;
    if (this.#from >= this.#source.length) return (this.kind = 'end');
    const code = this.#source.charCodeAt(this.#from);
    const type = code < 128 ? TYPES[code]! : OTHER;
    this.#to = this.#from + 1;
    if (type === MARK) return (this.kind = 'mark');
    if (type === LETTER) return this.#name();
    if (type === QUOTE) return this.#source.startsWith('""', this.#to) ? this.#blockOrEmpty() : this.#string();
    if (type === DIGIT || code === MINUS) return this.#number();
    return code === DOT ? this.#dots() : (this.kind = 'broken');
  }

  #skipIgnored(): void {
    const source = this.#source;
    let at = this.#to;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === HASH) {
        const from = at + 1;
        while (at + 1 < source.length && !isLineEnd(source.charCodeAt(at + 1))) at++;
        this.#comment?.(source.slice(from, at + 1));
      } else if (code >= 128 ? code !== BYTE_ORDER_MARK : TYPES[code] !== IGNORED) break;
    }
    this.#to = at;
  }

  #name(): TokenKind {
    while (isNamePart(this.#source.charCodeAt(this.#to))) this.#to++;
    return (this.kind = 'name');
  }

  /** Digits, dots and exponents; a number does not run on into a name. */
  #number(): TokenKind {
    const source = this.#source;
    for (let code = source.charCodeAt(this.#to); ; code = source.charCodeAt(++this.#to)) {
      const signed = (code === PLUS || code === MINUS) && (source.charCodeAt(this.#to - 1) | 32) === LOWER_E;
      if (!signed && code !== DOT && !(code < 128 && TYPES[code] === DIGIT) && (code | 32) !== LOWER_E) break;
    }
    const whole = !isNamePart(source.charCodeAt(this.#to)) && NUMBER.test(this.text);
    return (this.kind = whole ? 'number' : 'broken');
  }

  #dots(): TokenKind {
    if (!this.#source.startsWith('..', this.#to)) return (this.kind = 'broken');
    this.#to += 2;
    return (this.kind = 'mark');
  }

  #string(): TokenKind {
    const source = this.#source;
    for (let at = this.#to; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === QUOTATION) {
        this.#to = at + 1;
        return (this.kind = 'string');
      }
      if (isLineEnd(code)) break;
      if (code === BACKSLASH) at++;
    }
    return (this.kind = 'broken');
  }

  #blockOrEmpty(): TokenKind {
    const source = this.#source;
    if (source.charCodeAt(this.#to + 1) !== QUOTATION) {
      this.#to += 1;
      return (this.kind = 'string');
    }
    for (let at = source.indexOf('"""', this.#to + 2); at >= 0; at = source.indexOf('"""', at + 3)) {
      if (source.charCodeAt(at - 1) === BACKSLASH) continue;
      this.#to = at + 3;
      return (this.kind = 'block-string');
    }
    return (this.kind = 'broken');
  }
}

const NUMBER = /^-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,400})?$/;

const ESCAPE = /\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|[^])/g;
const SHORT: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(ESCAPE, (_whole, code: string) => {
    if (code.length < 4) return SHORT[code] ?? code;
    const point = Number.parseInt(code.replaceAll(/[u{}]/g, ''), 16);
    return point > 0x10_ffff ? '\ufffd' : String.fromCodePoint(point);
  });
}

const HASH = 0x23;
const QUOTATION = 0x22;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
const LOWER_E = 0x65;
const BYTE_ORDER_MARK = 0xfeff;

const [OTHER, IGNORED, MARK, LETTER, DIGIT, QUOTE] = [0, 1, 2, 3, 4, 5] as const;
/** By character code. */
const TYPES = new Uint8Array(128);
for (const [characters, type] of [
  ['\t\n\r ,', IGNORED],
  ['!$&()[]{}:=@|', MARK],
  ['_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', LETTER],
  ['0123456789', DIGIT],
  ['"', QUOTE],
] as const)
  for (const character of characters) TYPES[character.charCodeAt(0)] = type;

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;
/** Not a number behind the end of the text. */
const isNamePart = (code: number): boolean => code < 128 && (TYPES[code] === LETTER || TYPES[code] === DIGIT);
