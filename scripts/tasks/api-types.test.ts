import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ROUTES } from '../../src/console/index.ts';
import { currentTypes, generate, TARGET, typeOf } from './api-types.ts';

test('the committed types are those of the present contract', async () => {
  const current = await currentTypes();
  expect(await readFile(TARGET, 'utf8'), 'run `node scripts/tasks/api-types.ts`').toBe(current);
  for (const id of Object.keys(ROUTES)) expect(current).toContain(`\n  readonly ${id}: {`);
});

describe('types of schemas', () => {
  test.each([
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ const: "it's" }, "'it\\'s'"],
    [{ enum: ['a', 'b'] }, "'a' | 'b'"],
    [{ anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }, 'A | null'],
    [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } }, 'readonly (string | number)[]'],
    [
      { type: 'array', prefixItems: [{ type: 'number' }, { type: 'number' }], items: false },
      'readonly [number, number]',
    ],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'Readonly<Record<string, number>>'],
    [
      { type: 'object', properties: { 'a-b': { type: 'string' }, c: {} }, required: ['a-b'] },
      "{ readonly 'a-b': string; readonly c?: unknown }",
    ],
  ] as const)('%j', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  test('a schema nobody has foreseen is an error, not unknown', () => {
    expect(() => typeOf({ not: { type: 'string' } } as object)).toThrow('no type for schema');
  });

  test('an operation without a name is an error', () => {
    expect(() => generate({ paths: { '/x': { get: { responses: {} } } } })).toThrow('operationId');
  });
});
