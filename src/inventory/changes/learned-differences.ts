import type { Difference, OperationContract } from '../../model/index.ts';
import { differencesOf, placeKey } from '../../specifications/index.ts';

/**
 * What differs between two learned contracts. That a field takes or gives a closed set of values comes to light with
 * enough traffic: where it was not known before, it is knowledge and no change.
 */
export function learnedDifferences(
  before: OperationContract | undefined,
  after: OperationContract | undefined,
): readonly Difference[] {
  if (before === undefined || after === undefined) return differencesOf(before, after);
  const closed = new Set(before.fields.filter((field) => field.enum !== undefined).map(placeKey));
  const fields = after.fields.map((field) => {
    if (field.enum === undefined || closed.has(placeKey(field))) return field;
    const { enum: _, ...open } = field;
    return open;
  });
  return differencesOf(before, { ...after, fields });
}
