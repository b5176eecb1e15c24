import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newClasses } from './class-stats.ts';
import { FORMATS, formatOf } from './formats.ts';
import { addFile, addText, agreedEnum, agreedFormat, newText } from './text-stats.ts';

const known: readonly (readonly [string, string | undefined])[] = [
  ['2026-01-01T10:00:00Z', 'date-time'],
  ['2026-01-01T10:00:00.123456+02:00', 'date-time'],
  ['2026-01-01T10:00', undefined],
  ['2026-01-01T10:00:00', undefined],
  ['2026-13-01', undefined],
  ['2026-01-31', 'date'],
  ['10:00:00Z', 'time'],
  ['10:00', undefined],
  ['P1DT2H', 'duration'],
  ['P3W', 'duration'],
  ['P', undefined],
  ['PT', undefined],
  ['0f9b2c1e-7d3a-4c55-9e1f-8a2b3c4d5e6f', 'uuid'],
  ['ann@mail.example.test', 'email'],
  ['ann@localhost', undefined],
  ['https://example.test/a?b=c', 'uri'],
  ['urn:isbn:0451450523', 'uri'],
  ['https://example.test/a b', undefined],
  ['198.51.100.7', 'ipv4'],
  ['198.51.100.256', undefined],
  ['2001:db8::1', 'ipv6'],
  ['::', 'ipv6'],
  ['::ffff:192.0.2.1', 'ipv6'],
  ['1:2:3:4:5:6:7:8', 'ipv6'],
  ['1:2:3', undefined],
  ['1::2::3', undefined],
  ['10:20:30', undefined],
  ['aGVsbG8gd29ybGQ=', 'byte'],
  ['hello world', undefined],
  ['', undefined],
];

test.each(known)('%s is %s', (value, format) => expect(formatOf(value)).toBe(format));

test('every string is judged, and only as a known format', () => {
  let judged = 0;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
      const format = formatOf(value);
      expect(format === undefined || FORMATS.includes(format)).toBe(true);
      judged++;
    }),
    { numRuns: 500 },
  );
  expect(judged).toBe(500);
});

function learn(values: readonly string[], name = 'f') {
  const stats = newText();
  for (const value of values) addText(stats, newClasses(), name, value, 1);
  return stats;
}
const times = (count: number, values: readonly string[]): readonly string[] =>
  Array.from({ length: count }, (_, index) => values[index % values.length] ?? '');

describe('Base64', () => {
  test('is told where padding shows it', () =>
    expect(agreedFormat(learn(times(9, ['aGVsbG8gd29ybGQ=', 'aGVsbG8gd29ybGQh', 'Zm9vYmFyYmF6cXV4'])))).toBe('byte'));
  test('is not seen in words and identifiers of the same length', () => {
    expect(agreedFormat(learn(times(9, ['password', 'standard'])))).toBeUndefined();
    expect(agreedFormat(learn(times(9, ['a1b2c3d4e5f6', '001122334455'])))).toBeUndefined();
    expect(agreedFormat(learn(['aGVsbG8gd29ybGQ=']))).toBeUndefined();
  });
});

test('a file is binary', () => {
  const stats = newText();
  addFile(stats);
  expect(agreedFormat(stats)).toBe('binary');
  expect(agreedEnum(stats)).toBeUndefined();
});

describe('a closed set', () => {
  test('needs few values, each seen again', () => {
    expect(agreedEnum(learn(times(12, ['b', 'a'])))).toEqual(['a', 'b']);
    expect(agreedEnum(learn(times(11, ['b', 'a'])))).toBeUndefined();
    expect(agreedEnum(learn([...times(40, ['a']), 'b', 'c']))).toBeUndefined();
    expect(agreedEnum(learn(times(40, ['a'])))).toBeUndefined();
    expect(
      agreedEnum(
        learn(
          times(
            200,
            Array.from({ length: 13 }, (_, index) => `v${index}`),
          ),
        ),
      ),
    ).toBeUndefined();
    expect(agreedEnum(learn(times(40, ['a sentence', 'and another'])))).toBeUndefined();
  });
  test.each(['user', 'assignee', 'createdBy', 'owner', 'customer_name'])('is never one of people: %s', (name) => {
    const stats = learn(times(40, ['alice', 'bob']), name);
    expect(stats.values).toBeUndefined();
    expect(agreedEnum(stats)).toBeUndefined();
  });
});
