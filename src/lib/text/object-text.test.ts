import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readObjectText } from './object-text.ts';

const keys = (text: string, inside = false): string[] =>
  readObjectText(text, 0, inside).keys.map(({ parent, name }) => (parent === '' ? name : `${parent}>${name}`));

describe('keys of an object in text', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[], ending: string])[] = [
    ['{"a":{"b":1},"c":[{"d":2}]}', ['a', 'a>b', 'c', 'c>d'], 'end'],
    ["{a: 'x', 'b': /y/i, c: new Date(3)}", ['a', 'b', 'c'], 'end'],
    ['{"a":"b:c, {d: e}"}', ['a'], 'end'],
    ['{"a": "it\\"s", b: 1', ['a', 'b'], 'open'],
    ['{"a": "cut', ['a'], 'open'],
    ['[1, {a: .*}]', ['a'], 'end'],
    ['{"a": 1} and some prose', ['a'], 'broken'],
    ['{some prose: a}', [], 'broken'],
    ['prose', [], 'broken'],
    ['', [], 'end'],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, expected, ending) => {
    ran++;
    expect(keys(text)).toEqual(expected);
    expect(readObjectText(text).ending).toBe(ending);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('reading goes on inside an object', () => {
  expect(keys(' "a": 1, b: {c: 2}', true)).toEqual(['a', 'b', 'b>c']);
});

test('keys know where they and their values stand', () => {
  const text = '{ "a" : 7 }';
  const key = readObjectText(text).keys[0];
  expect(key && [text.slice(key.from, key.to), text.slice(key.value)]).toEqual(['"a"', ' 7 }']);
});

test('any text: never throws, each token passes a character', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.boolean(), (text, inside) => {
      const { steps, to } = readObjectText(text, 0, inside);
      expect(steps).toBeLessThanOrEqual(text.length + 1);
      expect(to).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('work grows with the length', () => {
  for (const part of ['{', '{a:', '[{"a":1},', '"a",', '/', '\\"'])
    for (const length of [1_000, 2_000])
      expect(readObjectText(part.repeat(length), 0, true).steps).toBeLessThanOrEqual(part.length * length + 1);
});
