import { LIMITS } from '../../model/index.ts';
import type { Call, Framework, Tools } from '../frameworks/framework.ts';
import { locationOf } from '../frameworks/framework.ts';
import type { Location, Router } from '../router.ts';
import type { Argument, ClassNode, Expression, FunctionNode, Place } from '../syntax/tree.ts';
import { joinTexts, listCall, standardCall, sumOf, textCall } from './builtins.ts';
import { define } from './classes.ts';
import { memberOf } from './members.ts';
import type { Module } from './module.ts';
import { childOf, lookUp, type Scope } from './scope.ts';
import { looksLikeRoute, placeKey } from './unfollowed.ts';
import { bindParameters } from './parameters.ts';
import { execute, type Frame } from './statements.ts';
import {
  NO_ARGUMENTS,
  text,
  unknown,
  plainText,
  type Arguments,
  type ClassValue,
  type FunctionValue,
  type Value,
} from './value.ts';

/** What the trace needs of the repository. */
export interface Repository {
  /** The value of an import by this name in this module: a module of the repository or an external one. */
  resolve(name: string, from: Module): Value;
  /** A class or the like that a name means without an import (Java: the same package). */
  implied(name: string, from: Module): Value | undefined;
  submodule(module: Module, name: string): Value | undefined;
  modules(): readonly Module[];
  /** Text of a file, or undefined where it cannot be read. */
  read(file: string): string | undefined;
  load(file: string): Module | undefined;
  folder(path: string, from: Module): readonly { readonly path: string; readonly value: Value }[];
}

/** Thrown when the work for one repository is used up. */
export class Exhausted extends Error {}

/**
 * Follows values through a program without running it: every branch is taken, a class has one object, loops run over what
 * is known. What it cannot follow is `unknown` or `made`, never an error.
 */
export class Tracer {
  readonly frameworks: readonly Framework[];
  readonly repository: Repository;
  readonly routers: Router[] = [];
  /** Functions met so far, in order; those nobody called are entered at the end. */
  readonly functions = new Map<FunctionNode, FunctionValue>();
  readonly byName = new Map<string, FunctionValue[]>();
  /** Functions that are plugins by their written type. */
  readonly plugins = new Map<FunctionNode, { readonly framework: Framework; readonly role: string }>();
  /** Calls that look like a route of a framework on something that could not be followed. */
  readonly unfollowed = new Map<string, Location>();
  private readonly results = new Map<FunctionNode, { entries: number; result: Value }>();
  private readonly running = new Set<FunctionNode>();
  private readonly deadline: number;
  private steps = 0;

  constructor(frameworks: readonly Framework[], repository: Repository, deadline: number) {
    this.frameworks = frameworks;
    this.repository = repository;
    this.deadline = deadline;
  }

  step(): void {
    if (++this.steps > LIMITS.sourceSteps || (this.steps % 1024 === 0 && performance.now() > this.deadline))
      throw new Exhausted();
  }

  frameworksOf(module: Module): readonly Framework[] {
    return this.frameworks.filter(({ languages }) => languages.includes(module.language));
  }

  router(framework: Framework, role: string, at: Location, module: Module): Router {
    const router: Router = {
      kind: 'router',
      framework: framework.id,
      role,
      at,
      module,
      routes: [],
      mounts: [],
      mounted: false,
      prefixes: [],
      memory: new Map(),
      notes: [],
    };
    if (this.routers.length >= LIMITS.sourceRoutes) throw new Exhausted();
    this.routers.push(router);
    return router;
  }

  functionValue(fn: FunctionNode, scope: Scope, self = scope.self): FunctionValue {
    const value: FunctionValue =
      self === undefined ? { kind: 'function', fn, scope } : { kind: 'function', fn, scope, self };
    if (!this.functions.has(fn)) {
      this.functions.set(fn, value);
      const named = this.byName.get(fn.name);
      if (fn.name !== '') this.byName.set(fn.name, [...(named ?? []), value]);
    }
    return value;
  }

  classValue(cls: ClassNode, scope: Scope): ClassValue {
    return define(this, cls, scope);
  }

  declared(framework: Framework, cls: ClassValue): void {
    framework.declared?.(cls, this.toolsOf(framework));
  }

  toolsOf(framework: Framework): Tools {
    return {
      routers: this.routers,
      modules: this.repository.modules(),
      evaluate: (expression, scope) => this.evaluate(expression, scope),
      router: (role, at, module) => this.router(framework, role, at, module),
      read: (file) => this.repository.read(file),
      load: (file) => this.repository.load(file),
      member: (value, name) => this.member(value, name),
    };
  }

  /** A value kept under a written type: a function may be a plugin by it. */
  typedValue(value: Value, type: string): void {
    if (value.kind !== 'function') return;
    for (const framework of this.frameworksOf(value.scope.module)) {
      const role = framework.pluginTyped?.(type, value.scope.module);
      if (role !== undefined) this.plugins.set(value.fn, { framework, role });
    }
  }

  wasEntered(fn: FunctionNode): boolean {
    return this.results.has(fn);
  }

  evaluate(expression: Expression, scope: Scope, decorated?: Value): Value {
    this.step();
    switch (expression.kind) {
      case 'text':
        return joinTexts(
          expression.parts.map((part) => (typeof part === 'string' ? text(part) : this.evaluate(part, scope))),
        );
      case 'name':
        return this.nameValue(expression.name, scope);
      case 'member':
        return this.member(this.evaluate(expression.object, scope), expression.name);
      case 'index':
        return this.indexed(expression.object, expression.key, scope);
      case 'call':
        return this.callExpression(expression, scope, decorated);
      case 'list':
        return { kind: 'list', items: expression.items.map((item) => this.evaluate(item, scope)) };
      case 'record':
        return this.record(expression, scope);
      case 'function':
        return this.functionValue(expression.fn, scope);
      case 'class':
        return this.classValue(expression.cls, scope);
      case 'sum':
        return sumOf(expression.terms.map((term) => this.evaluate(term, scope)));
      case 'either':
        return bestOf(expression.options.map((option) => this.evaluate(option, scope)));
      case 'other': {
        for (const inside of expression.inside) this.evaluate(inside, scope);
        if (expression.source === undefined) return unknown();
        return expression.source.startsWith('/')
          ? { kind: 'pattern', source: expression.source }
          : text(expression.source);
      }
      default:
        return expression satisfies never;
    }
  }

  private nameValue(name: string, scope: Scope): Value {
    if ((name === 'this' || name === 'self') && scope.self !== undefined) return scope.self;
    if (scope.module.language === 'javascript' && (name === 'exports' || name === 'module')) {
      const own: Value = scope.module.whole ?? { kind: 'module', module: scope.module };
      return name === 'exports' ? own : { kind: 'record', entries: new Map([['exports', own]]) };
    }
    return lookUp(scope, name) ?? this.repository.implied(name, scope.module) ?? unknown(name);
  }

  private indexed(object: Expression, key: Expression, scope: Scope): Value {
    const of = this.evaluate(object, scope);
    const at = this.evaluate(key, scope);
    const name = plainText(at);
    if (name === undefined) return unknown();
    if (of.kind === 'list') return of.items[Number(name)] ?? unknown();
    return this.member(of, name);
  }

  private record(expression: Expression & { kind: 'record' }, scope: Scope): Value {
    const entries = new Map<string, Value>();
    for (const { key, value } of expression.entries) {
      const of = this.evaluate(value, scope);
      if (key !== undefined) entries.set(key, of);
      else if (of.kind === 'record') for (const [name, one] of of.entries) entries.set(name, one);
    }
    if (expression.type === undefined) return { kind: 'record', entries };
    const type = this.evaluate(expression.type, scope);
    if (type.kind === 'class') {
      for (const [name, value] of entries) type.instance.fields.set(name, value);
      return type.instance;
    }
    return { kind: 'record', entries };
  }

  member(value: Value, name: string): Value {
    return memberOf(this, value, name);
  }

  private arguments(args: readonly Argument[], scope: Scope): Arguments {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const { name, spread, value } of args) {
      const of = this.evaluate(value, scope);
      if (name !== undefined) named.set(name, of);
      else if (spread === true && of.kind === 'list') positional.push(...of.items);
      else positional.push(of);
    }
    return { positional, named };
  }

  private callExpression(expression: Expression & { kind: 'call' }, scope: Scope, decorated: Value | undefined): Value {
    const callee = this.evaluate(expression.callee, scope);
    const args = this.arguments(expression.args, scope);
    const { callee: named } = expression;
    const [first] = args.positional;
    if (first !== undefined && (named.kind === 'name' || named.kind === 'member') && INTEROP.test(named.name))
      return first;
    // A chain of calls is told by its last member, not by where the chain begins.
    const place = expression.callee.kind === 'member' ? expression.callee.at : expression.at;
    return this.call(callee, args, scope.module, place, decorated);
  }

  call(callee: Value, args: Arguments, module: Module, at: Place, decorated?: Value): Value {
    this.step();
    switch (callee.kind) {
      case 'function':
        return this.enter(callee, args);
      case 'class':
        return this.instantiate(callee, args);
      case 'module':
        return this.callModule(callee.module, args, module, at);
      case 'bound':
        return this.callBound(callee, args, module, at, decorated);
      case 'external':
        return this.callExternal(callee, args, module, at, decorated);
      default:
        return this.callUnknown(callee, args, module, at);
    }
  }

  private callModule(of: Module, args: Arguments, module: Module, at: Place): Value {
    const callee = of.whole ?? of.exports.get('default');
    return callee === undefined || callee.kind === 'module' ? unknown() : this.call(callee, args, module, at);
  }

  private callExternal(
    callee: Value & { kind: 'external' },
    args: Arguments,
    module: Module,
    at: Place,
    decorated: Value | undefined,
  ): Value {
    const standard = standardCall(callee.module, callee.path, args);
    if (standard !== undefined) return standard;
    for (const framework of this.frameworksOf(module)) {
      const made = framework.construct?.(callee, this.callOf(framework, args, module, at, decorated));
      if (made !== undefined) return made;
    }
    return { kind: 'made', by: callee, args };
  }

  private callBound(
    callee: Value & { kind: 'bound' },
    args: Arguments,
    module: Module,
    at: Place,
    decorated: Value | undefined,
  ): Value {
    const { object, name } = callee;
    if (object.kind === 'router') {
      const framework = this.frameworks.find(({ id }) => id === object.framework);
      const call = framework && this.callOf(framework, args, module, at, decorated);
      return (call && framework.call?.(object, name, call)) ?? { kind: 'made', by: callee, args };
    }
    if (object.kind === 'text') return textCall(object, name, args);
    if (object.kind === 'list')
      return listCall(object, name, args, (each, item) =>
        this.call(each, { ...NO_ARGUMENTS, positional: [item] }, module, at),
      );
    if (object.kind === 'function') {
      if (name === 'bind') return object;
      if (name === 'call') return this.call(object, { ...args, positional: args.positional.slice(1) }, module, at);
    }
    return this.callUnknown(callee, args, module, at);
  }

  /** Something that could not be followed. Where it is handed a router, the one function of its name may be meant. */
  private callUnknown(callee: Value, args: Arguments, module: Module, at: Place): Value {
    const name = callee.kind === 'unknown' ? callee.name : callee.kind === 'bound' ? callee.name : '';
    if ((name === 'require' || name === 'import') && module.language === 'javascript') {
      const wanted = plainText(args.positional[0]);
      return wanted === undefined ? unknown() : this.repository.resolve(wanted, module);
    }
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (args.positional.some(({ kind }) => kind === 'router')) {
      const candidates = (this.byName.get(last) ?? []).filter(
        (one) => one.scope.module.language === module.language && one.fn.parameters.length === args.positional.length,
      );
      const [only] = candidates;
      if (candidates.length === 1 && only !== undefined) return this.enter(only, args);
    }
    if (looksLikeRoute(last, args)) this.unfollowed.set(placeKey(locationOf(module, at)), locationOf(module, at));
    return { kind: 'made', by: callee, args };
  }

  private callOf(
    framework: Framework,
    args: Arguments,
    module: Module,
    place: Place,
    decorated: Value | undefined,
  ): Call {
    const at = locationOf(module, place);
    return {
      ...args,
      at,
      module,
      decorated,
      run: (callee, ...positional) => this.call(callee, { ...NO_ARGUMENTS, positional }, module, place),
      member: (value, name) => this.member(value, name),
      resolve: (name) => this.repository.resolve(name, module),
      folder: (path) => this.repository.folder(path, module),
      router: (role) => this.router(framework, role, at, module),
      evaluate: (expression, scope) => this.evaluate(expression, scope),
    };
  }

  instantiate(cls: ClassValue, args: Arguments): Value {
    const constructor = this.member(cls.instance, cls.scope.module.language === 'python' ? '__init__' : 'constructor');
    if (constructor.kind === 'function') this.enter(constructor, args);
    return cls.instance;
  }

  /** Follows a call into a function. */
  enter(callee: FunctionValue, args: Arguments): Value {
    const { fn } = callee;
    const before = this.results.get(fn);
    const idle = before !== undefined && ![...args.positional, ...args.named.values()].some(matters);
    if (before !== undefined && (idle || before.entries >= LIMITS.sourceEntries)) return before.result;
    if (this.running.has(fn) || this.running.size >= LIMITS.sourceCalls) return before?.result ?? unknown();
    const record = { entries: (before?.entries ?? 0) + 1, result: unknown() };
    this.results.set(fn, record);
    this.running.add(fn);
    try {
      const scope = childOf(callee.scope, callee.self);
      bindParameters(this, callee, args, scope);
      const frame: Frame = { returned: [] };
      execute(this, fn.body, scope, frame);
      record.result = bestOf(frame.returned);
      return record.result;
    } finally {
      this.running.delete(fn);
    }
  }
}

/** What compilers wrap around a required module. */
const INTEROP = /^(?:__toESM|__importDefault|__importStar|_interopRequire\w*)$/;

/** A call with nothing of this changes nothing that an earlier one did not. */
const matters = ({ kind }: Value): boolean => kind !== 'unknown' && kind !== 'made' && kind !== 'pattern';

const RANK: Readonly<Partial<Record<Value['kind'], number>>> = {
  router: 3,
  module: 2,
  function: 2,
  list: 2,
  record: 2,
  instance: 2,
  text: 2,
  unknown: 0,
  made: 1,
};

/** The one that tells most; the first of equals. */
export function bestOf(values: readonly Value[]): Value {
  let best: Value = unknown();
  for (const value of values) if ((RANK[value.kind] ?? 1) > (RANK[best.kind] ?? 1)) best = value;
  return best;
}
