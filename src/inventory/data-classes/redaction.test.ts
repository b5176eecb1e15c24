import { expect, test } from 'vitest';
import { createRedactor } from '../../lib/redact/index.ts';
import { DATA_CLASSES, classifyValue } from './index.ts';

const redactor = createRedactor({ key: new Uint8Array(32).fill(3), classify: classifyValue });

/** Where a value stands under its name, each giving the redacted text. */
const places: readonly ((name: string, value: string) => string)[] = [
  (name, value) => redactor.query(`page=1&${name}=${encodeURIComponent(value)}`),
  (name, value) => redactor.body(`a=1&${name}=${encodeURIComponent(value)}`, 'application/x-www-form-urlencoded'),
  (name, value) => redactor.body(JSON.stringify({ outer: [{ [name]: value }] }), 'application/json'),
  (name, value) => redactor.body(JSON.stringify({ outer: { [name]: value } }).slice(0, -2), 'application/json'),
  (name, value) => redactor.body(`<a><${name}>${value.replaceAll('&', '&amp;')}</${name}></a>`, 'application/xml'),
  (name, value) =>
    redactor.body(
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--`,
      'multipart/form-data',
    ),
];

test('no example of any class survives where its name stands with it', () => {
  let planted = 0;
  for (const { id, examples } of DATA_CLASSES) {
    for (const [name, value] of examples.is) {
      for (const place of places) {
        const text = place(name, value);
        for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
          expect(text, `${id}: ${name}`).not.toContain(form);
        expect(text).toMatch(/~[a-z\d-]+:[\da-f]{10}/);
        planted++;
      }
    }
  }
  expect(planted).toBeGreaterThanOrEqual(DATA_CLASSES.length * places.length);
});

test('an ordinary exchange stays readable', () => {
  const body =
    '{"id":48213,"state":"open","items":[{"sku":"PGS-47218","price":12.5}],"createdAt":"2026-01-01T10:00:00Z","note":"leave at the door"}';
  expect(redactor.body(body, 'application/json')).toBe(body);
  expect(redactor.path('/v1/orders/48213/items')).toBe('/v1/orders/48213/items');
  expect(redactor.query('page=2&sort=-createdAt&q=pine+desk')).toBe('page=2&sort=-createdAt&q=pine+desk');
});
