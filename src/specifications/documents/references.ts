import { isRecord, remembering, type ReferenceResolver } from './flat-schema.ts';
import type { Problems } from './problems.ts';

/** References to references followed; longer chains are circles. */
const MOST_HOPS = 32;

/**
 * Resolves `#/…` within a document. Other files and addresses are never fetched: a specification is read, not run.
 * Errors: none; what cannot be resolved is noted once and gives undefined, which describes nothing.
 */
export function localReferences(document: unknown, problems: Problems): ReferenceResolver {
  const find = (reference: string): unknown => {
    if (!reference.startsWith('#')) {
      problems.add(
        `$ref ${reference.slice(0, 120)}`,
        'points out of the document; it is not fetched and describes nothing',
      );
      return undefined;
    }
    let at: unknown = document;
    for (const step of reference.slice(1).split('/').slice(1)) {
      const key = decodeStep(step);
      at =
        (isRecord(at) && Object.hasOwn(at, key)) || Array.isArray(at)
          ? (at as Record<string, unknown>)[key]
          : undefined;
    }
    if (at === undefined) problems.add(`$ref ${reference.slice(0, 120)}`, 'points at nothing');
    return at;
  };
  return remembering((reference) => {
    let target = find(reference);
    for (
      let hops = 0;
      isRecord(target) && typeof target['$ref'] === 'string' && Object.keys(target).length === 1;
      hops++
    ) {
      if (hops >= MOST_HOPS) {
        problems.add(`$ref ${reference.slice(0, 120)}`, 'points at itself');
        target = undefined;
      } else target = find(target['$ref']);
    }
    return target;
  });
}

/** RFC 6901 section 4 within a URI fragment. */
function decodeStep(step: string): string {
  let decoded = step;
  try {
    decoded = decodeURIComponent(step);
  } catch {
    // A percent sign that is none of an encoding stands for itself.
  }
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~');
}
