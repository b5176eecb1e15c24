import { strongShape } from './path/shape.ts';
import { isMap } from './schema-map.ts';
import { mergeSchema, newSchema, type SchemaNode } from './schema.ts';

/**
 * A place as it is read for publication; what is held stays as it is. Keys that are data become map values. Where all was
 * text (`untyped`), a list that was once a single member is a list, and a mixture of numbers and text is text.
 */
export function viewOf(node: SchemaNode, untyped: boolean): SchemaNode {
  let view = node;
  if (untyped) view = asText(asList(asElement(view)));
  if (isMap(view)) return asMap(view, () => true);
  return view.mapValues === undefined || (view.properties?.size ?? 0) === 0
    ? view
    : asMap(view, (key) => strongShape(key) !== undefined);
}

/** An empty element among elements with members is one without members. */
function asElement(node: SchemaNode): SchemaNode {
  if (node.objects === 0 || node.strings === 0 || node.text?.longest !== 0) return node;
  const { text: _, ...rest } = node;
  return { ...rest, objects: node.objects + node.strings, strings: 0 };
}

function asList(node: SchemaNode): SchemaNode {
  if (node.arrays === 0 || node.arrays === node.seen - node.nulls) return node;
  const { items, ...single } = node;
  const member = newSchema();
  mergeSchema(member, { ...single, seen: node.seen - node.nulls - node.arrays, nulls: 0, arrays: 0 });
  if (items !== undefined) mergeSchema(member, items);
  return { ...newSchema(), seen: node.seen, nulls: node.nulls, arrays: node.seen - node.nulls, items: member };
}

function asText(node: SchemaNode): SchemaNode {
  const others = node.booleans + node.integers + node.fractions;
  if (others === 0 || (node.strings === 0 && (node.booleans === 0 || node.booleans === others))) return node;
  const { text: _, minimum: __, maximum: ___, ...rest } = node;
  return { ...rest, strings: node.strings + others, booleans: 0, integers: 0, fractions: 0 };
}

/** Moves the members whose keys are data to the map's values. */
function asMap(node: SchemaNode, isData: (key: string) => boolean): SchemaNode {
  const { properties = new Map<string, SchemaNode>(), ...rest } = node;
  const values = newSchema();
  if (node.mapValues !== undefined) mergeSchema(values, node.mapValues);
  for (const [key, child] of properties) if (isData(key)) mergeSchema(values, child);
  return { ...rest, properties: new Map([...properties].filter(([key]) => !isData(key))), mapValues: values };
}
