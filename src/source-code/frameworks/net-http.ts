import { ANY } from '../declared-route.ts';
import { bracedPath, piecesOf, type PathStyle } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import type { Value } from '../trace/value.ts';
import { addRoute, handlerName, type Call, type Framework } from './framework.ts';

/** A pattern of `ServeMux`: `METHOD host/path`, method and host optional; a slash at the end takes all below. */
const PATTERN = /^(?:([A-Z]+)[ \t]+)?([^/\s]*)(\/.*)?$/s;

const style: PathStyle = (path) => {
  const [made = ''] = bracedPath()(path);
  return [path.endsWith('/') && path !== '/' ? `${made}{path*}` : made];
};

/** Go's own `net/http`: muxes, the default mux, patterns with methods and wildcards, stripped prefixes. */
export const netHttp: Framework = {
  id: 'net-http',
  languages: ['go'],
  hints: ['net/http'],
  construct(callee, call) {
    if (callee.module !== 'net/http') return undefined;
    if (callee.path === 'NewServeMux') return call.router('application');
    if (callee.path === 'HandleFunc' || callee.path === 'Handle') return handle(call.router('application'), call);
    // These hand on what they are given.
    if (callee.path === 'HandlerFunc') return call.positional[0];
    return undefined;
  },
  typed: (type) => (/^\*?http\.ServeMux$/.test(type) ? 'application' : undefined),
  call: (router, name, call) => (name === 'HandleFunc' || name === 'Handle' ? handle(router, call) : undefined),
};

function handle(router: Router, call: Call): Router {
  const [pattern, handler] = call.positional;
  if (pattern?.kind !== 'text' || handler === undefined) return router;
  const [, method = ANY, host = '', path = '/'] = PATTERN.exec(pattern.text) ?? [];
  const below = routerIn(handler);
  if (below !== undefined) {
    mount(router, below.router, below.stripped ? piecesOf({ ...pattern, text: path }, bracedPath()) : []);
    return router;
  }
  addRoute(router, {
    methods: [method],
    paths: piecesOf({ ...pattern, text: path }, style),
    at: call.at,
    handler: handlerName(handler),
    notes: host === '' ? [] : [`host ${host}`],
  });
  return router;
}

/** A mux handed over as it is, behind `StripPrefix`, or wrapped in middleware. */
function routerIn(value: Value, depth = 0): { router: Router; stripped: boolean } | undefined {
  if (value.kind === 'router') return { router: value, stripped: false };
  if (value.kind !== 'made' || depth > 8) return undefined;
  const isStrip = value.by.kind === 'external' && value.by.path === 'StripPrefix';
  for (const one of value.args.positional) {
    const inside = routerIn(one, depth + 1);
    if (inside !== undefined) return isStrip ? { ...inside, stripped: true } : inside;
  }
  return undefined;
}
