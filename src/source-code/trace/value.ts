import type { ClassNode, FunctionNode } from '../syntax/tree.ts';
import type { Router } from '../router.ts';
import type { Module } from './module.ts';
import type { Scope } from './scope.ts';

/** Stands in a text for a part that the code does not tell. */
export const HOLE = '\0';

/** What is known of a value without running the program. */
export type Value =
  | { readonly kind: 'unknown'; /** As the code calls it. */ readonly name: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** What the holes are called. */ readonly holes: readonly string[];
    }
  | { readonly kind: 'list'; readonly items: Value[] }
  | { readonly kind: 'record'; readonly entries: Map<string, Value> }
  | FunctionValue
  | ClassValue
  | Instance
  | Router
  /** A member that belongs to a value: `router.get`. */
  | { readonly kind: 'bound'; readonly object: Value; readonly name: string }
  | { readonly kind: 'module'; readonly module: Module }
  /** From a package that is not in the repository: `express.Router`, `gin.Default`. */
  | External
  /** What something not followed gave when it was called, with what it was given. */
  | { readonly kind: 'made'; readonly by: Value; readonly args: Arguments }
  | { readonly kind: 'pattern'; readonly source: string };

export interface External {
  readonly kind: 'external';
  readonly module: string;
  /** Members behind the module, joined by dots; empty for the module itself. */
  readonly path: string;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly fn: FunctionNode;
  readonly scope: Scope;
  /** The object that it belongs to. */
  readonly self?: Instance;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly cls: ClassNode;
  readonly scope: Scope;
  readonly bases: readonly Value[];
  /** Methods that stand outside the class (Go). */
  readonly methods: Map<string, FunctionValue>;
  /** The one object that stands for all of this class. */
  readonly instance: Instance;
}

export interface Instance {
  readonly kind: 'instance';
  readonly fields: Map<string, Value>;
  /** Set once its class exists. */
  of: ClassValue | undefined;
}

/** Evaluated arguments of one call. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export const unknown = (name = ''): Value => ({ kind: 'unknown', name });
export const text = (value: string, holes: readonly string[] = []): Value => ({ kind: 'text', text: value, holes });
export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() };

/** The text of a value if all of it is known. */
export const plainText = (value: Value | undefined): string | undefined =>
  value?.kind === 'text' && value.holes.length === 0 ? value.text : undefined;

/** A field of an object literal, an instance or a module. */
export function fieldOf(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind === 'record') return value.entries.get(name);
  if (value?.kind === 'instance') return value.fields.get(name);
  return undefined;
}

export const itemsOf = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : value.kind === 'list' ? value.items : [value];

/** Texts of a list, or the one text; what is not known is left out. */
export const textsOf = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((item) => plainText(item) ?? []);

export function describe(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return value.name;
    case 'external':
      return value.path === '' ? value.module : value.path;
    case 'function':
      return value.fn.name;
    case 'class':
      return value.cls.name;
    case 'instance':
      return value.of?.cls.name ?? '';
    case 'bound': {
      const object = describe(value.object);
      return object === '' ? value.name : `${object}.${value.name}`;
    }
    case 'made':
      return `${describe(value.by)}()`;
    default:
      return '';
  }
}
