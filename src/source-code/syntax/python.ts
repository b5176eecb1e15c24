import { lexPython } from './lexers.ts';
import { either, other, Parser, type Grammar } from './parser.ts';
import type { Token } from './token.ts';
import type {
  ClassNode,
  Entry,
  Expression,
  Field,
  FunctionNode,
  ImportedName,
  Parameter,
  Place,
  Statement,
  Target,
} from './tree.ts';

const GRAMMAR: Grammar = {
  prefixes: new Set(['await', 'not', '-', '+', '~', 'yield', '*', '**']),
  binary: new Set([
    '==',
    '!=',
    '<=',
    '>=',
    '<',
    '>',
    'and',
    'in',
    'is',
    'not',
    '-',
    '*',
    '/',
    '//',
    '%',
    '**',
    '&',
    '|',
    '^',
    ':=',
  ]),
  either: new Set(['or']),
  named: true,
};

class PythonParser extends Parser {
  protected readonly grammar = GRAMMAR;

  protected inner(tokens: readonly Token[], depth: number): PythonParser {
    return new PythonParser(tokens, depth);
  }

  protected override conditional(value: Expression, at: Place): Expression | undefined {
    if (!this.is('if')) return undefined;
    this.at++;
    const condition = this.operand();
    if (!this.accept('else')) return other(at, [value, condition]); // The filter of a comprehension.
    return either([value, this.expression()], at);
  }

  protected primary(): Expression {
    const token = this.peek();
    const at = this.place;
    if (token.kind === 'text') return this.texts(at);
    if (token.kind === 'number') {
      this.at++;
      return other(at, [], token.text);
    }
    if (this.accept('lambda')) return this.lambda(at);
    if (token.kind === 'name') return { kind: 'name', name: this.name(), at };
    if (this.is('(')) return this.parenthesis(at);
    if (this.is('[')) return { kind: 'list', items: this.items(), at };
    if (this.is('{')) return this.record(at);
    return other(at, []);
  }

  /** Neighbouring strings are one string. */
  private texts(at: Place): Expression {
    const terms: Expression[] = [];
    while (this.peek().kind === 'text') {
      terms.push(this.textOf(this.peek()));
      this.at++;
    }
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : { kind: 'sum', terms, at };
  }

  private lambda(at: Place): Expression {
    const parameters: Parameter[] = [];
    while (this.isName() || this.is(',') || this.is('*') || this.is('=')) {
      if (this.isName()) parameters.push({ name: this.name(), type: '' });
      else if (this.accept('=')) this.operand();
      else this.at++;
    }
    this.accept(':');
    const body: readonly Statement[] = [{ kind: 'return', value: this.expression(), at }];
    return { kind: 'function', fn: { name: '', at, parameters, decorators: [], body }, at };
  }

  /** A tuple is a list. */
  private parenthesis(at: Place): Expression {
    const end = this.closingOf(this.at);
    const comma = this.commaBefore(end);
    const items = this.items();
    const [only] = items;
    return items.length === 1 && only !== undefined && !comma ? only : { kind: 'list', items, at };
  }

  private commaBefore(end: number): boolean {
    return this.tokens[end - 1]?.text === ',';
  }

  private record(at: Place): Expression {
    const end = this.closingOf(this.at);
    const entries: Entry[] = [];
    this.at++;
    while (this.at < end) {
      const key = this.peek();
      this.accept('**');
      const first = this.expression();
      if (this.accept(':'))
        entries.push(key.kind === 'text' ? { key: key.text, value: this.expression() } : { value: this.expression() });
      else entries.push({ value: first });
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return { kind: 'record', entries, at };
  }

  protected statement(): readonly Statement[] {
    const at = this.place;
    const { kind } = this.peek();
    if (kind === 'line' || kind === 'dedent' || this.is(';')) {
      this.at++;
      return [];
    }
    if (kind === 'indent') return [{ kind: 'block', body: this.block(), at }];
    if (this.is('@')) return this.decorated();
    if (this.is('def') || (this.is('async') && this.is('def', 1)))
      return [{ kind: 'function', fn: this.def([]), exported: true, at }];
    if (this.is('class') && this.isName(1)) return [{ kind: 'class', cls: this.classDef([]), exported: true, at }];
    if (this.is('from')) return this.from(at);
    if (this.is('import')) return this.imports(at);
    return this.control(at) ?? this.simple(at);
  }

  private decorated(): readonly Statement[] {
    const decorators: Expression[] = [];
    while (this.accept('@')) {
      decorators.push(this.expression());
      while (this.peek().kind === 'line') this.at++;
    }
    const at = this.place;
    if (this.is('class')) return [{ kind: 'class', cls: this.classDef(decorators), exported: true, at }];
    if (this.is('def') || this.is('async')) return [{ kind: 'function', fn: this.def(decorators), exported: true, at }];
    return [];
  }

  private def(decorators: readonly Expression[]): FunctionNode {
    this.accept('async');
    this.accept('def');
    const at = this.place;
    const name = this.name();
    const parameters = this.is('(') ? this.parameters() : [];
    if (this.accept('->')) this.skipTo([':'], this.tokens.length);
    return { name, at, parameters, decorators, body: this.suite() };
  }

  private parameters(): readonly Parameter[] {
    const end = this.closingOf(this.at);
    const found: Parameter[] = [];
    this.at++;
    while (this.at < end) {
      while (this.accept('*') || this.accept('**') || this.accept('/'));
      const name = this.name();
      const type = this.accept(':') ? this.skipTo([',', '='], end) : '';
      if (name !== '') found.push(this.accept('=') ? { name, type, fallback: this.expression() } : { name, type });
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return found;
  }

  /** What stands behind the colon: an indented block, or the rest of the line. */
  private suite(): readonly Statement[] {
    this.accept(':');
    while (this.peek().kind === 'line') this.at++;
    if (this.peek().kind === 'indent') return this.block();
    return this.tokens[this.at - 1]?.kind === 'line' ? [] : this.restOfLine();
  }

  private restOfLine(): readonly Statement[] {
    const found: Statement[] = [];
    while (this.at < this.tokens.length && this.peek().kind !== 'line' && this.peek().kind !== 'dedent') {
      const before = this.at;
      found.push(...this.statement());
      if (this.at === before) this.at++;
    }
    return found;
  }

  private classDef(decorators: readonly Expression[]): ClassNode {
    this.accept('class');
    const at = this.place;
    const name = this.name();
    const bases = this.is('(')
      ? this.args()
          .filter((one) => one.name === undefined)
          .map(({ value }) => value)
      : [];
    const body = this.suite();
    const methods = body.flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
    const fields = body.flatMap((one): Field[] =>
      one.kind === 'assign' && one.target.kind === 'one' && one.target.to.kind === 'name'
        ? [{ name: one.target.to.name, value: one.value }]
        : [],
    );
    const classes = body.flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
    return { name, at, bases, decorators, fields, methods, classes };
  }

  private dotted(): string {
    let text = '';
    while (this.isName() || this.is('.') || this.is('...')) {
      if (this.is('import')) break;
      text += this.peek().text;
      this.at++;
      if (this.isName() && !text.endsWith('.')) break;
    }
    return text;
  }

  private from(at: Place): readonly Statement[] {
    this.at++;
    const module = this.dotted();
    if (!this.accept('import')) return [];
    this.accept('(');
    const names: ImportedName[] = [];
    while (this.isName() || this.is('*')) {
      const imported = this.peek().text;
      this.at++;
      names.push({ imported: imported === '*' ? '**' : imported, local: this.accept('as') ? this.name() : imported });
      if (!this.accept(',')) break;
    }
    this.accept(')');
    return [{ kind: 'import', module, names, at }];
  }

  private imports(at: Place): readonly Statement[] {
    const found: Statement[] = [];
    this.at++;
    do {
      const module = this.dotted();
      const alias = this.accept('as') ? this.name() : undefined;
      // `import a.b` binds `a`; with an alias, the module itself.
      const [root = module] = module.split('.');
      const names = [{ imported: '*', local: alias ?? root }];
      found.push({ kind: 'import', module: alias === undefined ? root : module, names, at });
    } while (this.accept(','));
    return found;
  }

  private control(at: Place): readonly Statement[] | undefined {
    if (this.accept('return') || this.accept('raise')) {
      const empty = this.peek().kind === 'line';
      return [{ kind: 'return', value: empty ? other(at, []) : this.listed(at), at }];
    }
    if (this.is('for') || (this.is('async') && this.is('for', 1))) {
      this.accept('async');
      this.at++;
      const target = this.loopTarget();
      const over = this.accept('in') ? this.expression() : other(at, []);
      return [{ kind: 'loop', target, over, body: this.suite(), at }];
    }
    if (BLOCKS.has(this.peek().text) && this.peek().kind === 'name') return this.headed(at);
    return undefined;
  }

  private headed(at: Place): readonly Statement[] | undefined {
    if ((this.is('match') || this.is('case')) && !this.isHeader()) return undefined;
    this.accept('async');
    this.at++;
    const inside: Expression[] = [];
    while (this.at < this.tokens.length && !this.is(':') && this.peek().kind !== 'line') {
      const before = this.at;
      inside.push(this.expression());
      if (this.at === before) this.at++;
    }
    return [
      { kind: 'expression', value: other(at, inside), at },
      { kind: 'block', body: this.suite(), at },
    ];
  }

  /** `match` and `case` are names too: only with a colon at the line's end do they open a block. */
  private isHeader(): boolean {
    let offset = 1;
    while (this.peek(offset).kind !== 'line' && this.peek(offset).kind !== 'end') offset++;
    return this.is(':', offset - 1);
  }

  private loopTarget(): Target {
    const names: { key: string; local: string }[] = [];
    while (!this.is('in') && this.at < this.tokens.length && this.peek().kind !== 'line') {
      if (this.isName()) names.push({ key: String(names.length), local: this.peek().text });
      this.at++;
    }
    const [only] = names;
    if (names.length === 1 && only !== undefined)
      return { kind: 'one', to: { kind: 'name', name: only.local, at: this.place } };
    return { kind: 'pattern', names };
  }

  /** `a, b` without brackets is a list. */
  private listed(at: Place): Expression {
    const first = this.expression();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.accept(',') && this.peek().kind !== 'line') items.push(this.expression());
    return { kind: 'list', items, at };
  }

  private simple(at: Place): readonly Statement[] {
    const left = this.listed(at);
    const type = this.is(':') && left.kind !== 'list' ? this.annotation() : '';
    const adds = this.is('+=');
    if (!adds && !this.is('=')) return [{ kind: 'expression', value: left, at }];
    this.at++;
    let value = this.listed(at);
    while (this.accept('=')) value = this.listed(at);
    return [{ kind: 'assign', target: targetOf(left), value, type, adds, exported: true, declares: !adds, at }];
  }

  private annotation(): string {
    this.at++;
    const start = this.at;
    this.expression();
    return this.tokens
      .slice(start, this.at)
      .map(({ text }) => text)
      .join('');
  }
}

const BLOCKS = new Set(['if', 'elif', 'else', 'while', 'try', 'except', 'finally', 'with', 'match', 'case', 'async']);

function targetOf(left: Expression): Target {
  if (left.kind !== 'list') return { kind: 'one', to: left };
  const names = left.items.flatMap((item, index) =>
    item.kind === 'name' ? [{ key: String(index), local: item.name }] : [],
  );
  return { kind: 'pattern', names };
}

/** Statements of a Python module. */
export const parsePython = (source: string): readonly Statement[] => new PythonParser(lexPython(source)).program();
