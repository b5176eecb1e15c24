import path from 'node:path';
import type { Module } from './trace/module.ts';

const ENDINGS = [
  '',
  '.ts',
  '.js',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.tsx',
  '.jsx',
  '/index.ts',
  '/index.js',
  '/index.mjs',
  '/index.cjs',
  '/index.tsx',
];

/** Files that an import of this name may mean, nearest first; only those that exist. */
export function* candidatesOf(name: string, from: Module, exists: (file: string) => boolean): Generator<string> {
  const bases =
    from.language === 'python'
      ? pythonBases(name, from.file)
      : from.language === 'javascript'
        ? javascriptBases(name, from.file)
        : javaBases(name, from);
  const endings =
    from.language === 'python' ? ['.py', '/__init__.py'] : from.language === 'javascript' ? ENDINGS : ['.java', '.kt'];
  for (const base of bases) {
    for (const one of spellings(base, from)) {
      for (const ending of endings) {
        const file = path.posix.normalize(one + ending).replace(/^\//, '');
        if (SOURCE.test(file) && exists(file)) yield file;
      }
    }
  }
}

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|py|java|kt)$/;

/** TypeScript imports `./x.js` where `x.ts` is meant. */
const spellings = (base: string, from: Module): readonly string[] =>
  from.language === 'javascript' && /\.[cm]?jsx?$/.test(base)
    ? [base, base.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')]
    : [base];

function* ancestors(file: string): Generator<string> {
  for (let folder = path.posix.dirname(file); ; folder = path.posix.dirname(folder)) {
    yield folder === '.' ? '' : `${folder}/`;
    if (folder === '.' || folder === '/') return;
  }
}

function* javascriptBases(name: string, file: string): Generator<string> {
  if (name.startsWith('.')) {
    yield path.posix.join(path.posix.dirname(file), name);
    return;
  }
  // `@/x`, `~/x`, `#x` and `src/x` are the usual aliases of the source folder; other names are packages.
  const rest = /^(?:@\/|~\/|#\/?)(.+)$/.exec(name)?.[1];
  if (rest === undefined && !/^(?:src|app|lib|server)\//.test(name)) return;
  for (const folder of ancestors(file)) {
    yield `${folder}src/${rest ?? name}`;
    yield folder + (rest ?? name);
  }
}

function* pythonBases(name: string, file: string): Generator<string> {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  const rest = name.slice(dots).replaceAll('.', '/');
  if (dots === 0) {
    for (const folder of ancestors(file)) {
      yield folder + rest;
      yield `${folder}src/${rest}`;
    }
    return;
  }
  const up = '../'.repeat(dots - 1);
  yield path.posix.join(path.posix.dirname(file), up, rest === '' ? '.' : rest);
}

/** From the root that the file's own package implies; a nested class is looked for in its outer one. */
function* javaBases(name: string, from: Module): Generator<string> {
  const own = packageOf(from).replaceAll('.', '/');
  const folder = path.posix.dirname(from.file);
  if (!folder.endsWith(own)) return;
  const root = folder.slice(0, folder.length - own.length);
  for (let at = name.replaceAll('.', '/'); at !== '.' && at !== ''; at = path.posix.dirname(at)) yield root + at;
}

/** Packages are read before anything else of their file. */
function packageOf({ statements }: Module): string {
  for (const one of statements) {
    if (one.kind !== 'assign' || one.target.kind !== 'one' || one.value.kind !== 'text') continue;
    const [name] = one.value.parts;
    if (one.target.to.kind === 'name' && one.target.to.name === 'package' && typeof name === 'string') return name;
  }
  return '';
}

/** The module path that a `go.mod` declares. */
export const goModulePath = (text: string): string | undefined => /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1];
