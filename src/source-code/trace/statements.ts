import type { FunctionNode, Place, Statement, Target } from '../syntax/tree.ts';
import type { Module } from './module.ts';
import { assignName, lookUp, type Scope } from './scope.ts';
import type { Tracer } from './tracer.ts';
import { unknown, type ClassValue, type Instance, type Value } from './value.ts';

/** What a function gave back, on any of its ways. */
export interface Frame {
  readonly returned: Value[];
}

const LOOPED = 256;

/** Runs statements in order; functions and classes of a block are known from its beginning. */
export function execute(tracer: Tracer, statements: readonly Statement[], scope: Scope, frame: Frame): void {
  for (const statement of statements) hoist(tracer, statement, scope);
  for (const statement of statements) run(tracer, statement, scope, frame);
}

export function hoist(tracer: Tracer, statement: Statement, scope: Scope): void {
  if (statement.kind === 'function' && statement.fn.receiver === undefined && statement.fn.name !== '')
    declare(scope, statement.fn.name, tracer.functionValue(statement.fn, scope), statement.exported);
  if (statement.kind === 'import') importNames(tracer, statement.module, statement.names, scope);
}

/** One pass over a file of a Go package: its names go to the package, and functions are known before values ask for them. */
export function hoistGo(tracer: Tracer, file: Module, shared: Module, pass: 'types' | 'functions' | 'values'): void {
  for (const statement of file.statements) {
    if (pass === 'types' && statement.kind === 'class') {
      const cls = tracer.classValue(statement.cls, file.scope);
      shared.scope.names.set(statement.cls.name, cls);
    } else if (pass === 'functions' && statement.kind === 'function') {
      if (statement.fn.receiver !== undefined) attach(tracer, statement.fn, statement.fn.receiver.type, file.scope);
      else if (statement.fn.name !== 'init')
        shared.scope.names.set(statement.fn.name, tracer.functionValue(statement.fn, file.scope));
      else tracer.functionValue(statement.fn, file.scope);
    } else if (pass === 'values' && statement.kind === 'assign') {
      run(tracer, statement, { ...file.scope, names: shared.scope.names, parent: file.scope }, { returned: [] });
    }
  }
}

function run(tracer: Tracer, statement: Statement, scope: Scope, frame: Frame): void {
  tracer.step();
  switch (statement.kind) {
    case 'expression':
      tracer.evaluate(statement.value, scope);
      return;
    case 'assign':
      return assign(tracer, statement, scope);
    case 'import':
      return;
    case 'export':
      return exportNames(tracer, statement, scope);
    case 'export-value':
      scope.module.whole = tracer.evaluate(statement.value, scope);
      return;
    case 'function':
      return decorate(tracer, statement.fn, scope);
    case 'class':
      declare(scope, statement.cls.name, tracer.classValue(statement.cls, scope), statement.exported);
      return;
    case 'return':
      frame.returned.push(tracer.evaluate(statement.value, scope));
      return;
    case 'block':
      return execute(tracer, statement.body, scope, frame);
    case 'loop':
      return loop(tracer, statement, scope, frame);
    default:
      statement satisfies never;
  }
}

function declare(scope: Scope, name: string, value: Value, exported: boolean): void {
  scope.names.set(name, value);
  if (exported && scope === scope.module.scope) scope.module.exports.set(name, value);
}

/** Decorators see the function below them. Of Go methods: the class they belong to. */
function decorate(tracer: Tracer, fn: FunctionNode, scope: Scope): void {
  if (fn.receiver !== undefined) return attach(tracer, fn, fn.receiver.type, scope);
  const value = tracer.functionValue(fn, scope);
  for (const decorator of fn.decorators.toReversed()) tracer.evaluate(decorator, scope, value);
}

function attach(tracer: Tracer, fn: FunctionNode, type: string, scope: Scope): void {
  const name = type.replace(/^\*/, '').replace(/\[.*$/, '');
  const cls = lookUp(scope, name) ?? implied(tracer, name, fn.at, scope);
  if (cls.kind === 'class') cls.methods.set(fn.name, tracer.functionValue(fn, scope, cls.instance));
}

/** A type that is not a struct, or not read yet: its methods still belong together. */
function implied(tracer: Tracer, name: string, at: Place, scope: Scope): ClassValue {
  const cls = { name, at, bases: [], decorators: [], fields: [], methods: [], classes: [] };
  const value = tracer.classValue(cls, scope);
  (scope.parent ?? scope).names.set(name, value);
  return value;
}

function importNames(
  tracer: Tracer,
  module: string,
  names: readonly { readonly imported: string; readonly local: string }[],
  scope: Scope,
): void {
  const value = tracer.repository.resolve(module, scope.module);
  for (const { imported, local } of names) {
    if (imported === '**') spread(value, scope);
    else {
      const member = imported === '*' ? value : tracer.member(value, imported);
      scope.names.set(local, member);
      if (scope.module.language === 'python' && scope === scope.module.scope) scope.module.exports.set(local, member);
    }
  }
}

/** `from x import *`. */
function spread(value: Value, scope: Scope): void {
  if (value.kind !== 'module') return;
  for (const [name, one] of value.module.exports) {
    scope.names.set(name, one);
    if (name !== 'urlpatterns') scope.module.exports.set(name, one);
  }
}

function exportNames(tracer: Tracer, statement: Statement & { kind: 'export' }, scope: Scope): void {
  const { exports } = scope.module;
  const from = statement.module === undefined ? undefined : tracer.repository.resolve(statement.module, scope.module);
  for (const { local, as } of statement.names) {
    if (local !== '*')
      exports.set(as, from === undefined ? (scope.names.get(local) ?? unknown(local)) : tracer.member(from, local));
    else if (as !== '*' && from !== undefined) exports.set(as, from);
    else if (from?.kind === 'module')
      for (const [name, value] of from.module.exports) if (name !== 'default') exports.set(name, value);
  }
}

function assign(tracer: Tracer, statement: Statement & { kind: 'assign' }, scope: Scope): void {
  const { target, exported, declares } = statement;
  const value = tracer.evaluate(statement.value, scope);
  if (statement.type !== '') tracer.typedValue(value, statement.type);
  if (target.kind === 'pattern') {
    for (const { key, local } of target.names) declare(scope, local, partOf(tracer, value, key), exported);
    return;
  }
  const { to } = target;
  if (to.kind === 'name') return assignTo(scope, to.name, value, statement, declares);
  if (to.kind === 'member') assignMember(tracer, to, value, scope);
}

function assignTo(
  scope: Scope,
  name: string,
  value: Value,
  { adds, exported }: { adds: boolean; exported: boolean },
  declares: boolean,
): void {
  if (adds) {
    const before = scope.names.get(name);
    if (before?.kind === 'list') before.items.push(...(value.kind === 'list' ? value.items : [value]));
    else if (before === undefined) declare(scope, name, value, exported);
  } else if (name === 'exports') scope.module.whole = value;
  else if (declares) declare(scope, name, value, exported);
  else assignName(scope, name, value);
}

function assignMember(
  tracer: Tracer,
  to: { object: Parameters<Tracer['evaluate']>[0]; name: string },
  value: Value,
  scope: Scope,
): void {
  const { object, name } = to;
  const { module } = scope;
  if (object.kind === 'name' && object.name === 'module' && name === 'exports') {
    module.whole = value;
    return;
  }
  const ofExports =
    (object.kind === 'name' && object.name === 'exports') ||
    (object.kind === 'member' &&
      object.name === 'exports' &&
      object.object.kind === 'name' &&
      object.object.name === 'module');
  if (ofExports) {
    if (name === 'default') module.exports.set('default', value);
    else if (module.whole?.kind === 'record') module.whole.entries.set(name, value);
    else module.exports.set(name, value);
    return;
  }
  const of = tracer.evaluate(object, scope);
  if (of.kind === 'instance') setField(of, name, value);
  else if (of.kind === 'record') of.entries.set(name, value);
  else if (of.kind === 'class') setField(of.instance, name, value);
}

/** What is known is not forgotten for what is not. */
function setField(instance: Instance, name: string, value: Value): void {
  if (value.kind === 'unknown' && instance.fields.has(name)) return;
  instance.fields.set(name, value);
}

function partOf(tracer: Tracer, value: Value, key: string): Value {
  if (/^\d+$/.test(key)) {
    if (value.kind === 'list') return value.items[Number(key)] ?? unknown();
    return key === '0' ? value : unknown();
  }
  return tracer.member(value, key);
}

function loop(tracer: Tracer, { target, over, body }: Statement & { kind: 'loop' }, scope: Scope, frame: Frame): void {
  const value = tracer.evaluate(over, scope);
  const items = value.kind === 'list' && value.items.length > 0 ? value.items.slice(0, LOOPED) : [unknown()];
  for (const item of items) {
    bind(tracer, target, item, scope);
    execute(tracer, body, scope, frame);
  }
}

function bind(tracer: Tracer, target: Target, value: Value, scope: Scope): void {
  if (target.kind === 'pattern')
    for (const { key, local } of target.names) scope.names.set(local, partOf(tracer, value, key));
  else if (target.to.kind === 'name' && target.to.name !== '') scope.names.set(target.to.name, value);
}
