import { lexJava, lexKotlin } from './lexers.ts';
import { other, Parser, type Grammar } from './parser.ts';
import type { Token } from './token.ts';
import type { ClassNode, Expression, Field, FunctionNode, ImportedName, Place, Statement } from './tree.ts';

const GRAMMAR: Grammar = {
  prefixes: new Set(['!', '-', 'new', '*']),
  binary: new Set(),
  either: new Set(['?:']),
  named: true,
};
const TYPES = new Set(['class', 'interface', 'enum', 'record', 'object']);

/** Java and Kotlin as far as annotations see them: types, methods, constants. What methods do is passed over. */
class JavaParser extends Parser {
  protected readonly grammar = GRAMMAR;

  protected inner(tokens: readonly Token[], depth: number): JavaParser {
    return new JavaParser(tokens, depth);
  }

  protected primary(): Expression {
    const token = this.peek();
    const at = this.place;
    if (token.kind === 'text') {
      this.at++;
      return this.textOf(token);
    }
    if (token.kind === 'name') return { kind: 'name', name: this.name(), at };
    if (this.is('{') || this.is('[')) return { kind: 'list', items: this.items(), at };
    if (this.is('(')) return this.items()[0] ?? other(at, []);
    if (this.accept('@')) return this.operand();
    this.at++;
    return other(at, []);
  }

  protected statement(): readonly Statement[] {
    const at = this.place;
    if (this.is('import')) return this.imported(at);
    if (this.is('package')) return this.package(at);
    const fields: Field[] = [];
    const cls = this.declaration(fields, []);
    if (cls !== undefined) return [{ kind: 'class', cls, exported: true, at }];
    return fields.map(({ name, value }) => constant(name, value, at));
  }

  private dotted(): string {
    let text = '';
    while (this.isName() || this.is('.') || this.is('*')) {
      if (this.isName() && text !== '' && !text.endsWith('.')) break;
      text += this.peek().text;
      this.at++;
    }
    return text;
  }

  private imported(at: Place): readonly Statement[] {
    this.at++;
    if (this.is('static')) this.at++;
    const full = this.dotted();
    const last = full.slice(full.lastIndexOf('.') + 1);
    const local = this.accept('as') ? this.name() : last;
    this.accept(';');
    const names: ImportedName[] = [{ imported: last === '*' ? '**' : last, local }];
    return [{ kind: 'import', module: full.replace(/\.\*$/, ''), names, at }];
  }

  private package(at: Place): readonly Statement[] {
    this.at++;
    const name = this.dotted();
    this.accept(';');
    return [constant('package', { kind: 'text', parts: [name], at }, at)];
  }

  /** One member or type with its annotations. Fields and methods go into the lists; a type is given back. */
  private declaration(fields: Field[], methods: FunctionNode[]): ClassNode | undefined {
    const decorators: Expression[] = [];
    let before: Token | undefined;
    for (;;) {
      const token = this.peek();
      const at = this.place;
      if (token.kind === 'end' || this.is('}')) return undefined;
      if (this.is('@') && !this.is('interface', 1)) decorators.push(this.annotation());
      else if (
        TYPES.has(token.text) &&
        (this.isName(1) || (token.text === 'object' && this.is('{', 1))) &&
        before?.text !== '.'
      )
        return this.type(at, decorators);
      else if (this.is('(') && before?.kind === 'name') return this.method(before, decorators, methods);
      else if (this.is('=') && before?.kind === 'name') return this.field(before, fields);
      else if (this.is(';') || this.is('{')) {
        this.skip();
        return undefined;
      } else if (this.is('<')) this.angles();
      else if (this.is(':')) this.kotlinType();
      else {
        before = token;
        this.skip();
      }
    }
  }

  private annotation(): Expression {
    this.at++;
    if (this.isName() && this.is(':', 1)) this.at += 2; // Kotlin's use-site target.
    const at = this.place;
    let value: Expression = { kind: 'name', name: this.name(), at };
    while (this.is('.') && this.isName(1)) {
      this.at++;
      value = { kind: 'member', object: value, name: this.name(), at };
    }
    return this.is('(') ? { kind: 'call', callee: value, args: this.args(), at } : value;
  }

  private angles(): void {
    let depth = 0;
    do {
      if (this.is('<')) depth++;
      else if (this.is('>')) depth--;
      this.skip();
    } while (depth > 0 && this.at < this.tokens.length && !this.is(';') && !this.is('{'));
  }

  /** The type behind a Kotlin name; the name before it stays the one that counts. */
  private kotlinType(): void {
    this.at++;
    while (this.isName() || this.is('.') || this.is('?')) {
      this.at++;
      if (this.is('<')) this.angles();
      if (this.peek().first) return;
    }
  }

  private field(name: Token, fields: Field[]): undefined {
    this.at++;
    fields.push({ name: name.text, value: this.expression() });
    while (this.at < this.tokens.length && !this.is(';') && !this.is('}') && !this.peek().first) this.skip();
    this.accept(';');
    return undefined;
  }

  private method(name: Token, decorators: readonly Expression[], methods: FunctionNode[]): undefined {
    const at = { line: name.line, column: name.column };
    this.skip();
    methods.push({ name: name.text, at, parameters: [], decorators, body: [] });
    while (this.at < this.tokens.length && !this.is('{') && !this.is(';') && !this.is('}') && !this.is('=')) {
      if (this.is('@') || (this.peek().first && ['fun', 'val', 'var', 'class'].includes(this.peek().text)))
        return undefined;
      this.skip();
    }
    if (this.accept('=')) this.expression();
    else if (!this.is('}')) this.skip();
    return undefined;
  }

  private type(at: Place, decorators: readonly Expression[]): ClassNode {
    this.at++;
    const name = this.is('{') ? '' : this.name();
    const bases = this.basesBeforeBody();
    const fields: Field[] = [];
    const methods: FunctionNode[] = [];
    const classes: ClassNode[] = [];
    if (this.is('{')) {
      const end = this.closingOf(this.at);
      this.at++;
      while (this.at < end) {
        const before = this.at;
        const nested = this.deeper(() => this.declaration(fields, methods), undefined);
        if (nested !== undefined) classes.push(nested);
        if (this.at === before) this.skip();
      }
      this.at = end + 1;
    }
    return { name, at, bases, decorators, fields, methods, classes };
  }

  private basesBeforeBody(): readonly Expression[] {
    const bases: Expression[] = [];
    while (this.at < this.tokens.length && !this.is('{') && !this.is(';') && !this.is('}')) {
      if (this.peek().first && (this.is('@') || TYPES.has(this.peek().text) || this.is('fun'))) break;
      if (this.is('<')) this.angles();
      else if (this.isName() && !['extends', 'implements', 'permits', 'constructor'].includes(this.peek().text))
        bases.push({ kind: 'name', name: this.name(), at: this.place });
      else this.skip();
    }
    return bases;
  }
}

const constant = (name: string, value: Expression, at: Place): Statement => ({
  kind: 'assign',
  target: { kind: 'one', to: { kind: 'name', name, at } },
  value,
  type: '',
  adds: false,
  exported: true,
  declares: true,
  at,
});

/** Types of a Java file. */
export const parseJava = (source: string): readonly Statement[] => new JavaParser(lexJava(source)).program();
/** Types of a Kotlin file. */
export const parseKotlin = (source: string): readonly Statement[] => new JavaParser(lexKotlin(source)).program();
