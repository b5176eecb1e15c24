import type { DecodedBody, JsonValue } from '../model/index.ts';
import { pairsValue } from './scalar.ts';
import { addFiles, addValue, newSchema, type SchemaNode, type SchemaSink } from './schema.ts';
import { xmlValue } from './xml-value.ts';

/** Adds a body to the schema of its place, which is made when needed; nothing where its structure cannot be read. */
export function addBody(
  known: SchemaNode | undefined,
  body: DecodedBody,
  weight: number,
  sink: SchemaSink,
): SchemaNode | undefined {
  const value = bodyValue(body);
  if (value === undefined) return known;
  const node = known ?? newSchema();
  if (body.kind !== 'json') node.untyped = true;
  addValue(node, value, '', weight, sink);
  if (body.kind === 'multipart')
    addFiles(
      node,
      body.files.map(({ name }) => name),
      weight,
      sink,
    );
  return node;
}

/** A body as one JSON-like value, without files; undefined where its structure cannot be read. */
export function bodyValue(body: DecodedBody): JsonValue | undefined {
  switch (body.kind) {
    case 'json':
      return body.value;
    case 'form':
    case 'multipart':
      return pairsValue(body.pairs);
    case 'xml':
      return xmlValue(body.text);
    default:
      return undefined;
  }
}
