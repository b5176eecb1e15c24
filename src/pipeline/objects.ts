import { LIMITS, type EndpointRef, type ObjectRef } from '../model/index.ts';
import { hash32 } from '../lib/text/hash.ts';

const INTEGER = /^\d{1,15}$/;
const ID_NAME = /(^|[_-])(id|uuid|key|ref|number|no)$|[a-z](Id|ID|Uuid|Key|Ref|Number|No)$/;

/** The values of a request that name objects: path parameters, and query parameters whose name says so. */
export function objectsOf(
  parameters: readonly (readonly [string, string])[],
  query: readonly (readonly [string, string])[],
  seed: number,
): readonly ObjectRef[] {
  if (parameters.length === 0 && query.length === 0) return NONE;
  const found: ObjectRef[] = [];
  for (const [name, value] of parameters)
    if (found.length < LIMITS.objectsPerRequest) found.push(reference(name, value, seed));
  for (const [name, value] of query) {
    if (found.length < LIMITS.objectsPerRequest && value !== '' && ID_NAME.test(name))
      found.push(reference(name, value, seed));
  }
  return found;
}

const NONE: readonly ObjectRef[] = [];

function reference(name: string, value: string, seed: number): ObjectRef {
  const key = hash32(value, seed);
  return INTEGER.test(value) ? { name, key, ordinal: Number(value) } : { name, key };
}

/**
 * Stands in for the inventory while an endpoint is not learned yet, so that counting works from the first request:
 * segments that hold a digit or are long become parameters. Ids begin with `P-`.
 */
export function provisionalEndpoint(
  method: string,
  host: string,
  path: string,
): { readonly endpoint: EndpointRef; readonly parameters: readonly (readonly [string, string])[] } {
  const parameters: (readonly [string, string])[] = [];
  const template = path
    .slice(0, LIMITS.segmentChars * 4)
    .split('/')
    .map((segment) => {
      if (segment.length < 25 && (!/\d/.test(segment) || /^v\d{1,2}$/i.test(segment))) return segment;
      parameters.push([`p${parameters.length + 1}`, segment]);
      return `{p${parameters.length}}`;
    })
    .join('/');
  const id = `P-${hash32(`${method} ${host} ${template}`, 0).toString(16).padStart(8, '0')}`;
  return { endpoint: { id, template }, parameters };
}
