import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Analysis, Catalogue, CatalogueSettings } from '../analysis/index.ts';
import type { CatalogueAccess } from '../console/index.ts';
import { readOwnersFile, type Learner, type OwnerRules } from '../inventory/index.ts';
import { CodedError, LIMITS, type Specification } from '../model/index.ts';
import { compareSpecifications, readSpecification, type OperationDifference } from '../specifications/index.ts';
import type { Config } from './config.ts';

/** What the configuration says about the catalogue. */
export type CatalogueConfig = Pick<Config, 'owners' | 'labels' | 'ownHosts' | 'specifications'>;

/** Errors: SP1201 for an owners file that cannot be read or is wrong. */
export const catalogueSettings = ({ owners, labels, ownHosts }: CatalogueConfig): CatalogueSettings => ({
  ...(owners !== undefined && { owners: readOwners(owners) }),
  labels,
  ownHosts,
});

function readOwners(file: string): OwnerRules {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP1201', `${file}: ${(cause as Error).message}`, { cause });
  }
  return readOwnersFile(text, file);
}

/** Reads one specification. Errors: SP4001 when there is no such file, SP4101–SP4103. */
export function readSpecificationFile(
  file: string,
  hosts: readonly string[],
  importedAt: number,
): Promise<Specification> {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(file);
    if (size > LIMITS.specificationBytes)
      throw new CodedError('SP4103', `${file}: ${size} bytes, at most ${LIMITS.specificationBytes} are read`);
    bytes = readFileSync(file);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('SP4001', `${file}: ${(cause as Error).message}`, { cause });
  }
  return readSpecification({ file: path.basename(file), bytes, importedAt, hosts });
}

/** Errors: SP4001, SP4101–SP4103. */
export const diffSpecificationFiles = async (before: string, after: string): Promise<readonly OperationDifference[]> =>
  compareSpecifications(await readSpecificationFile(before, [], 0), await readSpecificationFile(after, [], 1));

/** Imports the specifications that the configuration names. One that cannot be read is told and the others go on. */
export async function importConfigured(
  catalogue: Catalogue,
  files: readonly string[],
  now: number,
  notice: (text: string) => void,
): Promise<void> {
  const known = new Set(catalogue.specifications().map(({ id }) => id));
  for (const file of files) {
    try {
      const specification = await readSpecificationFile(file, [], now);
      // The same text again keeps the time of its first import, by which versions are ordered.
      if (!known.has(specification.id)) await catalogue.add(specification);
    } catch (error) {
      notice(`specification: ${(error as Error).message}`);
    }
  }
}

/** The catalogue as the console reaches it. */
export function catalogueAccess(
  catalogue: Catalogue,
  analysis: Analysis,
  learner: Learner,
  refresh: () => void,
): CatalogueAccess {
  return {
    specifications: async () => catalogue.specifications(),
    async importSpecification({ hosts, ...source }) {
      const specification = await readSpecification({ ...source, hosts });
      await catalogue.add(specification);
      refresh();
      return specification;
    },
    async removeSpecification(id) {
      const removed = await catalogue.remove(id);
      if (removed !== undefined) refresh();
      return removed;
    },
    compare: async (id) => catalogue.compare(id, learner.endpoints()),
    endpoints: async () => learner.endpoints(),
    orphans: async () => analysis.orphans(),
    async setOwner(endpoint, owner) {
      await catalogue.setOwner(endpoint, owner);
      refresh();
    },
  };
}
