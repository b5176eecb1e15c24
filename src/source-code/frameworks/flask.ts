import { ANY } from '../declared-route.ts';
import { anglePath, piecesOf } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import { textsOf, type ClassValue, type Value } from '../trace/value.ts';
import { addRoute, handlerName, METHODS, type Call, type Framework } from './framework.ts';

const VERBS = new Set(['get', 'post', 'put', 'delete', 'patch']);

/** Flask and Quart: routes, blueprints in one another, class views; Flask-RESTful's resources. */
export const flask: Framework = {
  id: 'flask',
  languages: ['python'],
  hints: ['flask', 'from quart', 'import quart'],
  construct(callee, call) {
    const name = callee.path.split('.').at(-1);
    if (/^(?:flask|quart|flask_openapi3|apiflask)(?:\.|$)/.test(callee.module)) {
      if (name === 'Flask' || name === 'Quart' || name === 'OpenAPI' || name === 'APIFlask')
        return call.router('application');
      if (name === 'Blueprint' || name === 'APIBlueprint')
        return prefixed(call.router('blueprint'), call, 'url_prefix');
    }
    if (callee.module.startsWith('flask_smorest') && name === 'Blueprint')
      return prefixed(call.router('blueprint'), call, 'url_prefix');
    if (callee.module.startsWith('flask_rest') && name === 'Api') return resources(call);
    return undefined;
  },
  typed: (type) =>
    type === 'Flask' || type === 'flask.Flask' || type === 'Quart'
      ? 'application'
      : type === 'Blueprint'
        ? 'blueprint'
        : undefined,
  call(router, name, call) {
    if (name === 'route') return route(router, textsOf(call.named.get('methods')), call);
    if (VERBS.has(name)) return route(router, [name], call);
    if (name === 'add_url_rule') return addRule(router, call);
    if (name === 'register_blueprint') return register(router, call);
    if (name === 'add_resource') return resource(router, call);
    if (name === 'init_app') {
      const [app] = call.positional;
      if (app?.kind === 'router' && app !== router) mount(app, router, []);
      return router;
    }
    return undefined;
  },
};

function prefixed(router: Router, call: Call, option: string): Router {
  router.prefixes = piecesOf(call.named.get(option), anglePath);
  return router;
}

/** `methods` absent: GET, or what a class view has. */
function route(router: Router, methods: readonly string[], call: Call): Value {
  const decorated = call.decorated;
  addRoute(router, {
    methods: methods.length > 0 ? methods : viewMethods(decorated),
    paths: piecesOf(call.positional[0] ?? call.named.get('rule'), anglePath),
    at: call.at,
    handler: handlerName(decorated),
  });
  return router;
}

function addRule(router: Router, call: Call): Router {
  const view = call.named.get('view_func') ?? call.positional[2];
  const methods = textsOf(call.named.get('methods'));
  addRoute(router, {
    methods: methods.length > 0 ? methods : viewMethods(view),
    paths: piecesOf(call.positional[0] ?? call.named.get('rule'), anglePath),
    at: call.at,
    handler: view?.kind === 'made' && view.by.kind === 'bound' ? handlerName(view.by.object) : handlerName(view),
  });
  return router;
}

/** Of `View.as_view('name')` the methods that the class has, else GET. */
function viewMethods(view: Value | undefined): readonly string[] {
  const cls =
    view?.kind === 'class'
      ? view
      : view?.kind === 'made' && view.by.kind === 'bound' && view.by.name === 'as_view'
        ? view.by.object
        : undefined;
  if (cls?.kind !== 'class')
    return view?.kind === 'made' && view.by.kind === 'bound' && view.by.name === 'as_view' ? [ANY] : ['GET'];
  const own = methodsOf(cls);
  const declared = textsOf(cls.instance.fields.get('methods'));
  return declared.length > 0 ? declared : own.length > 0 ? own : ['GET'];
}

function methodsOf(cls: ClassValue, depth = 0): readonly string[] {
  const own = cls.cls.methods.map(({ name }) => name).filter((name) => METHODS.includes(name));
  const inherited =
    depth < 8 ? cls.bases.flatMap((base) => (base.kind === 'class' ? methodsOf(base, depth + 1) : [])) : [];
  return [...own, ...inherited];
}

/** The prefix given at registration takes the place of the blueprint's own. */
function register(router: Router, call: Call): Router {
  const [blueprint] = call.positional;
  if (blueprint?.kind !== 'router') return router;
  const given = piecesOf(call.named.get('url_prefix'), anglePath);
  mount(router, blueprint, given, given.length > 0);
  return router;
}

function resources(call: Call): Router {
  const api = prefixed(call.router('api'), call, 'prefix');
  const app = call.positional[0] ?? call.named.get('app');
  if (app?.kind === 'router') mount(app, api, []);
  return api;
}

function resource(router: Router, call: Call): Router {
  const [cls, ...paths] = call.positional;
  const methods = cls?.kind === 'class' ? methodsOf(cls) : [];
  addRoute(router, {
    methods: methods.length > 0 ? methods : [ANY],
    paths: paths.flatMap((path) => piecesOf(path, anglePath)),
    at: call.at,
    handler: handlerName(cls),
  });
  return router;
}
