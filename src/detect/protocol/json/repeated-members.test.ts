import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedMembers, textOf } from './repeated-members.ts';

const look = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  return repeatedMembers(bytes, 8).map(
    ({ name, disguise, first, second }) =>
      `${name} ${disguise}: ${textOf(bytes, ...first).trim()} | ${textOf(bytes, ...second).trim()}`,
  );
};

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['{"a":1,"a":2}', ['a none: 1 | 2']],
  ['{"a" : [1,{"b":2}] , "b":0, "a":{"a":1}}', ['a none: [1,{"b":2}] | {"a":1}']],
  ['{"a":1,"\\u0061":"x,}y"}', ['a escapes: 1 | "x,}y"']],
  ['{"Role":1,"role":2}', ['role case: 1 | 2']],
  ['[{"a":1},{"a":2}]', []],
  ['{"a":{"b":1},"c":{"b":2}}', []],
  ['{"a":"a","b":"a\\":","c":"a"}', []],
  ['{"x":"\\"a\\":1","a":1}', []],
  ['{"é":1,"é":2,"É":3}', ['é none: 1 | 2']],
  ['{"a":1,"a"', []],
  ['{"a":1,"a":', ['a none: 1 | ']],
];
let ran = 0;
test.each(cases)('%s', (text, found) => {
  ran++;
  expect(look(text)).toEqual(found);
});
test('all ran', () => expect(ran).toBe(cases.length));

test('what JSON.stringify writes has no member twice, unless in another case', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(
        repeatedMembers(Buffer.from(JSON.stringify(value)), 8).filter(({ disguise }) => disguise !== 'case'),
      ).toEqual([]);
    }),
  );
});

test('a member added again is found in any object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (members, pick) => {
      const names = Object.keys(members);
      const name = JSON.stringify(names[pick % names.length]);
      const text = `${JSON.stringify(members).slice(0, -1)},${name}:null}`;
      expect(repeatedMembers(Buffer.from(text), 8).length).toBeGreaterThan(0);
    }),
  );
});

test('any text is read without error', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'a', ' ', 'A'), maxLength: 300 }),
      (text) => {
        for (const { first, second } of repeatedMembers(Buffer.from(text), 8))
          for (const at of [...first, ...second]) expect(at).toBeLessThanOrEqual(Buffer.byteLength(text) + 1);
      },
    ),
    { numRuns: 500 },
  );
});
