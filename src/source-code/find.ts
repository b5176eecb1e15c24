import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CodedError, LIMITS } from '../model/index.ts';
import type { DeclaredRoute } from './declared-route.ts';
import { SourceTree, type SkippedFile } from './files.ts';
import { flatten } from './flatten.ts';
import { mayBeNextRoute } from './frameworks/nextjs.ts';
import { FRAMEWORKS } from './frameworks/registry.ts';
import { SourceRepository } from './repository.ts';
import type { Location } from './router.ts';
import { Exhausted, Tracer } from './trace/tracer.ts';
import { enterUncalled } from './trace/uncalled.ts';
import { placeKey } from './trace/unfollowed.ts';

export interface SourceOptions {
  /** Also files and folders that hold tests. */
  readonly tests?: boolean;
  readonly signal?: AbortSignal;
  /** Called now and then with the files looked at so far. */
  readonly onProgress?: (files: number) => void;
}

export interface SourceReport {
  /** By file and line. */
  readonly routes: readonly DeclaredRoute[];
  /** Source files of known languages that were looked at, and those read closely because they may hold routes. */
  readonly files: number;
  readonly traced: number;
  /** Reason → files (or whole folders) that were not searched. */
  readonly skipped: Readonly<Partial<Record<SkippedFile, number>>>;
  /** Calls that look like routes on something that could not be followed; at most `LIMITS.sourceNotes` places. */
  readonly unfollowed: { readonly count: number; readonly places: readonly Location[] };
  /** Routes with `{?}` in their template. */
  readonly unknownParts: number;
  /** Why the search ended early, if it did: what was found until then is given. */
  readonly stopped?: 'interrupted' | 'limit';
}

/**
 * The routes that a source tree declares. Nothing of it is executed; memory grows with the files that use a known
 * framework, not with the tree. Errors: SP4001 when `root` is no folder that can be read.
 */
export async function findDeclaredRoutes(root: string, options: SourceOptions = {}): Promise<SourceReport> {
  if (!isFolder(root)) throw new CodedError('SP4001', `${root}: not a folder that can be read`);
  const tree = new SourceTree(root, options.tests ?? false);
  const repository = new SourceRepository(tree, FRAMEWORKS);
  const tracer = new Tracer(FRAMEWORKS, repository, performance.now() + LIMITS.sourceMs);
  repository.connect(tracer);
  const stopped = await search(tree, repository, tracer, options);
  const routes = flatten(tracer.routers);
  // A place may be met on several ways; one that was followed is enough.
  const followed = new Set(tracer.routers.flatMap((router) => router.routes.map(({ at }) => placeKey(at))));
  const places = [...tracer.unfollowed].flatMap(([key, place]) => (followed.has(key) ? [] : [place]));
  const report = {
    routes,
    files: tree.files,
    traced: repository.modules().length,
    skipped: Object.fromEntries(tree.skipped),
    unfollowed: { count: places.length, places: places.slice(0, LIMITS.sourceNotes) },
    unknownParts: routes.filter(({ template }) => template.includes('{?}')).length,
  };
  return stopped === undefined ? report : { ...report, stopped };
}

const isFolder = (root: string): boolean => {
  try {
    return statSync(root).isDirectory();
  } catch {
    return false;
  }
};

async function search(
  tree: SourceTree,
  repository: SourceRepository,
  tracer: Tracer,
  { signal, onProgress }: SourceOptions,
): Promise<SourceReport['stopped']> {
  const stopped = await guarded(async () => {
    for (const file of tree.walk()) {
      if (tree.files % 64 === 0) {
        onProgress?.(tree.files);
        await nextTurn();
        if (signal?.aborted === true) return 'interrupted';
      }
      if (mayHoldRoutes(file, tree, repository)) loadOne(file, tree, repository);
      tracer.step();
    }
    enterUncalled(tracer);
    for (const module of repository.modules())
      for (const framework of tracer.frameworksOf(module)) framework.placed?.(module, tracer.toolsOf(framework));
    return undefined;
  });
  // What was found before a limit still gets its prefixes.
  const finished = await guarded(() => {
    for (const framework of FRAMEWORKS) framework.finish?.(tracer.toolsOf(framework));
    return Promise.resolve(undefined);
  });
  return stopped ?? finished ?? (tree.skipped.has('too-many') ? 'limit' : undefined);
}

async function guarded(work: () => Promise<SourceReport['stopped']>): Promise<SourceReport['stopped']> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Exhausted) return 'limit';
    throw error;
  }
}

/** One file deeper than the stack is skipped and counted; the others go on. */
function loadOne(file: string, tree: SourceTree, repository: SourceRepository): void {
  try {
    repository.load(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    tree.count('too-deep', file);
  }
}

/** A cheap look before a file is read closely. */
function mayHoldRoutes(file: string, tree: SourceTree, repository: SourceRepository): boolean {
  if (mayBeNextRoute(file)) return true;
  const text = tree.read(file);
  return text !== undefined && repository.namesFramework(file, text);
}
