import { LIMITS } from '../../model/index.ts';
import type { TextPart, Token } from './token.ts';
import type { Argument, Expression, Place, Statement } from './tree.ts';

const END: Token = { kind: 'end', text: '', line: 0, column: 0, first: true };
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The closing bracket (or dedent) of each opening one, by index; unclosed ones close at the end. */
function matching(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'indent' || (token.kind === 'mark' && '([{'.includes(token.text))) open.push(index);
    else if (token.kind === 'dedent' || (token.kind === 'mark' && token.text in CLOSES)) {
      const wanted = token.kind === 'dedent' ? 'indent' : CLOSES[token.text];
      const at = open.findLastIndex(
        (one) => wanted === (tokens[one]?.kind === 'indent' ? 'indent' : tokens[one]?.text),
      );
      if (at === -1) continue;
      for (const one of open.splice(at)) pairs.set(one, index);
    }
  }
  for (const one of open) pairs.set(one, tokens.length);
  return pairs;
}

/** What languages write differently within expressions. */
export interface Grammar {
  /** Words and marks before an operand that change nothing here: `await`, `new`, `&`, `not`. */
  readonly prefixes: ReadonlySet<string>;
  /** Marks and words between operands. `+` joins, those of `either` choose, the others only keep what is inside. */
  readonly binary: ReadonlySet<string>;
  readonly either: ReadonlySet<string>;
  /** How a keyword argument is marked: `=` Python and Java. */
  readonly named: boolean;
}

/**
 * Tolerant reader of tokens: it never fails, passes over what it does not know, and keeps every call it can find inside.
 * One object per source text.
 */
export abstract class Parser {
  protected readonly tokens: readonly Token[];
  protected at = 0;
  private readonly closing: ReadonlyMap<number, number>;
  private depth: number;
  protected abstract readonly grammar: Grammar;

  constructor(tokens: readonly Token[], depth = 0) {
    this.tokens = tokens;
    this.closing = matching(tokens);
    this.depth = depth;
  }

  /** A new reader of the same language for the tokens of an interpolated expression. */
  protected abstract inner(tokens: readonly Token[], depth: number): Parser;
  protected abstract primary(): Expression;
  protected abstract statement(): readonly Statement[];

  program(): readonly Statement[] {
    return this.statementsUntil(this.tokens.length);
  }

  protected statementsUntil(end: number): readonly Statement[] {
    const found: Statement[] = [];
    while (this.at < end) {
      const before = this.at;
      found.push(...this.deeper(() => this.statement(), []));
      if (this.at === before) this.at++;
    }
    this.at = Math.max(this.at, end);
    return found;
  }

  /** The statements of a bracketed block that opens here; stands behind it afterwards. */
  protected block(): readonly Statement[] {
    const end = this.closingOf(this.at);
    this.at++;
    const body = this.statementsUntil(end);
    this.at = end + 1;
    return body;
  }

  protected peek(offset = 0): Token {
    return this.tokens[this.at + offset] ?? END;
  }
  protected get place(): Place {
    const { line, column } = this.peek();
    return { line, column };
  }
  protected is(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.text === text && (token.kind === 'mark' || token.kind === 'name');
  }
  protected isName(offset = 0): boolean {
    return this.peek(offset).kind === 'name';
  }
  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }
  protected name(): string {
    return this.isName() ? (this.tokens[this.at++] as Token).text : '';
  }
  /** Index of the bracket that closes the one at `index`; the index itself where none opens. */
  protected closingOf(index: number): number {
    return this.closing.get(index) ?? index;
  }
  /** Passes over one token, or a whole group where one opens. */
  protected skip(): void {
    this.at = this.closingOf(this.at) + 1;
  }
  /** Passes over everything up to one of these marks on the same level, or `end`; gives what it passed as written. */
  protected skipTo(marks: readonly string[], end: number): string {
    let passed = '';
    while (this.at < end && !marks.some((mark) => this.is(mark))) {
      const from = this.at;
      this.skip();
      for (const token of this.tokens.slice(from, this.at)) passed += token.text;
    }
    return passed;
  }

  protected deeper<T>(read: () => T, otherwise: T): T {
    if (this.depth >= LIMITS.sourceDepth) {
      this.skip();
      return otherwise;
    }
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  expression(): Expression {
    const at = this.place;
    return this.deeper(() => this.operation(this.operand(), at), other(at, []));
  }

  /** Goes on behind an operand that was read already. */
  protected operation(first: Expression, at: Place): Expression {
    let left = first;
    for (;;) {
      const { kind, text } = this.peek();
      if (kind !== 'mark' && kind !== 'name') return left;
      const choice = this.conditional(left, at);
      if (choice !== undefined) left = choice;
      else if (text === '+') left = sum(left, this.behind(), at);
      else if (this.grammar.either.has(text)) left = either([left, this.behind()], at);
      else if (this.grammar.binary.has(text)) left = other(at, [left, this.behind()]);
      else return left;
    }
  }

  /** The language's `c ? a : b`, if it stands here. */
  protected conditional(_condition: Expression, _at: Place): Expression | undefined {
    return undefined;
  }

  private behind(): Expression {
    this.at++;
    return this.operand();
  }

  protected operand(): Expression {
    while (this.grammar.prefixes.has(this.peek().text) && this.peek().kind !== 'text' && this.at < this.tokens.length)
      this.at++;
    return this.postfix(this.deeper(() => this.primary(), other(this.place, [])));
  }

  protected postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      const next = this.postfixed(value);
      if (next === undefined) return value;
      value = next;
    }
  }

  /** One step behind a value: a member, a call, an index. */
  protected postfixed(value: Expression): Expression | undefined {
    if ((this.is('.') || this.is('?.')) && this.isName(1)) {
      this.at++;
      const at = this.place;
      return { kind: 'member', object: value, name: this.name(), at };
    }
    if (this.is('?.') && (this.is('(', 1) || this.is('[', 1))) this.at++;
    if (this.is('(')) return { kind: 'call', callee: value, args: this.args(), at: value.at };
    if (this.is('[')) return this.indexed(value);
    return undefined;
  }

  private indexed(object: Expression): Expression {
    const end = this.closingOf(this.at);
    this.at++;
    const key = this.at < end ? this.expression() : other(this.place, []);
    this.at = end + 1;
    return { kind: 'index', object, key, at: object.at };
  }

  /** The arguments of the bracket that opens here. */
  protected args(): readonly Argument[] {
    const end = this.closingOf(this.at);
    const found: Argument[] = [];
    this.at++;
    while (this.at < end) {
      found.push(this.argument());
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return found;
  }

  private argument(): Argument {
    if (this.grammar.named && this.isName() && this.is('=', 1)) {
      const name = this.name();
      this.at++;
      return { name, value: this.expression() };
    }
    const spread = this.accept('...') || (this.grammar.named && (this.accept('*') || this.accept('**')));
    return spread ? { spread, value: this.expression() } : { value: this.expression() };
  }

  /** The items between the brackets that open here. */
  protected items(): readonly Expression[] {
    return this.args().map(({ value }) => value);
  }

  protected textOf(token: Token): Expression {
    const at = { line: token.line, column: token.column };
    const parts = (token.parts ?? [token.text]).map((part) => this.partOf(part, at));
    return { kind: 'text', parts: parts.filter((part) => part !== ''), at };
  }

  private partOf(part: TextPart, at: Place): string | Expression {
    if (typeof part === 'string') return part;
    return part.length === 0 ? other(at, []) : this.inner(part, this.depth).expression();
  }
}

export const other = (at: Place, inside: readonly Expression[], source?: string): Expression =>
  source === undefined ? { kind: 'other', inside, at } : { kind: 'other', inside, source, at };

export const either = (options: readonly Expression[], at: Place): Expression => ({ kind: 'either', options, at });

/** Chains of `+` stay flat, so that a long one does not become a deep one. */
function sum(left: Expression, right: Expression, at: Place): Expression {
  return { kind: 'sum', terms: left.kind === 'sum' ? [...left.terms, right] : [left, right], at };
}
