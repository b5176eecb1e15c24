import { describe, expect, test } from 'vitest';
import { allBut, parseFilter, toQuery, tokensOf, withoutValue, withValue, type Field } from './fields.ts';

const severity: Field = { name: 'severity', title: 'Severity', many: true, values: ['high', 'low'] };
const status: Field = { name: 'status', title: 'Status' };
const text: Field = { name: 'path', title: 'Path' };
const since: Field = { name: 'seenSince', title: 'Seen since', time: true };
const fields = [severity, status, text, since];
const from = (state: Readonly<Record<string, string>>) => (name: string) => state[name];
const NOW = 1_700_000_000_000;

describe('filters in the URL', () => {
  test('a list field gives one token a value', () => {
    expect(
      tokensOf(fields, from({ severity: 'high,low', status: '5xx', other: 'x' })).map(({ value }) => value),
    ).toEqual(['high', 'low', '5xx']);
  });
  test('values are added and dropped one by one', () => {
    expect(withValue(severity, 'high', 'low')).toBe('high,low');
    expect(withValue(severity, 'high', 'high')).toBe('high');
    expect(withValue(status, '4xx', '5xx')).toBe('5xx');
    expect(withoutValue(severity, 'high,low', 'high')).toBe('low');
    expect(withoutValue(severity, 'high', 'high')).toBeUndefined();
    expect(allBut(['a', 'b', 'c'], undefined, 'b')).toBe('a,c');
    expect(allBut(['a', 'b', 'c'], 'a,b', 'b')).toBe('a');
  });
  test('typed tokens, free words and unknown fields are told apart', () => {
    const parsed = parseFilter(
      'severity:high STATUS:5xx /v1/orders statsu:4xx',
      fields,
      'path',
      from({ severity: 'low' }),
    );
    expect(parsed.changes).toEqual({ severity: 'low,high', status: '5xx', path: '/v1/orders' });
    expect(parsed.unknown).toEqual(['statsu']);
  });
  test('a value may hold a colon', () => {
    expect(parseFilter('path:/a:b', fields, 'path', from({})).changes).toEqual({ path: '/a:b' });
  });
  test('instants go to the API as milliseconds, nonsense is left out', () => {
    expect(toQuery(fields, from({ seenSince: 'now-1h', status: '404' }), NOW)).toEqual({
      seenSince: NOW - 3_600_000,
      status: '404',
    });
    expect(toQuery(fields, from({ seenSince: 'soon' }), NOW)).toEqual({});
  });
});
