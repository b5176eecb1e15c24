import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyPath } from './property-path.ts';

describe('property paths', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[] | undefined])[] = [
    ['a', ['a']],
    ['a.b.c', ['a', 'b', 'c']],
    ['a[b][]', ['a', 'b']],
    ['a["b"][\'c\'][0]', ['a', 'b', 'c', '0']],
    ['/a/0/b', ['a', '0', 'b']],
    ['a?.b', ['a', 'b']],
    ['[a].b', ['a', 'b']],
    ['a[$ne]', ['a', '$ne']],
    ['a b', undefined],
    ['a(b)', undefined],
    ['a[b', undefined],
    ['a=b', undefined],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, expected) => {
    ran++;
    expect(propertyPath(text)?.map((step) => step.name)).toEqual(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('steps know where they stand', () => {
  const text = 'user["__a__"].b';
  expect(propertyPath(text)?.map(({ from, to }) => text.slice(from, to))).toEqual(['user', '__a__', 'b']);
});

test('any text: never throws, steps lie in the text in order', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a.[\]"'/]*$/)), (text) => {
      let at = 0;
      for (const { name, from, to } of propertyPath(text) ?? []) {
        expect(text.slice(from, to)).toBe(name);
        expect(from).toBeGreaterThanOrEqual(at);
        at = to;
      }
    }),
  );
});
