import { LIMITS, type Difference, type OperationContract } from '../../model/index.ts';
import { asDifference } from './define.ts';
import { pairOf } from './pair.ts';
import { DIFFERENCE_RULES } from './registry.ts';

/** What all rules find between two states of one operation; `undefined` where it is not there. */
export function differencesOf(
  before: OperationContract | undefined,
  after: OperationContract | undefined,
): readonly Difference[] {
  const pair = pairOf(before, after);
  return DIFFERENCE_RULES.flatMap((rule) => rule.find(pair).map((found) => asDifference(rule, cut(found))));
}

const cut = <T extends { readonly statement: string }>(found: T): T =>
  found.statement.length <= LIMITS.differenceChars
    ? found
    : { ...found, statement: `${found.statement.slice(0, LIMITS.differenceChars - 1)}…` };
