import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

test.each([
  ['250ms', 250, '250ms'],
  ['90s', 90_000, '90s'],
  ['10m', 600_000, '10m'],
  ['60m', 3_600_000, '1h'],
  ['24h', 86_400_000, '1d'],
  ['7d', 604_800_000, '7d'],
  ['0s', 0, '0ms'],
])('%s is %d ms and prints as %s', (text, ms, printed) => {
  expect([parseDuration(text), formatDuration(ms)]).toEqual([ms, printed]);
});

test.each(['', '10', 'm', '1.5h', '-1m', '10 m', '1h30m', '1w', '9999999s'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
