import { expect, test } from 'vitest';
import { LIMITS } from '../model/index.ts';
import { createLearningSampler } from './learning-sampler.ts';

test('weights add up to the exchanges seen, up to the last sample', () => {
  const sampler = createLearningSampler();
  const total = LIMITS.learnInFull + LIMITS.learnEvery * 10;
  let weight = 0;
  let learned = 0;
  for (let count = 0; count < total; count++) {
    const one = sampler.weigh('E-1', 200);
    weight += one;
    if (one > 0) learned++;
  }
  expect(learned).toBeLessThan(LIMITS.learnInFull + 12);
  expect(total - weight).toBeLessThan(LIMITS.learnEvery);
});

test('a status class that was never seen is learned from at once', () => {
  const sampler = createLearningSampler();
  for (let count = 0; count < 10_000; count++) sampler.weigh('E-1', 200);
  expect(sampler.weigh('E-1', 500)).toBe(1);
  expect(sampler.weigh('E-2', 200)).toBe(1);
});
