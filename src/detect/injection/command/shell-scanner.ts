/** Kinds of tokens. `open` begins a substitution or subshell, `backquote` begins or ends one. */
export type ShellTokenKind = 'word' | 'separator' | 'redirect' | 'open' | 'close' | 'backquote' | 'comment' | 'end';

/** Ways in which a word hides what it says until the shell expands it, as bits. */
export const TRICKS = {
  /** Quotes between letters: `c''at`. */
  quote: 1,
  /** Backslashes or carets before letters: `c\at`, `w^hoami`. */
  escape: 2,
  /** `$'\x63\x61\x74'`. */
  ansi: 4,
  /** Variables that are empty or set in the value itself: `c$@at`, `a=c;${a}at`. */
  variable: 8,
  /** Letters cut out of a variable: `${PATH:0:1}`, `%ProgramFiles:~3,1%`. */
  slice: 16,
  /** The field separator written as a variable: `cat${IFS}x`. */
  ifs: 32,
  /** A list in braces that becomes words: `{cat,/etc/passwd}`. */
  brace: 64,
  /** File name patterns: `/???/c?t`. */
  glob: 128,
  /** A substitution of nothing, or of a number: `who$()ami`. */
  empty: 256,
} as const;

/**
 * Reads the tokens of a shell line one at a time, as POSIX shells (POSIX.1-2024 XCU 2.2, 2.3, 2.6; Bash manual 3.1 and 3.5)
 * and cmd.exe would: words with quotes, escapes and parameters expanded, separators, redirections, substitutions. A quote
 * that does not close is one that the application opened, so it is passed over. Each character is passed a bounded number
 * of times; `steps` counts tokens for the proof of that.
 */
export class ShellScanner {
  readonly text: string;
  kind: ShellTokenKind = 'end';
  /** Position of the current token. */
  from = 0;
  to: number;
  /** What a word says once expanded; for other tokens the characters themselves. */
  word = '';
  /** Bits of `TRICKS` used in the word. */
  tricks = 0;
  /** Variables that the line sets itself, filled by the reader. */
  readonly variables = new Map<string, string>();
  steps = 0;
  /** Where the brace expansion at hand ends. */
  #braceTo = -1;
  /** Quotes that were looked for to the end in vain: they are not looked for again. */
  readonly #unclosed = { "'": false, '"': false };

  constructor(text: string, at: number) {
    this.text = text;
    this.to = at;
  }

  next(): ShellTokenKind {
    this.steps++;
    this.word = '';
    this.tricks = 0;
    this.kind = this.#read();
    return this.kind;
  }

  #read(): ShellTokenKind {
    const { text } = this;
    for (;;) {
      const start = skip(BLANKS, text, this.to);
      this.to = start;
      this.from = start;
      const kind = this.#mark();
      if (kind !== undefined) return kind;
      while (this.#piece());
      if (this.to > this.from) return 'word';
      // Only a field separator stood there.
      if (this.to === start) return this.#one('word');
    }
  }

  /** A token that is no word. */
  #mark(): ShellTokenKind | undefined {
    const char = this.text[this.from];
    if (char === undefined) return 'end';
    if (char === '#') return this.#comment();
    if (this.#match(OPEN)) return 'open';
    if (this.#match(REDIRECT)) return 'redirect';
    if (this.#match(SEPARATOR)) return 'separator';
    if (char === ')') return this.#one('close');
    if (char !== '`') return undefined;
    if (this.#match(FENCE)) return 'word';
    return this.text[this.from + 1] === '`' ? undefined : this.#one('backquote');
  }

  #one(kind: ShellTokenKind): ShellTokenKind {
    this.to = this.from + 1;
    this.word = this.text.slice(this.from, this.to);
    return kind;
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.from;
    if (!pattern.test(this.text)) return false;
    this.to = pattern.lastIndex;
    this.word = this.text.slice(this.from, this.to);
    return true;
  }

  /** A comment ends with its line. */
  #comment(): ShellTokenKind {
    const line = this.text.indexOf('\n', this.from);
    this.to = line < 0 ? this.text.length : line;
    return 'comment';
  }

  /** Adds the next piece to the word; false where the word ends. */
  #piece(): boolean {
    const { text, to: at } = this;
    const char = text[at];
    if (char === undefined || ENDS.test(char)) return false;
    if (char === "'" || char === '"') return this.#quoted(char, at);
    if (char === '\\' || char === '^') return this.#escape(char, at);
    if (char === '$') return this.#dollar(at);
    if (char === '%') return this.#percent(at);
    if (char === '`') return this.#emptyBackquotes(at);
    if (char === '{' || char === '}' || char === ',') return this.#brace(char, at);
    if (char === '*' || char === '?' || char === '[') this.tricks |= TRICKS.glob;
    return this.#take(Math.max(at + 1, skip(PLAIN, text, at)));
  }

  /** Adds the text up to `end` as it stands. */
  #take(end: number): true {
    this.word += this.text.slice(this.to, end);
    this.to = end;
    return true;
  }

  #drop(end: number, trick: number): true {
    this.to = end;
    this.tricks |= trick;
    return true;
  }

  #quoted(quote: "'" | '"', at: number): boolean {
    const close = this.#closing(quote, at);
    if (close < 0) return this.#drop(at + 1, 0);
    const inside = this.text.slice(at + 1, close);
    // Substitutions are live in double quotes: what stands there is read as if it were bare.
    if (quote === '"' && LIVE.test(inside)) return this.#drop(at + 1, 0);
    if (LETTER.test(this.word.slice(-1)) || LETTER.test(this.text[close + 1] ?? '')) this.tricks |= TRICKS.quote;
    this.word += quote === '"' ? inside.replaceAll(/\\(["\\$`])/g, '$1') : inside;
    this.to = close + 1;
    return true;
  }

  #closing(quote: "'" | '"', at: number): number {
    if (this.#unclosed[quote]) return -1;
    let close = this.text.indexOf(quote, at + 1);
    if (quote === '"') while (close > 0 && isEscaped(this.text, close)) close = this.text.indexOf(quote, close + 1);
    if (close < 0) this.#unclosed[quote] = true;
    return close;
  }

  #escape(char: string, at: number): boolean {
    const next = this.text[at + 1];
    if (next === undefined) return this.#take(at + 1);
    if (next === '\n' || next === '\r') return this.#drop(at + 2, TRICKS.escape);
    if (char === '^' && !LETTER.test(next)) return this.#take(at + 1);
    const inWord = LETTER.test(next) && (char === '\\' || this.word !== '');
    this.word += next;
    return this.#drop(at + 2, inWord ? TRICKS.escape : 0);
  }

  #dollar(at: number): boolean {
    const { text } = this;
    if (text[at + 1] === "'") return this.#ansi(at);
    if (text[at + 1] === '"') return this.#drop(at + 1, 0);
    const nothing = skip(NOTHING, text, at);
    if (nothing > at) return this.#drop(nothing, TRICKS.empty);
    if (text[at + 1] === '(') return false;
    PARAMETER.lastIndex = at;
    const found = PARAMETER.exec(text);
    if (found === null) return this.#take(at + 1);
    const name = found[1] ?? found[2] ?? '';
    if (!name.startsWith('IFS')) return this.#expand(name, PARAMETER.lastIndex);
    const wasEmpty = this.word === '';
    this.#drop(PARAMETER.lastIndex, TRICKS.ifs);
    // `$IFS$9`: the second parameter only ends the first one's name.
    if (wasEmpty) this.from = this.to;
    return wasEmpty;
  }

  #expand(name: string, end: number): true {
    const known = this.variables.get(name);
    if (known !== undefined) this.word += known;
    else if (ROOT_SLICE.test(name)) this.word += '/';
    return this.#drop(end, SLICE.test(name) ? TRICKS.slice : TRICKS.variable);
  }

  #ansi(at: number): boolean {
    const close = this.#closing("'", at + 1);
    if (close < 0) return this.#drop(at + 2, 0);
    this.word += this.text
      .slice(at + 2, close)
      .replaceAll(
        /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{4})|([0-7]{1,3}))/gi,
        (_match, hex?: string, unicode?: string, octal?: string) =>
          String.fromCharCode(
            octal === undefined ? Number.parseInt(hex ?? unicode ?? '0', 16) : Number.parseInt(octal, 8),
          ),
      );
    return this.#drop(close + 1, TRICKS.ansi);
  }

  #percent(at: number): boolean {
    PERCENT.lastIndex = at;
    const found = PERCENT.exec(this.text);
    if (found === null) return this.#take(at + 1);
    if (found[1]?.toLowerCase() === 'comspec') this.word += 'cmd';
    return this.#drop(PERCENT.lastIndex, found[2] === undefined ? TRICKS.variable : TRICKS.slice);
  }

  #emptyBackquotes(at: number): boolean {
    return this.text[at + 1] === '`' && this.text[at + 2] !== '`' ? this.#drop(at + 2, TRICKS.empty) : false;
  }

  #brace(char: string, at: number): boolean {
    if (at < this.#braceTo || (at === this.#braceTo && char === '}')) {
      this.#drop(at + 1, TRICKS.brace);
      return this.word === '' && at < this.#braceTo;
    }
    if (char === '{' && this.word === '') {
      const end = skip(BRACES, this.text, at);
      if (end > at) {
        this.#braceTo = end - 1;
        return this.#drop(at + 1, TRICKS.brace);
      }
    }
    return this.#take(at + 1);
  }
}

const BLANKS = /[ \t\f\v\0\u00a0]+/y;
const ENDS = /[\s;|&<>()\0]/;
const PLAIN = /[^\s;|&<>()'"`\\^$%{},*?[\0]+/y;
const LETTER = /[A-Za-z]/;
const OPEN = /[$<>]\((?!\()|\(/y;
const SEPARATOR = /\|[|&]?|&&?|;+|[\r\n]\s*/y;
const REDIRECT = /(?:\d|&)?(?:>>|>\||>&|<<<|<<-?|<>|<&|>|<)(?!\()(?:\d(?!\w))?/y;
/** Three and more backquotes fence code in Markdown. */
const FENCE = /`{3,}\w{0,20}/y;
const LIVE = /\$\(|`/;
/** `$()`, and arithmetic, whose value is a number at most. */
const NOTHING = /\$\(\s{0,8}\)|\$\(\([\w\s+*/%-]{0,40}\)\)/y;
const PARAMETER = /\$(?:\{([^}\s]{1,80})\}|([A-Za-z_]\w*|[\d@*#?!$-]))/y;
/** First letters of variables that hold paths. */
const ROOT_SLICE = /^(?:PATH|HOME|PWD|OLDPWD|SHELL|BASH|MAIL)(?::0:1|%%[^/]+)$/;
/** Letters cut out of a value, or replaced in it (Bash manual 3.5.3). */
const SLICE = /.:~?-?\d|.(?:%|#|\/\/)/;
const PERCENT = /%(\w{1,40})(:~-?\d{1,3}(?:,-?\d{1,3})?)?%/y;
const BRACES = /\{[^\s{};|&,]*,[^\s{};|&]*\}/y;

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** True when an odd number of backslashes stands before the character. Runs are at most as long as counted. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (slashes < 64 && text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}
