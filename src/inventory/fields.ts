import { LIMITS, type FieldStats } from '../model/index.ts';
import { classConfidence, classCounts } from './class-stats.ts';
import type { Operation } from './operation.ts';
import type { SchemaNode } from './schema.ts';
import { viewOf } from './schema-view.ts';
import { agreedEnum, agreedFormat } from './text-stats.ts';

/** The fields of an operation, flat: query, custom headers, request body, answers by status class. */
export function fieldsOf(operation: Operation): readonly FieldStats[] {
  const fields: FieldStats[] = [];
  for (const [name, node] of sorted(operation.query.properties))
    flatten(fields, { place: 'query' }, name, node, operation.query.objects, true);
  for (const [name, node] of sorted(operation.headers?.properties))
    flatten(fields, { place: 'header' }, name, node, operation.headers?.objects ?? 0, true);
  const request = operation.request;
  if (request !== undefined)
    flatten(fields, { place: 'request' }, '$', request, request.seen, request.untyped === true);
  for (const [statusClass, node] of [...operation.responses].toSorted(([a], [b]) => a - b)) {
    flatten(fields, { place: 'response', status: `${statusClass}xx` }, '$', node, node.seen, node.untyped === true);
  }
  return fields.length > LIMITS.fieldsPerEndpoint ? fields.slice(0, LIMITS.fieldsPerEndpoint) : fields;
}

type Where = Pick<FieldStats, 'place' | 'status'>;

/** `outOf`: how often the surrounding object was seen. */
function flatten(
  fields: FieldStats[],
  where: Where,
  name: string,
  held: SchemaNode,
  outOf: number,
  untyped: boolean,
): void {
  if (fields.length >= LIMITS.fieldsPerEndpoint) return;
  const node = viewOf(held, untyped);
  fields.push(fieldOf(where, name, node, outOf));
  for (const [key, child] of sorted(node.properties))
    flatten(fields, where, `${name}.${escapeKey(key)}`, child, node.objects, untyped);
  if (node.items !== undefined) flatten(fields, where, `${name}[]`, node.items, node.items.seen, untyped);
  if (node.mapValues !== undefined) flatten(fields, where, `${name}{}`, node.mapValues, node.mapValues.seen, untyped);
}

/** Dots and brackets in keys would read as structure. */
export const escapeKey = (key: string): string => key.replace(/[\\.[\]{}]/g, '\\$&');

const sorted = (properties: ReadonlyMap<string, SchemaNode> | undefined): readonly (readonly [string, SchemaNode])[] =>
  [...(properties ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));

function fieldOf(where: Where, name: string, node: SchemaNode, outOf: number): FieldStats {
  const { text } = node;
  const format = text === undefined ? undefined : agreedFormat(text);
  const classes = classCounts(node.classes);
  const open = Object.keys(classes).length === 0;
  const values = text === undefined || format !== undefined || !open ? undefined : agreedEnum(text);
  return {
    ...where,
    name,
    types: typesOf(node),
    present: node.seen,
    outOf,
    classes,
    ...(!open && { confidence: classConfidence(node.classes) }),
    ...(format !== undefined && { format }),
    ...(values !== undefined && { enum: values }),
    ...(open && node.minimum !== undefined && { minimum: node.minimum }),
    ...(open && node.maximum !== undefined && { maximum: node.maximum }),
    ...(open && text !== undefined && { minimumLength: text.shortest, maximumLength: text.longest }),
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
