import { expect, test } from 'vitest';
import { fieldsBeside } from './beside.ts';

const declared = (place: 'path' | 'query' | 'response', name: string, status?: string) => ({
  place,
  name,
  types: ['string'],
  required: true,
  ...(status === undefined ? {} : { status }),
});
const seen = (place: 'path' | 'query' | 'response', name: string, status?: string) => ({
  place,
  name,
  types: { string: 1 },
  present: 1,
  outOf: 1,
  classes: {},
  ...(status === undefined ? {} : { status }),
});

test('fields pair by place, status and name, path parameters by their order', () => {
  const rows = fieldsBeside(
    [declared('response', '$.b', '2xx'), declared('path', 'id'), declared('query', 'page')],
    [seen('response', '$.b', '2xx'), seen('response', '$.b', '4xx'), seen('path', 'orderId')],
  );
  expect(rows.map(({ key, declared: own, seen: other }) => [key, own?.name, other?.name])).toEqual([
    ['path 1', 'id', 'orderId'],
    ['query  page', 'page', undefined],
    ['response 2xx $.b', '$.b', '$.b'],
    ['response 4xx $.b', undefined, '$.b'],
  ]);
});

test('nothing beside nothing is nothing', () => {
  expect(fieldsBeside([], [])).toEqual([]);
});
