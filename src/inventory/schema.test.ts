import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldStats, JsonValue } from '../model/index.ts';
import { addBody } from './body-value.ts';
import { fieldsOf } from './fields.ts';
import { newOperation } from './operation.ts';
import { addValue, countFields, mergeSchema, newSchema, type SchemaNode, type SchemaSink } from './schema.ts';
import { xmlValue } from './xml-value.ts';

const sink = (limit = 10_000): SchemaSink => ({
  budget: { used: 0, limit },
  string: () => undefined,
  key: () => undefined,
});

function learn(values: readonly JsonValue[], to = sink()): SchemaNode {
  const schema = newSchema();
  for (const value of values) addValue(schema, value, '', 1, to);
  return schema;
}

function fields(values: readonly JsonValue[]): Readonly<Record<string, FieldStats>> {
  const operation = newOperation(0);
  operation.responses.set(2, learn(values));
  return Object.fromEntries(fieldsOf(operation).map((field) => [field.name, field]));
}

describe('fields', () => {
  test('presence is counted out of the surrounding object', () => {
    const seen = fields([{ a: 1, b: { c: 'x' } }, { a: 2 }, { a: null, b: { c: 'y', d: true } }]);
    expect(seen['$.a']).toMatchObject({ present: 3, outOf: 3, types: { integer: 2, null: 1 }, minimum: 1, maximum: 2 });
    expect(seen['$.b']).toMatchObject({ present: 2, outOf: 3 });
    expect(seen['$.b.d']).toMatchObject({ present: 1, outOf: 2, types: { boolean: 1 } });
  });

  test('arrays, unions, fractions', () => {
    const seen = fields([{ list: [1, 2.5, 'x'], empty: [] }]);
    expect(seen['$.list']?.types).toEqual({ array: 1 });
    expect(seen['$.list[]']?.types).toEqual({ integer: 1, number: 1, string: 1 });
    expect(seen['$.empty[]']).toBeUndefined();
  });

  test.each([
    ['2026-01-01T10:00:00Z', 'date-time'],
    ['2026-01-01', 'date'],
    ['0f9b2c1e-7d3a-4c55-9e1f-8a2b3c4d5e6f', 'uuid'],
    ['ann@example.test', 'email'],
    ['https://example.test/a', 'uri'],
    ['198.51.100.7', 'ipv4'],
    ['2001:db8::1', 'ipv6'],
  ])('%s is %s while every value agrees', (value, format) => {
    expect(fields([{ f: value }, { f: value }])['$.f']?.format).toBe(format);
    expect(fields([{ f: value }, { f: 'other' }])['$.f']?.format).toBeUndefined();
  });

  test('a closed set of short values, and no set of many', () => {
    const closed = [...Array(30).keys()].map((index) => ({ state: ['open', 'shut', 'lost'][index % 3] ?? '' }));
    expect(fields(closed)['$.state']?.enum).toEqual(['lost', 'open', 'shut']);
    expect(fields([...Array(30).keys()].map((index) => ({ state: `s${index}` })))['$.state']?.enum).toBeUndefined();
  });

  test('no value of a sensitive field is kept', () => {
    const schema = learn([...Array(40).keys()].map((index) => ({ password: ['tree!22', 'lake!33'][index % 2] ?? '' })));
    expect(schema.properties?.get('password')?.text?.values).toBeUndefined();
    expect(schema.properties?.get('password')?.classes?.found.get('password')?.count).toBeGreaterThan(30);
  });

  test('objects keyed by ids are maps', () => {
    const byId = Object.fromEntries([...Array(80).keys()].map((index) => [String(1_000 + index), { price: index }]));
    const seen = fields([{ byId }]);
    expect(Object.keys(seen)).toEqual(['$', '$.byId', '$.byId{}', '$.byId{}.price']);
    expect(seen['$.byId{}.price']).toMatchObject({ present: 80, outOf: 80 });
  });

  test('keys with dots and brackets stay one step', () => {
    expect(Object.keys(fields([{ 'a.b[0]': 1 }]))).toEqual(['$', '$.a\\.b\\[0\\]']);
  });
});

test('merging two schemas is the same as learning from both', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
  let merged = 0;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), fc.array(value, { maxLength: 6 }), (one, two) => {
      const both = learn(one);
      mergeSchema(both, learn(two));
      expect(both).toEqual(learn([...one, ...two]));
      merged++;
    }),
    { numRuns: 200 },
  );
  expect(merged).toBe(200);
});

test('the budget bounds what is held', () => {
  const to = sink(50);
  const schema = learn([Object.fromEntries([...Array(500).keys()].map((index) => [`name${index}x`, index]))], to);
  expect(countFields(schema)).toBeLessThanOrEqual(51);
  expect(to.budget.used).toBe(50);
});

describe('XML', () => {
  test('elements, attributes, repetition, text', () => {
    expect(
      xmlValue(
        '<o:order xmlns:o="urn:x" id="7"><item>a</item><item>b</item><note lang="en">hi</note><n>1.5</n></o:order>',
      ),
    ).toEqual({
      order: { '@id': 7, item: ['a', 'b'], note: { '@lang': 'en', '#text': 'hi' }, n: 1.5 },
    });
  });
  test.each(['<a>', '<a></b>', 'no', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<a>'.repeat(5_000)])(
    '%s is not read',
    (text) => expect(xmlValue(text)).toBeUndefined(),
  );
});

test('files of a form are binary members, several under one name a list', () => {
  const schema = addBody(
    undefined,
    {
      kind: 'multipart',
      pairs: [['note', 'x']],
      files: ['photo', 'page', 'page'].map((name) => ({ name, fileName: 'a', contentType: 'image/png', size: 3 })),
    },
    1,
    sink(),
  );
  const operation = newOperation(0);
  if (schema !== undefined) operation.request = schema;
  const seen = Object.fromEntries(fieldsOf(operation).map((field) => [field.name, field]));
  expect(seen['$.photo']).toMatchObject({ types: { string: 1 }, format: 'binary', present: 1, outOf: 1 });
  expect(seen['$.page']).toMatchObject({ types: { array: 1 }, present: 1, outOf: 1 });
  expect(seen['$.page[]']).toMatchObject({ types: { string: 2 }, format: 'binary' });
  expect(seen['$.note']?.types).toEqual({ string: 1 });
});
