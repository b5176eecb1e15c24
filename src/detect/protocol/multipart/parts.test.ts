import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readParameters } from './parameters.ts';
import { fileNames, partHeader, readParts } from './parts.ts';

describe('parameters', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['form-data; name="a"; filename="b.txt"', ['name=a', 'filename=b.txt']],
    ['form-data;name=a;NAME=b', ['name=a', 'name=b']],
    ['form-data; x; name="a;b"', ['name=a;b']],
    [String.raw`form-data; filename="C:\a\"b.txt"`, [String.raw`filename=C:\a"b.txt`]],
    ['form-data; filename="open', ['filename=open']],
    ['form-data', []],
    [';;=;', ['=']],
  ];
  let ran = 0;
  test.each(cases)('%s', (header, found) => {
    ran++;
    expect(readParameters(header).map(({ name, value }) => `${name}=${value}`)).toEqual(found);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

const look = (...lines: readonly string[]) => {
  const bytes = Buffer.from(lines.join('\r\n'));
  const { parts, closed } = readParts(bytes, 'b');
  return {
    closed,
    parts: parts.map((part) => [
      fileNames(part).join(),
      partHeader(part, 'content-type'),
      bytes.toString('utf8', ...part.content),
    ]),
  };
};

test('parts with their names, types and contents', () => {
  const disposition = 'Content-Disposition: form-data; name="f"; filename="a.png"';
  expect(
    look('--b', disposition, 'Content-Type: image/png', '', 'one', 'x--b', '--b', 'X: y', '', '', '--b--', ''),
  ).toEqual({
    closed: true,
    parts: [
      ['a.png', 'image/png', 'one\r\nx--b'],
      ['', '', ''],
    ],
  });
});

test('a body that was cut gives what there is', () => {
  expect(look('--b', 'A: b', '', 'cut')).toEqual({ closed: false, parts: [['', '', 'cut']] });
  expect(look('--b', 'A: b')).toEqual({ closed: false, parts: [] });
  expect(look('')).toEqual({ closed: false, parts: [] });
});

test('any bytes are read without error, within their length', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('--b', '\r\n', '\n', ':', ';', '=', '"', 'a', 'filename', '\\', ' ') }),
      (text) => {
        for (const part of readParts(Buffer.from(text), 'b').parts) {
          expect(part.content[1]).toBeLessThanOrEqual(text.length);
          expect(part.content[0]).toBeLessThanOrEqual(part.content[1]);
          expect(fileNames(part).length).toBeLessThanOrEqual(16);
        }
      },
    ),
    { numRuns: 500 },
  );
});
