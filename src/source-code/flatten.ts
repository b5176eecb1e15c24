import { LIMITS } from '../model/index.ts';
import type { DeclaredRoute } from './declared-route.ts';
import { joinPieces } from './paths.ts';
import { NO_PIECE, type PathPiece, type RouteEntry, type Router } from './router.ts';

const UNMOUNTED = 'nothing that could be followed mounts this router: a prefix may be missing';
const DEEPEST = 32;

/** All routes with their whole paths: from each router that no other holds, down through what it mounts. */
export function flatten(routers: readonly Router[]): readonly DeclaredRoute[] {
  const found = new Map<string, DeclaredRoute>();
  // Code that was entered twice made its router twice: where one of them is mounted, the other says nothing.
  const mounted = new Set(routers.filter((one) => one.mounted).map(placeOf));
  for (const router of routers) {
    if (router.mounted || (router.role !== 'application' && mounted.has(placeOf(router)))) continue;
    const notes = router.role === 'application' || router.notes.length > 0 ? [] : [UNMOUNTED];
    descend(router, combine([{ ...NO_PIECE, notes }], router.prefixes), [], found);
  }
  return [...found.values()].toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.template, b.template),
  );
}

const placeOf = ({ framework, role, at }: Router): string => `${framework} ${role} ${at.file}:${at.line}:${at.column}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function descend(
  router: Router,
  outer: readonly PathPiece[],
  above: readonly Router[],
  found: Map<string, DeclaredRoute>,
): void {
  if (above.includes(router) || above.length > DEEPEST) return;
  const noted =
    router.notes.length === 0 ? outer : outer.map((one) => ({ ...one, notes: [...one.notes, ...router.notes] }));
  for (const route of router.routes) for (const path of combine(noted, route.paths)) add(router, route, path, found);
  for (const { prefixes, child, replaces } of router.mounts) {
    const mounted = combine(noted, prefixes);
    descend(child, replaces ? mounted : combine(mounted, child.prefixes), [...above, router], found);
  }
}

/** Every piece behind every other; nothing to add leaves them as they are. */
const combine = (outer: readonly PathPiece[], inner: readonly PathPiece[]): readonly PathPiece[] =>
  inner.length === 0 ? outer : outer.flatMap((a) => inner.map((b) => joinPieces(a, b))).slice(0, 64);

function add(router: Router, route: RouteEntry, path: PathPiece, found: Map<string, DeclaredRoute>): void {
  if (found.size >= LIMITS.sourceRoutes) return;
  const template = path.template === '' ? '/' : path.template;
  const { file, line, column } = route.at;
  const key = [router.framework, route.methods.join(','), template, file, line, column].join(' ');
  if (found.has(key)) return;
  const notes = [...new Set([...path.notes, ...route.notes])];
  const base = { framework: router.framework, methods: route.methods, template, file, line, column };
  found.set(key, route.handler === '' ? { ...base, notes } : { ...base, handler: route.handler, notes });
}
