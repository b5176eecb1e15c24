import type { ScriptScanner, ScriptTokenKind } from './scanner.ts';
import { CLAUSES, GLOBALS, PAGE, POPUPS, POWERS, PREFIXES, TARGETS } from './words.ts';

/** What a script does when it runs. */
export const DOES = {
  /** Opens a window of the browser's own: `alert(1)`, `[1].map(alert)`, `onerror=alert;throw 1`. */
  popup: 1 << 0,
  /** Runs or decodes text as a program, sends something out, changes the page. */
  power: 1 << 1,
  /** Reads or sets the page, its address or its cookies. */
  page: 1 << 2,
  /** Calls what an expression yields: `top['al'+'ert'](1)`, `(x)(1)`. */
  computedCall: 1 << 3,
  call: 1 << 4,
  assignment: 1 << 5,
} as const;

/** How the text ends: plainly, in a comment, in an open string, or in a bracket that was opened outside. */
export type ScriptEnding = 'end' | 'comment' | 'open-string' | 'closed' | 'broken';

export interface ScriptReading {
  readonly does: number;
  readonly ending: ScriptEnding;
  /** Tokens that fitted. */
  readonly tokens: number;
  /** End of the last token that fitted. */
  readonly to: number;
}

export interface ReadingOptions {
  /** An operand may follow an operand: the text is a script for sure, and what does not fit is passed over. */
  readonly lenient: boolean;
  /** Ends at a bracket that nothing opened. */
  readonly untilClosed?: boolean;
  readonly operandDue?: boolean;
  readonly mostTokens: number;
}

/** Reads tokens for as long as they make a script. Linear in its length. */
export const readScript = (scanner: ScriptScanner, options: ReadingOptions): ScriptReading =>
  new ScriptReader(scanner, options).read();

class ScriptReader {
  readonly #scanner: ScriptScanner;
  readonly #options: ReadingOptions;
  #does = 0;
  #mentions = 0;
  #tokens = 0;
  #to: number;
  #depth = 0;
  #operandDue: boolean;
  /** The word just read, when it is an operand; '' otherwise. */
  #word = '';
  /** The object that the word is a member of; '' for none, '?' for an expression. */
  #base = '';
  /** A dot came last. */
  #member = false;
  /** Punctuation just read; '' when the last token was none. */
  #punctuation = '';
  /** The word before this one was `function` or `class`, or an `if` or `for`. */
  #declares = false;
  #throws = false;

  constructor(scanner: ScriptScanner, options: ReadingOptions) {
    this.#scanner = scanner;
    this.#options = options;
    this.#to = scanner.to;
    this.#operandDue = options.operandDue ?? true;
  }

  read(): ScriptReading {
    let ending: ScriptEnding = 'broken';
    while (this.#tokens < this.#options.mostTokens) {
      const kind = this.#scanner.next(this.#operandDue);
      if (kind === 'end' || kind === 'comment') {
        ending = kind;
        break;
      }
      const fits = this.#take(kind);
      if (kind === 'open-string' && (fits || this.#options.lenient)) {
        ending = 'open-string';
        if (!this.#options.lenient) break;
      } else if (!fits) {
        if (this.#options.untilClosed === true && this.#depth < 0) ending = 'closed';
        if (ending === 'closed' || !this.#options.lenient) break;
      }
      this.#tokens++;
      this.#to = this.#scanner.to;
    }
    this.#concludeMentions();
    return { does: this.#does, ending, tokens: this.#tokens, to: this.#to };
  }

  /** A popup handed to a call, or set as the handler of an error that is thrown. */
  #concludeMentions(): void {
    const acts = (this.#does & (DOES.call | DOES.assignment)) !== 0 || this.#throws;
    if (acts) this.#does |= this.#mentions;
  }

  #take(kind: ScriptTokenKind): boolean {
    if (kind === 'punctuation') return this.#punctuate(this.#scanner.word);
    if (kind === 'word') return this.#takeWord(this.#scanner.word);
    const adjacent = !this.#operandDue;
    if (kind === 'template' && adjacent) {
      this.#called();
      this.#setOperand('');
      return true;
    }
    const fits = this.#fitsOperand() || this.#callsBasic();
    this.#setOperand('');
    return fits;
  }

  #takeWord(word: string): boolean {
    if (this.#member) {
      const base = this.#base;
      this.#member = false;
      this.#setOperand(word, base);
      if (PAGE.has(word) && (word === 'cookie' || GLOBALS.has(base))) this.#does |= DOES.page;
      return true;
    }
    if (PREFIXES.has(word) || CLAUSES.has(word)) {
      this.#declares = word === 'function' || word === 'class' || CLAUSES.has(word);
      if (word === 'throw') this.#throws = true;
      this.#setOperator('');
      return true;
    }
    const fits = this.#fitsOperand();
    if (word === 'debugger') this.#does |= DOES.power;
    if (POPUPS.has(word)) this.#mentions |= DOES.popup;
    if (POWERS.has(word)) this.#mentions |= DOES.power;
    const declares = this.#declares;
    this.#setOperand(word);
    this.#declares = declares;
    return fits;
  }

  /** Two operands in a row are no script, unless a line or block ended between them. */
  #fitsOperand(): boolean {
    return this.#operandDue || this.#scanner.newLine || this.#punctuation === ')' || this.#punctuation === '}';
  }

  /** VBScript calls without parentheses. */
  #callsBasic(): boolean {
    if (!/^(?:msgbox|execute|alert)$/i.test(this.#word) || this.#base !== '') return false;
    this.#called();
    return true;
  }

  #setOperand(word: string, base = ''): void {
    this.#word = word;
    this.#base = base;
    this.#operandDue = false;
    this.#punctuation = '';
    this.#member = false;
    this.#declares = false;
  }

  #setOperator(punctuation: string): void {
    this.#word = '';
    this.#base = '';
    this.#member = false;
    this.#operandDue = true;
    this.#punctuation = punctuation;
  }

  #punctuate(mark: string): boolean {
    switch (mark) {
      case '(':
        return this.#open(mark);
      case '[':
        if (!this.#operandDue) this.#access();
        return this.#open(mark);
      case '{':
        return this.#open(mark);
      case ')':
      case ']':
      case '}':
        this.#depth--;
        this.#setOperand('');
        this.#punctuation = mark;
        return this.#depth >= 0 || this.#options.untilClosed !== true;
      case '.':
      case '?.':
        return this.#dot(mark);
      case '=':
        return this.#assign();
      default:
        return this.#operate(mark);
    }
  }

  #open(mark: string): boolean {
    this.#depth++;
    if (mark === '(' && !this.#operandDue && !this.#declares) this.#called();
    if (mark === '(') this.#declares = false;
    this.#setOperator(mark);
    return true;
  }

  /** What stands before the parenthesis or template is called. */
  #called(): void {
    this.#does |= DOES.call;
    const word = this.#word;
    if (word === '') {
      if (this.#punctuation === ']') this.#does |= DOES.computedCall;
      return;
    }
    const own = this.#base === '' || GLOBALS.has(this.#base);
    if (POPUPS.has(word) && own) this.#does |= DOES.popup;
    else if (POWERS.has(word)) this.#does |= DOES.power;
    if (own && PAGE.has(word)) this.#does |= DOES.page;
  }

  /** Something of the word is read: `document.`, `location[`. */
  #access(): void {
    if (this.#word !== '' && this.#base === '' && PAGE.has(this.#word)) this.#does |= DOES.page;
  }

  #dot(mark: string): boolean {
    if (this.#operandDue) return false;
    this.#access();
    const base = this.#word === '' ? '?' : this.#word;
    // `?.(` and `?.[` call and index what stands before.
    const following = this.#scanner.text[this.#scanner.to];
    if (mark === '?.' && (following === '(' || following === '[')) return true;
    this.#setOperator(mark);
    this.#operandDue = false;
    this.#member = true;
    this.#base = base;
    return true;
  }

  #assign(): boolean {
    if (this.#operandDue) return false;
    this.#does |= DOES.assignment;
    if (TARGETS.has(this.#word) && (this.#base !== '' || this.#word === 'location' || this.#word.startsWith('on')))
      this.#does |= DOES.page;
    this.#setOperator('=');
    return true;
  }

  #operate(mark: string): boolean {
    const unary = mark === '!' || mark === '~' || mark === '+' || mark === '-' || mark === '++' || mark === '--';
    const ends = mark === ';' || mark === ',' || mark === '...' || mark === ':' || mark === '#' || mark === '@';
    if (this.#operandDue && !unary && !ends) return false;
    if ((mark === '#' || mark === '@') && !this.#options.lenient) return false;
    this.#setOperator(mark);
    return true;
  }
}

/** Characters looked at to tell a script written in symbols. */
const SYMBOL_CHARS = 600;

/**
 * A script in symbols only, as encoders make it (`[][(![]+[])[+[]]…`, `$=~[];$={___:++$…`): hardly a letter or digit, and
 * all the brackets and operators that building words of truth values takes.
 */
export function isSymbolScript(text: string, from: number, to: number): boolean {
  const end = Math.min(to, from + SYMBOL_CHARS);
  if (end - from < 24) return false;
  let alphanumeric = 0;
  let brackets = 0;
  let plus = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x5d || code === 0x28 || code === 0x29) brackets++;
    else if (code === 0x2b || code === 0x21 || code === 0x7e) plus++;
    else if (code > 0x2f && code < 0x7f && /[a-z\d]/i.test(text[at] ?? '')) alphanumeric++;
  }
  const length = end - from;
  return alphanumeric * 8 < length && brackets * 4 > length && plus * 10 > length;
}

export type Strength = 'none' | 'weak' | 'strong';

/** Whether what runs computes something, and whether it is what attacks do. */
export function strengthOf({ does }: ScriptReading): Strength {
  if ((does & (DOES.popup | DOES.power | DOES.computedCall)) !== 0) return 'strong';
  if ((does & DOES.page) !== 0 && (does & (DOES.call | DOES.assignment)) !== 0) return 'strong';
  return (does & (DOES.call | DOES.assignment | DOES.page)) === 0 ? 'none' : 'weak';
}
