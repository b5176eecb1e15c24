import type { EndpointRef, InventorySnapshot, OperationRef } from '../model/index.ts';
import { operationKey } from './operation-key.ts';

export interface Match {
  readonly endpoint: EndpointRef;
  /** Name and raw value of every path parameter, in order. */
  readonly parameters: readonly (readonly [string, string])[];
}

/** Finds the endpoint of a request. Paths are compared as sent; empty and matrix parts are skipped as in learning. */
export interface Matcher {
  /** `recognise` tells which operation the request calls; it is asked only where the place carries operations. */
  match(method: string, host: string, path: string, recognise?: () => OperationRef | undefined): Match | null;
}

/** What answers at the end of a path: plain HTTP, operations by their key, or both. */
interface Place {
  readonly names: readonly string[];
  plain?: EndpointRef;
  operations?: Map<string, EndpointRef>;
}

/** What stands before, between and after the parameters of a segment such as `{id}.json`. */
interface Pattern {
  readonly node: TrieNode;
  readonly prefix: string;
  readonly suffix: string;
}

interface TrieNode {
  readonly literals: Map<string, TrieNode>;
  /** Segments that hold a parameter and text, longest text first. */
  partials: readonly Pattern[];
  parameter?: TrieNode;
  place?: Place;
}

const newTrie = (): TrieNode => ({ literals: new Map(), partials: [] });

/** Builds a trie of segments for each host and method: a map of literals and one parameter a node (hot path, rule 6). */
export function createMatcher(snapshot: Pick<InventorySnapshot, 'endpoints'>): Matcher {
  const roots = new Map<string, Map<string, TrieNode>>();
  for (const { id, method, host, template, operation } of snapshot.endpoints) {
    let methods = roots.get(host);
    if (methods === undefined) roots.set(host, (methods = new Map<string, TrieNode>()));
    let root = methods.get(method);
    if (root === undefined) methods.set(method, (root = newTrie()));
    add(root, template, { id, template }, operation && operationKey(method, operation));
  }
  return {
    match(method, host, path, recognise) {
      const methods = roots.get(host);
      const root = methods?.get(method) ?? (method === 'HEAD' ? methods?.get('GET') : undefined);
      if (root === undefined) return null;
      const values: string[] = [];
      const found = find(root, path, 0, values);
      const endpoint = found?.place && endpointAt(found.place, method, recognise);
      if (found?.place === undefined || endpoint === undefined) return null;
      return { endpoint, parameters: found.place.names.map((name, index) => [name, values[index] ?? '']) };
    },
  };
}

/**
 * The operation's endpoint where one is called that is known, else the plain one; a stream of events shows only in its answer,
 * so where nothing else is known at the place it is taken for one.
 */
function endpointAt(
  { plain, operations }: Place,
  method: string,
  recognise: (() => OperationRef | undefined) | undefined,
): EndpointRef | undefined {
  if (operations === undefined) return plain;
  const called = recognise?.();
  if (called !== undefined) return operations.get(operationKey(method, called)) ?? plain;
  return plain ?? operations.get(operationKey(method, STREAM));
}

const STREAM: OperationRef = { protocol: 'sse', name: '' };

function add(root: TrieNode, template: string, ref: EndpointRef, key: string | undefined): void {
  let node = root;
  const names: string[] = [];
  for (const segment of template.split('/')) {
    if (segment === '') continue;
    const open = segment.indexOf('{');
    const close = segment.lastIndexOf('}');
    if (open === -1 || close < open) node = literalBelow(node, segment);
    else {
      names.push(segment.slice(open + 1, close));
      node = parameterBelow(node, segment.slice(0, open), segment.slice(close + 1));
    }
  }
  const place = (node.place ??= { names });
  if (key === undefined) place.plain ??= ref;
  else (place.operations ??= new Map()).set(key, ref);
}

function literalBelow(node: TrieNode, segment: string): TrieNode {
  let child = node.literals.get(segment);
  if (child === undefined) node.literals.set(segment, (child = newTrie()));
  return child;
}

function parameterBelow(node: TrieNode, prefix: string, suffix: string): TrieNode {
  if (prefix === '' && suffix === '') return (node.parameter ??= newTrie());
  const known = node.partials.find((pattern) => pattern.prefix === prefix && pattern.suffix === suffix);
  if (known !== undefined) return known.node;
  const pattern: Pattern = { node: newTrie(), prefix, suffix };
  node.partials = [...node.partials, pattern].toSorted(
    (a, b) => b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length,
  );
  return pattern.node;
}

/** Literals first, then partial segments, then the parameter; steps back where one leads nowhere. */
function find(node: TrieNode, path: string, from: number, values: string[]): TrieNode | undefined {
  let start = from;
  while (start < path.length && path.charCodeAt(start) === 47) start++;
  if (start >= path.length) return node.place === undefined ? undefined : node;
  let end = path.indexOf('/', start);
  if (end === -1) end = path.length;
  const segment = path.slice(start, matrixStart(path, start, end));
  if (segment === '') return find(node, path, end, values);
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = find(literal, path, end, values);
    if (found !== undefined) return found;
  }
  for (const { node: below, prefix, suffix } of node.partials) {
    if (segment.length <= prefix.length + suffix.length || !segment.startsWith(prefix) || !segment.endsWith(suffix))
      continue;
    const found = step(below, path, end, values, segment.slice(prefix.length, segment.length - suffix.length));
    if (found !== undefined) return found;
  }
  return node.parameter === undefined ? undefined : step(node.parameter, path, end, values, segment);
}

function step(node: TrieNode, path: string, end: number, values: string[], value: string): TrieNode | undefined {
  values.push(value);
  const found = find(node, path, end, values);
  if (found === undefined) values.pop();
  return found;
}

/** Where a matrix parameter (`;jsessionid=…`) begins, or the end of the segment. */
function matrixStart(path: string, start: number, end: number): number {
  const semicolon = path.indexOf(';', start);
  if (semicolon === -1 || semicolon >= end) return end;
  const equals = path.indexOf('=', semicolon);
  return equals === -1 || equals >= end ? end : semicolon;
}
