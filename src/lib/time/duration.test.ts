import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';

test.each([
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['250ms', 250],
  ['1.5h', 5_400_000],
  ['7d', 604_800_000],
])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(['', '10', 'm', '-1h', '1y', '1h ', '1 h'])('"%s" is no duration', (text) =>
  expect(parseDuration(text)).toBeUndefined(),
);
