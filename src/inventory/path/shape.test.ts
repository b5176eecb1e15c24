import { describe, expect, test } from 'vitest';
import { isSmallNumber, isVersion, strongShape } from './shape.ts';

describe('forms that only a machine writes', () => {
  test.each([
    ['48213', 'integer', ''],
    ['-7.25', 'number', ''],
    ['0f9b2c1e-7d3a-4c55-9e1f-8a2b3c4d5e6f', 'uuid', ''],
    ['01HZX3V9Q8RT5M2K7N4P6W1Y0B', 'ulid', ''],
    ['5f2b9c0e1a3d4b6c7e8f9a0b', 'hex', ''],
    ['cus_9aF3kLm2Qx7T', 'prefixed', ''],
    ['ord-8Zk31QpLw09x', 'prefixed', ''],
    ['q8Zk27HfLw03PxTa19', 'token', ''],
    ['2026-03-09', 'date', ''],
    ['2026-03-09T10:00:00Z', 'date-time', ''],
    ['ann@example.test', 'email', ''],
    ['198.51.100.7', 'ip', ''],
    ['pt-BR', 'locale', ''],
    ['17,42', 'composite', ''],
    ['17;42;9', 'composite', ''],
    ['8812-77412', 'composite', ''],
    ['48213.json', 'integer', '.json'],
    ['5f2b9c0e1a3d4b6c7e8f9a0b.pdf', 'hex', '.pdf'],
  ])('%s is %s', (segment, type, suffix) => expect(strongShape(segment)).toEqual({ type, suffix }));

  test.each([
    'users',
    'search',
    'order-items',
    'getOAuth2Token',
    'deadbeef',
    'facade',
    'v2',
    'blue-pine-desk',
    'ann.lee',
    'AB-12',
    'ListAllItems2024',
    'device_properties',
    'openapi.json',
    'summer2024',
    '',
  ])('%s is judged by content', (segment) => expect(strongShape(segment)).toBeUndefined());
});

test('versions and small numbers', () => {
  expect(['v1', 'v2.1', 'v10beta2', 'V3'].every(isVersion)).toBe(true);
  expect(['vault', 'v', 'video1', '1'].some(isVersion)).toBe(false);
  expect(['1', '2.0', '12.4.1'].every(isSmallNumber)).toBe(true);
  expect(['123', 'a1'].some(isSmallNumber)).toBe(false);
});
