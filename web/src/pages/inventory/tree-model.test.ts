import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../../dev/fixtures/inventory.ts';
import { lineAfter, placesOf, resourcesOf, type Line } from './tree-model.ts';

const own = ENDPOINTS.filter(({ api }) => api === 'api-v1');

test('endpoints are grouped by the first part behind the base path, and none is lost', () => {
  const resources = resourcesOf(own, '/v1');
  expect(resources.map(({ name }) => name)).toEqual([
    '/admin',
    '/cart',
    '/files',
    '/gift-cards',
    '/login',
    '/me',
    '/orders',
    '/products',
    '/register',
    '/search',
  ]);
  expect(resources.flatMap(({ endpoints }) => endpoints)).toHaveLength(own.length);
  expect(resources.find(({ name }) => name === '/orders')?.endpoints.map(({ method }) => method)).toEqual([
    'GET',
    'POST',
    'GET',
  ]);
});

test.each([
  ['/', '/health', '/health'],
  ['/graphql', '/graphql', '/'],
  ['/v1', '/v10/x', '/v10'],
])('behind %s the resource of %s is %s', (basePath, template, name) => {
  const [row] = own;
  if (row === undefined) throw new Error('no row');
  expect(resourcesOf([{ ...row, template }], basePath)[0]?.name).toBe(name);
});

test('keys lead through the lines as a tree is walked', () => {
  const lines: readonly Line<null>[] = [
    { key: 'a', level: 1, open: true, data: null },
    { key: 'b', level: 2, open: false, data: null },
    { key: 'c', level: 2, data: null },
    { key: 'd', level: 1, open: false, data: null },
  ];
  const cases: readonly (readonly [number, string, number | undefined])[] = [
    [0, 'ArrowDown', 1],
    [3, 'ArrowDown', 3],
    [0, 'ArrowUp', 0],
    [2, 'ArrowUp', 1],
    [2, 'Home', 0],
    [0, 'End', 3],
    [0, 'ArrowRight', 1],
    [1, 'ArrowRight', undefined],
    [0, 'ArrowLeft', undefined],
    [2, 'ArrowLeft', 0],
    [3, 'ArrowLeft', undefined],
    [0, 'x', undefined],
    [9, 'Home', undefined],
  ];
  for (const [at, key, to] of cases) expect([at, key, lineAfter(lines, at, key)]).toEqual([at, key, to]);
  expect(cases).toHaveLength(13);
});

test('each line knows its place among its siblings', () => {
  const levels = [1, 2, 3, 3, 2, 1, 2];
  const lines = levels.map((level, index): Line<null> => ({ key: String(index), level, data: null }));
  expect(placesOf(lines).map(({ place, size }) => `${place}/${size}`)).toEqual([
    '1/2',
    '1/2',
    '1/2',
    '2/2',
    '2/2',
    '2/2',
    '1/1',
  ]);
});
