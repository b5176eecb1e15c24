import type { Module } from './module.ts';
import type { Instance, Value } from './value.ts';

/** Names that can be seen from a place, innermost first. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent: Scope | undefined;
  readonly module: Module;
  /** What `this` is. */
  readonly self?: Instance;
}

export const childOf = (parent: Scope, self = parent.self): Scope =>
  self === undefined
    ? { names: new Map(), parent, module: parent.module }
    : { names: new Map(), parent, module: parent.module, self };

export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const value = at.names.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Gives a new value to the nearest declared name, else to the outermost scope. */
export function assignName(scope: Scope, name: string, value: Value): void {
  let at = scope;
  while (!at.names.has(name) && at.parent !== undefined) at = at.parent;
  at.names.set(name, value);
}
