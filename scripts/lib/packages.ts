import { existsSync, globSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { readLock, readPackages, type LockedPackage, type StepResult } from './steps.ts';

/** The public registry; a lock file that names another host would send everybody who installs there. */
const REGISTRY = 'https://registry.npmjs.org/';

/** Every locked package has its hash, and none is fetched from elsewhere. */
export function checkLock(file: string): StepResult {
  const problems = readPackages(file).flatMap(([folder, { resolved, integrity }]) => {
    if (resolved !== undefined && !resolved.startsWith(REGISTRY)) return [`${folder} is fetched from ${resolved}`];
    return integrity === undefined ? [`${folder} has no integrity hash`] : [];
  });
  return problems.length > 0 ? `${file}:\n${problems.join('\n')}` : undefined;
}

const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  '0BSD',
]);

/**
 * Packages that are let in by name. lightningcss is a build tool under a weak copyleft (MPL-2.0): Vite runs it unchanged
 * when the pages are built, and nothing of it is in them or in the installed program.
 */
const EXCEPTIONS = /(^|\/)node_modules\/lightningcss(-[\w-]+)?$/;

/** SPDX expressions as packages write them: one name, or names joined by OR or by AND. */
export function licenceAllowed(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  return expression
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((name) => ALLOWED.has(name.trim())));
}

/** Of all that is not for development alone: what the program runs with, and what its pages are made of. */
export function checkLicences(file: string): StepResult {
  const judged = readPackages(file).filter(([folder, entry]) => !entry.dev && !EXCEPTIONS.test(folder));
  const refused = judged.filter(([, { license }]) => !licenceAllowed(license));
  return refused.length > 0
    ? refused.map(([folder, { license }]) => `${folder}: ${license ?? 'no licence named'}`).join('\n')
    : undefined;
}

export interface Budget {
  readonly packages: number;
  readonly megabytes: number;
}

/**
 * Weighs what the installed program brings along on this machine's disk; packages for other platforms are in the lock file
 * only. What a clone needs besides to build the pages (Vite, React) is not part of it: the program is packed with them built.
 */
export function checkBudget(file: string, budget: Budget): StepResult {
  const folders = closure(readLock(file)).map((folder) => path.join(path.dirname(file), folder));
  const here = folders.filter((folder) => existsSync(folder));
  const megabytes = here.reduce((sum, folder) => sum + diskBytes(folder), 0) / 1e6;
  if (here.length <= budget.packages && megabytes <= budget.megabytes) return undefined;
  return `${here.length} packages, ${megabytes.toFixed(0)} MB of ${budget.packages} packages, ${budget.megabytes} MB`;
}

/** Everything the project's own dependencies lead to. */
function closure(lock: ReadonlyMap<string, LockedPackage>): readonly string[] {
  const reached = new Set<string>();
  const queue = [''];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    const { dependencies, optionalDependencies, peerDependencies } = lock.get(folder) ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = resolve(lock, folder, name);
      if (found === undefined || lock.get(found)?.dev || reached.has(found)) continue;
      reached.add(found);
      queue.push(found);
    }
  }
  return [...reached];
}

/** As Node does: the nearest node_modules upwards. Undefined for an optional one that is not there. */
function resolve(lock: ReadonlyMap<string, LockedPackage>, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const candidate = path.posix.join(folder, 'node_modules', name);
    if (lock.has(candidate)) return candidate;
    if (folder === '') return undefined;
  }
}

/** Packages nested in this one are counted by their own entry. */
function diskBytes(folder: string): number {
  let bytes = 0;
  for (const file of globSync('**/*', { cwd: folder, exclude: (name) => name === 'node_modules' })) {
    const { blocks, size } = lstatSync(path.join(folder, file));
    // Windows knows no blocks.
    bytes += blocks === undefined ? size : blocks * 512;
  }
  return bytes;
}
