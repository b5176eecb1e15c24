import { ANY } from '../declared-route.ts';
import { colonPath, piecesOf } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import { itemsOf, type Value } from '../trace/value.ts';
import { addRoute, handlerName, methodText, type Call, type Framework } from './framework.ts';

const style = colonPath('none');
const VERBS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE']);

/** Echo: instances and groups. The handler stands before the middleware. */
export const echo: Framework = {
  id: 'echo',
  languages: ['go'],
  hints: ['labstack/echo'],
  construct(callee, call) {
    return /^github\.com\/labstack\/echo(?:\/v\d+)?$/.test(callee.module) && callee.path === 'New'
      ? call.router('application')
      : undefined;
  },
  typed: (type) => (/^\*?echo\.Echo$/.test(type) ? 'application' : /^\*?echo\.Group$/.test(type) ? 'group' : undefined),
  call(router, name, call) {
    const [first, ...rest] = call.positional;
    if (VERBS.has(name)) return declare(router, [name], first, rest[0], call);
    if (name === 'Any') return declare(router, [ANY], first, rest[0], call);
    if (name === 'Add') return declare(router, [methodText(first)], rest[0], rest[1], call);
    if (name === 'Match') return declare(router, itemsOf(first).map(methodText), rest[0], rest[1], call);
    if (name !== 'Group') return undefined;
    const group = call.router('group');
    mount(router, group, piecesOf(first, style));
    return group;
  },
};

function declare(
  router: Router,
  methods: readonly string[],
  path: Value | undefined,
  handler: Value | undefined,
  call: Call,
): Router {
  if (handler !== undefined)
    addRoute(router, { methods, paths: piecesOf(path, style), at: call.at, handler: handlerName(handler) });
  return router;
}
