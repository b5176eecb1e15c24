import { JavaScriptExpressions, MODIFIERS } from './javascript-expressions.ts';
import { lexJavaScript } from './lexers.ts';
import { other } from './parser.ts';
import type { Token } from './token.ts';
import type { ClassNode, Expression, Field, FunctionNode, ImportedName, Place, Statement, Target } from './tree.ts';

class JavaScriptParser extends JavaScriptExpressions {
  protected inner(tokens: readonly Token[], depth: number): JavaScriptParser {
    return new JavaScriptParser(tokens, depth);
  }

  protected statement(): readonly Statement[] {
    const at = this.place;
    if (this.accept(';')) return [];
    if (this.is('{')) return [{ kind: 'block', body: this.block(), at }];
    if (this.is('@')) return this.decorated(at, false);
    if (this.is('import') && !this.is('(', 1) && !this.is('.', 1)) return this.imported(at);
    if (this.is('export')) return this.exported(at);
    return this.declaration(at, false) ?? this.control(at) ?? this.simple(at);
  }

  private decorated(at: Place, exported: boolean): readonly Statement[] {
    const decorators = this.decorators();
    const isExported = exported || this.accept('export');
    this.accept('default');
    this.accept('abstract');
    if (!this.accept('class')) return decorators.map((value) => ({ kind: 'expression', value, at }));
    const cls = this.classBody(this.name(), at, decorators);
    return [{ kind: 'class', cls, exported: isExported, at }];
  }

  private imported(at: Place): readonly Statement[] {
    this.at++;
    if (this.is('type') && !this.is('from', 1) && !this.is(',', 1) && !this.is('=', 1)) this.at++;
    const names: ImportedName[] = [];
    if (this.isName() && !this.is('from')) {
      const local = this.name();
      if (this.accept('=')) {
        const value = this.expression();
        return [assign(at, nameTarget(local, at), value, { declares: true })];
      }
      names.push({ imported: 'default', local });
      this.accept(',');
    }
    if (this.accept('*')) {
      this.accept('as');
      names.push({ imported: '*', local: this.name() });
    } else if (this.is('{')) names.push(...this.specifiers().map(({ local, as }) => ({ imported: local, local: as })));
    this.accept('from');
    const token = this.peek();
    if (token.kind !== 'text') return [];
    this.at++;
    return [{ kind: 'import', module: token.text, names, at }];
  }

  /** `{ a, b as c, type d }`. */
  private specifiers(): readonly { local: string; as: string }[] {
    const end = this.closingOf(this.at);
    const found: { local: string; as: string }[] = [];
    this.at++;
    while (this.at < end) {
      if (this.is('type') && this.isName(1) && !this.is('as', 1)) this.at++;
      const local = this.peek().text;
      this.at++;
      const as = this.accept('as') ? this.name() : local;
      found.push({ local, as });
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    return found;
  }

  private exported(at: Place): readonly Statement[] {
    this.at++;
    if (this.accept('default')) return this.exportedDefault(at);
    if (this.accept('=')) return [{ kind: 'export-value', value: this.expression(), at }];
    this.accept('type');
    if (this.is('{') || this.is('*')) {
      const names = this.is('{') ? this.specifiers() : this.star();
      if (!this.accept('from')) return [{ kind: 'export', names, at }];
      const module = this.peek().text;
      this.at++;
      return [{ kind: 'export', module, names, at }];
    }
    if (this.is('@')) return this.decorated(at, true);
    return this.declaration(at, true) ?? [];
  }

  private exportedDefault(at: Place): readonly Statement[] {
    if (this.is('abstract') || this.is('class') || this.is('@')) {
      const decorators = this.decorators();
      this.accept('abstract');
      this.accept('class');
      const name = this.is('{') || this.is('extends') ? '' : this.name();
      const cls = this.classBody(name, at, decorators);
      return [{ kind: 'class', cls, exported: false, at }, exportDefault(at, { kind: 'class', cls, at })];
    }
    const value = this.expression();
    if (value.kind !== 'function' || value.fn.name === '') return [exportDefault(at, value)];
    const { fn } = value;
    return [{ kind: 'function', fn, exported: false, at }, exportDefault(at, { kind: 'name', name: fn.name, at })];
  }

  private star(): readonly { local: string; as: string }[] {
    this.at++;
    return [{ local: '*', as: this.accept('as') ? this.name() : '*' }];
  }

  private declaration(at: Place, exported: boolean): readonly Statement[] | undefined {
    const first = this.peek().text;
    if (['const', 'let', 'var'].includes(first) && (this.isName(1) || this.is('{', 1) || this.is('[', 1))) {
      if (this.is('enum', 1)) this.at++;
      else return this.variables(at, exported);
    }
    if (this.is('function') || (this.is('async') && this.is('function', 1) && this.isName(1)))
      return [{ kind: 'function', fn: this.functionBehindKeyword([]), exported, at }];
    if (this.is('abstract') && this.is('class', 1)) this.at++;
    if (this.is('class') && this.isName(1)) {
      this.at++;
      return [{ kind: 'class', cls: this.classBody(this.name(), at, []), exported, at }];
    }
    if (this.is('enum') && this.isName(1)) return this.enumeration(at, exported);
    return this.typeOnly(at);
  }

  /** `interface`, `type`, `declare`, `namespace`: the last holds statements, the others nothing. */
  private typeOnly(at: Place): readonly Statement[] | undefined {
    if (this.is('declare') && this.isName(1)) this.at++;
    if (this.is('interface') && this.isName(1)) {
      this.skipTo(['{'], this.tokens.length);
      this.skip();
      return [];
    }
    if (this.is('type') && this.isName(1) && (this.is('=', 2) || this.is('<', 2))) {
      this.at += 2;
      if (this.is('<')) this.skipAngles();
      this.accept('=');
      this.accept('|');
      this.skipType();
      return [];
    }
    if ((this.is('namespace') || this.is('module')) && this.is('{', 2)) {
      this.at += 2;
      return [{ kind: 'block', body: this.block(), at }];
    }
    return undefined;
  }

  private enumeration(at: Place, exported: boolean): readonly Statement[] {
    this.at++;
    const name = this.name();
    const end = this.closingOf(this.at);
    const entries: { key: string; value: Expression }[] = [];
    this.at++;
    while (this.at < end) {
      const key = this.peek().text;
      this.at++;
      if (this.accept('=')) entries.push({ key, value: this.expression() });
      this.skipTo([','], end);
      this.accept(',');
    }
    this.at = end + 1;
    const value: Expression = { kind: 'record', entries, at };
    return [assign(at, nameTarget(name, at), value, { exported, declares: true })];
  }

  private variables(at: Place, exported: boolean): readonly Statement[] {
    const found: Statement[] = [];
    this.at++;
    do {
      const target = this.target();
      this.accept('!');
      const type = this.accept(':') ? this.skipType() : '';
      if (this.is('=')) {
        const [own, ...others] = this.assigned(target.kind === 'one' ? target.to : other(at, [])).toReversed();
        for (const [to, value] of others.toReversed()) found.push(assign(at, { kind: 'one', to }, value, {}));
        if (own !== undefined) found.push(assign(at, target, own[1], { exported, declares: true, type }));
      } else if (target.kind === 'one')
        found.push(assign(at, target, other(at, []), { exported, declares: true, type }));
    } while (this.accept(','));
    return found;
  }

  private control(at: Place): readonly Statement[] | undefined {
    if (this.accept('return') || this.accept('throw')) {
      const empty = this.is(';') || this.is('}') || this.peek().first;
      return [{ kind: 'return', value: empty ? other(at, []) : this.expression(), at }];
    }
    if (this.is('for') && (this.is('(', 1) || this.is('await', 1))) return this.loop(at);
    if (['if', 'while', 'switch', 'with', 'catch'].includes(this.peek().text) && this.is('(', 1)) {
      this.at++;
      const inside = this.items();
      return [{ kind: 'expression', value: other(at, inside), at }];
    }
    if (['else', 'try', 'finally', 'do', 'catch'].includes(this.peek().text)) {
      this.at++;
      return [];
    }
    if (this.is('case') || (this.is('default') && this.is(':', 1))) {
      this.at++;
      const value = this.is(':') ? other(at, []) : this.operand();
      this.accept(':');
      return [{ kind: 'expression', value, at }];
    }
    return undefined;
  }

  private loop(at: Place): readonly Statement[] {
    this.at++;
    this.accept('await');
    const end = this.closingOf(this.at);
    this.at++;
    if (this.is('const') || this.is('let') || this.is('var')) this.at++;
    const target = this.target();
    const over = this.accept('of') ? this.expression() : other(at, []);
    this.at = end + 1;
    const body = this.is('{') ? this.block() : this.statement();
    return [{ kind: 'loop', target, over, body, at }];
  }

  private simple(at: Place): readonly Statement[] {
    const first = this.operand();
    if (!this.is('=')) return [{ kind: 'expression', value: this.operation(first, at), at }];
    return this.assigned(first).map(([to, value]) => assign(at, { kind: 'one', to }, value, {}));
  }

  /**
   * Stands at the `=` behind a target. `a = b = f()`: the value is made once, for the last; the others take it from there.
   * In the order in which they are to be done.
   */
  private assigned(first: Expression): readonly (readonly [to: Expression, value: Expression])[] {
    const targets = [first];
    let value: Expression = first;
    while (this.accept('=')) {
      const at = this.place;
      const next = this.operand();
      if (this.is('=')) targets.push(next);
      else value = this.operation(next, at);
    }
    return targets.map((to, index) => [to, targets[index + 1] ?? value] as const).toReversed();
  }

  protected classBody(name: string, at: Place, decorators: readonly Expression[]): ClassNode {
    if (this.is('<')) this.skipAngles();
    const bases = this.accept('extends') ? [this.operand()] : [];
    if (!this.is('{')) this.skipTo(['{'], this.tokens.length);
    const end = this.closingOf(this.at);
    const fields: Field[] = [];
    const methods: FunctionNode[] = [];
    this.at++;
    while (this.at < end) {
      const before = this.at;
      this.member(fields, methods);
      if (this.at === before) this.skip();
    }
    this.at = end + 1;
    return { name, at, bases, decorators, fields, methods, classes: [] };
  }

  private member(fields: Field[], methods: FunctionNode[]): void {
    if (this.accept(';')) return;
    const decorators = this.decorators();
    while ((MODIFIERS.has(this.peek().text) || ['async', 'get', 'set'].includes(this.peek().text)) && !this.endsKey(1))
      this.at++;
    this.accept('*');
    const at = this.place;
    if (this.is('{')) return this.skip();
    const name = this.is('[') ? '' : this.peek().text.replace(/^#/, '');
    this.skip();
    if (name === '' && this.isName()) return;
    if (this.is('?') || this.is('!')) this.at++;
    if (this.is('(') || this.is('<')) {
      methods.push(this.functionFrom(name, at, decorators));
      return;
    }
    if (this.accept(':')) this.skipType();
    if (this.accept('=')) fields.push({ name, value: this.expression() });
  }
}

interface AssignOptions {
  readonly exported?: boolean;
  readonly declares?: boolean;
  readonly type?: string;
}

const assign = (at: Place, target: Target, value: Expression, options: AssignOptions): Statement => ({
  kind: 'assign',
  target,
  value,
  type: options.type ?? '',
  adds: false,
  exported: options.exported ?? false,
  declares: options.declares ?? false,
  at,
});

const nameTarget = (name: string, at: Place): Target => ({ kind: 'one', to: { kind: 'name', name, at } });

const exportDefault = (at: Place, value: Expression): Statement =>
  assign(at, nameTarget('default', at), value, { exported: true, declares: true });

/** Statements of a JavaScript or TypeScript module. */
export const parseJavaScript = (source: string): readonly Statement[] =>
  new JavaScriptParser(lexJavaScript(source)).program();
