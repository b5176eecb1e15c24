import { strongShape } from './path/shape.ts';
import type { SchemaNode } from './schema.ts';

/** Keys needed before an object may be called a map: two ids can be two names. */
const LEAST_KEYS = 4;

/** Whether the keys of an object are data: nearly all of them have the form of an identifier. */
export function isMapOfIds({ properties }: Pick<SchemaNode, 'properties'>): boolean {
  if (properties === undefined || properties.size < LEAST_KEYS) return false;
  let ids = 0;
  for (const key of properties.keys()) if (strongShape(key) !== undefined) ids++;
  return ids / properties.size >= 0.9;
}
