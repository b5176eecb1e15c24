import { LIMITS, type Difference, type OperationContract } from '../../model/index.ts';
import { conformancePair } from './define.ts';
import { CONFORMANCE_RULES } from './registry.ts';

/** What all rules find between a documented operation and what was seen of it. */
export function deviationsOf(documented: OperationContract, seen: OperationContract): readonly Difference[] {
  const pair = conformancePair(documented, seen);
  return CONFORMANCE_RULES.flatMap((rule) =>
    rule.find(pair).map((found) => ({
      rule: rule.id,
      ...found,
      statement: found.statement.slice(0, LIMITS.differenceChars),
    })),
  );
}
