import { ANY } from '../declared-route.ts';
import { colonPath, piecesOf } from '../paths.ts';
import { mount, type PathPiece, type Router } from '../router.ts';
import type { Value } from '../trace/value.ts';
import { addRoute, handlerName, METHODS, type Call, type Framework } from './framework.ts';

const style = colonPath('optional');
const MODULES = new Set(['express', 'express-promise-router', 'router', 'express-ws']);

/** Express: applications and routers, chains of `route()`, routers mounted with `use`. */
export const express: Framework = {
  id: 'express',
  languages: ['javascript'],
  hints: ["'express'", '"express"', 'express-promise-router'],
  construct(callee, call) {
    if (!MODULES.has(callee.module)) return undefined;
    if (callee.module === 'express-ws') return undefined;
    if (callee.path === 'Router' || callee.module !== 'express') return call.router('router');
    return callee.path === '' ? call.router('application') : undefined;
  },
  typed(type) {
    if (/^(?:express\.|core\.)?(?:Express|Application)(?:<.*)?$/.test(type)) return 'application';
    return /^(?:express\.|core\.)?(?:Router|IRouter)(?:<.*)?$/.test(type) ? 'router' : undefined;
  },
  customary: (name, used) => (used && (name === 'app' || name === 'router') ? 'instance' : undefined),
  call(router, name, call) {
    if (name === 'use') return use(router, call);
    if (name === 'route') return routeOf(router, call);
    if (name === 'param' || name === 'set' || name === 'enable' || name === 'disable') return router;
    const verb = name === 'del' ? 'delete' : name;
    if (verb !== 'all' && !METHODS.includes(verb)) return undefined;
    return declare(router, verb, call);
  },
};

function declare(router: Router, verb: string, call: Call): Value {
  const isPath = router.role !== 'path';
  const [first, ...rest] = call.positional;
  const handlers = isPath ? rest : call.positional;
  // `app.get('env')` reads a setting.
  if (handlers.length === 0) return router;
  const paths = isPath ? piecesOf(first, style) : [];
  addRoute(router, { methods: [verb === 'all' ? ANY : verb], paths, at: call.at, handler: lastHandler(handlers) });
  return router;
}

export function lastHandler(handlers: readonly Value[]): string {
  const last = handlers.at(-1);
  return last?.kind === 'list' ? lastHandler(last.items) : handlerName(last);
}

/** `router.route('/x')`: what is declared on it has this path. */
function routeOf(router: Router, call: Call): Router {
  const path = call.router('path');
  mount(router, path, piecesOf(call.positional[0], style));
  return path;
}

function use(router: Router, call: Call): Router {
  const [first] = call.positional;
  const given = first?.kind === 'text' || first?.kind === 'pattern' || isPathList(first);
  const prefixes: readonly PathPiece[] = given ? piecesOf(first, style) : [];
  mountAll(router, given ? call.positional.slice(1) : call.positional, prefixes, call);
  return router;
}

const isPathList = (value: Value | undefined): boolean =>
  value?.kind === 'list' &&
  value.items.length > 0 &&
  value.items.every(({ kind }) => kind === 'text' || kind === 'pattern');

function mountAll(router: Router, values: readonly Value[], prefixes: readonly PathPiece[], call: Call): void {
  for (const value of values) {
    if (value.kind === 'router') mount(router, value, prefixes);
    else if (value.kind === 'list') mountAll(router, value.items, prefixes, call);
    else if (value.kind === 'module') mountModule(router, value, prefixes, call);
    else if (value.kind === 'instance') mountInstance(router, value, prefixes);
  }
}

function mountModule(
  router: Router,
  value: Value & { kind: 'module' },
  prefixes: readonly PathPiece[],
  call: Call,
): void {
  const exported = call.member(value, 'default');
  if (exported.kind === 'router') mount(router, exported, prefixes);
}

/** An object of a class around a router. */
function mountInstance(router: Router, value: Value & { kind: 'instance' }, prefixes: readonly PathPiece[]): void {
  for (const field of value.fields.values())
    if (field.kind === 'router' && field !== router) mount(router, field, prefixes);
}
