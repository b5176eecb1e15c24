import { expect, test } from 'vitest';
import { classConfidence, classCounts, lookAt, mergeClasses, newClasses } from './class-stats.ts';

const learn = (values: readonly string[], name = 'field', weight = 1) => {
  const stats = newClasses();
  for (const value of values) lookAt(stats, name, value, weight);
  return stats;
};
const email = 'ann@example.test';
const confidence = (values: readonly string[]): number => classConfidence(learn(values))['email'] ?? 0;

test('confidence grows with agreement and falls where most values are something else', () => {
  expect(confidence([email])).toBeGreaterThan(0.9);
  expect(confidence([email, email, email])).toBeGreaterThanOrEqual(confidence([email]));
  const rare = [email, ...Array.from({ length: 99 }, () => 'words')];
  expect(confidence(rare)).toBeGreaterThan(0.4);
  expect(confidence(rare)).toBeLessThan(0.6);
  expect(confidence([email, 'words'])).toBe(confidence([email]));
  expect(classConfidence(undefined)).toEqual({});
});

test('counts are weighted, commonest first; merging adds up', () => {
  const stats = learn([email, email], 'field', 3);
  mergeClasses(stats, learn(['219-09-9999']));
  expect(classCounts(stats)).toEqual({ email: 6, 'us-ssn': 1 });
  expect(Object.keys(classCounts(stats))).toEqual(['email', 'us-ssn']);
  const other = learn(['219-09-9999']);
  mergeClasses(other, learn([email, email], 'field', 3));
  expect(classConfidence(other)).toEqual(classConfidence(stats));
});

test('a number tells its class only under its name', () => {
  const stats = newClasses();
  expect(lookAt(stats, 'id', '4111111111111111', 1, { namedOnly: true })).toBe(false);
  expect(lookAt(stats, 'cardNumber', '4111111111111111', 1, { namedOnly: true })).toBe(true);
});
