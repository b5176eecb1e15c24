import { lexGo } from './lexers.ts';
import { other, Parser, type Grammar } from './parser.ts';
import type { Token } from './token.ts';
import type { Entry, Expression, FunctionNode, Parameter, Place, Statement, Target } from './tree.ts';

const GRAMMAR: Grammar = {
  prefixes: new Set(['&', '*', '!', '-', '+', '^', '<-', 'range']),
  binary: new Set(['==', '!=', '<=', '>=', '<', '>', '&&', '||', '-', '*', '/', '%', '&', '|', '^', '<-', ':']),
  either: new Set(),
  named: false,
};

class GoParser extends Parser {
  protected readonly grammar = GRAMMAR;
  /** In the head of `if`, `for`, `switch` a brace opens the block, not a literal. */
  private head = false;

  protected inner(tokens: readonly Token[], depth: number): GoParser {
    return new GoParser(tokens, depth);
  }

  protected primary(): Expression {
    const token = this.peek();
    const at = this.place;
    if (token.kind === 'text' || token.kind === 'number') {
      this.at++;
      return token.kind === 'text' ? this.textOf(token) : other(at, [], token.text);
    }
    if (this.is('func')) return this.functionLiteral(at);
    if (this.is('(')) return this.inBrackets(() => this.items()[0] ?? other(at, []));
    if (this.is('[')) return this.typedLiteral(at);
    if (this.is('map') || this.is('struct') || this.is('interface') || this.is('chan')) return this.typedLiteral(at);
    if (token.kind === 'name') return { kind: 'name', name: this.name(), at };
    if (this.is('{')) return this.composite(at);
    return other(at, []);
  }

  private inBrackets<T>(read: () => T): T {
    const { head } = this;
    this.head = false;
    const result = read();
    this.head = head;
    return result;
  }

  protected override args(): ReturnType<Parser['args']> {
    return this.inBrackets(() => super.args());
  }

  protected override postfixed(value: Expression): Expression | undefined {
    if (this.is('.') && this.is('(', 1)) {
      this.at++; // A type assertion keeps the value.
      this.skip();
      return value;
    }
    const typeName = value.kind === 'name' || value.kind === 'member';
    if (!this.head && this.is('{') && typeName) return this.composite(value.at, value);
    return super.postfixed(value);
  }

  /** `[]T{…}`, `map[K]V{…}`, `struct{…}{…}`. */
  private typedLiteral(at: Place): Expression {
    while (!this.is('{') && this.at < this.tokens.length) {
      if (this.is('struct') || this.is('interface')) this.at++;
      else if (this.isName() || this.is('*') || this.is('.') || this.is('[')) {
        this.skip();
        continue;
      } else return other(at, []);
      if (this.is('{')) this.skip();
    }
    return this.composite(at);
  }

  private composite(at: Place, type?: Expression): Expression {
    const end = this.closingOf(this.at);
    const entries: Entry[] = [];
    const { head } = this;
    this.head = false;
    this.at++;
    while (this.at < end) {
      if (this.accept(';')) continue;
      entries.push(this.entry());
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    this.head = head;
    const keyed = entries.some(({ key }) => key !== undefined);
    if (type === undefined && !keyed) return { kind: 'list', items: entries.map(({ value }) => value), at };
    return type === undefined ? { kind: 'record', entries, at } : { kind: 'record', entries, type, at };
  }

  private entry(): Entry {
    const key = this.peek();
    const keyed = this.is(':', 1) && (key.kind === 'name' || key.kind === 'text');
    if (!keyed) return { value: this.expression() };
    this.at += 2;
    return { key: key.text, value: this.expression() };
  }

  private functionLiteral(at: Place): Expression {
    this.at++;
    return { kind: 'function', fn: this.inBrackets(() => this.functionFrom('', at)), at };
  }

  private functionFrom(name: string, at: Place): FunctionNode {
    if (this.is('[')) this.skip();
    const parameters = this.is('(') ? this.parameters() : [];
    while (!this.is('{') && !this.is(';') && !this.is(',') && !this.is(')') && this.at < this.tokens.length)
      this.skip();
    const body = this.is('{') ? this.block() : [];
    return { name, at, parameters, decorators: [], body };
  }

  /** `(a, b T, c ...U)`: a name without a type has the next one's. */
  private parameters(): readonly Parameter[] {
    const end = this.closingOf(this.at);
    const found: Parameter[] = [];
    this.at++;
    while (this.at < end) {
      const name = this.name();
      found.push({ name, type: this.skipTo([','], end) });
      this.accept(',');
    }
    this.at = end + 1;
    let type = '';
    return found
      .toReversed()
      .map((one) => ({ name: one.name, type: (type = one.type === '' ? type : one.type) }))
      .toReversed();
  }

  protected statement(): readonly Statement[] {
    const at = this.place;
    if (this.accept(';') || this.is('}')) return [];
    if (this.is('package')) return this.passed(2);
    if (this.accept('import')) return this.grouped(() => this.importSpec());
    if (this.is('func') && (this.isName(1) || this.is('(', 1))) return [this.declaredFunction(at)];
    if (this.accept('type')) return this.grouped(() => this.typeSpec(at));
    if (this.accept('var') || this.accept('const')) return this.grouped(() => this.valueSpec(at));
    if (this.is('{')) return [{ kind: 'block', body: this.block(), at }];
    return this.control(at) ?? this.simple(at);
  }

  private passed(tokens: number): readonly Statement[] {
    this.at += tokens;
    return [];
  }

  private grouped(read: () => readonly Statement[]): readonly Statement[] {
    if (!this.is('(')) return read();
    const end = this.closingOf(this.at);
    const found: Statement[] = [];
    this.at++;
    while (this.at < end) {
      found.push(...read());
      this.skipTo([';'], end);
      this.accept(';');
    }
    this.at = end + 1;
    return found;
  }

  private importSpec(): readonly Statement[] {
    const at = this.place;
    const alias = this.is('.') ? this.skipTo([], this.at + 1) : this.name();
    const { kind, text } = this.peek();
    if (kind !== 'text') return [];
    this.at++;
    // The package's name is the last part of its path that is no major version.
    const parts = text.split('/').filter((part) => !/^v\d+$/.test(part));
    const local = alias === '' ? (parts.at(-1) ?? text).replace(/^go-|\.v\d+$/g, '') : alias;
    return [{ kind: 'import', module: text, names: [{ imported: '*', local }], at }];
  }

  private declaredFunction(at: Place): Statement {
    this.at++;
    const [receiver] = this.is('(') ? this.parameters() : [];
    const fn = this.functionFrom(this.name(), at);
    return { kind: 'function', fn: receiver === undefined ? fn : { ...fn, receiver }, exported: true, at };
  }

  private typeSpec(at: Place): readonly Statement[] {
    const name = this.name();
    if (this.is('[')) this.skip();
    const isStruct = this.accept('struct');
    while (!this.is(';') && !this.is(')') && this.at < this.tokens.length) this.skip();
    if (!isStruct) return [];
    const cls = { name, at, bases: [], decorators: [], fields: [], methods: [], classes: [] };
    return [{ kind: 'class', cls, exported: true, at }];
  }

  private valueSpec(at: Place): readonly Statement[] {
    const names: string[] = [];
    do names.push(this.name());
    while (this.accept(','));
    const type = this.typeBeforeValue();
    if (!this.accept('=')) return names.map((name) => assign(at, nameTarget(name, at), other(at, []), type));
    const values = this.expressions();
    return names.map((name, index) => assign(at, nameTarget(name, at), values[index] ?? other(at, []), type));
  }

  private typeBeforeValue(): string {
    let type = '';
    while (!this.is('=') && !this.is(';') && !this.is(')') && this.at < this.tokens.length) {
      type += this.peek().text;
      this.skip();
    }
    return type;
  }

  private expressions(): readonly Expression[] {
    const found = [this.expression()];
    while (this.accept(',')) found.push(this.expression());
    return found;
  }

  private control(at: Place): readonly Statement[] | undefined {
    if (this.accept('return')) {
      const values = this.is(';') || this.is('}') ? [other(at, [])] : this.expressions();
      return [{ kind: 'return', value: values[0] ?? other(at, []), at }];
    }
    if (this.accept('go') || this.accept('defer')) return [{ kind: 'expression', value: this.expression(), at }];
    if (this.accept('else')) return [];
    if (this.is('for')) return this.loop(at);
    if (this.is('if') || this.is('switch') || this.is('select')) {
      this.at++;
      return [...this.header(), ...this.blockHere(at)];
    }
    if (this.is('case') || (this.is('default') && this.is(':', 1))) {
      this.at++;
      const inside = this.is(':') ? [] : this.expressions();
      this.accept(':');
      return [{ kind: 'expression', value: other(at, inside), at }];
    }
    return undefined;
  }

  /** The statements of a head, up to its brace. */
  private header(): readonly Statement[] {
    const found: Statement[] = [];
    this.head = true;
    while (!this.is('{') && this.at < this.tokens.length) {
      const before = this.at;
      if (!this.accept(';')) found.push(...this.simple(this.place));
      if (this.at === before) this.at++;
    }
    this.head = false;
    return found;
  }

  private blockHere(at: Place): readonly Statement[] {
    return this.is('{') ? [{ kind: 'block', body: this.block(), at }] : [];
  }

  private loop(at: Place): readonly Statement[] {
    this.at++;
    const [head] = this.header();
    const body = this.is('{') ? this.block() : [];
    if (head?.kind !== 'assign') return [{ kind: 'block', body, at }];
    // `for i, x := range xs`: the second name is the item.
    const { target } = head;
    const item = target.kind === 'pattern' ? target.names.find(({ key }) => key === '1')?.local : undefined;
    return [{ kind: 'loop', target: nameTarget(item ?? '', at), over: head.value, body, at }];
  }

  private simple(at: Place): readonly Statement[] {
    const lefts = this.expressions();
    const declares = this.is(':=');
    if (!declares && !this.is('=')) return lefts.map((value) => ({ kind: 'expression', value, at }));
    this.at++;
    const values = this.expressions();
    const [first] = values;
    if (values.length === lefts.length || first === undefined)
      return lefts.length > 1 && values.length === 1
        ? []
        : lefts.map((to, index) => assign(at, { kind: 'one', to }, values[index] ?? other(at, []), '', declares));
    return [assign(at, patternOf(lefts), first, '', declares)];
  }
}

/** `a, err := f()`: a call of several results gives the first; the others are not followed. */
function patternOf(lefts: readonly Expression[]): Target {
  return {
    kind: 'pattern',
    names: lefts.flatMap((left, index) => (left.kind === 'name' ? [{ key: String(index), local: left.name }] : [])),
  };
}

const nameTarget = (name: string, at: Place): Target => ({ kind: 'one', to: { kind: 'name', name, at } });

const assign = (at: Place, target: Target, value: Expression, type: string, declares = true): Statement => ({
  kind: 'assign',
  target,
  value,
  type,
  adds: false,
  exported: true,
  declares,
  at,
});

/** Statements of a Go file. */
export const parseGo = (source: string): readonly Statement[] => new GoParser(lexGo(source)).program();
