import { ANY } from '../declared-route.ts';
import { bracedPath, joinPieces, piecesOf } from '../paths.ts';
import { mount, NO_PIECE, type Router } from '../router.ts';
import { textsOf, type Value } from '../trace/value.ts';
import { addRoute, handlerName, METHODS, type Call, type Framework } from './framework.ts';

const style = bracedPath(['path']);

/** FastAPI: applications, routers with prefixes, included in one another, mounted applications. */
export const fastapi: Framework = {
  id: 'fastapi',
  languages: ['python'],
  hints: ['fastapi'],
  construct(callee, call) {
    if (!/^fastapi(?:\.|$)/.test(callee.module)) return undefined;
    const name = callee.path.split('.').at(-1);
    if (name === 'FastAPI') return call.router('application');
    if (name !== 'APIRouter') return undefined;
    const router = call.router('router');
    router.prefixes = piecesOf(call.named.get('prefix'), style);
    return router;
  },
  typed: (type) =>
    /^(?:fastapi\.)?FastAPI$/.test(type)
      ? 'application'
      : /^(?:fastapi\.)?APIRouter$/.test(type)
        ? 'router'
        : undefined,
  call(router, name, call) {
    if (METHODS.includes(name)) return route(router, [name], call.decorated, call);
    switch (name) {
      case 'api_route':
        return route(router, textsOf(call.named.get('methods')), call.decorated, call);
      case 'add_api_route':
        return route(
          router,
          textsOf(call.named.get('methods')),
          call.named.get('endpoint') ?? call.positional[1],
          call,
        );
      case 'include_router':
        return include(router, call.positional[0] ?? call.named.get('router'), call);
      case 'mount': {
        const below = call.named.get('app') ?? call.positional[1];
        if (below?.kind === 'router')
          mount(router, below, piecesOf(call.positional[0] ?? call.named.get('path'), style));
        return router;
      }
      default:
        return undefined;
    }
  },
};

function route(router: Router, methods: readonly string[], endpoint: Value | undefined, call: Call): Router {
  addRoute(router, {
    methods: methods.length > 0 ? methods : ['GET'],
    paths: piecesOf(call.positional[0] ?? call.named.get('path'), style),
    at: call.at,
    handler: handlerName(endpoint),
    notes: methods.includes(ANY) ? ['any method'] : [],
  });
  return router;
}

function include(router: Router, given: Value | undefined, call: Call): Router {
  const below = given?.kind === 'module' ? call.member(given, 'router') : given;
  if (below?.kind !== 'router') return router;
  const prefixes = piecesOf(call.named.get('prefix'), style);
  mount(
    router,
    below,
    (prefixes.length > 0 ? prefixes : [NO_PIECE]).map((one) => joinPieces(one, NO_PIECE)),
  );
  return router;
}
