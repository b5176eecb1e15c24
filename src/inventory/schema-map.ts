import { strongShape, type StrongType } from './path/shape.ts';
import type { SchemaNode } from './schema.ts';

/** Keys needed before ids are believed to be data: a name may be a number or look like a token, hardly like these. */
const UNMISTAKABLE: ReadonlySet<StrongType> = new Set([
  'uuid',
  'ulid',
  'date',
  'date-time',
  'email',
  'ip',
  'composite',
]);
const LEAST_IDS = 4;
const LEAST_CODES = 4;
const LEAST_CURRENCIES = 2;
/** Nearly all keys are ids: beside them `default` or `total` may stand. */
const MOST = 0.9;
/** Keys that change from object to object: how many there must be, and in which share of the objects each may stand. */
const CHANGING = { objects: { keys: 6, share: 0.4 }, scalars: { keys: 12, share: 0.2 } } as const;

type ObjectNode = Pick<SchemaNode, 'objects' | 'properties'>;

/**
 * Whether the keys of an object are data, not names: they have the form of identifiers, are codes of one list, or change
 * from object to object while the values stay alike.
 */
export function isMap(node: ObjectNode): boolean {
  const { properties } = node;
  if (properties === undefined || properties.size === 0) return false;
  const keys = [...properties.keys()];
  if (areUnmistakable(keys)) return true;
  if (areSteady(node, properties)) return false;
  return areIds(keys) || (areCodes(keys) && areAlike(properties)) || areChanging(node, properties);
}

/** The same few keys in every object are names, whatever they look like: stars from 1 to 5, the two currencies of a shop. */
function areSteady({ objects }: ObjectNode, properties: ReadonlyMap<string, SchemaNode>): boolean {
  if (objects < 3 || properties.size > 32) return false;
  for (const child of properties.values()) if (child.seen < objects * 0.9) return false;
  return true;
}

const areUnmistakable = (keys: readonly string[]): boolean =>
  keys.every((key) => {
    const shape = strongShape(key);
    return shape !== undefined && shape.suffix === '' && UNMISTAKABLE.has(shape.type);
  });

/** Small numbers count something: stars, weekdays, levels. */
const isId = (key: string): boolean => strongShape(key) !== undefined && !/^-?\d{1,2}(?:\.\d+)?$/.test(key);

function areIds(keys: readonly string[]): boolean {
  const ids = keys.filter(isId).length;
  return ids >= LEAST_IDS && ids / keys.length >= MOST;
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const currencies = new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Countries (ISO 3166-1), currencies (ISO 4217) or languages (ISO 639-1). */
function areCodes(keys: readonly string[]): boolean {
  const all = (form: RegExp, names: Intl.DisplayNames): boolean =>
    keys.every((key) => form.test(key) && names.of(key) !== undefined);
  return (
    (keys.length >= LEAST_CURRENCIES && all(/^[A-Z]{3}$/, currencies)) ||
    (keys.length >= LEAST_CODES && (all(/^[A-Z]{2}$/, regions) || all(/^[a-z]{2}$/, languages)))
  );
}

function areChanging({ objects }: ObjectNode, properties: ReadonlyMap<string, SchemaNode>): boolean {
  const [first] = properties.values();
  const bound = (first?.objects ?? 0) > 0 ? CHANGING.objects : CHANGING.scalars;
  if (properties.size < bound.keys || objects < 4) return false;
  let seen = 0;
  let steady = 0;
  for (const child of properties.values()) {
    seen += child.seen;
    if (child.seen > objects * 0.8) steady++;
  }
  return steady === 0 && seen / (objects * properties.size) <= bound.share && areAlike(properties);
}

/** All values are of one kind; objects have the same members. */
function areAlike(properties: ReadonlyMap<string, SchemaNode>): boolean {
  const kinds = new Set<string>();
  const members = new Map<string, number>();
  let objects = 0;
  for (const child of properties.values()) {
    const kind = kindOf(child);
    if (kind !== '') kinds.add(kind);
    if (child.objects === 0) continue;
    objects++;
    for (const key of child.properties?.keys() ?? []) members.set(key, (members.get(key) ?? 0) + 1);
  }
  if (kinds.size > 1) return false;
  if (objects === 0) return true;
  const total = [...members.values()].reduce((sum, count) => sum + count, 0);
  return members.size > 0 && total / (members.size * objects) >= 0.6;
}

/** The one kind of value a place holds, '' for nulls only. */
function kindOf(node: SchemaNode): string {
  const kinds: string[] = [];
  if (node.booleans > 0) kinds.push('boolean');
  if (node.integers + node.fractions > 0) kinds.push('number');
  if (node.strings > 0) kinds.push('string');
  if (node.arrays > 0) kinds.push('array');
  if (node.objects > 0) kinds.push('object');
  return kinds.join('|');
}
