import { describe, expect, test } from 'vitest';
import {
  bytes,
  distance,
  exactNumber,
  latency,
  middle,
  percent,
  plural,
  shortNumber,
  span,
  visibleText,
} from './format.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['exact groups thinly', exactNumber(41_208), '41\u202f208'],
  ['unknown is a dash, never zero', exactNumber(undefined), '–'],
  ['four digits stay', shortNumber(9_999), '9\u202f999'],
  ['five are shortened', shortNumber(41_208), '41.2\u202fk'],
  ['millions', shortNumber(8_204_111), '8.2\u202fM'],
  ['bytes', bytes(2_048), '2.05\u202fkB'],
  ['no bytes known', bytes(null), '–'],
  ['share', percent(0.9581), '95.8\u202f%'],
  ['tiny share is not zero', percent(0.00004), '<\u202f0.1\u202f%'],
  ['division by nothing', percent(Number.NaN), '–'],
  ['microseconds', latency(0.042), '42\u202fµs'],
  ['seconds', latency(1_530), '1.53\u202fs'],
  ['two units', span(4_800_000), '1\u202fh 20\u202fmin'],
  ['whole hour', span(3_600_000), '1\u202fh'],
  ['nothing', span(0), '0\u202fs'],
  ['past', distance(1_000, 181_000), '3\u202fmin ago'],
  ['future', distance(7_201_000, 1_000), 'in 2\u202fh'],
  ['middle keeps the ends', middle('abcdefghijklmnop', 9), 'abcde…nop'],
  ['short stays', middle('abc', 9), 'abc'],
  ['plural', plural(1, 'request'), '1 request'],
  ['plural many', plural(1_200, 'entry', 'entries'), '1\u202f200 entries'],
  ['bidi override is shown', visibleText('a\u202eb'), 'a\\u202eb'],
  ['line breaks stay', visibleText('a\nb'), 'a\nb'],
];

describe('format', () => {
  test.each(cases)('%s', (_name, actual, expected) => {
    expect(actual).toBe(expected);
  });
  test('all cases ran', () => {
    expect(cases.length).toBe(23);
  });
});
