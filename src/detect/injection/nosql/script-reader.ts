import type { ScriptScanner, ScriptToken } from './script-scanner.ts';

/** What a value adds to the script it stands in. */
export const SCRIPT = {
  /** A condition joined by `&&` or `||`. */
  logic: 1 << 0,
  /** Two constants compared: `1==1`. */
  constantComparison: 1 << 1,
  comparison: 1 << 2,
  /** `true` or a number as a whole condition. */
  constantTerm: 1 << 3,
  /** The record at hand, by `this.field` or `obj.field`. */
  record: 1 << 4,
  /** A statement of its own. */
  statement: 1 << 5,
  /** `return`. */
  returns: 1 << 6,
  /** A loop, or a call that waits. */
  waits: 1 << 7,
  /** The shell's database object, or functions only a database's scripts have. */
  database: 1 << 8,
  /** Any other call. */
  call: 1 << 9,
  /** Joined to the value by another operator: `'+'`, `'=='`. */
  joined: 1 << 10,
} as const;

/** How the script ends: in a comment, in a string the rest closes, plainly, or where no script goes on. */
export type ScriptEnding = 'comment' | 'open-string' | 'end' | 'broken';

export interface ScriptRead {
  readonly added: number;
  readonly ending: ScriptEnding;
  readonly tail: string;
  /** End of the last token that fitted. */
  readonly to: number;
  readonly tokens: number;
}

/** Tokens read of one value: attacks are decided long before. */
const MOST_TOKENS = 300;

/**
 * Reads on as long as the tokens can be JavaScript: operands and operators alternate, statements follow semicolons, braces
 * and line ends. Prose fails at its second word. `operator` says that an operand stands before, `constant` that it is one.
 */
export function readScript(scanner: ScriptScanner, operator: boolean, constant: boolean): ScriptRead {
  const reader = new ScriptReader(scanner, operator, constant);
  while (reader.ending === undefined && scanner.steps < MOST_TOKENS) reader.step();
  return {
    added: reader.added,
    ending: reader.ending ?? 'broken',
    tail: reader.tail,
    to: reader.to,
    tokens: reader.tokens,
  };
}

class ScriptReader {
  added = 0;
  ending: ScriptEnding | undefined;
  tail = '';
  to: number;
  tokens = 0;
  readonly #scanner: ScriptScanner;
  /** What the next token may be. */
  #operand: boolean;
  /** A statement may begin, or the script end, though an operand is expected. */
  #start = false;
  #previous: ScriptToken = 'end';
  #previousWord = '';
  #constant: boolean;
  #comparing = false;
  #compared = false;
  #afterLogic = false;
  /** A name stands where a statement begins, or behind `var`. */
  #assignable = false;
  /** Conditions `a ? b` whose other half is to come. */
  #ternaries = 0;
  /** A statement has ended: calls that follow are statements of their own. */
  #ended = false;

  constructor(scanner: ScriptScanner, operator: boolean, constant: boolean) {
    this.#scanner = scanner;
    this.#operand = !operator;
    this.#start = !operator;
    this.#constant = constant;
    this.to = scanner.to;
  }

  step(): void {
    const kind = this.#scanner.next(this.#operand);
    if (kind === 'comment' || kind === 'end') return this.#finish(kind);
    const fits = this.#operand ? this.#takeOperand(kind) : this.#takeOperator(kind);
    if (!fits) {
      this.ending = 'broken';
      return;
    }
    this.#previous = kind;
    this.#previousWord = kind === 'word' || kind === 'operator' || kind === 'close' ? this.#scanner.word : '';
    this.tokens++;
    this.to = this.#scanner.to;
  }

  #finish(kind: 'comment' | 'end'): void {
    const { text, from } = this.#scanner;
    if (kind === 'comment') this.tail = text.slice(from + (text[from] === '\0' ? 1 : 2));
    this.#endTerm();
    this.ending = this.#operand && !this.#start && !JUMPS.has(this.#previousWord) ? 'broken' : kind;
    if (kind === 'comment' && this.ending === kind) this.to = Math.min(text.length, from + 2);
  }

  #takeOperator(kind: ScriptToken): boolean {
    switch (kind) {
      case 'operator':
        return this.#operator(this.#scanner.word);
      case 'comma':
        this.#endTerm();
        return this.#expectOperand(false);
      case 'semicolon':
        return this.#statementEnd();
      case 'close':
        this.#endTerm();
        if (this.#scanner.word === '}') return this.#statementEnd();
        this.#constant = false;
        return true;
      case 'open':
        return this.#openAfterOperand(this.#scanner.word);
      case 'word':
        if (OPERATORS.has(this.#scanner.word)) return this.#expectOperand(false);
        // Behind `if (…)` and `else` a statement follows without a mark, behind a line end as well.
        return (
          (this.#previousWord === ')' || this.#scanner.newLine) && this.#statementStart() && this.#takeOperand(kind)
        );
      default:
        return false;
    }
  }

  #operator(word: string): boolean {
    if (word === '!' || word === '~' || word === '...' || word === '.') return false;
    if (word === '++' || word === '--') return true;
    if (word === '||' || word === '&&') {
      this.#endTerm();
      this.added |= SCRIPT.logic;
      this.#afterLogic = true;
      return this.#expectOperand(false);
    }
    if (COMPARISONS.has(word)) {
      this.#comparing = true;
      if (!this.#afterLogic && this.tokens === 0) this.added |= SCRIPT.joined;
      return this.#expectOperand(false);
    }
    if (word.endsWith('=')) {
      if (!this.#assignable) return false;
      this.added |= SCRIPT.statement;
    } else if (word === '?') this.#ternaries++;
    else if (word === ':' && this.#ternaries-- <= 0) return false;
    else if (this.tokens === 0) this.added |= SCRIPT.joined;
    this.#endTerm();
    return this.#expectOperand(false);
  }

  #openAfterOperand(word: string): boolean {
    if (word === '{') {
      // A block behind a condition or a list of arguments.
      if (this.#previous !== 'close') return false;
      return this.#statementStart();
    }
    if (word === '(' && this.#previous === 'word') this.#call(this.#previousWord);
    else if (this.#previous !== 'close' && this.#previous !== 'word' && this.#previous !== 'string') return false;
    this.#startTerm();
    return this.#expectOperand(true);
  }

  #call(name: string): void {
    this.added |= SCRIPT.call | (this.#ended ? SCRIPT.statement : 0);
    if (WAITS.test(name)) this.added |= SCRIPT.waits;
    if (DATABASE.test(name)) this.added |= SCRIPT.database;
  }

  #takeOperand(kind: ScriptToken): boolean {
    switch (kind) {
      case 'number':
      case 'string':
        return this.#take(true);
      case 'pattern':
        return this.#take(false);
      case 'open-string':
        this.#take(true);
        this.#endTerm();
        this.tail = this.#scanner.text.slice(this.#scanner.from + 1);
        this.ending = 'open-string';
        return true;
      case 'open':
        if (this.#scanner.word === '{') return this.#statementStart();
        this.#constant = false;
        return this.#expectOperand(true);
      case 'close':
        return this.#closeEarly();
      case 'semicolon':
        return this.#start || JUMPS.has(this.#previousWord) ? this.#statementEnd() : false;
      case 'operator':
        return UNARY.has(this.#scanner.word);
      case 'word':
        return this.#word(this.#scanner.word);
      default:
        return false;
    }
  }

  /** `()`, `[]`, `{}` and `;}`; a block's end may also come first. */
  #closeEarly(): boolean {
    if (!this.#start && this.#previous !== 'open') return false;
    if (this.#scanner.word === '}') return this.#statementEnd();
    this.#operand = false;
    this.#constant = false;
    return true;
  }

  #word(word: string): boolean {
    if (word === 'return' || word === 'throw') {
      this.added |= SCRIPT.statement | (word === 'return' ? SCRIPT.returns : 0);
      this.#startTerm();
      return this.#expectOperand(false);
    }
    if (BEFORE_OPERAND.has(word)) {
      if (word !== 'new' && word !== 'typeof') this.added |= SCRIPT.statement;
      return BLOCKS.has(word) ? this.#statementStart() : this.#expectOperand(DECLARES.has(word));
    }
    if (word === 'while' || word === 'for') this.added |= SCRIPT.waits | SCRIPT.statement;
    if (word === 'function' || word === 'if') this.added |= SCRIPT.statement;
    if (word === 'function') return this.#function();
    if (/^(?:this|obj|doc|self)\.\w|^this$/.test(word)) this.added |= SCRIPT.record;
    return this.#take(CONSTANTS.has(word));
  }

  /** A function's name may stand before its parenthesis. */
  #function(): boolean {
    const { to } = this.#scanner;
    if (this.#scanner.next(true) !== 'word') this.#scanner.to = to;
    return this.#take(false);
  }

  #take(constant: boolean): boolean {
    if (this.#comparing) {
      this.#comparing = false;
      this.#compared = true;
      this.added |= constant && this.#constant ? SCRIPT.constantComparison : SCRIPT.comparison;
    }
    this.#constant = constant;
    this.#assignable = this.#start && this.#scanner.kind === 'word';
    this.#operand = false;
    this.#start = false;
    return true;
  }

  #expectOperand(start: boolean): boolean {
    this.#operand = true;
    this.#start = start;
    return true;
  }

  #statementEnd(): boolean {
    this.#ended = true;
    this.#endTerm();
    return this.#statementStart();
  }

  #statementStart(): boolean {
    this.#startTerm();
    return this.#expectOperand(true);
  }

  #startTerm(): void {
    this.#constant = false;
    this.#comparing = false;
    this.#compared = false;
    this.#afterLogic = false;
  }

  #endTerm(): void {
    if (this.#afterLogic && !this.#compared && this.#constant) this.added |= SCRIPT.constantTerm;
    this.#startTerm();
  }
}

const JUMPS = new Set(['return', 'break', 'continue']);
const OPERATORS = new Set(['in', 'instanceof', 'of']);
const COMPARISONS = new Set(['==', '===', '!=', '!==', '<', '>', '<=', '>=']);
const UNARY = new Set(['!', '-', '+', '~', '++', '--', '...']);
const CONSTANTS = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);
const BEFORE_OPERAND = new Set([
  'new',
  'typeof',
  'delete',
  'void',
  'var',
  'let',
  'const',
  'do',
  'else',
  'try',
  'finally',
]);
const DECLARES = new Set(['var', 'let', 'const']);
const BLOCKS = new Set(['do', 'else', 'try', 'finally']);
/** Functions of database shells that wait. */
const WAITS = /^(?:sleep|benchmark)$|\.sleep$/;
const DATABASE =
  /^(?:db|rs|sh)\.[\w.]+$|^(?:tojson|tojsononeline|printjson|ObjectId|ISODate|NumberLong|emit|getCollectionNames|shellPrint|runProgram|rawMongoProgramOutput|Mongo)$/;
