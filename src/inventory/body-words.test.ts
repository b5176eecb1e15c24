import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBodyWords } from './body-words.ts';

test('parts are learned of words as paths have them, and of nothing else', () => {
  const words = createBodyWords(7);
  for (const value of ['blue-lamps', 'desk_lamp2', 'a.b', 'Red-lamp', '-left', 'right-', 'two--dashes', '2go', 'what!'])
    words.addValue(value);
  for (const part of ['blue', 'lamps', 'desk']) expect(words.isValuePart(part), part).toBe(true);
  for (const part of ['red', 'left', 'right', 'two', 'dashes', 'go', 'what'])
    expect(words.isValuePart(part), part).toBe(false);
  expect(words.isValue('two--dashes')).toBe(true);
});

// Took time exponential in the length, on the control thread.
test('a long word that turns out to be none costs no more than another', () => {
  const words = createBodyWords(7);
  for (let length = 30; length < 40; length++) words.addValue(`${'a'.repeat(length)}!`);
  expect(words.isValuePart('a'.repeat(30))).toBe(false);
});

test('any values are taken', () => {
  const words = createBodyWords(7);
  const unit = fc.constantFrom('a', 'b1', '-', '_', '.', '!', 'é');
  let ran = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), (value) => {
      ran++;
      words.addValue(value);
      expect(words.isValue(value)).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(ran).toBe(500);
});
