import { expect, test } from 'vitest';
import type { JsonValue } from '../../../model/index.ts';
import { nestsPrototype } from './nested.ts';

const nests = (value: JsonValue): boolean => nestsPrototype({ kind: 'json', value });

test('constructor holds prototype at any depth', () => {
  expect(nests({ constructor: { prototype: { a: 1 } } })).toBe(true);
  expect(nests([{ a: [{ constructor: { prototype: null } }] }])).toBe(true);
});

test('the two names beside each other, or alone, are data', () => {
  expect(nests({ constructor: 'Williams', prototype: 3 })).toBe(false);
  expect(nests({ constructor: { name: 'a' }, a: { prototype: {} } })).toBe(false);
  expect(nests({ prototype: { constructor: {} } })).toBe(false);
  expect(nestsPrototype({ kind: 'none' })).toBe(false);
});
