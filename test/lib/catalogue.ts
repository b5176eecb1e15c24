import { openCatalogue } from '../../src/analysis/index.ts';
import type { CatalogueAccess } from '../../src/console/index.ts';
import type { ChangeRecord, Endpoint, Specification } from '../../src/model/index.ts';
import { readSpecification } from '../../src/specifications/index.ts';
import type { RecordStore } from '../../src/storage/index.ts';

const AT = Date.UTC(2026, 0, 15, 12);

/** The real catalogue over the bench's records; only the learner is missing, whose endpoints are read from them. */
export async function createTestCatalogue(records: RecordStore): Promise<CatalogueAccess> {
  const catalogue = await openCatalogue(records);
  const endpoints = async (): Promise<readonly Endpoint[]> => (await records.list('endpoint', { limit: 100 })).records;
  const classify = async (): Promise<void> => records.put('endpoint', catalogue.classify(await endpoints()).endpoints);
  return {
    endpoints,
    specifications: async () => catalogue.specifications(),
    async importSpecification(source) {
      const specification = await readSpecification(source);
      await catalogue.add(specification);
      return specification;
    },
    removeSpecification: (id) => catalogue.remove(id),
    compare: async (id) => catalogue.compare(id, await endpoints()),
    orphans: async () => catalogue.classify(await endpoints()).orphans,
    async setOwner(id, owner) {
      await catalogue.setOwner(id, owner);
      await classify();
    },
  };
}

const specification = (id: string, version: string, operations: Specification['operations']): Specification => ({
  id,
  family: 'openapi:shop',
  title: 'Shop',
  version,
  format: 'openapi-3.1',
  file: 'shop.yaml',
  sha256: '00',
  importedAt: AT,
  servers: [{ host: 'api.shop.example', basePath: '/v1' }],
  operations,
  problems: [],
});

const operation = (template: string) => ({ method: 'GET', template, fields: [], statuses: ['200'] });

export const SPECIFICATIONS: readonly Specification[] = [
  specification('S-1', '1.0', [operation('/orders/{id}'), operation('/search')]),
  specification('S-2', '2.0', [operation('/orders/{id}'), operation('/refunds')]),
];

export const CHANGES: readonly ChangeRecord[] = [
  { id: 'C-000000000001', kind: 'new', at: AT, endpoint: 'E-orders' },
  { id: 'C-000000000002', kind: 'new', at: AT, endpoint: 'E-search' },
  { id: 'C-000000000003', kind: 'gone', at: AT, endpoint: 'E-orders' },
].map((change): ChangeRecord => ({
  ...(change as Pick<ChangeRecord, 'id' | 'kind' | 'at' | 'endpoint'>),
  method: 'GET',
  host: 'api.shop.example',
  template: '/v1/orders/{orderId}',
  differences: [],
}));
