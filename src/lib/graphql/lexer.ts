/** One token of a GraphQL document (September 2025 edition, §2.1). Of strings `text` is what stands between the quotes. */
export interface Token {
  readonly kind: 'mark' | 'name' | 'number' | 'string' | 'block-string';
  readonly text: string;
}

/**
 * Pattern of what is ignored between tokens: white space, commas, byte order marks and comments (§2.1.7). A comment goes to the
 * end of its line and no shorter, or a row of `#` could be taken apart in as many ways as it has subsets.
 */
export const IGNORED = String.raw`(?:[\s,\ufeff]|#[^\n\r]*(?![^\n\r]))*`;
const TOKEN = new RegExp(
  String.raw`${IGNORED}(?:(\.\.\.|[!$&()[\]{}:=@|])|([_A-Za-z]\w*)|(-?\d[\w.+-]*)|"""([^"\\]*(?:(?:\\"""|\\|"{1,2}(?!"))[^"\\]*)*)"""|"([^"\\\n\r]*(?:\\.[^"\\\n\r]*)*)"|$)`,
  'y',
);

/** Reads a document token by token; ends early at what is no token. Linear, since every step begins where the last one ended. */
export class GraphqlLexer {
  readonly #text: string;
  #at = 0;
  /** Set when reading stopped at something that is no token. */
  broken = false;

  constructor(text: string) {
    this.#text = text;
  }

  next(): Token | undefined {
    if (this.broken || this.#at >= this.#text.length) return undefined;
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) {
      this.broken = true;
      return undefined;
    }
    this.#at = TOKEN.lastIndex;
    const [, mark, name, number, block, string] = found;
    if (mark !== undefined) return { kind: 'mark', text: mark };
    if (name !== undefined) return { kind: 'name', text: name };
    if (number !== undefined) return { kind: 'number', text: number };
    if (block !== undefined) return { kind: 'block-string', text: block.replaceAll('\\"""', '"""') };
    if (string !== undefined) return { kind: 'string', text: string };
    return undefined;
  }
}

/** Beginnings of executable documents. */
const BEGINNING = new RegExp(String.raw`^${IGNORED}(?:\{|(?:query|mutation|subscription|fragment)\b[^{]{0,2000}\{)`);

export const looksLikeGraphql = (text: string): boolean => text.includes('{') && BEGINNING.test(text);
