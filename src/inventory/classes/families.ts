import type { Specification } from '../../model/index.ts';
import { shapeKey } from '../../specifications/index.ts';
import { compareNumbers } from './versions.ts';

/** Ids of the specifications that no later version of the same family supersedes. */
export function newestIds(specifications: readonly Specification[]): ReadonlySet<string> {
  const families = Map.groupBy(specifications, ({ family }) => family);
  const newest = [...families.values()].flatMap((family) =>
    family.filter((one) => !family.some((other) => other !== one && supersedes(other, one))),
  );
  return new Set(newest.map(({ id }) => id));
}

/**
 * By version; where the versions are equal, the one imported later, if it is a new text of the same and not another
 * document that happens to have the same title.
 */
function supersedes(later: Specification, earlier: Specification): boolean {
  const difference = compareNumbers(numbers(later.version), numbers(earlier.version));
  if (difference !== 0) return difference > 0;
  const isLater =
    later.importedAt === earlier.importedAt ? later.id > earlier.id : later.importedAt > earlier.importedAt;
  return isLater && isSameDocument(later, earlier);
}

const numbers = (version: string): readonly number[] => version.match(/\d+/g)?.map(Number) ?? [];

/** Half of the smaller one's operations are in the other. */
function isSameDocument(a: Specification, b: Specification): boolean {
  const [one, other] = [keysOf(a), keysOf(b)];
  const shared = [...one].filter((key) => other.has(key)).length;
  return shared * 2 >= Math.min(one.size, other.size);
}

const keysOf = ({ operations }: Specification): ReadonlySet<string> =>
  new Set(
    operations.map(({ method, template, operation }) => `${method} ${shapeKey(template)} ${operation?.name ?? ''}`),
  );
