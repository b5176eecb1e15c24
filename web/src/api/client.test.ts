import { describe, expect, test } from 'vitest';
import { urlOf } from './client.ts';

describe('addresses of calls', () => {
  test('path parameters are escaped', () => {
    expect(urlOf('finding', { params: { id: 'F-1/../x?y' } })).toBe('/api/v1/findings/F-1%2F..%2Fx%3Fy');
  });
  test('absent query values are left out', () => {
    expect(urlOf('transactions', { query: { status: '5xx', limit: 50 } })).toBe(
      '/api/v1/transactions?status=5xx&limit=50',
    );
  });
  test('a call without a query has none', () => {
    expect(urlOf('status', {})).toBe('/api/v1/status');
  });
});
