/**
 * What a text is in a search filter of LDAP (RFC 4515 §3), read from inside the value of an assertion, `(attr=VALUE)`.
 *
 *   filter = "(" ( "&" filterlist / "|" filterlist / "!" filter / item ) ")"
 *   item   = attr ( "=" / "~=" / ">=" / "<=" / [ ":dn" ] [ ":" rule ] ":=" ) value
 */
export interface FilterRead {
  /** The value's own assertion was ended by a parenthesis that the value did not open; where, or -1. */
  readonly closed: number;
  /** Assertions behind it, or in the whole where `closed` is -1. */
  readonly items: readonly FilterItem[];
  /** Operators `&`, `|`, `!` that open a filter. */
  readonly operators: number;
  /** A list without members: `(&)` is true, `(|)` false (RFC 4526). */
  readonly constant: boolean;
  /** Parentheses that close more than the value opened, the first included. */
  readonly surplus: number;
  /** Filters left open, which the application's own rest closes. */
  readonly open: number;
  /** Whether all that follows is filter, up to its end, NUL, or text that is none. */
  readonly ending: 'end' | 'nul' | 'broken';
  readonly to: number;
  readonly steps: number;
}

export interface FilterItem {
  /** In lower case, without options. */
  readonly attribute: string;
  readonly value: string;
}

/** Filters read of one value. */
const MOST_STEPS = 200;

export function readFilter(text: string, at: number): FilterRead {
  const reader = new FilterReader(text, at);
  while (reader.ending === undefined) reader.step();
  return { ...reader.read, ending: reader.ending };
}

/** Position of the first parenthesis that closes what the text did not open; -1 when there is none. */
export function closingParenthesis(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN) depth++;
    else if (code === CLOSE && --depth < 0) return at;
  }
  return -1;
}

const OPEN = 0x28;
const CLOSE = 0x29;

class FilterReader {
  ending: FilterRead['ending'] | undefined;
  readonly #text: string;
  #at: number;
  readonly #closed: number;
  readonly #items: FilterItem[] = [];
  #operators = 0;
  #constant = false;
  #surplus = 0;
  #depth = 0;
  #steps = 0;
  /** An operator was read: filters follow, or `)` at once. */
  #afterOperator = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
    this.#closed = text.charCodeAt(at) === CLOSE ? at : -1;
  }

  get read(): Omit<FilterRead, 'ending'> {
    return {
      closed: this.#closed,
      items: this.#items,
      operators: this.#operators,
      constant: this.#constant,
      surplus: this.#surplus,
      open: this.#depth,
      to: this.#at,
      steps: this.#steps,
    };
  }

  /** Passes one parenthesis with what belongs to it. */
  step(): void {
    this.#at = skipSpace(this.#text, this.#at);
    const code = this.#text.charCodeAt(this.#at);
    if (this.#at >= this.#text.length) this.ending = 'end';
    else if (code === 0) this.ending = 'nul';
    else if (++this.#steps > MOST_STEPS) this.ending = 'broken';
    else if (code === CLOSE) this.#close();
    else if (code === OPEN) this.#open();
    else if (this.#steps > 1 && /[&|!]/.test(this.#text.charAt(this.#at))) {
      this.#operators++;
      this.#at++;
    } else this.ending = 'broken';
  }

  #close(): void {
    this.#at++;
    if (this.#afterOperator) this.#constant = true;
    this.#afterOperator = false;
    if (this.#depth > 0) this.#depth--;
    else this.#surplus++;
  }

  #open(): void {
    const inside = skipSpace(this.#text, this.#at + 1);
    const char = this.#text[inside];
    this.#afterOperator = false;
    if (char === '&' || char === '|' || char === '!') {
      this.#operators++;
      this.#afterOperator = char !== '!';
      this.#depth++;
      this.#at = inside + 1;
      // `(!attr=value)` and the like are what lenient servers take as well.
      if (this.#item(skipSpace(this.#text, this.#at))) this.#afterOperator = false;
      return;
    }
    if (inside >= this.#text.length || char === '(') {
      this.#depth++;
      this.#at = inside;
      return;
    }
    if (this.#item(inside)) this.#depth++;
    else this.ending = 'broken';
  }

  /** Reads `attr op value` up to its parenthesis, the end, or NUL. */
  #item(from: number): boolean {
    ITEM.lastIndex = from;
    const found = ITEM.exec(this.#text);
    if (found === null) return false;
    const start = ITEM.lastIndex;
    let to = start;
    while (to < this.#text.length && !isEnd(this.#text.charCodeAt(to))) to++;
    this.#items.push({ attribute: (found[1] ?? '').toLowerCase(), value: this.#text.slice(start, to) });
    this.#at = to;
    return true;
  }
}

const ITEM =
  /([a-z][\w-]{0,60}|\d+(?:\.\d+){1,12})(?:;[\w-]{1,30}){0,3}\s{0,4}(?:(?::dn)?(?::[\w.-]{1,60})?:=|[~<>]?=)/iy;

const isEnd = (code: number): boolean => code === OPEN || code === CLOSE || code === 0;

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20 && text.charCodeAt(at) > 0) at++;
  return at;
};
