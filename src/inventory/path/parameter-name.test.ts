import { expect, test } from 'vitest';
import { parameterName } from './parameter-name.ts';

test('a parameter is named after what stands before it, once', () => {
  const cases: readonly (readonly [before: string | undefined, type: string, name: string])[] = [
    ['users', 'integer', 'userId'],
    ['stores', 'code', 'storeCode'],
    ['by-slug', 'long-slug', 'slug'],
    ['by-slug', 'word', 'slug'],
    ['by_email', 'email', 'email'],
    ['by-tag-names', 'word', 'tagName'],
    [undefined, 'date', 'date'],
  ];
  for (const [before, type, name] of cases) expect(parameterName(before, type, [])).toBe(name);
  expect(cases).toHaveLength(7);
  expect(parameterName('users', 'integer', ['userId'])).toBe('userId2');
});
