import { LIMITS, type FieldStats } from '../model/index.ts';
import type { Operation } from './operation.ts';
import type { SchemaNode } from './schema.ts';
import { agreedEnum, agreedFormat } from './text-stats.ts';

/** The fields of an operation, flat: query, request body, answers by status class. */
export function fieldsOf(operation: Operation): readonly FieldStats[] {
  const fields: FieldStats[] = [];
  for (const [name, node] of sorted(operation.query.properties))
    flatten(fields, { place: 'query' }, name, node, operation.query.objects);
  if (operation.request !== undefined)
    flatten(fields, { place: 'request' }, '$', operation.request, operation.request.seen);
  for (const [statusClass, node] of [...operation.responses].toSorted(([a], [b]) => a - b)) {
    flatten(fields, { place: 'response', status: `${statusClass}xx` }, '$', node, node.seen);
  }
  return fields.length > LIMITS.fieldsPerEndpoint ? fields.slice(0, LIMITS.fieldsPerEndpoint) : fields;
}

type Where = Pick<FieldStats, 'place' | 'status'>;

/** `outOf`: how often the surrounding object was seen. */
function flatten(fields: FieldStats[], where: Where, name: string, node: SchemaNode, outOf: number): void {
  if (fields.length >= LIMITS.fieldsPerEndpoint) return;
  fields.push(fieldOf(where, name, node, outOf));
  for (const [key, child] of sorted(node.properties))
    flatten(fields, where, `${name}.${escapeKey(key)}`, child, node.objects);
  if (node.items !== undefined) flatten(fields, where, `${name}[]`, node.items, node.items.seen);
  if (node.mapValues !== undefined) flatten(fields, where, `${name}{}`, node.mapValues, node.mapValues.seen);
}

/** Dots and brackets in keys would read as structure. */
export const escapeKey = (key: string): string => key.replace(/[\\.[\]{}]/g, '\\$&');

const sorted = (properties: ReadonlyMap<string, SchemaNode> | undefined): readonly (readonly [string, SchemaNode])[] =>
  [...(properties ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));

function fieldOf(where: Where, name: string, node: SchemaNode, outOf: number): FieldStats {
  const format = node.text === undefined ? undefined : agreedFormat(node.text);
  const values = node.text === undefined || format !== undefined ? undefined : agreedEnum(node.text);
  return {
    ...where,
    name,
    types: typesOf(node),
    present: node.seen,
    outOf,
    classes: Object.fromEntries([...(node.text?.classes ?? [])].toSorted(([, a], [, b]) => b - a)),
    ...(format !== undefined && { format }),
    ...(values !== undefined && { enum: values }),
    ...(node.minimum !== undefined && { minimum: node.minimum }),
    ...(node.maximum !== undefined && { maximum: node.maximum }),
  };
}

function typesOf(node: SchemaNode): Readonly<Record<string, number>> {
  const all: readonly (readonly [string, number])[] = [
    ['null', node.nulls],
    ['boolean', node.booleans],
    ['integer', node.integers],
    ['number', node.fractions],
    ['string', node.strings],
    ['array', node.arrays],
    ['object', node.objects],
  ];
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}
