import { describe, expect, test } from 'vitest';
import { freeze, instantOf, isLive, rangeLabel, resolveRange } from './range.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

describe('time range', () => {
  test('relative and absolute ends', () => {
    expect(instantOf('now-15m', NOW)).toBe(NOW - 900_000);
    expect(instantOf('now-7d', NOW)).toBe(NOW - 604_800_000);
    expect(instantOf('2026-03-01T10:00:00Z', NOW)).toBe(NOW - 7_200_000);
    expect(instantOf('yesterday-ish', NOW)).toBeUndefined();
  });
  test('nonsense and reversed ranges fall back to an hour', () => {
    const hour = { from: NOW - 3_600_000, to: NOW };
    expect(resolveRange({ from: 'x', to: 'now' }, NOW)).toEqual(hour);
    expect(resolveRange({ from: 'now', to: 'now-2h' }, NOW)).toEqual(hour);
  });
  test('a frozen link pins instants', () => {
    const frozen = freeze({ from: 'now-1h', to: 'now' }, NOW);
    expect(frozen).toEqual({ from: '2026-03-01T11:00:00.000Z', to: '2026-03-01T12:00:00.000Z' });
    expect(isLive(frozen)).toBe(false);
    expect(resolveRange(frozen, NOW + 9_000_000)).toEqual({ from: NOW - 3_600_000, to: NOW });
  });
  test('labels', () => {
    expect(rangeLabel({ from: 'now-1h', to: 'now' })).toBe('Last hour');
    expect(rangeLabel({ from: 'now-3h', to: 'now' })).toBe('Since now-3h');
  });
});
