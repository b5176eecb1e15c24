import { validate } from '@scalar/openapi-parser';
import type { Plain } from './flat-schema.ts';
import type { Problems } from './problems.ts';

/** Holds the document against OpenAPI's own schema. What breaks it is noted with its place; reading goes on. */
export async function checkOpenApi(document: Plain, problems: Problems): Promise<void> {
  try {
    const { errors } = await validate(document);
    for (const error of errors ?? []) problems.add(placeOf(error), error.message);
  } catch (error) {
    problems.add('document', `could not be checked: ${(error as Error).message}`);
  }
}

function placeOf(error: object): string {
  const path: unknown = 'path' in error ? error.path : undefined;
  if (Array.isArray(path) && path.length > 0) return path.map(String).join('.');
  return typeof path === 'string' && path !== '' ? path : 'document';
}
