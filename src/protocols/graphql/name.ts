import { LIMITS } from '../../model/index.ts';
import type { DocumentOperation } from './document.ts';

const MOST_ROOTS = 12;

/**
 * `kind:Name`; without a name the fields of the root. Of several operations it is the one the client named, of one it is
 * that one. Undefined where none can be meant.
 */
export function operationOf(operations: readonly DocumentOperation[], wanted: string | undefined): string | undefined {
  const chosen =
    operations.length === 1 || wanted === undefined
      ? operations[0]
      : operations.find((operation) => operation.name === wanted);
  if (chosen === undefined) return undefined;
  const label = chosen.name ?? chosen.roots.slice(0, MOST_ROOTS).join(',');
  return `${chosen.kind}:${label}`.slice(0, LIMITS.operationNameChars);
}
