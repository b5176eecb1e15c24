import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closingParenthesis, readFilter, type FilterRead } from './filter-scanner.ts';

describe('the parenthesis that the value did not open', () => {
  test.each([
    ['a)b', 1],
    ['a(b)c', -1],
    ['a(b)c)d', 5],
    ['', -1],
  ])('%s', (text, at) => expect(closingParenthesis(text)).toBe(at));
});

describe('filters behind it', () => {
  const cases: readonly (readonly [text: string, expected: Partial<FilterRead>])[] = [
    [')(a=b', { items: [{ attribute: 'a', value: 'b' }], surplus: 1, open: 1, ending: 'end' }],
    [')(&)', { items: [], operators: 1, constant: true, ending: 'end' }],
    [
      ')(|(a>=1)(b;lang-de~=c*',
      {
        operators: 1,
        items: [
          { attribute: 'a', value: '1' },
          { attribute: 'b', value: 'c*' },
        ],
      },
    ],
    [')(1.2.840:dn:2.4.6:=x', { items: [{ attribute: '1.2.840', value: 'x' }] }],
    ['))\0(a=b', { surplus: 2, items: [], ending: 'nul' }],
    [')&(a=b', { operators: 1, items: [{ attribute: 'a', value: 'b' }] }],
    [')((|a=*)', { operators: 1, constant: false, items: [{ attribute: 'a', value: '*' }] }],
    [') (two words)', { items: [], ending: 'broken' }],
    [') and so on', { ending: 'broken' }],
    ['(!(a=b))', { closed: -1, operators: 1, open: 0, ending: 'end' }],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, expected) => {
    ran++;
    expect(readFilter(text, 0)).toMatchObject(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('any text: never throws, each step passes a character', () => {
  const marks = fc.constantFrom('(', ')', '&', '|', '!', '*', 'a=', 'uid', '=', ' ', '\0');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(marks).map((parts) => parts.join('')),
      ),
      (text) => {
        const { steps, to } = readFilter(text, 0);
        expect(steps).toBeLessThanOrEqual(text.length + 1);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(closingParenthesis(text)).toBeLessThan(Math.max(1, text.length));
      },
    ),
  );
});
