import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const web = path.join(root, 'web');
const viteBin = path.join(root, 'node_modules/vite/bin/vite.js');
const stampFile = path.join(web, 'dist', '.sources');

/** Hash of everything the pages are built from. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  const files = globSync(['src/**/*', 'public/**/*', 'index.html', 'vite.config.*', 'package.json', 'tsconfig.json'], {
    cwd: web,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...files, path.join(root, 'package-lock.json')])
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Builds the console's pages unless they were built from just these sources. Returns whether it built. */
export function buildPagesIfStale(say: (text: string) => void): boolean {
  const sources = sourcesHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return false;
  say("Building the console's pages (once) …");
  const began = Date.now();
  // In a process of its own: the bundler would leave hundreds of megabytes in the one that goes on as the server.
  const built = spawnSync(process.execPath, [viteBin, 'build', '--logLevel', 'error'], { cwd: web, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the console's pages could not be built:\n${built.stdout}${built.stderr}`);
  writeFileSync(stampFile, sources);
  say(`Built the pages in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
  return true;
}
