import { ANY } from '../declared-route.ts';
import { colonPath, piecesOf } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import { itemsOf, type Value } from '../trace/value.ts';
import { lastHandler } from './express.ts';
import { addRoute, methodText, type Call, type Framework } from './framework.ts';

const style = colonPath('none');
const VERBS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);

/** Gin: engines and groups. */
export const gin: Framework = {
  id: 'gin',
  languages: ['go'],
  hints: ['gin-gonic/gin'],
  construct(callee, call) {
    if (callee.module !== 'github.com/gin-gonic/gin') return undefined;
    return callee.path === 'Default' || callee.path === 'New' ? call.router('application') : undefined;
  },
  typed: (type) =>
    /^\*?gin\.Engine$/.test(type)
      ? 'application'
      : /^\*?gin\.(?:RouterGroup|IRouter|IRoutes)$/.test(type)
        ? 'group'
        : undefined,
  call(router, name, call) {
    const [first, ...rest] = call.positional;
    if (VERBS.has(name)) return declare(router, [name], first, rest, call);
    if (name === 'Any') return declare(router, [ANY], first, rest, call);
    if (name === 'Handle') return declare(router, [methodText(first)], rest[0], rest.slice(1), call);
    if (name === 'Match') return declare(router, itemsOf(first).map(methodText), rest[0], rest.slice(1), call);
    if (name === 'Use') return router;
    if (name !== 'Group') return undefined;
    const group = call.router('group');
    mount(router, group, piecesOf(first, style));
    return group;
  },
  attribute: (router, name) => (name === 'RouterGroup' ? router : undefined),
};

function declare(
  router: Router,
  methods: readonly string[],
  path: Value | undefined,
  handlers: readonly Value[],
  call: Call,
): Router {
  if (handlers.length > 0)
    addRoute(router, { methods, paths: piecesOf(path, style), at: call.at, handler: lastHandler(handlers) });
  return router;
}
