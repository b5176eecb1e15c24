import { ANY } from '../declared-route.ts';
import { bracedPath, piecesOf } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import type { Value } from '../trace/value.ts';
import { addRoute, handlerName, methodText, type Call, type Framework } from './framework.ts';

const style = bracedPath();
const VERBS = new Set(['Get', 'Post', 'Put', 'Delete', 'Patch', 'Head', 'Options', 'Connect', 'Trace']);

/** chi: routers, `Route` and `Group` with functions, `Mount`, `With`. */
export const chi: Framework = {
  id: 'chi',
  languages: ['go'],
  hints: ['go-chi/chi'],
  construct(callee, call) {
    const isChi = /^github\.com\/go-chi\/chi(?:\/v\d+)?$/.test(callee.module);
    return isChi && /^New(?:Router|Mux)$/.test(callee.path) ? call.router('application') : undefined;
  },
  typed: (type) => (/^\*?chi\.(?:Router|Mux)$/.test(type) ? 'router' : undefined),
  call(router, name, call) {
    const [first, second, third] = call.positional;
    if (VERBS.has(name)) return declare(router, name, first, second, call);
    switch (name) {
      case 'Handle':
      case 'HandleFunc':
        return declare(router, ANY, first, second, call);
      case 'Method':
      case 'MethodFunc':
        return declare(router, methodText(first), second, third, call);
      case 'With':
        return router;
      case 'Use':
        return router;
      case 'Group':
        if (first !== undefined) call.run(first, router);
        return router;
      case 'Route': {
        const below = call.router('router');
        mount(router, below, piecesOf(first, style));
        if (second !== undefined) call.run(second, below);
        return below;
      }
      case 'Mount':
        if (second?.kind === 'router') mount(router, second, piecesOf(first, style));
        return router;
      default:
        return undefined;
    }
  },
};

function declare(
  router: Router,
  method: string,
  path: Value | undefined,
  handler: Value | undefined,
  call: Call,
): Router {
  if (handler !== undefined)
    addRoute(router, { methods: [method], paths: piecesOf(path, style), at: call.at, handler: handlerName(handler) });
  return router;
}
