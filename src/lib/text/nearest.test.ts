import { expect, test } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

test('finds slips of the fingers and nothing far away', () => {
  const names = ['listen', 'upstream', 'mode', 'retentionDays'];
  expect(nearest('lsiten', names)).toBe('listen');
  expect(nearest('upstreem', names)).toBe('upstream');
  expect(nearest('RetentionDay', names)).toBe('retentionDays');
  expect(nearest('colour', names)).toBeUndefined();
});

test('distance counts insertions, deletions, changes and swaps', () => {
  expect([
    editDistance('', 'abc'),
    editDistance('abc', 'abc'),
    editDistance('abc', 'acb'),
    editDistance('kitten', 'sitting'),
  ]).toEqual([3, 0, 1, 3]);
});
