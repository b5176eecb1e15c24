import { expect, test } from 'vitest';
import { customHeaders, isCustomHeader } from './headers.ts';

const standard = [
  'host',
  'accept',
  'content-type',
  'user-agent',
  'cookie',
  'authorization',
  'connection',
  'x-forwarded-for',
  'forwarded',
  'traceparent',
  'x-request-id',
  'x-b3-traceid',
  'sec-fetch-mode',
  'sec-ch-ua',
  'cf-ray',
  'x-amzn-trace-id',
  ':authority',
  'x-envoy-attempt-count',
  'range',
  'if-none-match',
  'dnt',
  'te',
  'x-real-ip',
  'x-datadog-parent-id',
  'bad header',
  '',
];
const custom = [
  'x-tenant-id',
  'idempotency-key',
  'if-match',
  'prefer',
  'x-api-version',
  'accept-version',
  'soapaction',
  'x-csrf-token',
  'stripe-version',
];

test('transport, browser, proxy and trace headers are none of the API', () => {
  expect(standard.filter(isCustomHeader)).toEqual([]);
  expect(custom.filter((name) => !isCustomHeader(name))).toEqual([]);
});

test('names in lower case; what carries a credential is left out; many are bounded', () => {
  const key = { scheme: 'api-key', location: 'header', name: 'X-Api-Key' } as const;
  expect(customHeaders(['X-Tenant', 'a', 'x-api-key', 'secret', 'Accept', '*/*', 'X-Tenant', 'b'], [key])).toEqual([
    ['x-tenant', 'a'],
    ['x-tenant', 'b'],
  ]);
  const many = Array.from({ length: 2_000 }, (_, index) => [`X-Own-${index}`, 'v']).flat();
  expect(customHeaders(many, []).length).toBeLessThanOrEqual(48);
});
