import { ANY } from '../declared-route.ts';
import { bracedPath, joinPieces, piecesOf } from '../paths.ts';
import { NO_PIECE, type PathPiece } from '../router.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Module } from '../trace/module.ts';
import { describe, itemsOf, type Arguments, type ClassValue, type Value } from '../trace/value.ts';
import { addRoute, locationOf, type Framework, type Tools } from './framework.ts';

const style = bracedPath();
const MAPPINGS: Readonly<Record<string, string | undefined>> = {
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  DeleteMapping: 'DELETE',
  PatchMapping: 'PATCH',
  RequestMapping: undefined,
};

/** Spring MVC and WebFlux by annotations, in Java and Kotlin. */
export const spring: Framework = {
  id: 'spring',
  languages: ['java', 'kotlin'],
  hints: ['org.springframework'],
  declared(cls, tools) {
    if (!usesSpring(cls.scope.module)) return;
    const own = mappings(cls, cls.cls.decorators, tools);
    const others = cls.cls.decorators.map((one) => annotationOf(one, cls, tools).name);
    const feign = others.includes('FeignClient');
    const isController = others.some((name) => name === 'RestController' || name === 'Controller');
    // An interface may carry the mappings of the controllers that implement it; a client's mappings are calls, not routes.
    if (feign || (!isController && own.length === 0)) return;
    const router = tools.router('application', locationOf(cls.scope.module, cls.cls.at), cls.scope.module);
    const prefixes = own.length === 0 ? [NO_PIECE] : own.flatMap(({ paths }) => paths);
    const inherited = own.flatMap(({ methods }) => methods).filter((method) => method !== ANY);
    for (const method of cls.cls.methods) {
      for (const { paths, methods, at } of mappings(cls, method.decorators, tools))
        addRoute(router, {
          methods: methods.includes(ANY) && inherited.length > 0 ? inherited : methods,
          paths: prefixes.flatMap((a) => paths.map((b) => joinPieces(a, b))),
          at: locationOf(cls.scope.module, at),
          handler: `${cls.cls.name}.${method.name}`,
        });
    }
  },
};

const usesSpring = (module: Module): boolean =>
  module.statements.some((one) => one.kind === 'import' && one.module.startsWith('org.springframework'));

interface Mapping {
  readonly methods: readonly string[];
  readonly paths: readonly PathPiece[];
  readonly at: Expression['at'];
}

function annotationOf(
  expression: Expression,
  cls: ClassValue,
  tools: Tools,
): { name: string; args: Arguments | undefined } {
  const value = tools.evaluate(expression, cls.scope);
  const named = value.kind === 'made' ? value.by : value;
  const name = describe(named).split('.').at(-1) ?? '';
  return { name, args: value.kind === 'made' ? value.args : undefined };
}

function mappings(cls: ClassValue, decorators: readonly Expression[], tools: Tools): readonly Mapping[] {
  return decorators.flatMap((expression) => {
    const { name, args } = annotationOf(expression, cls, tools);
    if (!Object.hasOwn(MAPPINGS, name)) return [];
    const fixed = MAPPINGS[name];
    const written = itemsOf(args?.named.get('method')).map((one) => describe(one).split('.').at(-1) ?? ANY);
    const methods = fixed === undefined ? (written.length > 0 ? written : [ANY]) : [fixed];
    return [{ methods, paths: pathsOf(args), at: expression.at }];
  });
}

function pathsOf(args: Arguments | undefined): readonly PathPiece[] {
  const given: readonly (Value | undefined)[] = [
    args?.named.get('value'),
    args?.named.get('path'),
    ...(args?.positional ?? []),
  ];
  // Kotlin: `arrayOf("/a", "/b")`.
  const plain = given.map((one) =>
    one?.kind === 'made' && describe(one.by) === 'arrayOf'
      ? { kind: 'list' as const, items: [...one.args.positional] }
      : one,
  );
  const pieces = plain.flatMap((one) => piecesOf(one, style));
  return pieces.length === 0 ? [NO_PIECE] : pieces;
}
