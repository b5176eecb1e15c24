import { ANY } from '../declared-route.ts';
import { colonPath, joinPieces, piecesOf } from '../paths.ts';
import { mount, NO_PIECE, type PathPiece, type Router } from '../router.ts';
import { describe, fieldOf, itemsOf, plainText, text, textsOf, type ClassValue, type Value } from '../trace/value.ts';
import { addRoute, locationOf, type Call, type Framework, type Tools } from './framework.ts';

const style = colonPath('optional');
const VERBS: Readonly<Record<string, string>> = {
  Get: 'get',
  Post: 'post',
  Put: 'put',
  Delete: 'delete',
  Patch: 'patch',
  Options: 'options',
  Head: 'head',
  All: ANY,
  Sse: 'get',
};

/** NestJS: controllers, versions in the path, the application's prefix, modules with a path of their own. */
export const nestjs: Framework = {
  id: 'nestjs',
  languages: ['javascript'],
  hints: ['@nestjs/'],
  construct(callee, call) {
    if (callee.module !== '@nestjs/core') return undefined;
    if (callee.path === 'NestFactory.create') return call.router('application');
    if (callee.path === 'RouterModule.register') return modulePaths(call);
    return undefined;
  },
  typed: (type) =>
    /^(?:INestApplication|NestExpressApplication|NestFastifyApplication)(?:<.*)?$/.test(type)
      ? 'application'
      : undefined,
  call(router, name, call) {
    if (name === 'setGlobalPrefix') {
      router.memory.set('prefix', call.positional[0] ?? text(''));
      const excluded = fieldOf(call.positional[1], 'exclude');
      if (excluded !== undefined) router.memory.set('exclude', excluded);
    } else if (name === 'enableVersioning')
      router.memory.set('versioning', call.positional[0] ?? { kind: 'record', entries: new Map() });
    else return undefined;
    return router;
  },
  declared(cls, tools) {
    const decorator = decorators(cls, tools, cls.cls.decorators).find(({ name }) => name === 'Controller');
    if (decorator === undefined) return;
    const router = tools.router('controller', locationOf(cls.scope.module, cls.cls.at), cls.scope.module);
    const [options] = decorator.args;
    const path = options?.kind === 'record' ? fieldOf(options, 'path') : options;
    router.memory.set('class', cls);
    router.memory.set('path', path ?? text(''));
    const version = fieldOf(options, 'version');
    if (version !== undefined) router.memory.set('version', version);
  },
  finish(tools) {
    const apps = tools.routers.filter(({ framework, role }) => framework === 'nestjs' && role === 'application');
    const modules = moduleTable(tools);
    for (const router of tools.routers)
      if (router.framework === 'nestjs' && router.role === 'controller')
        controller(router, nearestApp(router, apps), modules, tools);
  },
};

interface Decorator {
  readonly name: string;
  readonly args: readonly Value[];
}

/** Decorators of NestJS, with what they were given. */
function decorators(cls: ClassValue, tools: Tools, all: ClassValue['cls']['decorators']): readonly Decorator[] {
  return all.flatMap((expression) => {
    const value = tools.evaluate(expression, cls.scope);
    if (value.kind !== 'made' || value.by.kind !== 'external' || value.by.module !== '@nestjs/common') return [];
    return [{ name: value.by.path, args: value.args.positional }];
  });
}

/** `RouterModule.register([{ path, module, children }])`, as records kept with the application. */
function modulePaths(call: Call): Value {
  const table = call.router('modules');
  table.memory.set('table', call.positional[0] ?? { kind: 'list', items: [] });
  return table;
}

/** Class of a module → the path it is registered under. */
function moduleTable(tools: Tools): ReadonlyMap<Value, readonly PathPiece[]> {
  const paths = new Map<Value, readonly PathPiece[]>();
  const fill = (rows: Value | undefined, outer: readonly PathPiece[]): void => {
    for (const row of itemsOf(rows)) {
      const own = piecesOf(fieldOf(row, 'path'), style);
      const here = own.length === 0 ? outer : outer.flatMap((a) => own.map((b) => joinPieces(a, b)));
      const module = fieldOf(row, 'module') ?? (row.kind === 'class' ? row : undefined);
      if (module !== undefined) paths.set(module, here);
      if (fieldOf(row, 'children') !== undefined) fill(fieldOf(row, 'children'), here);
    }
  };
  for (const router of tools.routers)
    if (router.framework === 'nestjs' && router.role === 'modules') fill(router.memory.get('table'), [NO_PIECE]);
  if (paths.size === 0) return paths;
  const controllers = new Map<Value, readonly PathPiece[]>();
  for (const [module, at] of paths) {
    if (module.kind !== 'class') continue;
    const [given] = decorators(module, tools, module.cls.decorators).filter(({ name }) => name === 'Module');
    for (const one of itemsOf(fieldOf(given?.args[0], 'controllers'))) controllers.set(one, at);
  }
  return controllers;
}

/** The application whose folder is nearest above the controller. */
function nearestApp(router: Router, apps: readonly Router[]): Router | undefined {
  const folder = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
  const shared = (app: Router): number => {
    const above = folder(app.at.file);
    return router.at.file.startsWith(above) ? above.length : -1;
  };
  return apps.toSorted((a, b) => shared(b) - shared(a))[0];
}

function controller(
  router: Router,
  app: Router | undefined,
  modules: ReadonlyMap<Value, readonly PathPiece[]>,
  tools: Tools,
): void {
  const cls = router.memory.get('class');
  if (cls?.kind !== 'class') return;
  const paths = piecesOf(router.memory.get('path'), style);
  const outer = modules.get(cls) ?? [NO_PIECE];
  for (const method of cls.cls.methods) {
    const all = decorators(cls, tools, method.decorators);
    const version = all.find(({ name }) => name === 'Version')?.args[0] ?? router.memory.get('version');
    const versions = versionPieces(version, app);
    for (const { name, args } of all) {
      const verb = VERBS[name];
      if (verb === undefined) continue;
      const own = piecesOf(args[0] ?? text(''), style);
      const local = paths.flatMap((a) => own.map((b) => joinPieces(a, b)));
      const whole = versions.flatMap((v) =>
        outer.flatMap((o) => local.map((one) => joinPieces(joinPieces(v, o), one))),
      );
      addRoute(router, {
        methods: [verb],
        paths: whole.map((piece) => prefixed(piece, app)),
        at: locationOf(
          cls.scope.module,
          method.decorators.find((one) => one.kind === 'call' && one.callee.kind === 'name' && one.callee.name === name)
            ?.at ?? method.at,
        ),
        handler: `${cls.cls.name}.${method.name}`,
      });
    }
  }
  if (app !== undefined) mount(app, router, []);
  else router.notes.push('no application was found: a global prefix may be missing');
}

/** The version as a path part where versions stand in the path; otherwise as a note. */
function versionPieces(version: Value | undefined, app: Router | undefined): readonly PathPiece[] {
  const versioning = app?.memory.get('versioning');
  const fallback = fieldOf(versioning, 'defaultVersion');
  const names = itemsOf(version ?? fallback).map(
    (one) => plainText(one) ?? (describe(one).endsWith('VERSION_NEUTRAL') ? '' : undefined),
  );
  if (versioning === undefined || names.length === 0) return [NO_PIECE];
  const type = fieldOf(versioning, 'type');
  const inPath =
    type === undefined || (type.kind === 'external' && type.path === 'VersioningType.URI') || plainText(type) === '0';
  const prefix = plainText(fieldOf(versioning, 'prefix')) ?? 'v';
  return names.map((name) => {
    if (name === '') return NO_PIECE;
    if (!inPath) return { template: '', notes: [`version ${name ?? '{?}'}, not in the path`] };
    return { template: `/${prefix}${name ?? '{?}'}`, notes: name === undefined ? ['unknown version'] : [] };
  });
}

function prefixed(piece: PathPiece, app: Router | undefined): PathPiece {
  const [prefix] = piecesOf(app?.memory.get('prefix') ?? text(''), style);
  const excluded = itemsOf(app?.memory.get('exclude')).flatMap((one) => textsOf(fieldOf(one, 'path') ?? one));
  const spared = excluded.some((path) =>
    style(path).some((one) => `/${one}`.replaceAll(/\/{2,}/g, '/') === piece.template),
  );
  return prefix === undefined || spared ? piece : joinPieces(prefix, piece);
}
