import { ANY, type FrameworkId } from '../declared-route.ts';
import type { Location, PathPiece, RouteEntry, Router } from '../router.ts';
import type { Expression, Place } from '../syntax/tree.ts';
import type { Language, Module } from '../trace/module.ts';
import type { Scope } from '../trace/scope.ts';
import {
  plainText,
  type Arguments,
  type ClassValue,
  type External,
  type FunctionValue,
  type Value,
} from '../trace/value.ts';

/** One call as a framework sees it. */
export interface Call extends Arguments {
  readonly at: Location;
  readonly module: Module;
  /** What stands below the decorator that this call is. */
  readonly decorated: Value | undefined;
  /** Calls a function (or plugin) of the repository with these values and gives what it returns. */
  run(callee: Value, ...args: readonly Value[]): Value;
  /** A member of a value: an attribute, an export, a method. */
  member(value: Value, name: string): Value;
  /** A module of the repository by the name an import would use here. */
  resolve(name: string): Value;
  /** All modules of the repository below a folder, with their paths from it. */
  folder(path: string): readonly { readonly path: string; readonly value: Value }[];
  router(role: string): Router;
  evaluate(expression: Expression, scope: Scope): Value;
}

/** What a framework adds to the trace. Every method may be left out. */
export interface Framework {
  readonly id: FrameworkId;
  readonly languages: readonly Language[];
  /** A file is looked at when it holds one of these texts. */
  readonly hints: readonly string[];
  /** A call of something from outside the repository. Undefined: not ours. */
  readonly construct?: (callee: External, call: Call) => Value | undefined;
  /** A call of a member of one of its routers. Undefined: nothing that matters. */
  readonly call?: (router: Router, name: string, call: Call) => Value | undefined;
  /** A member of one of its routers that is no method. */
  readonly attribute?: (router: Router, name: string) => Value | undefined;
  /** The role of a parameter of this written type, if it is one of its routers. */
  readonly typed?: (type: string, module: Module) => string | undefined;
  /** The role of the first parameter of a function that is kept under this type. */
  readonly pluginTyped?: (type: string, module: Module) => string | undefined;
  /**
   * The role of the first parameter of a module that is one function, by its customary name; `used`: the repository
   * makes routers of this framework elsewhere.
   */
  readonly customary?: (name: string, used: boolean) => string | undefined;
  /** A class with its decorators evaluated. */
  readonly declared?: (cls: ClassValue, tools: Tools) => void;
  /** A file, by where it lies. */
  readonly placed?: (module: Module, tools: Tools) => void;
  /** Once all files are read. */
  readonly finish?: (tools: Tools) => void;
}

/** What a framework may ask of the trace outside a call. */
export interface Tools {
  readonly routers: readonly Router[];
  readonly modules: readonly Module[];
  evaluate(expression: Expression, scope: Scope): Value;
  router(role: string, at: Location, module: Module): Router;
  /** Text of a file of the repository, or undefined. */
  read(file: string): string | undefined;
  load(file: string): Module | undefined;
  member(value: Value, name: string): Value;
}

export const locationOf = (module: Module, at: Place): Location => ({
  file: module.file,
  line: at.line,
  column: at.column,
});

export interface RouteInput {
  readonly methods: readonly string[];
  readonly paths: readonly PathPiece[];
  readonly at: Location;
  readonly handler?: string;
  readonly notes?: readonly string[];
}

export function addRoute(router: Router, { methods, paths, at, handler = '', notes = [] }: RouteInput): void {
  const entry: RouteEntry = {
    methods: [...new Set(methods.map((one) => one.toUpperCase()))].toSorted(),
    paths,
    at,
    handler,
    notes,
  };
  router.routes.push(entry);
}

export const METHODS: readonly string[] = [
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'head',
  'options',
  'trace',
  'connect',
];

export const isFunctionLike = (value: Value | undefined): value is FunctionValue | ClassValue =>
  value?.kind === 'function' || value?.kind === 'class';

/** A method by its text, or by the constant of Go's `net/http`. */
export function methodText(value: Value | undefined): string {
  if (value?.kind === 'external') return /^Method([A-Z]\w+)$/.exec(value.path)?.[1]?.toUpperCase() ?? ANY;
  return plainText(value) ?? ANY;
}

/** The name of a handler, if the code gives it one. */
export function handlerName(value: Value | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'function')
    return value.fn.name === '' || value.self?.of === undefined
      ? value.fn.name
      : `${value.self.of.cls.name}.${value.fn.name}`;
  if (value.kind === 'unknown') return /^[\w$.#]+$/.test(value.name) ? value.name : '';
  if (value.kind === 'class') return value.cls.name;
  if (value.kind === 'bound') {
    const { object } = value;
    const owner =
      object.kind === 'instance' ? (object.of?.cls.name ?? '') : object.kind === 'unknown' ? handlerName(object) : '';
    return owner === '' ? value.name : `${owner}.${value.name}`;
  }
  if (value.kind === 'made') return value.args.positional.map(handlerName).findLast((name) => name !== '') ?? '';
  if (value.kind === 'external') {
    const isDotted = value.module.includes('.') && !value.module.includes('/');
    return [isDotted ? '' : value.module.split('/').at(-1), value.path].filter(Boolean).join('.');
  }
  return '';
}
