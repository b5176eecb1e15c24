import { expect, test } from 'vitest';
import { objectsOf, provisionalEndpoint } from './objects.ts';

test('path parameters and id-like query parameters are objects; other query parameters are not', () => {
  const objects = objectsOf(
    [['orderId', '10041']],
    [
      ['page', '2'],
      ['customer_id', 'c-77'],
      ['userId', '9'],
      ['sort', 'id'],
    ],
    1,
  );
  expect(objects.map((one) => [one.name, one.ordinal])).toEqual([
    ['orderId', 10041],
    ['customer_id', undefined],
    ['userId', 9],
  ]);
});

test('equal values have equal keys under one seed and other keys under another', () => {
  const key = (seed: number): number | undefined => objectsOf([['id', 'abc']], [], seed)[0]?.key;
  expect(key(5)).toBe(key(5));
  expect(key(5)).not.toBe(key(6));
});

test('an ordinal is given only to integers that a double holds exactly', () => {
  const ordinals = ['0', '007', '999999999999999', '9999999999999999', '1e3', '-1'].map(
    (value) => objectsOf([['id', value]], [], 1)[0]?.ordinal,
  );
  expect(ordinals).toEqual([0, 7, 999999999999999, undefined, undefined, undefined]);
});

test('at most eight objects are taken from one request', () => {
  const many = Array.from({ length: 50 }, (_, index) => [`id`, String(index)] as const);
  expect(objectsOf(many, many, 1)).toHaveLength(8);
});

test('before an endpoint is learned, segments with digits and long ones stand for parameters, versions do not', () => {
  const { endpoint, parameters } = provisionalEndpoint('GET', 'api.example', '/v1/orders/10041/lines');
  expect(endpoint.template).toBe('/v1/orders/{p1}/lines');
  expect(parameters).toEqual([['p1', '10041']]);
  expect(provisionalEndpoint('GET', 'api.example', '/v1/orders/10042/lines').endpoint.id).toBe(endpoint.id);
  expect(provisionalEndpoint('POST', 'api.example', '/v1/orders/10042/lines').endpoint.id).not.toBe(endpoint.id);
});
