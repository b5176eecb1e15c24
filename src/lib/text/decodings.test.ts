import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsBase64, unwrapBase64 } from './base64.ts';
import { decodeEntities, readings } from './decodings.ts';
import { percentDecode } from './percent.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('readings', () => {
  const cases: readonly (readonly [value: string, reading: string])[] = [
    ['%27%20or', "' or"],
    ['%2527', "'"],
    ['%252527', "'"],
    ['%%32%37', "'"],
    ['%u0027x', "'x"],
    ['\\u0027', "'"],
    ['\\u{27}', "'"],
    ['\\x27', "'"],
    ['&#39;&#x27;&apos;&quot;', `'''"`],
    ['&lt;a&gt;&unknown;', '<a>&unknown;'],
    ['．．／', '../'],
    ['ʼ', "'"],
    ['%u2215%u2216', '/\\'],
    ['..%c0%af', '../'],
    ['%C1%9C', '\\'],
    ['%e0%80%af%f0%80%80%ae%f8%80%80%80%af%fc%80%80%80%80%ae', '/./.'],
    ['%c0%9v', '/'],
    ['a+or+b', 'a or b'],
    [base64("it's wrapped"), "it's wrapped"],
    [base64('%27 wrapped twice'), "' wrapped twice"],
  ];
  let ran = 0;
  test.each(cases)('%s', (value, reading) => {
    ran++;
    expect(readings(value)).toContain(reading);
  });
  test('all ran', () => expect(ran).toBe(cases.length));

  test.each([
    'plain text',
    '50% off',
    'a & b',
    'ค่า',
    '%zz',
    '\\user',
    'organization',
    '3f2504e04f8911d3',
    'AAAAAAAAAAAAAAAA',
  ])('%s has none', (value) => {
    expect(readings(value)).toEqual([]);
  });

  test('are few, never the value itself, and no longer than it', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '%',
            '2',
            '5',
            '7',
            'u',
            '0',
            '\\',
            '&',
            '#',
            ';',
            'x',
            '+',
            'c',
            'a',
            ' ',
            '＇',
            'Jy',
            '\ud800',
          ),
        }),
        (value) => {
          runs++;
          const found = readings(value);
          expect(found.length).toBeLessThanOrEqual(6);
          expect(found).not.toContain(value);
          for (const reading of found) expect(reading.length).toBeLessThanOrEqual(value.length);
        },
      ),
      { numRuns: 500 },
    );
    expect(runs).toBe(500);
  });
});

describe('percentDecode', () => {
  test('agrees with decodeURIComponent on everything that one accepts', () => {
    const piece = fc.constantFrom('%41', '%c3%a9', '%E0%B8%84', '%f0%9f%98%80', '%25', '%00', 'a', '+', 'é', '%2f');
    fc.assert(
      fc.property(fc.string({ unit: piece }), fc.string({ unit: 'grapheme' }), (escaped, text) => {
        expect(percentDecode(escaped)).toBe(decodeURIComponent(escaped));
        expect(percentDecode(encodeURIComponent(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['a+b%2B', false, 'a+b+'],
    ['a+b%2B', true, 'a b+'],
    ['100%', false, '100%'],
    ['%zz%4', false, '%zz%4'],
    ['%ff', false, '\ufffd'],
    ['x%c0%afy', false, 'x%c0%afy'],
    ['%e0%80%af', false, '%e0%80%af'],
    ['%c0', false, '%c0'],
    ['%e0%b8%84', false, 'ค'],
  ])('%s (plus is space: %s)', (text, plus, expected) => {
    expect(percentDecode(text, plus)).toBe(expected);
  });
});

describe('base64', () => {
  test('any readable text of nine bytes or more comes back, alone and in a line of JSON', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', "'", '=', '-', '1', '(', '\n', '~'), minLength: 9, maxLength: 80 }),
        (text) => {
          expect(unwrapBase64(base64(text))).toBe(text);
          expect(unwrapBase64(Buffer.from(text).toString('base64url'))).toBe(text);
          expect(holdsBase64(JSON.stringify({ a: 'short', b: base64(text), c: 1 }))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    'organizations',
    'subscriptionStatus',
    '0123456789abcdef',
    'iVBORw0KGgoAAAANSUhEUg',
    'short',
    '',
    'a'.repeat(500),
  ])('%s wraps nothing', (text) => {
    expect(unwrapBase64(text)).toBeUndefined();
    expect(holdsBase64(text)).toBe(false);
  });
});

test('entities that do not exist stay', () => {
  expect(decodeEntities('&#x110000; &#0; &foo; & &amp;lt;')).toBe('&#x110000; \0 &foo; & &lt;');
});
