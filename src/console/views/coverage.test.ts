import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../../test/lib/console.ts';
import { SPECIFICATIONS } from '../../../test/lib/catalogue.ts';
import { compareWithTraffic } from '../../specifications/index.ts';
import { coverageRows, inForce } from './coverage.ts';
import { endpointSummary } from './rows.ts';

const HOST = 'api.shop.example';
const ROOT = { host: HOST, basePath: '/' };
const V1 = { host: HOST, basePath: '/v1' };
const rows = ENDPOINTS.map((endpoint) => ({ ...endpointSummary(endpoint), openFindings: 0, worst: null }));
const comparisons = inForce(SPECIFICATIONS).map((one) => compareWithTraffic(one, ENDPOINTS));
const below = (basePath: string) => rows.filter(({ template }) => template.startsWith(basePath));

test('of two versions of a document the one imported last is held against traffic', () => {
  const [first, second] = SPECIFICATIONS;
  if (first === undefined || second === undefined) throw new Error('two specifications');
  expect(
    inForce([
      { ...first, importedAt: 2 },
      { ...second, importedAt: 1 },
    ]).map(({ id }) => id),
  ).toEqual(['S-1']);
  expect(inForce([])).toEqual([]);
});

test('each endpoint and each uncalled operation stands once, with what is known of it', () => {
  const { specifications, rows: found } = coverageRows(V1, [ROOT, V1], below('/v1'), comparisons);
  expect(specifications.map(({ id }) => id)).toEqual(['S-2']);
  expect(found.map(({ template, state }) => `${template} ${state}`)).toEqual([
    '/v1/orders/{id} documented',
    '/v1/refunds never-called',
    '/v1/search undocumented',
  ]);
});

test('what was never called belongs to the API with the longest base path', () => {
  const { rows: found, specifications } = coverageRows(ROOT, [ROOT, V1], below('/healthz'), comparisons);
  expect(found.map(({ template, state }) => `${template} ${state}`)).toEqual(['/healthz unspecified']);
  expect(specifications).toEqual([]);
  expect(coverageRows(ROOT, [ROOT], [], comparisons).rows.map(({ template }) => template)).toEqual(['/v1/refunds']);
});

test('without specifications every endpoint is unspecified', () => {
  const { rows: found } = coverageRows(V1, [V1], rows, []);
  expect(found.map(({ state }) => state)).toEqual(['unspecified', 'unspecified', 'unspecified']);
});
