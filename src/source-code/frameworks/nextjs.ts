import { ANY } from '../declared-route.ts';
import { NO_PIECE } from '../router.ts';
import { lexJavaScript } from '../syntax/lexers.ts';
import type { Module } from '../trace/module.ts';
import { fieldOf, plainText } from '../trace/value.ts';
import { addRoute, locationOf, type Framework, type Tools } from './framework.ts';

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

/** Next.js: files under `pages/api` and `app/…/route`, by where they lie. */
export const nextjs: Framework = {
  id: 'nextjs',
  languages: ['javascript'],
  hints: [],
  placed(module, tools) {
    const place = placeOf(module.file, tools);
    if (place === undefined) return;
    const methods =
      place.kind === 'app' ? VERBS.filter((verb) => module.exports.has(verb)) : pageMethods(module, tools);
    if (methods.length === 0) return;
    const router = tools.router('application', locationOf(module, { line: 1, column: 1 }), module);
    const paths = [{ ...NO_PIECE, template: basePath(place.root, tools) + place.template }];
    if (place.kind === 'pages') addRoute(router, { methods, paths, at: declarationOf(module, 'default') });
    else
      for (const verb of methods)
        addRoute(router, { methods: [verb], paths, at: declarationOf(module, verb), handler: verb });
    if (place.optional) router.notes.push('the last part may be absent');
  },
};

/** Whether a path may belong to a Next.js route: cheap, before the file is read. */
export const mayBeNextRoute = (file: string): boolean =>
  /(?:^|\/)pages\/api\/.*\.[cm]?[jt]sx?$/.test(file) || /(?:^|\/)app\/(?:.*\/)?route\.[cm]?[jt]sx?$/.test(file);

interface NextPlace {
  readonly kind: 'app' | 'pages';
  /** Folder of the project, with a slash behind it unless empty. */
  readonly root: string;
  readonly template: string;
  readonly optional: boolean;
}

function placeOf(file: string, tools: Tools): NextPlace | undefined {
  if (!mayBeNextRoute(file)) return undefined;
  const found = /^(.*?)(?:src\/)?(app|pages)\/(.*)\.[cm]?[jt]sx?$/.exec(file);
  const [, root = '', kind, rest = ''] = found ?? [];
  if ((root !== '' && !root.endsWith('/')) || !isNextProject(root, tools)) return undefined;
  const parts = rest.split('/');
  const last = parts.at(-1);
  if (kind === 'app' || last === 'index') parts.pop();
  // Groups, slots and what merely intercepts add nothing to the address.
  const shown = parts.filter((part) => !/^\(.*\)$/.test(part) && !part.startsWith('@'));
  const template = shown.map((part) => `/${segment(part)}`).join('');
  return {
    kind: kind === 'app' ? 'app' : 'pages',
    root,
    template,
    optional: shown.at(-1)?.startsWith('[[...') ?? false,
  };
}

const segment = (part: string): string =>
  part
    .replace(/^\[\[?\.\.\.(.+?)\]?\]$/, '{$1*}')
    .replaceAll(/\[([^\].]+)\]/g, '{$1}')
    .replaceAll(/%5[Ff]/g, '_');

const CONFIGS = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs'];

function isNextProject(root: string, tools: Tools): boolean {
  if (CONFIGS.some((name) => tools.read(root + name) !== undefined)) return true;
  const manifest = tools.read(`${root}package.json`);
  return manifest !== undefined && /"next"\s*:/.test(manifest);
}

function basePath(root: string, tools: Tools): string {
  for (const name of CONFIGS) {
    if (tools.read(root + name) === undefined) continue;
    const config = tools.load(root + name);
    const value = config && tools.member({ kind: 'module', module: config }, 'default');
    return plainText(fieldOf(value, 'basePath'))?.replace(/\/$/, '') ?? '';
  }
  return '';
}

/** A page answers every method, unless its code compares the request's method with names. */
function pageMethods(module: Module, tools: Tools): readonly string[] {
  if (!module.exports.has('default') && module.whole === undefined) return [];
  const tokens = lexJavaScript(tools.read(module.file) ?? '');
  const named = tokens.flatMap((token, index) => {
    if (token.kind !== 'text' || !VERBS.includes(token.text)) return [];
    const before = tokens[index - 1]?.text ?? '';
    const compared = ['===', '==', '!==', '!='].includes(before) && tokens[index - 2]?.text === 'method';
    return compared || before === 'case' ? [token.text] : [];
  });
  return named.length === 0 ? [ANY] : named;
}

function declarationOf(module: Module, name: string) {
  for (const statement of module.statements) {
    const names =
      statement.kind === 'function'
        ? [statement.fn.name]
        : statement.kind === 'assign' && statement.target.kind === 'one' && statement.target.to.kind === 'name'
          ? [statement.target.to.name]
          : statement.kind === 'export'
            ? statement.names.map(({ as }) => as)
            : statement.kind === 'assign' && statement.target.kind === 'pattern'
              ? statement.target.names.map(({ local }) => local)
              : [];
    if (names.includes(name)) return locationOf(module, statement.at);
  }
  return locationOf(module, { line: 1, column: 1 });
}
