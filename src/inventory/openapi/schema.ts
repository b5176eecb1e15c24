import type { FieldStats } from '../../model/index.ts';
import { fieldTree, type FieldNode } from './field-tree.ts';

/** JSON Schema (draft 2020-12) as OpenAPI 3.1 has it. */
export interface JsonSchema {
  type?: string | readonly string[];
  format?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema;
  patternProperties?: Record<string, JsonSchema>;
  anyOf?: readonly JsonSchema[];
}

/** The schema of one body from its fields. */
export const bodySchema = (fields: readonly FieldStats[]): JsonSchema => schemaOf(fieldTree(fields));

/** Schema of a single parameter. */
export const parameterSchema = (field: FieldStats): JsonSchema => leafOf(field);

function schemaOf(node: FieldNode): JsonSchema {
  const types = node.field === undefined ? [] : typesOf(node.field.types);
  const structured = types.filter((type) => type === 'object' || type === 'array');
  // Members of an object say nothing of a list or a text in the same place.
  if (structured.length > 0 && types.filter((type) => type !== 'null').length > 1) {
    const plain =
      node.field === undefined ? {} : leafOf({ ...node.field, types: without(node.field.types, structured) });
    return {
      anyOf: [
        ...structured.map((type) => ({ type, ...(type === 'object' ? membersOf(node) : itemsOf(node)) })),
        ...(types.length > structured.length ? [plain] : []),
      ],
    };
  }
  const schema = node.field === undefined ? {} : leafOf(node.field);
  return {
    ...schema,
    ...(types.length === 0 || types.includes('object') ? membersOf(node) : {}),
    ...(types.includes('array') || (types.length === 0 && node.items !== undefined) ? itemsOf(node) : {}),
  };
}

const without = (counts: FieldStats['types'], types: readonly string[]): FieldStats['types'] =>
  Object.fromEntries(Object.entries(counts).filter(([type]) => !types.includes(type)));

/** A member of this name reads as a reference to nearly every tool, so it is described by a pattern. */
const REFERENCE = '$ref';

function membersOf(node: FieldNode): JsonSchema {
  const names = [...node.properties.keys()].filter((name) => name !== REFERENCE).toSorted();
  const required = names.filter((name) => isRequired(node.properties.get(name)?.field));
  const reference = node.properties.get(REFERENCE);
  return {
    ...(names.length > 0 && {
      properties: Object.fromEntries(names.map((name) => [name, schemaOf(node.properties.get(name) as FieldNode)])),
    }),
    ...(required.length > 0 && { required }),
    ...(reference !== undefined && { patternProperties: { '^\\$ref$': schemaOf(reference) } }),
    ...(node.mapValues !== undefined && { additionalProperties: schemaOf(node.mapValues) }),
  };
}

const itemsOf = (node: FieldNode): JsonSchema => ({ items: node.items === undefined ? {} : schemaOf(node.items) });

/** Seen in every surrounding object so far. */
const isRequired = (field: FieldStats | undefined): boolean =>
  field !== undefined && field.outOf > 0 && field.present === field.outOf;

function leafOf(field: FieldStats): JsonSchema {
  const types = typesOf(field.types);
  const [only] = types;
  return {
    ...(types.length === 1 && only !== undefined && { type: only }),
    ...(types.length > 1 && { type: types }),
    ...(field.format !== undefined && { format: field.format }),
    // A closed list would refuse null; where null was seen the list stays a matter of the report.
    ...(field.enum !== undefined && only === 'string' && types.length === 1 && { enum: field.enum }),
  };
}

/** A place with whole and broken numbers holds numbers. */
function typesOf(counts: FieldStats['types']): readonly string[] {
  const types = Object.keys(counts);
  return (types.includes('number') ? types.filter((type) => type !== 'integer') : types).toSorted();
}
