import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** Everything in a document, however deep, by name. */
function found(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...found(inner, name),
  ]);
}

test('the sample configuration asks and tells the sensor where it listens by default', () => {
  const file = path.resolve(import.meta.dirname, '../../../deploy/envoy/envoy.yaml');
  const sample: unknown = parse(readFileSync(file, 'utf8'));
  expect(found(sample, '@type').map((type) => String(type).split('.').at(-1))).toEqual([
    'HttpConnectionManager',
    'HttpGrpcAccessLogConfig',
    'ExtAuthz',
    'Router',
    'HttpProtocolOptions',
  ]);
  expect(found(sample, 'cluster_name')).toEqual(['sallyport', 'sallyport', 'api', 'sallyport']);
  expect(found(sample, 'port_value')).toEqual([10_000, 3_000, 9_102]);
  expect(found(sample, 'transport_api_version')).toEqual(['V3', 'V3']);
});
