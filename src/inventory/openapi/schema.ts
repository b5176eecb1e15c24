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
}

/** The schema of one body from its fields. */
export const bodySchema = (fields: readonly FieldStats[]): JsonSchema => schemaOf(fieldTree(fields));

/** Schema of a single parameter. */
export const parameterSchema = (field: FieldStats): JsonSchema => leafOf(field);

function schemaOf(node: FieldNode): JsonSchema {
  const schema = node.field === undefined ? {} : leafOf(node.field);
  if (node.properties.size > 0) {
    const names = [...node.properties.keys()].toSorted();
    schema.properties = Object.fromEntries(
      names.map((name) => [name, schemaOf(node.properties.get(name) as FieldNode)]),
    );
    const required = names.filter((name) => isRequired(node.properties.get(name)?.field));
    if (required.length > 0) schema.required = required;
  }
  if (node.mapValues !== undefined) schema.additionalProperties = schemaOf(node.mapValues);
  if (node.items !== undefined) schema.items = schemaOf(node.items);
  else if (hasType(schema, 'array')) schema.items = {};
  return schema;
}

const hasType = ({ type }: JsonSchema, wanted: string): boolean =>
  type === wanted || (Array.isArray(type) && type.includes(wanted));

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
    ...(field.enum !== undefined && types.length === 1 && { enum: field.enum }),
  };
}

/** A place with whole and broken numbers holds numbers. */
function typesOf(counts: FieldStats['types']): readonly string[] {
  const types = Object.keys(counts);
  return (types.includes('number') ? types.filter((type) => type !== 'integer') : types).toSorted();
}
