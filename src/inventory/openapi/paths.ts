import type { Api, Endpoint } from '../../model/index.ts';

/** Endpoints that OpenAPI sees as one: the same method at the same path. */
export interface Place {
  /** Lower case. */
  readonly method: string;
  /** Template below the server's address, each parameter under a name of its own. */
  readonly path: string;
  /** Name in `path` → name in the endpoint's own template. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What is described: plain HTTP before operations of other protocols, then the busiest. */
  readonly endpoint: Endpoint;
  /** All others there: operations of GraphQL, SOAP and the like, and endpoints that differ in parameter names only. */
  readonly others: readonly Endpoint[];
}

/** Methods a path item may hold (OpenAPI 3.1 section 4.8.9). */
const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/**
 * Sorted by path and method. OpenAPI holds one operation for a method and path, and takes paths that differ only in the
 * names of parameters for one: the first in order gives the names.
 */
export function placesOf(api: Api, endpoints: readonly Endpoint[]): readonly Place[] {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.api !== api.id || !METHODS.has(endpoint.method)) continue;
    const key = `${canonical(endpoint.template)} ${endpoint.method}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [endpoint]);
    else group.push(endpoint);
  }
  const named = new Map<string, string>();
  const sorted = [...groups.values()]
    .map((group) => group.toSorted(byImportance))
    .toSorted(([a], [b]) => compare(a?.template ?? '', b?.template ?? '') || compare(a?.method ?? '', b?.method ?? ''));
  return sorted.flatMap(([endpoint, ...others]) => {
    if (endpoint === undefined) return [];
    const key = canonical(endpoint.template);
    const path = named.get(key) ?? pathOf(endpoint.template, api.basePath);
    named.set(key, path);
    const own = namesIn(endpoint.template);
    const parameters = new Map(namesIn(path).map((name, index) => [name, own[index] ?? name]));
    return [{ method: endpoint.method.toLowerCase(), path, parameters, endpoint, others }];
  });
}

const byImportance = (a: Endpoint, b: Endpoint): number =>
  Number(a.operation !== undefined) - Number(b.operation !== undefined) ||
  b.requests - a.requests ||
  compare(a.template, b.template) ||
  compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const PARAMETER = /\{([^{}/]+)\}/g;
const canonical = (template: string): string => template.replace(PARAMETER, '{}');
const namesIn = (path: string): readonly string[] => [...path.matchAll(PARAMETER)].map(([, name]) => name ?? '');

/** What may not stand in a path as it is: the marks of query, fragment and parameter, spaces, what is not ASCII. */
const literal = (text: string): string =>
  text.replace(/[^\x21-\x7e]|[?#{}<>"^`|\\]/gu, (char) => encodeURIComponent(char.isWellFormed() ? char : '�'));

function pathOf(template: string, basePath: string): string {
  const below = template.startsWith(basePath) ? template.slice(basePath.length) : template;
  const taken = new Set<string>();
  let path = '';
  let from = 0;
  for (const match of below.matchAll(PARAMETER)) {
    path += `${literal(below.slice(from, match.index))}{${uniqueName(match[1] ?? '', taken)}}`;
    from = match.index + match[0].length;
  }
  path = (path + literal(below.slice(from))).replace(/\/+$/, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function uniqueName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  let unique = plain;
  for (let count = 2; taken.has(unique); count++) unique = `${plain}${count}`;
  taken.add(unique);
  return unique;
}

/** The first literal segment: what the operations below it are about. */
export const tagOf = (path: string): string | undefined =>
  path.split('/').find((segment) => segment !== '' && !segment.includes('{'));
