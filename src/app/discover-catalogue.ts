import { readFileSync } from 'node:fs';
import { classifyInventory, globMatcher, readOwnersFile, type Orphan } from '../inventory/index.ts';
import { CodedError, type Endpoint, type Specification } from '../model/index.ts';
import { compareWithTraffic, type Comparison } from '../specifications/index.ts';
import { readSpecificationFile } from './catalogue.ts';

/** What is said about the recorded APIs beside their traffic. */
export interface DiscoverCatalogueOptions {
  readonly specifications?: readonly string[] | undefined;
  readonly owners?: string | undefined;
  readonly ownHosts?: readonly string[] | undefined;
}

export type SpecificationSummary = Pick<Specification, 'id' | 'title' | 'version' | 'format' | 'file' | 'problems'> & {
  readonly operations: number;
};

export interface DiscoveredCatalogue {
  readonly endpoints: readonly Endpoint[];
  readonly specifications: readonly SpecificationSummary[];
  readonly comparisons: readonly Comparison[];
  readonly orphans: readonly Orphan[];
}

/**
 * Classifies learned endpoints by specifications and owners. Several files of one API are its versions in the order given
 * where their version numbers do not tell. Errors: SP1201, SP4001, SP4101–SP4103.
 */
export async function catalogueOf(
  endpoints: readonly Endpoint[],
  options: DiscoverCatalogueOptions,
): Promise<DiscoveredCatalogue> {
  const specifications: Specification[] = [];
  for (const [index, file] of (options.specifications ?? []).entries())
    specifications.push(await readSpecificationFile(file, [], index));
  const owners = options.owners === undefined ? undefined : readOwnersFile(readOwners(options.owners), options.owners);
  const own = options.ownHosts?.map((pattern) => globMatcher(pattern.toLowerCase(), 'whole'));
  const classified = classifyInventory(endpoints, {
    specifications,
    ownerOf: (endpoint) => owners?.ownerOf(endpoint),
    isOurs: (host) => own?.some((matches) => matches(host) || matches(host.replace(/:\d+$/, ''))),
  });
  return {
    ...classified,
    specifications: specifications.map(({ id, title, version, format, file, problems, operations }) => ({
      id,
      title,
      version,
      format,
      file,
      problems,
      operations: operations.length,
    })),
    comparisons: specifications.map((specification) => compareWithTraffic(specification, endpoints, specifications)),
  };
}

function readOwners(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP1201', `${file}: ${(cause as Error).message}`, { cause });
  }
}
