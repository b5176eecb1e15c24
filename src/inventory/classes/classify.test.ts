import { expect, test } from 'vitest';
import type { Endpoint, OperationContract, Specification } from '../../model/index.ts';
import { compareWithTraffic } from '../../specifications/index.ts';
import { classifyInventory, type Surroundings } from './classify.ts';
import { exampleFacts, EXAMPLE_NOW } from './define.ts';

const endpoint = (template: string, more: Partial<Endpoint> = {}): Endpoint => ({
  ...exampleFacts().endpoint,
  id: `E-${template}`,
  template,
  ...more,
});

const operation = (template: string, more: Partial<OperationContract> = {}): OperationContract => ({
  method: 'GET',
  template,
  fields: [],
  statuses: ['200'],
  ...more,
});

const document = (
  version: string,
  operations: readonly OperationContract[],
  more: Partial<Specification> = {},
): Specification => ({
  id: `S-${version}`,
  family: 'openapi:things',
  title: 'Things',
  version,
  format: 'openapi-3.1',
  file: 'things.yaml',
  sha256: '0',
  importedAt: 0,
  servers: [{ host: 'api.things.example', basePath: '/v1' }],
  operations,
  problems: [],
  ...more,
});

const surroundings = (specifications: readonly Specification[], more: Partial<Surroundings> = {}): Surroundings => ({
  specifications,
  ownerOf: () => undefined,
  isOurs: () => undefined,
  ...more,
});

const classes = (endpoints: readonly Endpoint[], given: Surroundings): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    classifyInventory(endpoints, given).endpoints.map(({ template, classes: found }) => [
      template,
      found?.map(({ rule }) => rule) ?? [],
    ]),
  );

test('documented, undocumented, removed and never called', () => {
  const old = document('1.9', [operation('/things/{id}'), operation('/things/{id}/parts')]);
  const young = document('1.10', [operation('/things/{thingId}'), operation('/things'), operation('/refunds')], {
    owner: 'Thing team',
  });
  const endpoints = [
    endpoint('/v1/things'),
    endpoint('/v1/things/{id}', { host: 'api.things.example:8443' }),
    endpoint('/v1/things/{id}/parts'),
    endpoint('/v1/secret'),
    endpoint('/elsewhere'),
  ];
  expect(classes(endpoints, surroundings([old, young]))).toEqual({
    '/v1/things': ['managed', 'external-host-name'],
    '/v1/things/{id}': ['managed', 'external-host-name'],
    '/v1/things/{id}/parts': ['unmanaged', 'zombie-removed', 'external-host-name'],
    '/v1/secret': ['unmanaged', 'shadow', 'external-host-name'],
    '/elsewhere': ['unmanaged', 'external-host-name'],
  });
  const { orphans } = classifyInventory(endpoints, surroundings([old, young]));
  expect(orphans).toMatchObject([
    {
      specification: 'S-1.10',
      host: 'api.things.example',
      template: '/v1/refunds',
      classification: { rule: 'orphan-uncalled' },
    },
  ]);
  expect(orphans[0]?.classification.because.join()).toMatch(/1 day of traffic.*may still be called/);
});

test('owners: by hand or file, then the specification, then the label; nobody owns for a third party', () => {
  const specification = document('1', [operation('/things')], { owner: 'Thing team' });
  const foreign = endpoint('/pay', { host: 'pay.example', use: { inside: 0, outside: 0, outbound: 3, deprecated: 0 } });
  const endpoints = [endpoint('/v1/things'), endpoint('/v1/more'), foreign];
  const label = { name: 'label', from: 'label' };
  const owners = (given: Surroundings): readonly (string | undefined)[] =>
    classifyInventory(endpoints, given).endpoints.map(({ owner }) => owner?.name);
  expect(owners(surroundings([specification], { fallbackOwner: label }))).toEqual(['Thing team', 'label', undefined]);
  expect(owners(surroundings([specification], { ownerOf: () => ({ name: 'file', from: 'owners-file:1' }) }))).toEqual([
    'file',
    'file',
    'file',
  ]);
});

test('an older version beside a newer one', () => {
  const versioned = (version: string, more: Partial<Endpoint> = {}): Endpoint =>
    endpoint(`/${version}/things`, {
      segments: [version, 'things'].map((segment, index) => ({
        segment,
        kind: index === 0 ? ('version' as const) : ('literal' as const),
        distinct: 1,
        observations: 1,
        confidence: 1,
        because: [],
        examples: [],
      })),
      ...more,
    });
  const found = classes(
    [versioned('v2'), versioned('v10'), versioned('v11', { statuses: { 404: 2 } })],
    surroundings([]),
  );
  expect(found['/v2/things']).toContain('deprecated-older-version');
  expect(found['/v10/things']).not.toContain('deprecated-older-version');
});

test('a specification without a known server is bound by what is found, with the reason', () => {
  const specification = document('1', [operation('/things'), operation('/things/{id}'), operation('/never')], {
    servers: [{ host: 'production.example', basePath: '/v1' }],
  });
  const staging = ['/api/things', '/api/things/{n}', '/api/hidden'].map((template) =>
    endpoint(template, { host: 'staging.example' }),
  );
  const { bindings, counts, rows } = compareWithTraffic(specification, [
    ...staging,
    endpoint('/x', { host: 'o.example' }),
  ]);
  expect(bindings).toEqual([
    { host: 'staging.example', basePath: '/api', because: expect.stringMatching(/2 of its 3 operations/) as string },
  ]);
  expect(counts).toMatchObject({ documented: 2, undocumented: 1, 'never-called': 1 });
  expect(rows.map(({ state, template, seenAs }) => [state, template, seenAs])).toEqual([
    ['undocumented', '/api/hidden', undefined],
    ['never-called', '/api/never', undefined],
    ['documented', '/api/things', undefined],
    ['documented', '/api/things/{id}', '/api/things/{n}'],
  ]);
  const nothing = compareWithTraffic(specification, [endpoint('/y', { host: 'o.example' })]);
  expect([nothing.bindings, nothing.counts['never-called']]).toEqual([[], 3]);
});

test('two documents of one host do not make each other undocumented', () => {
  const things = document('1', [operation('/things')]);
  const parts = document('2', [operation('/parts')], { family: 'openapi:parts', id: 'S-parts' });
  const endpoints = [endpoint('/v1/things'), endpoint('/v1/parts'), endpoint('/v1/none')];
  expect(classes(endpoints, surroundings([things, parts]))['/v1/parts']).not.toContain('shadow');
  expect(compareWithTraffic(things, endpoints, [things, parts]).counts).toMatchObject({
    documented: 1,
    undocumented: 1,
  });
});

test('nothing gives nothing', () => {
  expect(classifyInventory([], surroundings([]))).toEqual({ endpoints: [], orphans: [] });
  expect(classifyInventory([], surroundings([document('1', [operation('/a')])])).orphans).toHaveLength(1);
  expect(EXAMPLE_NOW).toBeGreaterThan(0);
});
