import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkedEnd } from './body.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test.each([
  ['0\r\n\r\n', 5],
  ['0\r\n\r\nGET / HTTP/1.1', 5],
  ['3\r\nabc\r\n0\r\n\r\nrest', 13],
  ['A\n0123456789\n0\n\nrest', 16],
  ['3\r\nabcd\r\n0\r\n\r\n', undefined],
  ['0\r\nx: y\r\n\r\n', undefined],
  ['', undefined],
  ['ff', undefined],
  ['3;a=b\r\nabc\r\n0\r\n\r\n', undefined],
  ['ffffffff\r\n', undefined],
])('%j ends at %s', (text, end) => expect(chunkedEnd(bytes(text))).toBe(end));

test('chunks as written are read to their end, whatever follows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 20 }),
      fc.string(),
      (chunks, rest) => {
        const parts = chunks.map((text) => Buffer.from(text));
        const written = Buffer.concat([
          ...parts.flatMap((part) => [bytes(`${part.length.toString(16)}\r\n`), part, bytes('\r\n')]),
          bytes('0\r\n\r\n'),
        ]);
        expect(chunkedEnd(Buffer.concat([written, Buffer.from(rest)]))).toBe(written.length);
      },
    ),
  );
});

test('any bytes are read without error, within their length', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('0', '1', 'f', '\r', '\n', 'x', '\0'), maxLength: 200 }), (text) => {
      expect(chunkedEnd(bytes(text)) ?? 0).toBeLessThanOrEqual(text.length);
    }),
  );
});
