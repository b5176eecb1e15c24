import { LIMITS } from '../../model/index.ts';
import type { TextPart, Token, TokenKind } from './token.ts';

/** How a language writes comments, names and strings. Everything else is the same in all of them. */
export interface Lexicon {
  readonly lineComment: '//' | '#';
  readonly blockComments: boolean;
  /** Marks of more than one character, longest first. */
  readonly marks: readonly string[];
  /** Reads a string or the like that starts here, or answers undefined without moving. */
  readonly literal: (scanner: Scanner) => boolean;
  /** Called at each line end outside comments and strings. */
  readonly lineEnd?: (scanner: Scanner) => void;
}

export interface Quoted {
  readonly quote: string;
  readonly multiline: boolean;
  /** A backslash: `drop` gives the character behind it, `keep` leaves unknown ones, `raw` leaves all, `none` is none. */
  readonly escapes: 'drop' | 'keep' | 'raw' | 'none';
  /** `${` JavaScript and Kotlin, `$` names too for Kotlin, `{` Python. */
  readonly holes?: '${' | '$' | '{';
}

const NAME_START = /[\p{L}_$]/u;
const NAME = /[\p{L}\p{N}_$]+/uy;
const NUMBER = /\d(?:[\w.]|(?<=[eE])[+-])*/y;

/** Where a scanner goes on in the middle of a text. */
export type ScannerStart = Pick<Scanner, 'at' | 'line' | 'lineStart' | 'nesting' | 'notJsx'>;

/** One pass over a source text. */
export class Scanner {
  readonly source: string;
  readonly lexicon: Lexicon;
  readonly tokens: Token[] = [];
  at: number;
  line: number;
  lineStart: number;
  /** Open brackets; interpolation counts its own. */
  depth = 0;
  /** Nesting of interpolated expressions. */
  readonly nesting: number;
  /** Where no JSX element starts although it looks so: asked once each, however often the text is read. */
  readonly notJsx: Set<number>;
  private fresh = true;

  constructor(source: string, lexicon: Lexicon, from?: ScannerStart) {
    this.source = source;
    this.lexicon = lexicon;
    this.at = from?.at ?? 0;
    this.line = from?.line ?? 1;
    this.lineStart = from?.lineStart ?? 0;
    this.nesting = (from?.nesting ?? -1) + 1;
    this.notJsx = from?.notJsx ?? new Set();
  }

  /** Reads to the end, or in an interpolated expression to the brace that closes it. */
  run(): readonly Token[] {
    while (this.at < this.source.length) {
      const char = this.source[this.at] as string;
      if (this.nesting > 0 && this.depth === 0 && char === '}') break;
      if (char === '\n') this.newLine();
      else if (char === ' ' || char === '\t' || char === '\r' || char === '\u{feff}') this.at++;
      else if (!this.comment()) this.token(char);
    }
    return this.tokens;
  }

  starts(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  add(kind: TokenKind, text: string, at = this.at, parts?: readonly TextPart[]): void {
    const place = { line: this.line, column: at - this.lineStart + 1, first: this.fresh };
    this.tokens.push(parts === undefined ? { kind, text, ...place } : { kind, text, parts, ...place });
    if (kind !== 'indent' && kind !== 'dedent' && kind !== 'line') this.fresh = false;
  }

  newLine(): void {
    this.lexicon.lineEnd?.(this);
    this.at++;
    this.line++;
    this.lineStart = this.at;
    this.fresh = true;
  }

  private comment(): boolean {
    if (this.starts(this.lexicon.lineComment)) {
      const end = this.source.indexOf('\n', this.at);
      this.at = end === -1 ? this.source.length : end;
      return true;
    }
    if (!this.lexicon.blockComments || !this.starts('/*')) return false;
    const end = this.source.indexOf('*/', this.at + 2);
    const stop = end === -1 ? this.source.length : end + 2;
    while (this.at < stop)
      if (this.source[this.at] === '\n') this.newLine();
      else this.at++;
    return true;
  }

  private token(char: string): void {
    if (this.lexicon.literal(this)) return;
    const start = this.at;
    if (char >= '0' && char <= '9') return this.matched(NUMBER, 'number', start);
    if (NAME_START.test(char)) return this.matched(NAME, 'name', start);
    const mark = this.lexicon.marks.find((one) => this.starts(one)) ?? char;
    if ('([{'.includes(mark)) this.depth++;
    else if (')]}'.includes(mark)) this.depth = Math.max(0, this.depth - 1);
    this.add('mark', mark);
    this.at += mark.length;
  }

  private matched(pattern: RegExp, kind: TokenKind, start: number): void {
    pattern.lastIndex = start;
    const text = pattern.exec(this.source)?.[0] ?? (this.source[start] as string);
    this.add(kind, text);
    this.at = start + text.length;
  }

  /** Reads a string whose opening quote (and prefix, from `start`) is behind `at` already. */
  quoted(form: Quoted, start: number): void {
    const begin = { line: this.line, lineStart: this.lineStart };
    const parts: TextPart[] = [];
    let text = '';
    while (this.at < this.source.length && !this.starts(form.quote)) {
      const char = this.source[this.at] as string;
      if (char === '\n' && !form.multiline) break;
      const hole = this.hole(form);
      if (hole !== undefined) {
        parts.push(text, hole);
        text = '';
      } else if (char === '\\' && form.escapes !== 'none') text += this.escape(form);
      else {
        text += char;
        this.step(char);
      }
    }
    if (this.starts(form.quote)) this.at += form.quote.length;
    parts.push(text);
    const plain = parts.length === 1 ? text : '';
    const place = { line: begin.line, column: start - begin.lineStart + 1, first: this.fresh };
    this.tokens.push({ kind: 'text', text: plain, parts, ...place });
    this.fresh = false;
  }

  /** Goes to `end`, counting lines. */
  skipTo(end: number): void {
    while (this.at < end) this.step(this.source[this.at] as string);
  }

  private step(char: string): void {
    this.at++;
    if (char !== '\n') return;
    this.line++;
    this.lineStart = this.at;
  }

  private escape({ escapes }: Quoted): string {
    const next = this.source[this.at + 1] ?? '';
    this.at++;
    if (next === '') return '\\';
    this.step(next);
    if (escapes === 'raw') return `\\${next}`;
    if (next === '\n') return '';
    const known = ESCAPES[next];
    if (known !== undefined) return known;
    const code = /^(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(
      this.source.slice(this.at - 1, this.at + 9),
    );
    const value = Number.parseInt(code?.[1] ?? code?.[2] ?? code?.[3] ?? '', 16);
    if (code === null || !(value <= 0x10_ff_ff)) return escapes === 'keep' ? `\\${next}` : next;
    this.at += code[0].length - 1;
    return String.fromCodePoint(value);
  }

  private hole({ holes }: Quoted): readonly Token[] | undefined {
    if (holes === undefined) return undefined;
    if (holes === '{') {
      if (this.starts('{{') || this.starts('}}')) {
        // A doubled brace is one brace: step over the first, the caller takes the second as text.
        this.at++;
        return undefined;
      }
      return this.starts('{') ? this.interpolation(1) : undefined;
    }
    if (this.starts('${')) return this.interpolation(2);
    if (holes !== '$' || !this.starts('$')) return undefined;
    NAME.lastIndex = this.at + 1;
    const name = NAME.exec(this.source)?.[0];
    if (name === undefined) return undefined;
    const token: Token = {
      kind: 'name',
      text: name,
      line: this.line,
      column: this.at - this.lineStart + 2,
      first: false,
    };
    this.at += name.length + 1;
    return [token];
  }

  private interpolation(opening: number): readonly Token[] {
    this.at += opening;
    if (this.nesting >= LIMITS.sourceDepth) return [];
    const inner = new Scanner(this.source, this.lexicon, this);
    const tokens = inner.run();
    this.at = Math.min(inner.at + 1, this.source.length);
    this.line = inner.line;
    this.lineStart = inner.lineStart;
    return tokens;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
};

/** Strings of one character's quotes. */
export function simpleString(scanner: Scanner, form: Quoted): boolean {
  if (!scanner.starts(form.quote)) return false;
  const start = scanner.at;
  scanner.at += form.quote.length;
  scanner.quoted(form, start);
  return true;
}
