import type { PathPiece } from './router.ts';
import { describe, HOLE, itemsOf, type Value } from './trace/value.ts';

/** A framework's way to write paths: the same path in normal form; several where a part is optional. */
export type PathStyle = (path: string) => readonly string[];

const UNKNOWN = '{?}';

/** The pieces that a value stands for: one for each text of a list and each alternative. */
export function piecesOf(value: Value | undefined, style: PathStyle): readonly PathPiece[] {
  return itemsOf(value).flatMap((item): readonly PathPiece[] => {
    if (item.kind === 'text') {
      const notes = item.holes.map((name) => `unknown part${name === '' ? '' : `: ${name}`}`);
      return style(item.text).map((one) => ({ template: tidy(one), notes }));
    }
    if (item.kind === 'pattern') return [{ template: `/${UNKNOWN}`, notes: [`regular expression: ${item.source}`] }];
    const name = describe(item);
    return [{ template: `/${UNKNOWN}`, notes: [`unknown path${name === '' ? '' : `: ${name}`}`] }];
  });
}

/** One slash before each segment, none at the end. */
const tidy = (path: string): string =>
  `/${path.replaceAll(HOLE, UNKNOWN)}`.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');

export const joinPieces = (a: PathPiece, b: PathPiece): PathPiece => ({
  template: a.template + b.template,
  notes: [...a.notes, ...b.notes],
});

/** `:name`, `:name(pattern)`, `:name?`, `*`, `*name`; a brace opens an optional part (Express 5) or a pattern (Hono). */
export const colonPath =
  (braces: 'optional' | 'pattern' | 'none'): PathStyle =>
  (path) => {
    let made: readonly string[] = [''];
    let at = 0;
    const add = (...alternatives: readonly string[]): void => {
      made = made.flatMap((before) => alternatives.map((one) => before + one)).slice(0, 32);
    };
    while (at < path.length) {
      const char = path[at] as string;
      const end = braces !== 'none' && char === '{' ? closing(path, at, '{', '}') : -1;
      if (end > at) {
        add('', ...colonPath(braces)(path.slice(at + 1, end)));
        at = end + 1;
      } else if (char === ':' && /[A-Za-z_]/.test(path[at + 1] ?? '')) at = parameter(path, at, braces, add);
      else if (char === '*') {
        const name = /^\*([A-Za-z_]\w*)?/.exec(path.slice(at));
        add(`{${name?.[1] ?? 'path'}*}`);
        at += name?.[0].length ?? 1;
      } else if (char === '(') {
        const close = closing(path, at, '(', ')');
        add(path.startsWith('(.*)', at) ? '{path*}' : UNKNOWN);
        at = close + 1;
      } else {
        add(char === ':' && path[at + 1] === ':' ? '' : char);
        at++;
      }
    }
    return [...new Set(made)];
  };

/** A `:name` with what may stand behind it. Answers where the path goes on. */
function parameter(
  path: string,
  start: number,
  braces: string,
  add: (...alternatives: readonly string[]) => void,
): number {
  const name = /^\w+/.exec(path.slice(start + 1))?.[0] ?? '';
  let at = start + 1 + name.length;
  if (path[at] === '(') at = closing(path, at, '(', ')') + 1;
  else if (braces === 'pattern' && path[at] === '{') {
    const end = closing(path, at, '{', '}');
    const rest = /^\.[*+]$/.test(path.slice(at + 1, end));
    add(rest ? `{${name}*}` : `{${name}}`);
    return end + 1;
  }
  const suffix = path[at] ?? '';
  if (suffix === '?') add('', `{${name}}`);
  else add(suffix === '*' || suffix === '+' ? `{${name}*}` : `{${name}}`);
  return '?*+'.includes(suffix) ? at + suffix.length : at;
}

/** Index of the bracket that closes the one at `start`, or the text's last index. */
function closing(text: string, start: number, open: string, close: string): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return text.length - 1;
}

/** `{name}`, `{name:pattern}`, `{*rest}`, `{rest...}`, `{$}`, `*`, `**`. `rest` are converters that take slashes. */
export const bracedPath =
  (rest: readonly string[] = []): PathStyle =>
  (path) => {
    let made = '';
    for (let at = 0; at < path.length; at++) {
      const char = path[at] as string;
      if (char === '{') {
        const end = closing(path, at, '{', '}');
        made += braced(path.slice(at + 1, end), rest);
        at = end;
      } else if (char === '*') {
        made += '{path*}';
        while (path[at + 1] === '*') at++;
      } else made += char;
    }
    return [made];
  };

function braced(inside: string, rest: readonly string[]): string {
  if (inside === '$') return '';
  if (inside === '?') return UNKNOWN;
  const [name = '', pattern = ''] = inside.split(/:(.*)/s);
  const bare = name.replace(/^\*|\.\.\.$|\?$/g, '').trim();
  const takesAll = name.startsWith('*') || name.endsWith('...') || rest.includes(pattern) || /^\.[*+]$/.test(pattern);
  return `{${bare === '' ? 'arg' : bare}${takesAll ? '*' : ''}}`;
}

/** `<name>`, `<converter:name>`; the converter `path` takes slashes. */
export const anglePath: PathStyle = (path) => [
  path.replaceAll(/<(?:([^<>:]+):)?([^<>:]+)>/g, (_, converter: string | undefined, name: string) =>
    converter?.startsWith('path') === true ? `{${name.trim()}*}` : `{${name.trim()}}`,
  ),
];

/** Django's regular expressions, as people write them for paths: named and unnamed groups between literal parts. */
export const regexPath: PathStyle = (source) => {
  let made = '';
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string;
    if (char === '^' || char === '$') continue;
    if (char === '\\') {
      const next = source[++at] ?? '';
      made += /[dwsDWSbB]/.test(next) ? UNKNOWN : next === 'A' || next === 'Z' ? '' : next;
    } else if (char === '(' || char === '[') {
      const end = closing(source, at, char, char === '(' ? ')' : ']');
      made += char === '(' ? group(source.slice(at + 1, end)) : UNKNOWN;
      at = end;
    } else if (char === '.' || char === '*' || char === '+') made += char === '.' ? UNKNOWN : '';
    else if (char !== '?') made += char;
  }
  return [made.replaceAll(/(?:\{\?\})+/g, UNKNOWN)];
};

function group(inside: string): string {
  const name = /^\?P?<(\w+)>/.exec(inside)?.[1];
  const takesAll = /(?:^|>)\.[*+]\??$/.test(inside);
  if (name !== undefined) return `{${name}${takesAll ? '*' : ''}}`;
  return inside.startsWith('?') ? UNKNOWN : `{arg${takesAll ? '*' : ''}}`;
}
