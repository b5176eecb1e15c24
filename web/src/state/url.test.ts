import { describe, expect, test } from 'vitest';
import { changedSearch, placeHref } from './url.ts';

describe('view state in the URL', () => {
  test('a change keeps the rest and stays readable', () => {
    expect(changedSearch('?from=now-1h&state=new', { severity: 'high,critical' })).toBe(
      '?from=now-1h&state=new&severity=high,critical',
    );
  });
  test('undefined and empty remove', () => {
    expect(changedSearch('?a=1&b=2', { a: undefined, b: '' })).toBe('');
  });
  test('characters that would break the query are escaped', () => {
    expect(new URLSearchParams(changedSearch('', { path: 'a&b=c#d e' })).get('path')).toBe('a&b=c#d e');
  });
  test('going to another place keeps range and zone and drops the rest', () => {
    expect(placeHref('/findings', '?from=now-1h&to=now&tz=utc&sort=-time&sel=F-1')).toBe(
      '/findings?from=now-1h&to=now&tz=utc',
    );
  });
  test('a link with a range of its own wins', () => {
    expect(placeHref('/explore?from=now-7d&status=5xx', '?from=now-1h')).toBe('/explore?from=now-7d&status=5xx');
  });
});
