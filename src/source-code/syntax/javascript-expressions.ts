import { either, other, Parser, type Grammar } from './parser.ts';
import type { ClassNode, Entry, Expression, FunctionNode, Parameter, Place, Statement, Target } from './tree.ts';

const GRAMMAR: Grammar = {
  prefixes: new Set(['await', 'new', 'typeof', 'void', 'delete', 'yield', '!', '-', '+', '~', '++', '--', '*']),
  binary: new Set([
    '===',
    '!==',
    '==',
    '!=',
    '&&',
    '-',
    '*',
    '/',
    '%',
    '<',
    '>',
    '&',
    '|',
    '^',
    'in',
    'instanceof',
    '=',
    '+=',
    '-=',
  ]),
  either: new Set(['||', '??']),
  named: false,
};

/** Expressions of JavaScript and TypeScript; types are passed over. */
export abstract class JavaScriptExpressions extends Parser {
  protected readonly grammar = GRAMMAR;
  protected abstract classBody(name: string, at: Place, decorators: readonly Expression[]): ClassNode;

  protected primary(): Expression {
    const token = this.peek();
    const at = this.place;
    if (token.kind === 'text') {
      this.at++;
      return this.textOf(token);
    }
    if (token.kind === 'number') {
      this.at++;
      return other(at, [], token.text);
    }
    if (token.kind === 'name') return this.word(at);
    if (this.is('(')) return this.parenthesis(at);
    if (this.is('[')) return { kind: 'list', items: this.items(), at };
    if (this.is('{')) return this.record(at);
    if (this.is('<')) this.skipAngles();
    return other(at, []);
  }

  protected override conditional(_condition: Expression, at: Place): Expression | undefined {
    if (!this.accept('?')) return undefined;
    const yes = this.expression();
    if (!this.accept(':')) return yes;
    return either([yes, this.expression()], at);
  }

  protected override postfixed(value: Expression): Expression | undefined {
    const usual = super.postfixed(value);
    if (usual !== undefined) return usual;
    if (this.peek().kind === 'text' && !this.peek().first && value.kind !== 'text') {
      this.at++; // A tagged template is its tag's business.
      return other(value.at, [value]);
    }
    if (this.is('!') && !this.peek(1).first && this.endsAfterBang()) return this.passed(value, 1);
    if (this.is('as') || this.is('satisfies')) {
      this.at++;
      this.skipType();
      return value;
    }
    if (this.is('<') && this.genericCall()) return value;
    return undefined;
  }

  private endsAfterBang(): boolean {
    return ['.', '?.', '(', '[', ')', ',', ';', ']', '}'].some((mark) => this.is(mark, 1));
  }

  private passed(value: Expression, tokens: number): Expression {
    this.at += tokens;
    return value;
  }

  /** `f<A, B>(…)`: passes over the type arguments, or stays. */
  private genericCall(): boolean {
    const start = this.at;
    if (this.skipAngles() && this.is('(')) return true;
    this.at = start;
    return false;
  }

  protected skipAngles(): boolean {
    let depth = 0;
    const start = this.at;
    while (this.at < this.tokens.length && this.at - start < 400) {
      if (this.is('<')) depth++;
      else if (this.is('>') && --depth === 0) {
        this.at++;
        return true;
      } else if (this.is(';') || this.is(')') || this.is(']') || this.is('}') || this.is('&&') || this.is('||')) break;
      this.skip();
    }
    this.at = start + 1;
    return false;
  }

  /** A type; ends before what cannot belong to one. Gives it as written. */
  protected skipType(): string {
    const start = this.at;
    let text = '';
    while (this.at < this.tokens.length) {
      const before = this.peek(-1);
      if (this.typeEnds(start, before.text)) break;
      const from = this.at;
      if (this.is('<')) this.skipAngles();
      else this.skip();
      for (const token of this.tokens.slice(from, this.at)) text += token.text;
    }
    return text;
  }

  private typeEnds(start: number, before: string): boolean {
    const token = this.peek();
    if (token.kind === 'name') {
      const operator = ['extends', 'keyof', 'typeof', 'is', 'readonly', 'infer', 'in', 'asserts', 'unique', 'new'];
      const goesOn = this.at === start || ['|', '&', '=>', '.', '?', ':', ...operator].includes(before);
      return !goesOn && !operator.includes(token.text);
    }
    if (token.kind !== 'mark') return !(this.at === start || ['|', '&', '?', ':', '=>'].includes(before));
    if (token.text === '{') return this.at !== start && !['|', '&', '=>', 'extends', '?', ':'].includes(before);
    if (token.text === '=>') return before !== ')';
    if (token.text === '[' || token.text === '(') return token.first && this.at !== start;
    return !['.', '|', '&', '<', '?', ':'].includes(token.text) || (token.text === ':' && this.at === start);
  }

  private word(at: Place): Expression {
    if (this.is('function') || (this.is('async') && this.is('function', 1))) {
      return { kind: 'function', fn: this.functionBehindKeyword([]), at };
    }
    if (this.is('async') && (this.is('(', 1) || this.is('<', 1) || (this.isName(1) && this.is('=>', 2)))) {
      const start = this.at++;
      const arrow = this.arrow(at);
      if (arrow !== undefined) return arrow;
      this.at = start;
    }
    if (this.is('class')) {
      this.at++;
      const name = this.is('{') || this.is('extends') ? '' : this.name();
      return { kind: 'class', cls: this.classBody(name, at, []), at };
    }
    if (this.is('=>', 1)) return this.arrow(at) ?? other(at, []);
    return { kind: 'name', name: this.name(), at };
  }

  private parenthesis(at: Place): Expression {
    const arrow = this.arrow(at);
    if (arrow !== undefined) return arrow;
    const items = this.items();
    return items.at(-1) ?? other(at, []); // `(0, f)` is `f`.
  }

  /** An arrow function, if one stands here. */
  private arrow(at: Place): Expression | undefined {
    const start = this.at;
    if (this.is('<')) this.skipAngles();
    if (this.isName()) {
      const parameters = [{ name: this.name(), type: '' }];
      return this.arrowBody(at, parameters);
    }
    if (!this.is('(')) {
      this.at = start;
      return undefined;
    }
    const open = this.at;
    this.at = this.closingOf(open) + 1;
    if (this.is(':')) {
      this.at++;
      this.skipType();
    }
    if (!this.is('=>')) {
      this.at = start;
      return undefined;
    }
    const behind = this.at;
    this.at = open;
    const parameters = this.parameters();
    this.at = behind;
    return this.arrowBody(at, parameters);
  }

  private arrowBody(at: Place, parameters: readonly Parameter[]): Expression {
    this.accept('=>');
    const body: readonly Statement[] = this.is('{') ? this.block() : [{ kind: 'return', value: this.expression(), at }];
    return { kind: 'function', fn: { name: '', at, parameters, decorators: [], body }, at };
  }

  /** Stands at `function` or `async function`. */
  protected functionBehindKeyword(decorators: readonly Expression[]): FunctionNode {
    const at = this.place;
    this.accept('async');
    this.accept('function');
    this.accept('*');
    const name = this.name();
    return this.functionFrom(name, at, decorators);
  }

  /** Stands before type parameters or the bracket of the parameters. */
  protected functionFrom(name: string, at: Place, decorators: readonly Expression[]): FunctionNode {
    if (this.is('<')) this.skipAngles();
    const parameters = this.is('(') ? this.parameters() : [];
    if (this.accept(':')) this.skipType();
    const body = this.is('{') ? this.block() : [];
    return { name, at, parameters, decorators, body };
  }

  private parameters(): readonly Parameter[] {
    const end = this.closingOf(this.at);
    const found: Parameter[] = [];
    this.at++;
    while (this.at < end) {
      found.push(this.parameter(end));
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return found;
  }

  private parameter(end: number): Parameter {
    this.accept('...');
    this.decorators();
    while (MODIFIERS.has(this.peek().text) && this.isName(1)) this.at++;
    const pattern = this.is('{') || this.is('[');
    if (pattern) this.skip();
    const name = pattern ? '' : this.name();
    this.accept('?');
    const type = this.accept(':') ? this.skipTo([',', '='], end) : '';
    return this.accept('=') ? { name, type, fallback: this.expression() } : { name, type };
  }

  protected decorators(): readonly Expression[] {
    const found: Expression[] = [];
    while (this.accept('@')) found.push(this.operand());
    return found;
  }

  private record(at: Place): Expression {
    const end = this.closingOf(this.at);
    const entries: Entry[] = [];
    this.at++;
    while (this.at < end) {
      entries.push(this.entry());
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return { kind: 'record', entries, at };
  }

  private entry(): Entry {
    const at = this.place;
    if (this.accept('...')) return { value: this.expression() };
    while ((this.is('async') || this.is('get') || this.is('set') || this.is('*')) && !this.ends(1)) this.at++;
    const computed = this.is('[');
    if (computed) this.skip();
    const { kind, text } = this.peek();
    const key = computed || (kind !== 'name' && kind !== 'text' && kind !== 'number') ? undefined : text;
    if (!computed) this.at++;
    if (this.accept(':')) return key === undefined ? { value: this.expression() } : { key, value: this.expression() };
    if (this.is('(') || this.is('<')) {
      const value: Expression = { kind: 'function', fn: this.functionFrom(key ?? '', at, []), at };
      return key === undefined ? { value } : { key, value };
    }
    return key === undefined ? { value: other(at, []) } : { key, value: { kind: 'name', name: key, at } };
  }

  /** The next token ends a key: the word before it is the key itself. */
  private ends(offset: number): boolean {
    return [',', ':', '(', '}', '=', ';', '?', '<', '!'].some((mark) => this.is(mark, offset));
  }

  protected readonly endsKey = (offset: number): boolean => this.ends(offset);

  /** Stands at a name or a pattern. */
  protected target(): Target {
    if (this.is('{') || this.is('[')) return { kind: 'pattern', names: this.pattern() };
    const at = this.place;
    return { kind: 'one', to: { kind: 'name', name: this.name(), at } };
  }

  private pattern(): readonly { key: string; local: string }[] {
    const list = this.is('[');
    const end = this.closingOf(this.at);
    const names: { key: string; local: string }[] = [];
    this.at++;
    for (let index = 0; this.at < end; index++) {
      const key = this.isName() || this.peek().kind === 'text' ? this.peek().text : '';
      if (list) names.push({ key: String(index), local: key });
      else if (this.is(':', 1) && this.isName(2)) names.push({ key, local: this.peek(2).text });
      else if (this.isName()) names.push({ key, local: key });
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return names.filter(({ local }) => local !== '');
  }
}

export const MODIFIERS: ReadonlySet<string> = new Set([
  'public',
  'private',
  'protected',
  'static',
  'readonly',
  'abstract',
  'override',
  'declare',
  'accessor',
]);
