import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const web = path.join(root, 'web');
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
export async function buildPagesIfStale(say: (text: string) => void): Promise<boolean> {
  const sources = sourcesHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return false;
  say("Building the console's pages (once) …");
  const began = Date.now();
  const { build } = await import('vite');
  await build({ root: web, logLevel: 'error' });
  writeFileSync(stampFile, sources);
  say(`Built the pages in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
  return true;
}
