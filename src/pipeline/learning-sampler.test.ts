import { expect, test } from 'vitest';
import { LIMITS } from '../model/index.ts';
import { createLearningSampler } from './learning-sampler.ts';

/** Slow enough that only the endpoint's own count thins. */
const UNHURRIED_MS = 10;

test('weights add up to the exchanges seen, up to the last sample', () => {
  const sampler = createLearningSampler();
  const total = LIMITS.learnInFull + LIMITS.learnEvery * 10;
  let weight = 0;
  let learned = 0;
  for (let count = 0; count < total; count++) {
    const one = sampler.weigh('E-1', 200, count * UNHURRIED_MS);
    weight += one;
    if (one > 0) learned++;
  }
  expect(learned).toBe(LIMITS.learnInFull + 10);
  expect(weight).toBe(total);
});

test('under load known endpoints are thinned early, and their weights still add up', () => {
  const sampler = createLearningSampler();
  const endpoints = 100;
  const total = 100_000;
  let weight = 0;
  let learned = 0;
  for (let count = 0; count < total; count++) {
    const one = sampler.weigh(`E-${count % endpoints}`, 200, count / 10);
    weight += one;
    if (one > 0) learned++;
  }
  // Ten seconds of ten thousand a second.
  const allowed = endpoints * LIMITS.learnAtOnce + LIMITS.learnPerSecond * 11 + total / LIMITS.learnEvery;
  expect(learned).toBeLessThan(allowed);
  expect(learned).toBeGreaterThan(LIMITS.learnPerSecond * 9);
  expect(total - weight).toBeLessThan(endpoints * LIMITS.learnEvery);
});

test('what was never seen is learned from at once, under any load', () => {
  const sampler = createLearningSampler();
  for (let count = 0; count < 10_000; count++) sampler.weigh('E-1', 200, 0);
  expect(sampler.weigh('E-1', 500, 0)).toBe(1);
  expect(sampler.weigh('E-2', 200, 0)).toBe(1);
});

test('a clock that goes back lets nothing through and holds nothing up', () => {
  const sampler = createLearningSampler();
  for (let count = 0; count < 5_000; count++) sampler.weigh(`E-${count % 2 === 0 ? 1 : 3}`, 200, 1_000_000);
  for (let count = 0; count < LIMITS.learnAtOnce; count++) sampler.weigh('E-2', 200, 0);
  expect(sampler.weigh('E-2', 200, 0)).toBe(0);
  expect(sampler.weigh('E-2', 200, 1_001_000)).toBe(2);
});
