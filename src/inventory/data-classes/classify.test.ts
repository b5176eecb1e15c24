import { describe, expect, test } from 'vitest';
import { DATA_CLASSES, classifyValue } from './index.ts';

describe.each(DATA_CLASSES)('$id', (dataClass) => {
  test('recognises its examples', () => {
    for (const [name, value] of dataClass.examples.is)
      expect(classifyValue(name, value)?.class, `${name}: ${value}`).toBe(dataClass.id);
  });
  test('leaves alone what only looks alike', () => {
    for (const [name, value] of dataClass.examples.isNot)
      expect(classifyValue(name, value)?.class, `${name}: ${value}`).not.toBe(dataClass.id);
  });
});

test('every class has an id of its own and examples both ways', () => {
  expect(new Set(DATA_CLASSES.map(({ id }) => id)).size).toBe(DATA_CLASSES.length);
  expect(DATA_CLASSES.length).toBeGreaterThanOrEqual(40);
  for (const { examples } of DATA_CLASSES) {
    expect(examples.is.length).toBeGreaterThan(0);
    expect(examples.isNot.length).toBeGreaterThan(0);
  }
});

/** Ordinary values, made by rule: ids, codes, numbers, words. */
function ordinary(): readonly (readonly [string, string])[] {
  let seed = 9;
  const below = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  const pick = (letters: string, length: number): string =>
    Array.from({ length }, () => letters.charAt(below(letters.length))).join('');
  const digits = '0123456789';
  const makers: readonly (() => readonly [string, string])[] = [
    () => ['id', pick(digits, 4 + below(12))],
    () => ['orderId', pick(digits, 16)],
    () => ['invoiceNumber', pick(digits, 9)],
    () => ['field', pick(digits, 10)],
    () => ['hash', pick('0123456789abcdef', 40)],
    () => ['objectId', pick('0123456789abcdef', 24)],
    () => ['sku', `${pick('ABCDEFGH', 3)}-${pick(digits, 5)}`],
    () => ['version', `${below(30)}.${below(30)}.${below(99)}.${below(99)}`],
    () => ['pageToken', pick('abcdefXYZ0123456789', 24)],
    () => ['createdAt', `20${10 + below(15)}-0${1 + below(9)}-1${below(9)}T10:00:00Z`],
    () => ['price', `${below(999)}.${pick(digits, 2)}`],
    () => ['title', `${pick('abcdefgh', 5)} ${pick('aeiourst', 7)}`],
    () => ['status', pick('aeioulmn', 6)],
    () => ['url', `https://${pick('abcdefg', 6)}.test/${pick('hijklm', 5)}`],
    () => ['timestamp', `17${pick(digits, 11)}`],
    () => ['range', `${below(99)}-${below(199)}`],
    () => ['isbn', `978${pick(digits, 10)}`],
  ];
  return Array.from({ length: 8_500 }, (_, index) =>
    (makers[index % makers.length] as () => readonly [string, string])(),
  );
}

test('at most one ordinary value in a hundred is taken for sensitive', () => {
  const values = ordinary();
  const wrong = values.filter(([name, value]) => classifyValue(name, value) !== undefined);
  expect(values).toHaveLength(8_500);
  expect(wrong.length, JSON.stringify(wrong.slice(0, 10))).toBeLessThanOrEqual(85);
});

test('long and hostile values are judged in bounded time', () => {
  for (const text of [
    '1 '.repeat(40_000),
    'a@'.repeat(40_000),
    `${'a.'.repeat(40_000)}@`,
    '-----BEGIN '.repeat(9_000),
    '+'.repeat(80_000),
    `x://${'a:'.repeat(40_000)}`,
  ]) {
    for (const name of ['field', 'phone', 'taxId', 'address', 'password', 'nationalId'])
      expect(() => classifyValue(name, text)).not.toThrow();
  }
});
