import { ADDED, type Continuation, type Ending } from './added.ts';
import type { SqlScanner, TokenKind } from './scanner.ts';
import { callStrength, roleOf, STATEMENT, SYSTEM_NAME } from './words.ts';

export type Expected = 'operator' | 'operand';

/** Tokens read of one value: attacks are decided long before. */
const MOST_TOKENS = 400;

/**
 * Reads on from a point of a query as long as the tokens can be SQL there: operands and operators alternate, keywords
 * stand where they may. Prose fails at its second word. `constantBefore` says whether what stands before is a constant.
 */
export function readContinuation(scanner: SqlScanner, expected: Expected, constantBefore: boolean): Continuation {
  const reader = new Reader(scanner, expected, constantBefore);
  while (reader.ending === undefined && scanner.steps < MOST_TOKENS) reader.take(scanner.next());
  return {
    added: reader.added,
    ending: reader.ending ?? 'broken',
    tail: reader.tail,
    to: reader.to,
    tokens: reader.tokens,
    disguised: scanner.disguised,
  };
}

class Reader {
  added = 0;
  ending: Ending | undefined;
  tail = '';
  to: number;
  tokens = 0;
  readonly #scanner: SqlScanner;
  #expected: Expected;
  #previous: TokenKind = 'end';
  #previousWord = '';
  /** Of the term at hand: whether it is constant so far (undefined before its first operand), and where it stands in a comparison. */
  #constant: boolean | undefined;
  #comparing = false;
  #compared = false;
  #afterLogic = false;
  #between = false;
  #inTables = false;
  #depth = 0;

  constructor(scanner: SqlScanner, expected: Expected, constantBefore: boolean) {
    this.#scanner = scanner;
    this.#expected = expected;
    this.#constant = constantBefore;
    this.to = scanner.to;
  }

  take(kind: TokenKind): void {
    if (kind === 'comment' || kind === 'end') return this.#finish(kind);
    const fits = this.#expected === 'operator' ? this.#takeOperator(kind) : this.#takeOperand(kind);
    if (!fits) {
      this.ending ??= 'broken';
      return;
    }
    // A step may have read further than the token it was given.
    this.#previous = this.#scanner.kind;
    this.#previousWord = this.#previous === 'word' ? this.#scanner.word : '';
    this.to = Math.max(this.to, this.#scanner.to);
    this.tokens++;
  }

  #finish(kind: 'comment' | 'end'): void {
    if (kind === 'comment') this.tail = this.#scanner.text.slice(this.#scanner.from);
    if (this.#expected === 'operand' && this.#previous !== 'semicolon') {
      this.ending = 'broken';
      return;
    }
    this.#endTerm();
    if (kind === 'comment') this.to = Math.min(this.#scanner.to, this.#scanner.from + 3);
    this.ending = kind;
  }

  #takeOperator(kind: TokenKind): boolean {
    switch (kind) {
      case 'operator':
        return this.#operator(this.#scanner.word);
      case 'word':
        return this.#keyword(this.#scanner.word);
      case 'comma':
        if ((this.added & ADDED.union) !== 0) this.added |= ADDED.list;
        this.#endTerm();
        this.#startTerm('operand');
        return true;
      case 'close':
        if (--this.#depth < 0) this.added |= ADDED.parenthesis;
        return true;
      case 'semicolon':
        return this.#semicolon();
      case 'string':
      case 'open-string':
        // Adjacent strings are one (SQL:2016 §5.3).
        if (this.#previous !== 'string') return false;
        if (kind === 'open-string') this.#openString();
        return true;
      default:
        return false;
    }
  }

  #operator(word: string): boolean {
    if (word === '!' || word === '~') return false;
    if (word === '||' || word === '&&') {
      if (this.tokens === 0) this.added |= ADDED.firstArithmetic;
      this.#endTerm();
      this.#startTerm('operand');
      this.#afterLogic = true;
      // Concatenation in most databases: a constant after it is no term of its own.
      this.#compared = true;
    } else if (/[=<>?]|~\*/.test(word) && word !== '->' && word !== '->>') this.#compare();
    else {
      if (this.tokens === 0) this.added |= ADDED.firstArithmetic;
      this.#expected = 'operand';
    }
    return true;
  }

  #compare(): void {
    if (!this.#afterLogic && (this.added & (ADDED.logic | ADDED.union)) === 0) this.added |= ADDED.firstComparison;
    this.#comparing = true;
    this.#expected = 'operand';
  }

  #keyword(word: string): boolean {
    switch (roleOf(word)) {
      case 'logic':
        if (this.#between && word === 'and') {
          this.#between = false;
          this.#expected = 'operand';
          return true;
        }
        this.#endTerm();
        this.#startTerm('operand');
        this.#afterLogic = true;
        this.added |= ADDED.logic;
        return true;
      case 'compare':
        this.#between = word === 'between';
        // MATCH … AGAINST ('value' IN BOOLEAN MODE)
        if (word === 'in' && this.#follows('boolean', 'natural'))
          return this.#follows('mode', 'language') && (this.#scanner.word === 'mode' || this.#follows('mode'));
        if (word === 'sounds') return this.#follows('like') && (this.#compare(), true);
        this.#compare();
        return true;
      case 'not':
        return true;
      case 'arithmetic':
        this.#expected = 'operand';
        return true;
      case 'union':
        return this.#union();
      case 'by':
        if (!this.#follows('by')) return false;
        return this.#clause(ADDED.sorting);
      case 'clause':
        return this.#clauseWord(word);
      case 'from':
        this.#inTables = true;
        this.added |= ADDED.list;
        return this.#clause(0);
      case 'as':
        this.#scanner.next();
        return this.#scanner.kind === 'word' || this.#scanner.kind === 'string';
      case 'tail':
        return true;
      case 'statement':
        // SQL Server needs no semicolon between statements.
        return this.#statement(this.#scanner.from);
      default:
        return this.#alias(word);
    }
  }

  /** A name behind a table or a subquery. */
  #alias(word: string): boolean {
    if (roleOf(word) !== 'name') return false;
    if (this.#previous === 'close') return (this.added & ADDED.subquery) !== 0;
    return this.#inTables && this.#previous === 'word' && roleOf(this.#previousWord) === 'name';
  }

  #clauseWord(word: string): boolean {
    if (word === 'into' && this.#follows('outfile', 'dumpfile')) return this.#clause(ADDED.file);
    if (word === 'having' || word === 'limit' || word === 'procedure') return this.#clause(ADDED.clause);
    if (JOINS.has(word)) {
      this.#inTables = true;
      if (
        word !== 'join' &&
        !this.#follows('join') &&
        !(this.#follows('outer', 'inner', 'left', 'right') && this.#follows('join'))
      )
        return false;
    }
    return this.#clause(0);
  }

  #clause(added: number): boolean {
    this.#endTerm();
    this.#startTerm('operand');
    this.added |= added;
    return true;
  }

  /** Moves on when the next token is one of these words. */
  #follows(...words: readonly string[]): boolean {
    const { to } = this.#scanner;
    if (this.#scanner.next() === 'word' && words.includes(this.#scanner.word)) return true;
    this.#scanner.to = to;
    return false;
  }

  #union(): boolean {
    this.#endTerm();
    let kind = this.#scanner.next();
    while (
      kind === 'open' ||
      (kind === 'word' &&
        (this.#scanner.word === 'all' || this.#scanner.word === 'distinct' || this.#scanner.word === 'distinctrow'))
    ) {
      if (kind === 'open') this.#depth++;
      kind = this.#scanner.next();
    }
    if (kind !== 'word' || (this.#scanner.word !== 'select' && this.#scanner.word !== 'values')) return false;
    this.#inTables = false;
    return this.#clause(ADDED.union);
  }

  #semicolon(): boolean {
    this.#endTerm();
    const { text, to } = this.#scanner;
    const rest = text
      .slice(to, to + 200)
      .replace(LEADING_SPACE, '')
      .replaceAll(INLINE_COMMENT, ' ');
    if (!STATEMENT.test(rest)) return this.#lastSemicolon();
    if (!/^\(*\s*select\b/i.test(rest)) return this.#statement(to);
    while (this.#scanner.next() !== 'word' || this.#scanner.word !== 'select')
      if (this.#scanner.kind === 'end') return false;
    this.#inTables = false;
    this.#startTerm('operand');
    this.added |= ADDED.semicolon | ADDED.subquery;
    return true;
  }

  /** A semicolon that ends the query: a comment, another one or nothing may follow. */
  #lastSemicolon(): boolean {
    this.added |= ADDED.semicolon;
    const next = this.#scanner.next();
    if (next === 'semicolon') return true;
    if (next !== 'comment' && next !== 'end') return false;
    this.#finish(next);
    return true;
  }

  /** A statement of its own begins at `at`: what it does is decided, its grammar is not followed. */
  #statement(at: number): boolean {
    const { text } = this.#scanner;
    const rest = text.slice(at, at + 200).replaceAll(INLINE_COMMENT, ' ');
    const statement = STATEMENT.exec(rest.replace(LEADING_SPACE, ''));
    if (statement === null) return false;
    this.added |= ADDED.statement;
    this.to = Math.min(text.length, at + statement[0].length + 1);
    this.ending = /(?:--|#|\/\*|;)\s*\S{0,8}\s*$/.test(text.slice(-24)) ? 'comment' : 'end';
    return true;
  }

  #takeOperand(kind: TokenKind): boolean {
    switch (kind) {
      case 'number':
      case 'string':
        return this.#operand(true);
      case 'open-string':
        this.#operand(true);
        this.#openString();
        return true;
      case 'variable':
        if (this.#scanner.word.startsWith('@@')) this.added |= ADDED.systemName;
        return this.#operand(false);
      case 'operator':
        if (this.#scanner.word === '*') {
          this.added |= ADDED.list;
          return this.#operand(false);
        }
        return UNARY.has(this.#scanner.word);
      case 'open':
        this.#depth++;
        return true;
      case 'close':
        this.#depth--;
        return this.#previous === 'open' && this.#operand(false);
      case 'word':
        return this.#operandWord(this.#scanner.word);
      default:
        return false;
    }
  }

  #operandWord(word: string): boolean {
    switch (roleOf(word)) {
      case 'constant':
        return this.#operand(true);
      case 'not':
        return true;
      case 'select':
        if (this.#depth > 0 || this.#previous === 'open') this.added |= ADDED.subquery;
        this.#inTables = false;
        this.#constant = false;
        return true;
      case 'prefix':
      case 'name':
      case 'clause':
      case 'compare':
      case 'arithmetic':
      case 'statement':
        return this.#named(word);
      default:
        return false;
    }
  }

  #named(word: string): boolean {
    const role = roleOf(word);
    if (this.#scanner.callFollows && !QUANTIFIERS.has(word)) {
      const strength = callStrength(word);
      this.added |= strength === 'strong' ? ADDED.strongCall | ADDED.call : strength === 'plain' ? ADDED.call : 0;
      this.#scanner.next();
      this.#depth++;
      this.#constant = false;
      return true;
    }
    if (role === 'prefix') return true;
    if (role === 'clause') return (word === 'when' && this.#previousWord === 'case') || word === 'delay';
    if (role !== 'name') return false;
    if (SYSTEM_NAME.test(word)) this.added |= ADDED.systemName;
    return this.#operand(false);
  }

  #operand(constant: boolean): boolean {
    if (this.#comparing) {
      this.#comparing = false;
      this.#compared = true;
      if (this.#afterLogic)
        this.added |= constant && this.#constant === true ? ADDED.constantComparison : ADDED.comparison;
    } else this.#constant = (this.#constant ?? true) && constant;
    if (this.#previous === 'comma') this.added |= ADDED.list;
    else if (constant && this.#previousWord === 'select') this.added |= ADDED.list;
    this.#expected = 'operator';
    return true;
  }

  #openString(): void {
    this.tail = this.#scanner.text.slice(this.#scanner.from + 1);
    this.#endTerm();
    this.ending = 'open-string';
  }

  #startTerm(expected: Expected): void {
    this.#expected = expected;
    this.#constant = undefined;
    this.#comparing = false;
    this.#compared = false;
    this.#afterLogic = false;
  }

  /** A term after AND or OR that compared nothing is one by itself. */
  #endTerm(): void {
    if (this.#afterLogic && !this.#compared)
      this.added |= this.#constant === true ? ADDED.constantTerm : ADDED.comparison;
    this.#afterLogic = false;
  }
}

/** Words before a parenthesis that holds a query, not arguments. */
const QUANTIFIERS = new Set(['exists', 'any', 'some', 'all', 'distinct']);
const JOINS = new Set(['join', 'inner', 'left', 'right', 'outer', 'cross', 'natural']);
const UNARY = new Set(['+', '-', '~', '!', '@']);
const LEADING_SPACE = /^[\s;]+/;
const INLINE_COMMENT = /\/\*[^*]{0,64}\*\//g;
