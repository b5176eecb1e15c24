import { expect, test } from 'vitest';
import { createClock, createIdFactory } from './clock.ts';

test('the clock agrees with the wall clock to the millisecond and does not run backwards between readings', () => {
  const clock = createClock();
  let last = 0;
  for (let n = 0; n < 1_000; n++) {
    const before = Date.now();
    const now = clock();
    expect(now).toBeGreaterThanOrEqual(before - 1);
    expect(now).toBeLessThan(Date.now() + 2);
    expect(now).toBeGreaterThanOrEqual(last);
    last = now;
  }
});

test('ids are unique within a start and differ between starts', () => {
  const [first, second] = [createIdFactory(), createIdFactory()];
  const ids = Array.from({ length: 1_000 }, (_, n) => (n % 2 === 0 ? first() : second()));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^t[0-9a-z]{5}-[0-9a-z]+$/);
});
