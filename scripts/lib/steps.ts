import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Undefined when a step went well, otherwise what a person needs to see. */
export type StepResult = string | undefined;

/** Runs a package's own program with this very Node, so that neither PATH nor a shell decides what runs. */
export function runBin(name: string, bin: string, args: readonly string[]): StepResult {
  const file = path.join(root, 'node_modules', name, bin);
  if (!existsSync(file)) return `${name} is not installed: ${file} is missing`;
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' }, maxBuffer: 64 << 20 } as const;
  const result = spawnSync(process.execPath, [file, ...args], options);
  if (result.status === 0) return undefined;
  return (
    `${result.stdout}${result.stderr}`.trim() ||
    (result.error?.message ?? `${name} ended with ${result.status ?? result.signal}`)
  );
}

/** Runs npm as it was called, or the one on the PATH. */
export function runNpm(args: readonly string[], folder: string, timeoutMs: number): StepResult {
  const cli = process.env['npm_execpath'];
  const [command, prefix] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const result = spawnSync(command, [...prefix, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: timeoutMs,
    // npm's errors only; its progress says nothing here.
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (result.status === 0) return undefined;
  return result.stderr.trim() || (result.error?.message ?? `npm ended with ${result.status ?? result.signal}`);
}

export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The entries of a lock file by their folder: '' the project, `web` a workspace, `node_modules/zod` a package. */
export function readLock(file: string): ReadonlyMap<string, LockedPackage> {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { readonly packages: Readonly<Record<string, LockedPackage>> };
  return new Map(Object.entries(lock.packages));
}

/** Without the project itself, its workspaces and the links to them. */
export function readPackages(file: string): readonly (readonly [folder: string, entry: LockedPackage])[] {
  return [...readLock(file)].filter(([folder, entry]) => folder.includes('node_modules/') && !entry.link);
}
