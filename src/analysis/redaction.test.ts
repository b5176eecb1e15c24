import { expect, test } from 'vitest';
import { classifyValue } from '../inventory/index.ts';
import { createRedactor } from '../lib/redact/index.ts';
import { EMPTY_BODY } from '../model/index.ts';
import { createRedaction } from './redaction.ts';

const KEY = new Uint8Array(32).fill(3);
const redaction = createRedaction(KEY);
const full = createRedactor({ key: KEY, classify: classifyValue });

const PATHS = [
  '/api/v1/orders/10041',
  '/products/by-slug/red-walking-boots',
  '/users/anna@example.com/cards/4111111111111111',
  '/files/report.2024-11-24.pdf',
  '/t/8c1f0e7bd2a94f61b0d0e6f0c6a7b8c9',
  '/phone/+491701234567',
  '/phone/01701234567',
  '/a/%61nna%40example.com',
  '/',
  '',
];

test('plain paths pass as they are, and none passes that the redactor would change', () => {
  for (const path of PATHS) expect(redaction.path(path), path).toBe(full.path(path));
  expect(redaction.path('/api/v1/orders/10041')).toBe('/api/v1/orders/10041');
  expect(redaction.path('/users/anna@example.com')).not.toContain('anna@');
  expect(PATHS).toHaveLength(10);
});

test('a sample holds no secret of headers or bodies, and no binary', () => {
  const bytes = Buffer.from(JSON.stringify({ email: 'anna@example.com', password: 'hunter2-secret', quantity: 3 }));
  const sample = redaction.sample({
    requestHeaders: [
      'Content-Type',
      'application/json',
      'Authorization',
      'Bearer abcdefghijklmnopqrstuvwxyz0123456789',
    ],
    requestBody: { bytes, size: bytes.length, complete: true },
    responseHeaders: ['Content-Type', 'image/png'],
    responseBody: { bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), size: 7, complete: true },
  });
  const text = JSON.stringify(sample);
  for (const secret of ['anna@example', 'hunter2', 'abcdefghijklm']) expect(text).not.toContain(secret);
  expect(sample.requestBody).toContain('"quantity":3');
  expect(sample.responseBody).toBeNull();
  expect(
    redaction.sample({ requestHeaders: [], requestBody: EMPTY_BODY, responseHeaders: [], responseBody: null }),
  ).toMatchObject({
    requestBody: null,
    responseBody: null,
  });
});
