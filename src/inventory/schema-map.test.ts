import { describe, expect, test } from 'vitest';
import type { FieldStats, JsonValue } from '../model/index.ts';
import { fieldsOf } from './fields.ts';
import { newOperation } from './operation.ts';
import { addValue, mergeSchema, newSchema, type SchemaNode } from './schema.ts';

const sink = { budget: { used: 0, limit: 10_000 }, string: () => undefined, key: () => undefined };

function learn(values: readonly JsonValue[]): SchemaNode {
  const schema = newSchema();
  for (const value of values) addValue(schema, value, '', 1, sink);
  return schema;
}

function fields(schema: SchemaNode): readonly FieldStats[] {
  const operation = newOperation(0);
  operation.responses.set(2, schema);
  return fieldsOf(operation);
}

const names = (values: readonly JsonValue[]): readonly string[] => fields(learn(values)).map(({ name }) => name);
const keyed = (keys: readonly string[], value: JsonValue = 1): JsonValue =>
  Object.fromEntries(keys.map((key) => [key, value]));
const uuid = (index: number): string => `0f9b2c1e-7d3a-4c55-9e1f-${String(index).padStart(12, '0')}`;
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('keys that are data', () => {
  const maps: readonly (readonly [string, readonly JsonValue[]])[] = [
    ['one UUID', [keyed([uuid(1)])]],
    ['dates', [keyed(['2026-01-01', '2026-01-02'])]],
    ['long numbers', [keyed(['1001', '1002', '1003', '1004'])]],
    ['ids of a kind, a few names beside', [keyed([...times(18, (i) => `usr_8Kd0f2${i}bQ7z`), 'total'])]],
    ['currencies', [keyed(['EUR', 'USD', 'GBP'])]],
    ['countries', [keyed(['DE', 'FR', 'PL', 'AT'], { open: true })]],
    ['languages', [keyed(['de', 'en', 'fr', 'pl'], 'text')]],
    [
      'words that change, with members alike',
      times(10, (i) => keyed([`team${'abcdefghij'[i]}x`, `crew${'abcdefghij'[i]}y`], { won: 1, lost: 2 })),
    ],
    ['words that change, plain', times(40, (i) => keyed([`tag ${i % 20} a`, `tag ${(i * 7) % 20} b`], 3))],
    ['dates and locales mixed', [keyed(['2026-01-01', '2026-01-02', 'de-DE', 'en-GB'])]],
  ];
  test.each(maps)('%s', (_, values) => {
    expect(names(values.map((held) => ({ held })))).toContain('$.held{}');
  });
  test('all of them ran', () => expect(maps).toHaveLength(10));
});

describe('keys that are names', () => {
  const records: readonly (readonly [string, readonly JsonValue[]])[] = [
    ['stars from 1 to 5', [keyed(['1', '2', '3', '4', '5'])]],
    ['the two currencies of a shop, always', times(5, () => keyed(['EUR', 'USD']))],
    ['short words', [{ id: 1, to: 'a', by: 'b', at: 'c' }]],
    [
      'optional members',
      times(30, (i) =>
        Object.fromEntries(
          ['alpha', 'beta', 'gamma', 'delta', 'size', 'hue', 'area']
            .filter((_, n) => (i * (n + 3)) % 3 === 0)
            .map((key) => [key, 'x']),
        ),
      ),
    ],
    ['address lines', [{ address1: 'a', address2: 'b', address3: 'c', line4: 'd' }]],
    ['codes of unlike values', [{ DE: 1, FR: 'x', PL: {}, AT: [] }]],
    ['none at all', [{}]],
  ];
  test.each(records)('%s', (_, values) => {
    expect(names(values.map((held) => ({ held })))).not.toContain('$.held{}');
  });
  test('all of them ran', () => expect(records).toHaveLength(7));
});

test('a folded map and an unfolded one merge', () => {
  const folded = learn([{ held: keyed(times(80, (i) => String(1_000 + i))) }]);
  mergeSchema(folded, learn([{ held: keyed(['2001', '2002']) }]));
  expect(fields(folded).find(({ name }) => name === '$.held{}')).toMatchObject({ present: 82, types: { integer: 82 } });
});

test('a key that is an address or a number of a person is never kept', () => {
  const schema = learn([{ 'ann@example.test': { role: 'a' }, 'bob@example.test': { role: 'b' }, total: 2 }]);
  expect([...(schema.properties?.keys() ?? [])]).toEqual(['total']);
  expect(fields(schema).map(({ name }) => name)).toEqual(['$', '$.total', '${}', '${}.role']);
});

describe('what was written as text', () => {
  const untyped = (values: readonly JsonValue[]): readonly FieldStats[] => {
    const schema = learn(values);
    schema.untyped = true;
    return fields(schema);
  };
  const typesOf = (values: readonly JsonValue[], name: string) =>
    untyped(values).find((field) => field.name === name)?.types;

  test('numbers among words are words', () => {
    expect(typesOf([{ q: 1 }, { q: 'a' }, { q: true }], '$.q')).toEqual({ string: 3 });
    expect(typesOf([{ q: 1 }, { q: 2.5 }], '$.q')).toEqual({ integer: 1, number: 1 });
  });
  test('one member and several are a list', () => {
    const values: readonly JsonValue[] = [{ item: { a: 1 } }, { item: [{ a: 2 }, { a: 3, b: 1 }] }, {}];
    expect(typesOf(values, '$.item')).toEqual({ array: 2 });
    expect(untyped(values).find(({ name }) => name === '$.item[].a')).toMatchObject({ present: 3, outOf: 3 });
    expect(untyped(values).find(({ name }) => name === '$.item[].b')).toMatchObject({ present: 1, outOf: 3 });
  });
  test('an empty element is one without members', () => {
    expect(typesOf([{ a: '' }, { a: { b: 1 } }], '$.a')).toEqual({ object: 2 });
  });
  test('JSON keeps its types', () => {
    expect(fields(learn([{ q: 1 }, { q: 'a' }])).find(({ name }) => name === '$.q')?.types).toEqual({
      integer: 1,
      string: 1,
    });
  });
});
