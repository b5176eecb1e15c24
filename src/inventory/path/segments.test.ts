import { expect, test } from 'vitest';
import { LIMITS } from '../../model/index.ts';
import { decodeSegment, splitPath } from './segments.ts';

test.each([
  ['/', []],
  ['', []],
  ['/a/b', ['a', 'b']],
  ['/a//b/', ['a', 'b']],
  ['/a;jsessionid=9F/b;v=1', ['a', 'b']],
  ['/a/1;2', ['a', '1;2']],
  ['/a%2Fb', ['a%2Fb']],
])('%s', (path, segments) => expect(splitPath(path)).toEqual(segments));

test('length and depth are bounded', () => {
  expect(splitPath(`/${'x'.repeat(9_000)}`)[0]).toHaveLength(LIMITS.segmentChars);
  expect(splitPath('/a'.repeat(5_000)).length).toBeLessThan(32);
});

test('malformed escapes stay', () => {
  expect(decodeSegment('a%20b')).toBe('a b');
  expect(decodeSegment('100%zz')).toBe('100%zz');
});
