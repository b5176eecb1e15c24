import type { Module } from './module.ts';
import type { Tracer } from './tracer.ts';
import { describe, unknown, type ClassValue, type Instance, type Value } from './value.ts';

/** A member of a value, as far as it is known. */
export function memberOf(tracer: Tracer, value: Value, name: string): Value {
  switch (value.kind) {
    case 'unknown': {
      const full = value.name === '' ? name : `${value.name}.${name}`;
      return unknown(full.length > 120 ? name : full);
    }
    case 'record':
      return value.entries.get(name) ?? unknown(name);
    case 'external':
      return name === 'default' ? value : { ...value, path: value.path === '' ? name : `${value.path}.${name}` };
    case 'module': {
      const { exports, whole } = value.module;
      if (name === 'default') return exports.get('default') ?? whole ?? value;
      const found = exports.get(name) ?? tracer.repository.submodule(value.module, name);
      if (found !== undefined) return found;
      if (value.module.language === 'java' || value.module.language === 'kotlin') return constantOf(value.module, name);
      return whole === undefined || whole === value ? unknown(name) : memberOf(tracer, whole, name);
    }
    case 'instance':
      return instanceMember(tracer, value, name) ?? { kind: 'bound', object: value, name };
    case 'class':
      return classMember(tracer, value, name) ?? { kind: 'bound', object: value, name };
    case 'router': {
      const framework = tracer.frameworks.find(({ id }) => id === value.framework);
      return framework?.attribute?.(value, name) ?? { kind: 'bound', object: value, name };
    }
    case 'pattern':
      return unknown(describe(value));
    default:
      return { kind: 'bound', object: value, name };
  }
}

const instanceMember = (tracer: Tracer, instance: Instance, name: string): Value | undefined =>
  instance.fields.get(name) ?? (instance.of === undefined ? undefined : methodOf(tracer, instance.of, instance, name));

const classMember = (tracer: Tracer, cls: ClassValue, name: string): Value | undefined =>
  cls.instance.fields.get(name) ?? methodOf(tracer, cls, cls.instance, name);

/** A method of the class or of one that it extends. */
function methodOf(tracer: Tracer, cls: ClassValue, self: Instance, name: string, depth = 0): Value | undefined {
  const outside = cls.methods.get(name);
  if (outside !== undefined) return outside;
  const own = cls.cls.methods.find((method) => method.name === name);
  if (own !== undefined) return tracer.functionValue(own, cls.scope, self);
  for (const base of depth < 8 ? cls.bases : []) {
    if (base.kind !== 'class') continue;
    const inherited = methodOf(tracer, base, self, name, depth + 1) ?? base.instance.fields.get(name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** A constant that was imported by its own name, from a class or a file of constants. */
function constantOf({ exports }: Module, name: string): Value {
  for (const cls of exports.values()) {
    const constant = cls.kind === 'class' ? (cls.instance.fields.get(name) ?? cls.scope.names.get(name)) : undefined;
    if (constant !== undefined) return constant;
  }
  return unknown(name);
}
