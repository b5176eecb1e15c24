import { ANY } from '../declared-route.ts';
import { colonPath, piecesOf } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import { fieldOf, plainText, text, textsOf, type Value } from '../trace/value.ts';
import { addRoute, handlerName, isFunctionLike, type Call, type Framework } from './framework.ts';

const style = colonPath('none');
const VERBS = new Set(['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'trace', 'all']);
const ITSELF = new Set([
  'withTypeProvider',
  'addHook',
  'decorate',
  'decorateRequest',
  'decorateReply',
  'setErrorHandler',
  'after',
  'ready',
]);

/** Fastify: shorthands, `route`, plugins with prefixes, folders of plugins. */
export const fastify: Framework = {
  id: 'fastify',
  languages: ['javascript'],
  hints: ['fastify', 'Fastify'],
  construct(callee, call) {
    if (callee.module === 'fastify' && /^(?:fastify)?$/i.test(callee.path)) return call.router('application');
    // It marks a plugin to share its parent's scope; prefixes hold all the same.
    return callee.module === 'fastify-plugin' ? call.positional[0] : undefined;
  },
  typed: (type) => (/^(?:fastify\.)?FastifyInstance(?:<.*)?$/i.test(type) ? 'instance' : undefined),
  pluginTyped: (type) =>
    /^(?:fastify\.)?(?:FastifyPlugin(?:Async|Callback)?(?:\w*))(?:<.*)?$/i.test(type) ? 'instance' : undefined,
  customary: (name, used) => (name === 'fastify' || (used && name === 'instance') ? 'instance' : undefined),
  call(router, name, call) {
    if (VERBS.has(name)) return shorthand(router, name, call);
    if (name === 'route') return route(router, call);
    if (name === 'register') return register(router, call);
    if (!ITSELF.has(name)) return undefined;
    const [callback] = call.positional;
    if ((name === 'after' || name === 'ready') && isFunctionLike(callback)) call.run(callback);
    return router;
  },
};

function shorthand(router: Router, verb: string, call: Call): Router {
  const [path, ...rest] = call.positional;
  const last = rest.at(-1);
  if (last === undefined) return router;
  const handler = last.kind === 'record' ? fieldOf(last, 'handler') : last;
  addRoute(router, {
    methods: [verb === 'all' ? ANY : verb],
    paths: piecesOf(path, style),
    at: call.at,
    handler: handlerName(handler),
  });
  return router;
}

function route(router: Router, call: Call): Router {
  const [options] = call.positional;
  const path = fieldOf(options, 'url') ?? fieldOf(options, 'path');
  const methods = textsOf(fieldOf(options, 'method'));
  const known =
    options?.kind === 'record'
      ? piecesOf(path, style)
      : piecesOf(options ?? { kind: 'unknown', name: 'options' }, style);
  addRoute(router, {
    methods: methods.length === 0 ? [ANY] : methods,
    paths: known,
    at: call.at,
    handler: handlerName(fieldOf(options, 'handler')),
    notes: methods.length === 0 ? ['methods are not written plainly'] : [],
  });
  return router;
}

function register(router: Router, call: Call): Router {
  const [given, options] = call.positional;
  const prefix = fieldOf(options, 'prefix');
  const plugin = given?.kind === 'module' ? call.member(given, 'default') : given;
  if (given?.kind === 'external' && /^(?:@fastify\/|fastify-)autoload$/.test(given.module)) {
    autoload(router, options, call);
    return router;
  }
  if (!isFunctionLike(plugin) && plugin?.kind !== 'module') return router;
  const below = call.router('instance');
  mount(router, below, piecesOf(prefix, style));
  call.run(plugin, below, options ?? { kind: 'record', entries: new Map() });
  return router;
}

/** Each file below the folder is a plugin; folders are prefixes, `_name` a parameter. A file may name its own prefix. */
function autoload(router: Router, options: Value | undefined, call: Call): void {
  const folder = fieldOf(options, 'dir');
  if (folder?.kind !== 'text') return;
  const base = folder.text.replaceAll('\0', '.').replace(/^\.?\//, './');
  const prefix = fieldOf(options, 'prefix') ?? text('');
  for (const { path, value } of call.folder(base)) {
    const plugin = call.member(value, 'default');
    if (plugin.kind !== 'function') continue;
    const own = plainText(call.member(value, 'autoPrefix'));
    const folders = path
      .split('/')
      .slice(0, -1)
      .map((part) => part.replace(/^_/, ':'));
    const below = call.router('instance');
    const between = piecesOf(text(own ?? folders.join('/')), style);
    const outer = piecesOf(prefix, style);
    mount(
      router,
      below,
      outer.flatMap((a) =>
        between.map((b) => ({ template: a.template + b.template, notes: [...a.notes, ...b.notes] })),
      ),
    );
    call.run(plugin, below, { kind: 'record', entries: new Map() });
  }
}
