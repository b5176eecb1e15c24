import { callKind } from './functions.ts';
import type { XPathScanner, XPathToken } from './scanner.ts';

/** What a value adds to the expression it stands in. */
export const XPATH = {
  logic: 1 << 0,
  /** Two constants compared: `'1'='1'`. */
  constantComparison: 1 << 1,
  comparison: 1 << 2,
  /** A constant as a whole condition: `or 1`, `or true()`. */
  constantTerm: 1 << 3,
  /** Another set of nodes, joined by `|` or `union`. */
  union: 1 << 4,
  /** A path of its own: `/a`, `//a`, an axis, `..`, `@a`, a test of nodes. */
  path: 1 << 5,
  /** A function of the language called. */
  call: 1 << 6,
  /** A function that reads elsewhere or runs code. */
  farCall: 1 << 7,
  /** The predicate the value stands in is closed. */
  predicate: 1 << 8,
  /** A parenthesis the value did not open is closed. */
  parenthesis: 1 << 9,
  /** A predicate of the value's own. */
  filter: 1 << 10,
  /** Joined to the value by an operator: `'='`, `'+'`. */
  joined: 1 << 11,
  /** `for`, `let`, `return`, `declare`. */
  flwor: 1 << 12,
} as const;

export type XPathEnding = 'comment' | 'open-string' | 'end' | 'broken';

export interface XPathRead {
  readonly added: number;
  readonly ending: XPathEnding;
  readonly tail: string;
  readonly to: number;
  readonly tokens: number;
}

const MOST_TOKENS = 300;

/**
 * Reads on as long as the tokens can be XPath or an XQuery expression: operands and operators alternate. Prose fails at its
 * second word. `operator` says that an operand stands before, `constant` that it is one.
 */
export function readXPath(scanner: XPathScanner, operator: boolean, constant: boolean): XPathRead {
  const reader = new Reader(scanner, operator, constant);
  while (reader.ending === undefined && scanner.steps < MOST_TOKENS) reader.step();
  return {
    added: reader.added,
    ending: reader.ending ?? 'broken',
    tail: reader.tail,
    to: reader.to,
    tokens: reader.tokens,
  };
}

class Reader {
  added = 0;
  ending: XPathEnding | undefined;
  tail = '';
  to: number;
  tokens = 0;
  readonly #scanner: XPathScanner;
  #operand: boolean;
  #depth = 0;
  #previous: XPathToken = 'end';
  #constant: boolean;
  #comparing = false;
  #compared = false;
  #afterLogic = false;
  /** Behind `/` at the end of a path, which is complete by itself. */
  #afterRoot = false;

  constructor(scanner: XPathScanner, operator: boolean, constant: boolean) {
    this.#scanner = scanner;
    this.#operand = !operator;
    this.#constant = constant;
    this.to = scanner.to;
  }

  step(): void {
    const kind = this.#scanner.next();
    if (kind === 'comment' || kind === 'end') return this.#finish(kind);
    const fits = this.#operand ? this.#takeOperand(kind) : this.#takeOperator(kind);
    if (!fits) {
      this.ending = 'broken';
      return;
    }
    this.#previous = this.#scanner.kind;
    this.tokens++;
    this.to = this.#scanner.to;
  }

  #finish(kind: 'comment' | 'end'): void {
    this.#endTerm();
    if (kind === 'comment') this.tail = this.#scanner.text.slice(this.#scanner.from + 2);
    // An operand that is missing at the end is the string or number that the expression goes on with.
    this.ending = this.#operand && !this.#afterRoot ? 'broken' : kind;
  }

  #takeOperator(kind: XPathToken): boolean {
    switch (kind) {
      case 'operator':
        return this.#operator(this.#scanner.word);
      case 'step':
        return this.#step();
      case 'name':
        return this.#keyword(this.#scanner.word);
      case 'comma':
        this.#endTerm();
        return this.#expectOperand();
      case 'open':
        if (this.#scanner.word === '(') return false;
        this.#depth++;
        if (this.#scanner.word === '[') this.added |= XPATH.filter;
        this.#startTerm();
        return this.#expectOperand();
      case 'close':
        return this.#close(this.#scanner.word);
      default:
        return false;
    }
  }

  /** `//` before a blank is a comment of other languages. */
  #step(): boolean {
    const { text, to, word } = this.#scanner;
    if (word === '//' && text.charCodeAt(to) <= 0x20) return false;
    this.added |= XPATH.path;
    return this.#expectOperand();
  }

  #close(word: string): boolean {
    this.#endTerm();
    if (--this.#depth < 0) {
      this.added |= word === ']' ? XPATH.predicate : XPATH.parenthesis;
      this.#depth = 0;
    }
    this.#constant = false;
    return true;
  }

  #operator(word: string): boolean {
    switch (word) {
      case '|':
        this.#endTerm();
        this.added |= XPATH.union;
        return this.#expectOperand();
      case '=':
      case '!=':
      case '<':
      case '>':
      case '<=':
      case '>=':
        return this.#compare();
      case '*':
      case '+':
      case '-':
      case '||':
      case '!':
      case '=>':
      case '<<':
      case '>>':
        if (this.tokens === 0) this.added |= XPATH.joined;
        return this.#expectOperand();
      case ':=':
      case ';':
        this.#endTerm();
        return this.#expectOperand();
      default:
        return false;
    }
  }

  #compare(): boolean {
    if (this.tokens === 0) this.added |= XPATH.joined;
    this.#comparing = true;
    return this.#expectOperand();
  }

  #keyword(word: string): boolean {
    if (word === 'or' || word === 'and') {
      this.#endTerm();
      this.added |= XPATH.logic;
      this.#afterLogic = true;
      return this.#expectOperand();
    }
    if (word === 'div' || word === 'mod' || word === 'idiv' || word === 'to') return this.#expectOperand();
    if (COMPARISONS.has(word)) return this.#compare();
    if (word === 'union' || word === 'intersect' || word === 'except') {
      this.#endTerm();
      this.added |= XPATH.union;
      return this.#expectOperand();
    }
    if (FLWOR.has(word)) {
      this.#endTerm();
      if (word === 'return') this.added |= XPATH.flwor;
      if (word === 'order')
        return this.#scanner.next() === 'name' && this.#scanner.word === 'by' && this.#expectOperand();
      return this.#expectOperand();
    }
    return false;
  }

  #takeOperand(kind: XPathToken): boolean {
    switch (kind) {
      case 'number':
      case 'string':
        return this.#take(true);
      case 'open-string':
        this.#take(true);
        this.#endTerm();
        this.tail = this.#scanner.text.slice(this.#scanner.from + 1);
        this.ending = 'open-string';
        return true;
      case 'variable':
        return this.#take(false);
      case 'axis':
        this.added |= XPATH.path;
        return this.#expectOperand();
      case 'step':
        if (!this.#step()) return false;
        this.#afterRoot = this.#scanner.word === '/';
        return true;
      case 'open':
        this.#depth++;
        this.#startTerm();
        return this.#scanner.word !== '[' && this.#expectOperand();
      case 'close':
        return (this.#previous === 'open' || this.#afterRoot) && this.#take(false) && this.#close(this.#scanner.word);
      case 'operator':
        return this.#unary(this.#scanner.word);
      case 'name':
        return this.#name(this.#scanner.word);
      default:
        return false;
    }
  }

  #unary(word: string): boolean {
    if (word === '-' || word === '+') return true;
    if (word === '@') {
      this.added |= XPATH.path;
      return true;
    }
    if (word === '..') this.added |= XPATH.path;
    return (word === '*' || word === '.' || word === '..') && this.#take(false);
  }

  #name(word: string): boolean {
    if (this.#scanner.callFollows) return this.#call(word);
    if (word === 'for' || word === 'let' || word === 'some' || word === 'every') {
      if (this.#scanner.next() !== 'variable') return false;
      this.added |= XPATH.flwor;
      return this.#take(false);
    }
    return this.#take(false);
  }

  #call(word: string): boolean {
    const kind = callKind(word);
    if (kind === 'test') this.added |= XPATH.path;
    else if (kind === 'far') this.added |= XPATH.farCall | XPATH.call;
    else if (kind === 'known') this.added |= XPATH.call;
    this.#scanner.next();
    this.#depth++;
    const constant = word === 'true' || word === 'false';
    if (!constant) {
      this.#startTerm();
      return this.#expectOperand();
    }
    return this.#scanner.next() === 'close' && this.#depth-- > 0 && this.#take(true);
  }

  #take(constant: boolean): boolean {
    if (this.#comparing) {
      this.#comparing = false;
      this.#compared = true;
      this.added |= constant && this.#constant ? XPATH.constantComparison : XPATH.comparison;
    }
    this.#constant = constant;
    this.#operand = false;
    this.#afterRoot = false;
    return true;
  }

  #expectOperand(): boolean {
    this.#operand = true;
    this.#afterRoot = false;
    return true;
  }

  #startTerm(): void {
    this.#constant = false;
    this.#comparing = false;
    this.#compared = false;
    this.#afterLogic = false;
  }

  #endTerm(): void {
    if (this.#afterLogic && !this.#compared && this.#constant) this.added |= XPATH.constantTerm;
    this.#startTerm();
  }
}

const COMPARISONS = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'is']);
const FLWOR = new Set(['return', 'in', 'where', 'order', 'satisfies', 'then', 'else', 'at']);
