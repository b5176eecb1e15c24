import type { ClassNode } from '../syntax/tree.ts';
import { childOf, type Scope } from './scope.ts';
import type { Tracer } from './tracer.ts';
import type { ClassValue, Instance } from './value.ts';

const defined = new WeakMap<Tracer, Map<ClassNode, ClassValue>>();

/** The value of a class: its fields evaluated, its methods known, its decorators shown to the frameworks. Once each. */
export function define(tracer: Tracer, cls: ClassNode, outer: Scope): ClassValue {
  const known = defined.get(tracer) ?? new Map<ClassNode, ClassValue>();
  defined.set(tracer, known);
  const before = known.get(cls);
  if (before !== undefined) return before;
  const instance: Instance = { kind: 'instance', fields: new Map(), of: undefined };
  const { language } = outer.module;
  const bare = language === 'java' || language === 'kotlin' || language === 'python';
  const scope = bare ? childOf(outer) : childOf(outer, instance);
  const bases = cls.bases.map((base) => tracer.evaluate(base, outer));
  const value: ClassValue = { kind: 'class', cls, scope, bases, methods: new Map(), instance };
  instance.of = value;
  known.set(cls, value);
  if (cls.name !== '') scope.names.set(cls.name, value);
  fill(tracer, value, bare);
  for (const framework of tracer.frameworksOf(outer.module)) tracer.declared(framework, value);
  return value;
}

/** Fields by name, of Java and Python as plain names of the class's own scope too. */
function fill(tracer: Tracer, { cls, scope, instance }: ClassValue, bare: boolean): void {
  for (const inner of cls.classes) {
    const nested = define(tracer, inner, scope);
    if (inner.name !== '') {
      scope.names.set(inner.name, nested);
      instance.fields.set(inner.name, nested);
    }
    // A companion object's constants are the class's own.
    for (const [name, value] of nested.instance.fields)
      if (bare && !scope.names.has(name)) scope.names.set(name, value);
  }
  for (const { name, value } of cls.fields) {
    const field = tracer.evaluate(value, scope);
    instance.fields.set(name, field);
    if (bare) scope.names.set(name, field);
  }
  for (const method of cls.methods) {
    const fn = tracer.functionValue(method, scope, instance);
    for (const decorator of method.decorators)
      if (scope.module.language === 'python') tracer.evaluate(decorator, scope, fn);
  }
}
