import { LIMITS, type JsonValue } from '../model/index.ts';
import { isMapOfIds } from './schema-map.ts';
import { addText, mergeText, newText, type TextStats } from './text-stats.ts';

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
  minimum?: number;
  maximum?: number;
  text?: TextStats;
  properties?: Map<string, SchemaNode>;
  items?: SchemaNode;
  /** Values of an object whose keys are ids: the keys are data, not names. */
  mapValues?: SchemaNode;
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
  else if (typeof value === 'number') addNumber(node, value, weight);
  else if (typeof value === 'boolean') node.booleans += weight;
  else if (depth >= LIMITS.jsonDepth) return;
  else if (Array.isArray(value)) addArray(node, value, name, weight, sink, depth);
  else addObject(node, value as { readonly [key: string]: JsonValue }, weight, sink, depth);
}

function addString(node: SchemaNode, value: string, name: string, weight: number, sink: SchemaSink): void {
  node.strings += weight;
  node.text ??= newText();
  addText(node.text, name, value, weight);
  if (value.length >= 2 && value.length <= 64) sink.string(value);
}

function addNumber(node: SchemaNode, value: number, weight: number): void {
  if (Number.isInteger(value)) node.integers += weight;
  else node.fractions += weight;
  if (node.minimum === undefined || value < node.minimum) node.minimum = value;
  if (node.maximum === undefined || value > node.maximum) node.maximum = value;
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
  for (const key of Object.keys(value)) {
    const child = childOf(node, key, sink);
    if (child === undefined) continue;
    sink.key(key);
    addValue(child, value[key] as JsonValue, key, weight, sink, depth + 1);
  }
  if (node.mapValues === undefined && node.properties.size > MAP_KEYS) foldMap(node, sink.budget);
}

function childOf(node: SchemaNode, key: string, sink: SchemaSink): SchemaNode | undefined {
  const known = node.properties?.get(key);
  if (known !== undefined) return known;
  if (node.mapValues !== undefined) return node.mapValues;
  if (sink.budget.used >= sink.budget.limit || (node.properties?.size ?? 0) >= LIMITS.fieldsPerEndpoint)
    return undefined;
  sink.budget.used++;
  const child = newSchema();
  node.properties?.set(key, child);
  return child;
}

/** Turns the id-like keys of an object into one value schema. */
export function foldMap(node: SchemaNode, budget: Budget): void {
  if (node.properties === undefined || !isMapOfIds(node)) return;
  const merged = node.mapValues ?? newSchema();
  for (const child of node.properties.values()) mergeSchema(merged, child);
  budget.used -= node.properties.size - 1;
  node.mapValues = merged;
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
  if (from.minimum !== undefined)
    into.minimum = into.minimum === undefined ? from.minimum : Math.min(into.minimum, from.minimum);
  if (from.maximum !== undefined)
    into.maximum = into.maximum === undefined ? from.maximum : Math.max(into.maximum, from.maximum);
  if (from.text !== undefined) mergeText((into.text ??= newText()), from.text);
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
