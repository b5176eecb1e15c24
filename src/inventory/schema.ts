import { LIMITS, type JsonValue } from '../model/index.ts';
import { lookAt, mergeClasses, newClasses, type ClassStats } from './class-stats.ts';
import { classifyValue, type Classify } from './data-classes/index.ts';
import { isMap } from './schema-map.ts';
import { addFile, addText, isCloseLook, mergeText, newText, type TextStats } from './text-stats.ts';

/** What was seen at one place of a body. Counts are weighted sightings. Mergeable; merging loses nothing but bounded sets. */
export interface SchemaNode {
  seen: number;
  nulls: number;
  booleans: number;
  integers: number;
  /** Numbers that are not integers. */
  fractions: number;
  strings: number;
  arrays: number;
  objects: number;
  /** Of the numbers; absent where one was of a data class. */
  minimum?: number;
  maximum?: number;
  text?: TextStats;
  /** Data classes of its strings and numbers. */
  classes?: ClassStats;
  /**
   * Only at a root: all was written as text and lists as repeated names (query, form, XML), so numbers may be text and one
   * member may be a list.
   */
  untyped?: true;
  properties?: Map<string, SchemaNode>;
  items?: SchemaNode;
  /** Values of an object whose keys are ids: the keys are data, not names. */
  mapValues?: SchemaNode;
  /** All its keys are data: every further one goes to `mapValues`. */
  folded?: true;
}

export const newSchema = (): SchemaNode => ({
  seen: 0,
  nulls: 0,
  booleans: 0,
  integers: 0,
  fractions: 0,
  strings: 0,
  arrays: 0,
  objects: 0,
});

/** Room for new places, shared by all schemas of a learner. */
export interface Budget {
  used: number;
  readonly limit: number;
}

/** Where a walk takes its room from, and whom it tells of short strings and keys: evidence for templates. */
export interface SchemaSink {
  readonly budget: Budget;
  /** What tells data classes; the built-in ones when absent. */
  readonly classify?: Classify | undefined;
  string(value: string): void;
  key(name: string): void;
}

/** Members beyond it are not walked: the first ones show the shape. */
const ITEMS = 24;
/** An object with more keys than this, alike in form, is a map. */
const MAP_KEYS = 64;

/** Adds one value with a weight. `name` is the key it stands under, for data classes. */
export function addValue(
  node: SchemaNode,
  value: JsonValue,
  name: string,
  weight: number,
  sink: SchemaSink,
  depth = 0,
): void {
  node.seen += weight;
  if (value === null) node.nulls += weight;
  else if (typeof value === 'string') addString(node, value, name, weight, sink);
  else if (typeof value === 'number') addNumber(node, value, name, weight, sink);
  else if (typeof value === 'boolean') node.booleans += weight;
  else if (depth >= LIMITS.jsonDepth) return;
  else if (Array.isArray(value)) addArray(node, value, name, weight, sink, depth);
  else addObject(node, value as { readonly [key: string]: JsonValue }, weight, sink, depth);
}

function addString(node: SchemaNode, value: string, name: string, weight: number, sink: SchemaSink): void {
  node.strings += weight;
  node.text ??= newText();
  addText(node.text, (node.classes ??= newClasses()), name, value, weight, sink.classify);
  if (value.length >= 2 && value.length <= 64) sink.string(value);
}

function addNumber(node: SchemaNode, value: number, name: string, weight: number, sink: SchemaSink): void {
  const before = node.integers + node.fractions;
  if (Number.isInteger(value)) node.integers += weight;
  else node.fractions += weight;
  const widens = value < (node.minimum ?? Infinity) || value > (node.maximum ?? -Infinity);
  if (!widens && !isCloseLook(before)) return;
  const sensitive = lookAt((node.classes ??= newClasses()), name, String(value), weight, {
    classify: sink.classify,
    namedOnly: true,
  });
  if (widens && !sensitive && node.classes.found.size === 0) widen(node, value, value);
  if (node.classes.found.size > 0) forgetRange(node);
}

function widen(node: SchemaNode, minimum: number, maximum: number): void {
  node.minimum = Math.min(node.minimum ?? Infinity, minimum);
  node.maximum = Math.max(node.maximum ?? -Infinity, maximum);
}

/** A bound of personal numbers is one of them. */
function forgetRange(node: SchemaNode): void {
  delete node.minimum;
  delete node.maximum;
}

function addArray(
  node: SchemaNode,
  value: readonly JsonValue[],
  name: string,
  weight: number,
  sink: SchemaSink,
  depth: number,
): void {
  node.arrays += weight;
  if (value.length === 0) return;
  node.items ??= newSchema();
  const count = Math.min(value.length, ITEMS);
  for (let index = 0; index < count; index++)
    addValue(node.items, value[index] as JsonValue, name, weight, sink, depth + 1);
}

function addObject(
  node: SchemaNode,
  value: { readonly [key: string]: JsonValue },
  weight: number,
  sink: SchemaSink,
  depth: number,
): void {
  node.objects += weight;
  node.properties ??= new Map();
  const known = node.properties.size;
  for (const key of Object.keys(value)) {
    let child = node.properties.get(key);
    const isData = child === undefined && isSensitive(key, sink);
    if (isData) child = node.mapValues ??= newSchema();
    child ??= newChild(node, key, sink);
    if (child === undefined) continue;
    if (!isData) sink.key(key);
    addValue(child, value[key] as JsonValue, isData ? '' : key, weight, sink, depth + 1);
  }
  if (node.properties.size > Math.max(MAP_KEYS, known)) foldMap(node, sink.budget);
}

/** Whether a key that is not known yet is itself of a data class, such as an address: it is not kept. */
const isSensitive = (key: string, { classify = classifyValue }: SchemaSink): boolean =>
  key.length >= 7 && /[\d@]/.test(key) && classify('', key) !== undefined;

function newChild(node: SchemaNode, key: string, sink: SchemaSink): SchemaNode | undefined {
  if (node.folded === true && node.mapValues !== undefined) return node.mapValues;
  if (sink.budget.used >= sink.budget.limit || (node.properties?.size ?? 0) >= LIMITS.fieldsPerEndpoint)
    return undefined;
  sink.budget.used++;
  const child = newSchema();
  node.properties?.set(key, child);
  return child;
}

/** Files of a form beside its other members; several under one name are a list. */
export function addFiles(node: SchemaNode, names: readonly string[], weight: number, sink: SchemaSink): void {
  for (const name of new Set(names)) {
    let child = node.properties?.get(name) ?? newChild(node, name, sink);
    if (child === undefined) continue;
    child.seen += weight;
    const count = names.filter((other) => other === name).length;
    if (count > 1) {
      child.arrays += weight;
      child = child.items ??= newSchema();
      child.seen += weight * count;
    }
    child.strings += weight * count;
    for (let index = 0; index < count; index++) addFile((child.text ??= newText()));
  }
}

/** Turns the keys of an object into one value schema where they are data. */
function foldMap(node: SchemaNode, budget: Budget): void {
  if (node.properties === undefined || !isMap(node)) return;
  const merged = node.mapValues ?? newSchema();
  for (const child of node.properties.values()) mergeSchema(merged, child);
  budget.used -= node.properties.size - 1;
  node.mapValues = merged;
  node.folded = true;
  node.properties = new Map();
}

/** Adds all that `from` saw to `into`; `from` stays as it is. */
export function mergeSchema(into: SchemaNode, from: SchemaNode): void {
  into.seen += from.seen;
  into.nulls += from.nulls;
  into.booleans += from.booleans;
  into.integers += from.integers;
  into.fractions += from.fractions;
  into.strings += from.strings;
  into.arrays += from.arrays;
  into.objects += from.objects;
  if (from.untyped === true) into.untyped = true;
  if (from.folded === true) into.folded = true;
  if (from.minimum !== undefined && from.maximum !== undefined) widen(into, from.minimum, from.maximum);
  if (from.text !== undefined) mergeText((into.text ??= newText()), from.text);
  if (from.classes !== undefined) mergeClasses((into.classes ??= newClasses()), from.classes);
  if (into.classes !== undefined && into.classes.found.size > 0) {
    forgetRange(into);
    delete into.text?.values;
  }
  if (from.items !== undefined) mergeSchema((into.items ??= newSchema()), from.items);
  if (from.mapValues !== undefined) mergeSchema((into.mapValues ??= newSchema()), from.mapValues);
  if (from.properties === undefined) return;
  into.properties ??= new Map();
  for (const [key, child] of from.properties) {
    let own = into.properties.get(key);
    if (own === undefined) into.properties.set(key, (own = newSchema()));
    mergeSchema(own, child);
  }
}

/** Number of places in it, itself included. */
export function countFields(node: SchemaNode): number {
  let count = 1;
  if (node.items !== undefined) count += countFields(node.items);
  if (node.mapValues !== undefined) count += countFields(node.mapValues);
  for (const child of node.properties?.values() ?? []) count += countFields(child);
  return count;
}
