import { describe, HOLE, plainText, text, unknown, type Arguments, type Value } from './value.ts';

/** Texts joined; what is not a text becomes a hole. */
export function joinTexts(values: readonly Value[], between = ''): Value {
  let joined = '';
  const holes: string[] = [];
  for (const [index, value] of values.entries()) {
    if (index > 0) joined += between;
    if (value.kind === 'text') {
      joined += value.text;
      holes.push(...value.holes);
    } else {
      joined += HOLE;
      holes.push(describe(value));
    }
  }
  return text(joined, holes);
}

/** Sums of lists are lists, all others texts. */
export function sumOf(values: readonly Value[]): Value {
  if (values.some(({ kind }) => kind === 'list'))
    return { kind: 'list', items: values.flatMap((value) => (value.kind === 'list' ? value.items : [value])) };
  return values.some(({ kind }) => kind === 'text') ? joinTexts(values) : unknown();
}

/** Joins path pieces with one slash between them (`path.join`, `url.JoinPath`). */
const joinPaths = (values: readonly Value[]): Value => {
  const joined = joinTexts(values, '/');
  return joined.kind === 'text' ? text(joined.text.replaceAll(/\/{2,}/g, '/'), joined.holes) : joined;
};

/** `%s` and its like filled in, as Go and Python do. */
function formatted(pattern: string, values: readonly Value[]): Value {
  const pieces: Value[] = [];
  let next = 0;
  let from = 0;
  for (const match of pattern.matchAll(/%(?:[-+#0]*\d*(?:\.\d+)?[a-zA-Z]|%)/g)) {
    pieces.push(text(pattern.slice(from, match.index)));
    from = match.index + match[0].length;
    pieces.push(match[0] === '%%' ? text('%') : (values[next++] ?? unknown()));
  }
  return joinTexts([...pieces, text(pattern.slice(from))]);
}

const PATH_MODULES = new Set(['path', 'node:path', 'path/posix', 'os.path', 'os', 'net/url', 'url-join']);

/** Functions of standard libraries that make paths. Undefined: not one of them. */
export function standardCall(module: string, path: string, { positional }: Arguments): Value | undefined {
  const [first, ...rest] = positional;
  if (module === 'fmt' && path === 'Sprintf' && first?.kind === 'text' && first.holes.length === 0)
    return formatted(first.text, rest);
  if (PATH_MODULES.has(module) && /(?:^|\.)(?:join|resolve|Join|JoinPath)$/.test(path)) return joinPaths(positional);
  if (module === 'strings' && path === 'Join' && first?.kind === 'list')
    return joinTexts(first.items, plainText(rest[0]) ?? '');
  if ((module === 'url-join' || module === 'path-browserify') && path === '') return joinPaths(positional);
  return undefined;
}

/** Methods of texts. What they make of a text that is not followed is a hole. */
export function textCall(value: Value & { kind: 'text' }, name: string, { positional }: Arguments): Value {
  switch (name) {
    case 'concat':
      return joinTexts([value, ...positional]);
    case 'toString':
    case 'trim':
    case 'strip':
    case 'valueOf':
    case 'trimEnd':
    case 'trimIndent':
      return value;
    case 'toLowerCase':
    case 'lower':
      return text(value.text.toLowerCase(), value.holes);
    case 'join': {
      const [list] = positional;
      return list?.kind === 'list' ? joinTexts(list.items, value.text) : unknown('join');
    }
    default:
      return unknown(name);
  }
}

/** Methods of lists that matter for paths; `each` runs a function for an item. */
export function listCall(
  list: Value & { kind: 'list' },
  name: string,
  { positional }: Arguments,
  each: (callee: Value, item: Value) => Value,
): Value {
  const [first] = positional;
  switch (name) {
    case 'forEach':
    case 'map':
    case 'flatMap':
      return {
        kind: 'list',
        items: first === undefined ? [] : list.items.slice(0, 256).map((item) => each(first, item)),
      };
    case 'push':
    case 'append':
    case 'unshift':
      list.items.push(...positional);
      return list;
    case 'extend':
    case 'concat':
      if (first?.kind === 'list' && first !== list) list.items.push(...first.items);
      return list;
    case 'join':
      return joinTexts(list.items, plainText(first) ?? ',');
    default:
      return name === 'filter' || name === 'slice' || name === 'flat' ? list : unknown(name);
  }
}
