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

/**
 * Keys of an object literal as lenient readers take it: JSON (RFC 8259), and what JavaScript, the shells of databases and
 * JSON5 add (bare and single-quoted names, regular expressions, calls as values). `inside` says that the text goes on
 * inside an object, behind a value. Prose ends the reading at its second word. One pass.
 */
export function readObjectText(text: string, at = 0, inside = false): ObjectText {
  const reader = new ObjectReader(text, at, inside);
  while (reader.ending === undefined) reader.step();
  return { keys: reader.keys, ending: reader.ending, to: reader.at, steps: reader.steps };
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
    TOKEN.lastIndex = this.at;
    const token = TOKEN.exec(this.#text);
    if (token === null) {
      this.ending = this.#rest();
      return;
    }
    const [whole, double, single, word, mark] = token;
    const from = this.at + whole.length - (double ?? single ?? word ?? mark ?? '').length;
    if (mark === undefined) this.#name(double ?? single ?? word ?? '', from, TOKEN.lastIndex, word !== undefined);
    else this.#mark(mark);
    this.at = Math.max(this.at, TOKEN.lastIndex);
  }

  #rest(): ObjectText['ending'] {
    if (isBlank(this.#text, this.at)) return this.#depth > 0 ? 'open' : 'end';
    // A string that is cut.
    return /^\s{0,16}["'`/]/.test(this.#text.slice(this.at, this.at + 17)) ? 'open' : 'broken';
  }

  #name(token: string, from: number, to: number, bare: boolean): void {
    if (this.#keyMayFollow) {
      COLON.lastIndex = to;
      if (COLON.test(this.#text)) {
        const name = bare ? token : token.slice(1, -1);
        const parent = this.#path[this.#depth - 2] ?? '';
        if (this.keys.length < MOST_KEYS) this.keys.push({ name, parent, from, to, value: COLON.lastIndex });
        if (this.#depth > 0 && this.#depth <= MOST_DEPTH) this.#path[this.#depth - 1] = name;
        this.at = COLON.lastIndex;
        TOKEN.lastIndex = this.at;
        this.#keyMayFollow = false;
        this.#afterWord = false;
        return;
      }
    }
    if (this.#depth === 0 || (this.#afterWord && bare)) this.ending = 'broken';
    this.#afterWord = bare && !KEYWORD.test(token);
    this.#keyMayFollow = false;
  }

  #mark(mark: string): void {
    this.#afterWord = false;
    if (mark === '{' || mark === '[' || mark === '(') {
      this.#depth++;
      if (this.#depth <= MOST_DEPTH)
        this.#path[this.#depth - 1] = mark === '{' ? '' : (this.#path[this.#depth - 2] ?? '');
    } else if ((mark === '}' || mark === ']' || mark === ')') && this.#depth > 0) this.#depth--;
    this.#keyMayFollow = mark === '{' || mark === ',' || mark === '[';
  }
}

/** Strings (closed ones), regular expressions in the place of a value, words and numbers, marks. */
const TOKEN =
  /\s*(?:("[^"\\]*(?:\\[^][^"\\]*)*"|`[^`\\]*(?:\\[^][^`\\]*)*`)|('[^'\\]*(?:\\[^][^'\\]*)*'|\/[^/\\\n*]+(?:\\.[^/\\\n*]*)*\/[a-z]*)|([\w$.@\u0080-\uffff+-]+)|([{}[\](),:;=<>!&|?*%]))/y;
const COLON = /\s*:/y;
const KEYWORD = /^(?:new|return|function|var|let|const|typeof|in)$/;

const isBlank = (text: string, from: number): boolean => {
  for (let i = from; i < text.length; i++) if (text.charCodeAt(i) > 0x20) return false;
  return true;
};
