import { describe, expect, test } from 'vitest';
import { clockTime, dateTime, iso, zoneName } from './time.ts';

const AT = Date.UTC(2026, 2, 1, 14, 3, 22, 118);

describe('times name their zone', () => {
  test('UTC', () => {
    expect(iso(AT, 'utc')).toBe('2026-03-01T14:03:22.118Z');
    expect(dateTime(AT, 'utc')).toBe('2026-03-01 14:03:22');
    expect(clockTime(AT, 'utc')).toBe('14:03:22.118');
    expect(zoneName('utc', AT)).toBe('UTC');
  });
  test('local time carries its offset and names the same moment', () => {
    expect(Date.parse(iso(AT, 'local'))).toBe(AT);
    expect(iso(AT, 'local')).toMatch(/[+-]\d\d:\d\d$/);
    expect(zoneName('local', AT)).toMatch(/^UTC[±+−]/);
  });
});
