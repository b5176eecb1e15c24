import { expect, test } from 'vitest';
import { Bucket } from './bucket.ts';

test('a burst passes, then as many as time brings, and saved time is worth one burst at most', () => {
  const bucket = new Bucket(3, 2, 0);
  const takes = (now: number, times: number): number =>
    Array.from({ length: times }, () => bucket.take(now)).filter(Boolean).length;
  expect(takes(0, 10)).toBe(3);
  expect(takes(499, 10)).toBe(0);
  expect(takes(1_000, 10)).toBe(2);
  expect(takes(3_600_000, 10)).toBe(3);
});
