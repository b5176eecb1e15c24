import { ANY } from '../declared-route.ts';
import { bracedPath, colonPath, piecesOf } from '../paths.ts';
import { mount, NO_PIECE, type PathPiece, type Router } from '../router.ts';
import { fieldOf, textsOf, type Value } from '../trace/value.ts';
import { lastHandler } from './express.ts';
import { addRoute, type Call, type Framework } from './framework.ts';

const style = colonPath('pattern');
const VERBS = new Set(['get', 'post', 'put', 'delete', 'patch', 'options', 'all']);

/** Hono: applications in one another, base paths, chains, and the OpenAPI variant. */
export const hono: Framework = {
  id: 'hono',
  languages: ['javascript'],
  hints: ["'hono", '"hono', '@hono/'],
  construct(callee, call) {
    if (callee.module === '@hono/zod-openapi' && callee.path === 'createRoute') return call.positional[0];
    const isHono =
      callee.module === 'hono' || callee.module.startsWith('hono/') || callee.module === '@hono/zod-openapi';
    return isHono && /^(?:Hono|OpenAPIHono)$/.test(callee.path) ? call.router('application') : undefined;
  },
  typed: (type) => (/^(?:Hono|OpenAPIHono)(?:<.*)?$/.test(type) ? 'instance' : undefined),
  call(router, name, call) {
    if (VERBS.has(name)) return declare(router, [name === 'all' ? ANY : name], call.positional, call);
    switch (name) {
      case 'on': {
        const [methods, ...rest] = call.positional;
        return declare(router, textsOf(methods), rest, call);
      }
      case 'route':
        return route(router, call);
      case 'basePath': {
        const below = call.router('application');
        mount(router, below, piecesOf(call.positional[0], style));
        below.memory.set('holder', router);
        return below;
      }
      case 'openapi':
        return openapi(router, call);
      case 'use':
      case 'onError':
      case 'notFound':
        return router;
      default:
        return undefined;
    }
  },
};

/** Definitions write parameters as OpenAPI does. */
const openApiPaths = (path: Value): readonly PathPiece[] => piecesOf(path, bracedPath());

/** Without a path it is that of the declaration before it in the chain. */
function declare(router: Router, methods: readonly string[], args: readonly Value[], call: Call): Router {
  const [first, ...rest] = args;
  const isPath =
    first?.kind === 'text' ||
    first?.kind === 'list' ||
    (first !== undefined && rest.length > 0 && first.kind !== 'function');
  const before = router.routes.at(-1)?.paths ?? [NO_PIECE];
  const handlers = isPath ? rest : args;
  if (handlers.length > 0)
    addRoute(router, {
      methods,
      paths: isPath ? piecesOf(first, style) : before,
      at: call.at,
      handler: lastHandler(handlers),
    });
  return router;
}

function route(router: Router, call: Call): Router {
  const [path, child] = call.positional;
  const below = child?.kind === 'module' ? call.member(child, 'default') : child;
  if (below?.kind === 'router') mount(router, outermost(below, router), piecesOf(path, style));
  return router;
}

/** What `basePath` gave stands below the application it was made from; that one is what is mounted. */
function outermost(child: Router, mounting: Router): Router {
  const holder = child.memory.get('holder');
  return holder?.kind === 'router' && holder !== mounting ? outermost(holder, mounting) : child;
}

function openapi(router: Router, call: Call): Router {
  const [definition, handler] = call.positional;
  const path = fieldOf(definition, 'path');
  if (path !== undefined)
    addRoute(router, {
      methods: textsOf(fieldOf(definition, 'method')),
      paths: openApiPaths(path),
      at: call.at,
      handler: lastHandler(handler === undefined ? [] : [handler]),
    });
  return router;
}
