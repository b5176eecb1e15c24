import { ANY } from '../declared-route.ts';
import { joinPieces, piecesOf, regexPath } from '../paths.ts';
import { NO_PIECE, type PathPiece, type Router } from '../router.ts';
import { describe, plainText, text, textsOf, type ClassValue, type FunctionValue } from '../trace/value.ts';
import { addRoute, handlerName, locationOf, type Call } from './framework.ts';

interface StandardAction {
  readonly name: string;
  readonly method: string;
  readonly detail: boolean;
}

const STANDARD: readonly StandardAction[] = [
  { name: 'list', method: 'GET', detail: false },
  { name: 'create', method: 'POST', detail: false },
  { name: 'retrieve', method: 'GET', detail: true },
  { name: 'update', method: 'PUT', detail: true },
  { name: 'partial_update', method: 'PATCH', detail: true },
  { name: 'destroy', method: 'DELETE', detail: true },
];

/** What the base classes of a view set bring along. */
const BROUGHT: Readonly<Record<string, readonly string[]>> = {
  ModelViewSet: STANDARD.map(({ name }) => name),
  ReadOnlyModelViewSet: ['list', 'retrieve'],
  ListModelMixin: ['list'],
  CreateModelMixin: ['create'],
  RetrieveModelMixin: ['retrieve'],
  UpdateModelMixin: ['update', 'partial_update'],
  DestroyModelMixin: ['destroy'],
};

/** `router.register(prefix, viewset)`: the standard actions it has, and its own. */
export function registerViewSet(router: Router, call: Call): Router {
  const prefix = call.positional[0] ?? call.named.get('prefix');
  const viewSet = call.positional[1] ?? call.named.get('viewset');
  const base = piecesOf(prefix, regexPath);
  if (viewSet?.kind !== 'class') {
    const notes = ['its view set is not in this folder'];
    const below = { template: '/{path*}', notes: [] };
    addRoute(router, {
      methods: [ANY],
      paths: base.map((one) => joinPieces(one, below)),
      at: call.at,
      handler: handlerName(viewSet),
      notes,
    });
    return router;
  }
  const field = (name: string): string | undefined => plainText(viewSet.instance.fields.get(name));
  const key = { template: `/{${field('lookup_url_kwarg') ?? field('lookup_field') ?? 'pk'}}`, notes: [] };
  const allowed = textsOf(viewSet.instance.fields.get('http_method_names')).map((name) => name.toUpperCase());
  const actions = actionsOf(viewSet);
  for (const { name, method, detail } of STANDARD) {
    if (!actions.has(name) || (allowed.length > 0 && !allowed.includes(method))) continue;
    const paths = detail ? base.map((one) => joinPieces(one, key)) : base;
    addRoute(router, { methods: [method], paths, at: call.at, handler: `${viewSet.cls.name}.${name}` });
  }
  extraActions(router, viewSet, base, key, call);
  return router;
}

function actionsOf(cls: ClassValue, depth = 0): ReadonlySet<string> {
  const found = new Set(cls.cls.methods.map(({ name }) => name));
  for (const base of cls.bases) {
    const inherited =
      base.kind === 'class'
        ? depth < 8
          ? actionsOf(base, depth + 1)
          : []
        : (BROUGHT[describe(base).split('.').at(-1) ?? ''] ?? []);
    for (const name of inherited) found.add(name);
  }
  return found;
}

/** Methods under `@action`. */
function extraActions(router: Router, cls: ClassValue, base: readonly PathPiece[], key: PathPiece, call: Call): void {
  for (const method of cls.cls.methods) {
    for (const decorator of method.decorators) {
      const value = call.evaluate(decorator, cls.scope);
      if (value.kind !== 'made' || describe(value.by).split('.').at(-1) !== 'action') continue;
      const { named } = value.args;
      const isDetail = isTrue(named.get('detail'));
      const own = piecesOf(named.get('url_path') ?? text(method.name), regexPath);
      const methods = textsOf(named.get('methods'));
      addRoute(router, {
        methods: methods.length > 0 ? methods : ['GET'],
        paths: base.flatMap((one) =>
          own.map((last) => joinPieces(isDetail ? joinPieces(one, key) : joinPieces(one, NO_PIECE), last)),
        ),
        at: locationOf(cls.scope.module, decorator.at),
        handler: `${cls.cls.name}.${method.name}`,
      });
    }
  }
}

const isTrue = (value: FunctionValue | Parameters<typeof describe>[0] | undefined): boolean =>
  value?.kind === 'unknown' && value.name === 'True';
