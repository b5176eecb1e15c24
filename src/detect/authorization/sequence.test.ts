import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbers } from '../scenario.ts';
import { findSequence } from './sequence.ts';

test.each([
  [[], 0, 0, 0],
  [[7], 1, 0, 0],
  [[7, 7, 7], 1, 0, 0],
  [[3, 1, 2], 3, 1, 1],
  [[10, 20, 30, 41], 4, 10, 2 / 3],
  [[1, 2, 3, 4, 9_007_199_254_740_991], 5, 1, 0.75],
] as const)('%j', (ordinals, distinct, step, share) => {
  expect(findSequence(ordinals)).toEqual({ distinct, step, share });
});

test('neither order nor repetition matters', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 60 }), (ordinals) => {
      expect(findSequence([...ordinals, ...ordinals].reverse())).toEqual(findSequence(ordinals));
    }),
  );
});

test('numbers drawn from a range have about the share they cover of it', () => {
  const random = numbers(1);
  expect(findSequence(Array.from({ length: 60 }, () => random(1_000))).share).toBeLessThan(0.25);
  expect(findSequence(Array.from({ length: 200 }, () => random(100))).share).toBeGreaterThan(0.75);
});
