import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PatternError, safePattern } from './safe-pattern.ts';

describe('patterns that may be used', () => {
  test.each([
    ['LC\\d{8}', 'lc12345678', 'LC1234567'],
    ['[A-Z]{2}-\\d{2,6}(?:-\\w+)?', 'AB-123-x', 'AB-1'],
    ['\\d{1,3}(?:\\.\\d{1,3}){3}', '10.2.3.4', '10.2.3'],
    ['(?:red|blue) \\p{L}+', 'red é', 'green a'],
    ['a|b', 'b', 'ab'],
    ['[^\\]]+', 'x', ']'],
    ['\\w+@\\w+', 'a@b', '@b'],
    ['member (?:no|number)', 'member no', 'member'],
  ])('%s', (pattern, is, isNot) => {
    expect(safePattern(pattern).test(is)).toBe(true);
    expect(safePattern(pattern).test(isNot)).toBe(false);
  });
});

describe('patterns that may not', () => {
  test.each([
    ['(a+)+', /too long/],
    ['(a|a)*', /too long/],
    ['(a*)*b', /too long/],
    ['(?:\\d+,)*x', /too long/],
    ['.*.*.*x', /too long/],
    ['\\w{1,200}\\w{1,200}\\w{1,200}', /too long/],
    ['(?:a?){50}', /too long/],
    ['(?=a)a', /may not use/],
    ['(?<!a)b', /may not use/],
    ['(?<n>a)', /may not use/],
    ['(a)\\1', /may not use/],
    ['\\k<n>', /may not use/],
    ['a{1,9999}', /more than/],
    ['(a', /without/],
    ['a)', /without/],
    ['[a', /without/],
    ['*a', /repeats nothing/],
    ['[z-a]', /no expression/],
    ['a'.repeat(501), /longer than/],
    [`${'('.repeat(40)}a${')'.repeat(40)}`, /too deep/],
  ])('%s', (pattern, why) => expect(() => safePattern(pattern)).toThrow(why));
});

test('any text is either refused with a reason or an expression that answers', () => {
  const pieces = fc.constantFrom(
    'a',
    '\\d',
    '[ab]',
    '.',
    '(',
    ')',
    '(?:',
    '|',
    '*',
    '+',
    '?',
    '{2}',
    '{1,9}',
    '{3,}',
    '\\',
    '^',
    '$',
    'é',
  );
  const hostile = ['a'.repeat(256), `${'a'.repeat(255)}!`, '1'.repeat(256), 'ab'.repeat(128)];
  let answered = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      try {
        const expression = safePattern(parts.join(''));
        for (const value of hostile) expect(typeof expression.test(value)).toBe('boolean');
        answered++;
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
        refused++;
      }
    }),
    { numRuns: 1_000 },
  );
  expect(answered + refused).toBe(1_000);
  expect(answered).toBeGreaterThan(30);
});
