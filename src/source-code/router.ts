import type { FrameworkId } from './declared-route.ts';
import type { Place } from './syntax/tree.ts';
import type { Module } from './trace/module.ts';
import type { Value } from './trace/value.ts';

/** Where something stands in the repository. */
export interface Location extends Place {
  readonly file: string;
}

/** A piece of a path in normal form, with what its unknown parts are called. */
export interface PathPiece {
  /** Without a slash at its end; `{name}`, `{name*}`, `{?}`. */
  readonly template: string;
  readonly notes: readonly string[];
}

export interface RouteEntry {
  readonly methods: readonly string[];
  /** Several where one declaration names several paths, or a part is optional. */
  readonly paths: readonly PathPiece[];
  readonly at: Location;
  readonly handler: string;
  readonly notes: readonly string[];
}

export interface Mount {
  readonly prefixes: readonly PathPiece[];
  readonly child: Router;
  /** They take the place of the child's own. */
  readonly replaces: boolean;
}

/** Anything that holds routes and can stand below another: application, router, blueprint, group, one pattern. */
export interface Router {
  readonly kind: 'router';
  readonly framework: FrameworkId;
  /** Application, router, group, a single path …: the framework's own word. */
  readonly role: string;
  readonly at: Location;
  readonly module: Module;
  readonly routes: RouteEntry[];
  readonly mounts: Mount[];
  /** Somebody mounts it. */
  mounted: boolean;
  /** Its own prefix, wherever it is mounted. */
  prefixes: readonly PathPiece[];
  /** Whatever its framework remembers of it. */
  readonly memory: Map<string, Value>;
  /** Shown with each of its routes. */
  readonly notes: string[];
}

export const NO_PIECE: PathPiece = { template: '', notes: [] };

export function mount(parent: Router, child: Router, prefixes: readonly PathPiece[], replaces = false): void {
  if (child === parent) return;
  parent.mounts.push({ prefixes, child, replaces });
  child.mounted = true;
}
