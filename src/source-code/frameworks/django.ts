import { ANY } from '../declared-route.ts';
import { anglePath, piecesOf, regexPath, type PathStyle } from '../paths.ts';
import { mount, type Router } from '../router.ts';
import { itemsOf, plainText, text, unknown, type Value } from '../trace/value.ts';
import { viewHandler, viewMethods } from './django-views.ts';
import { registerViewSet } from './django-viewsets.ts';
import { addRoute, type Call, type Framework, type Tools } from './framework.ts';

/** Django: `urlpatterns` with `path`, `re_path`, `include`; Django REST Framework's routers and views. */
export const django: Framework = {
  id: 'django',
  languages: ['python'],
  hints: ['urlpatterns', 'django.urls', 'rest_framework'],
  construct(callee, call) {
    const name = [callee.module, callee.path].join('.');
    switch (name) {
      case 'django.urls.path':
        return pattern(call, anglePath);
      case 'django.urls.re_path':
      case 'django.conf.urls.url':
      case 'django.conf.urls.re_path':
        return pattern(call, regexPath);
      case 'django.urls.include':
      case 'django.conf.urls.include':
        return include(call);
      case 'django.conf.urls.i18n.i18n_patterns':
        return languages(call);
      case 'rest_framework.urlpatterns.format_suffix_patterns':
        return call.positional[0];
      default:
        return /^rest_framework(?:_nested)?\.routers\.(?:Default|Simple)Router$/.test(name)
          ? call.router('registry')
          : undefined;
    }
  },
  attribute: (router, name) => (name === 'urls' || name === 'registry' ? router : undefined),
  call(router, name, call) {
    if (router.role !== 'registry') return undefined;
    if (name === 'register') return registerViewSet(router, call);
    const [other] = call.positional;
    if (name === 'extend' && other?.kind === 'router') mount(router, other, []);
    return router;
  },
  finish(tools) {
    connectIncludes(tools);
    const roots: Router['module'][] = [];
    for (const module of tools.modules) {
      const urls = module.language === 'python' ? module.exports.get('urlpatterns') : undefined;
      if (urls !== undefined && !tools.routers.some((one) => one.role === 'urls' && one.module === module))
        roots.push(module);
    }
    for (const module of roots) {
      // The usual root includes others, or is alone; what else nobody includes may have a prefix.
      const isRoot = roots.length === 1 || tools.routers.some((one) => one.role === 'include' && one.module === module);
      urlsOf(module, tools, isRoot ? 'application' : 'urls');
    }
  },
};

function pattern(call: Call, style: PathStyle): Router {
  const made = call.router('pattern');
  const [route, second] = call.positional;
  const view = second ?? call.named.get('view') ?? unknown();
  const paths = piecesOf(route ?? call.named.get('route') ?? call.named.get('regex'), style);
  const below =
    view.kind === 'list' ? view.items.filter((one) => one.kind === 'router') : view.kind === 'router' ? [view] : [];
  for (const one of below) mount(made, one, paths);
  if (view.kind === 'router' || view.kind === 'list') return made;
  const name = viewHandler(view);
  if (name.endsWith('.urls'))
    addRoute(made, {
      methods: [ANY],
      paths: paths.map((piece) => ({ ...piece, template: `${piece.template}/{path*}` })),
      at: call.at,
      handler: name,
      notes: ['its routes come from a package that is not in this folder'],
    });
  else addRoute(made, { methods: viewMethods(view, call), paths, at: call.at, handler: name });
  return made;
}

/** What is included is connected at the end: its module may still be growing. */
function include(call: Call): Value {
  const made = call.router('include');
  const [given] = call.positional;
  // `include((patterns, 'namespace'))`.
  const first = given?.kind === 'list' && given.items[0]?.kind === 'list' ? given.items[0] : given;
  const name = plainText(given?.kind === 'list' && given.items[0]?.kind === 'text' ? given.items[0] : first);
  const target = name === undefined ? (first ?? unknown()) : call.resolve(name);
  made.memory.set('target', target);
  return made;
}

function languages(call: Call): Router {
  const made = call.router('include');
  made.memory.set('target', { kind: 'list', items: [...call.positional] });
  made.prefixes = piecesOf(text('<language>'), anglePath);
  return made;
}

function connectIncludes(tools: Tools): void {
  const includes = tools.routers.filter(({ role }) => role === 'include');
  for (const router of includes) {
    const target = router.memory.get('target');
    if (target === undefined) continue;
    if (target.kind === 'module') mount(router, urlsOf(target.module, tools), []);
    else if (target.kind === 'external')
      addRoute(router, {
        methods: [ANY],
        paths: [{ template: '/{path*}', notes: [] }],
        at: router.at,
        notes: [
          `routes of ${target.module}${target.path === '' ? '' : `.${target.path}`}, which is not in this folder`,
        ],
      });
    else for (const one of itemsOf(target)) if (one.kind === 'router') mount(router, one, []);
  }
}

/** The one router that stands for the `urlpatterns` of a module. */
function urlsOf(module: Router['module'], tools: Tools, role = 'urls'): Router {
  const known = tools.routers.find((one) => one.role === 'urls' && one.module === module);
  if (known !== undefined) return known;
  const made = tools.router(role, { file: module.file, line: 1, column: 1 }, module);
  for (const one of itemsOf(module.exports.get('urlpatterns'))) if (one.kind === 'router') mount(made, one, []);
  return made;
}
