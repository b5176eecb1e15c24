import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../model/index.ts';
import { form, gzipped, json, request, response } from './exchange.fixtures.ts';
import { walkLeaves } from './index.ts';

describe('target', () => {
  test('path and query stay as they came, pairs are decoded', () => {
    const decoded = request({ target: '/a%20b/c?q=x%27+y&q=2&flag&=v&%C3%A5=%ff' });
    expect(decoded.path).toBe('/a%20b/c');
    expect(decoded.query).toBe('q=x%27+y&q=2&flag&=v&%C3%A5=%ff');
    expect(decoded.queryPairs).toEqual([
      ['q', "x' y"],
      ['q', '2'],
      ['flag', ''],
      ['', 'v'],
      ['å', '\ufffd'],
    ]);
  });

  test.each([
    ['http://api.example/a?b=c', '/a', 'b=c'],
    ['https://api.example', '/', ''],
    ['http://api.example?x=1', '/', 'x=1'],
    ['*', '*', ''],
  ])('%s is read in origin form', (target, path, query) => {
    expect(request({ target })).toMatchObject({ path, query });
  });

  test('pairs are bounded', () => {
    expect(request({ target: `/?${'a&'.repeat(5_000)}` }).queryPairs.length).toBe(LIMITS.queryPairs);
  });
});

test('cookies of several lines, quoted and encoded', () => {
  const { cookies } = request({ headers: ['Cookie', 'a=1; b="x%20y";; c', 'COOKIE', 'd=e=f'] });
  expect(cookies).toEqual([
    ['a', '1'],
    ['b', 'x y'],
    ['', 'c'],
    ['d', 'e=f'],
  ]);
});

describe('body kinds', () => {
  const cases: readonly (readonly [
    name: string,
    type: string | undefined,
    body: string | Uint8Array,
    expected: object,
  ])[] = [
    ['JSON', 'application/json', '{"a":[1]}', { kind: 'json', value: { a: [1] } }],
    ['JSON kin', 'application/problem+json; charset=utf-8', '"x"', { kind: 'json', value: 'x' }],
    ['JSON with a byte order mark', 'application/json', '\ufeff{"a":1}', { kind: 'json', value: { a: 1 } }],
    ['JSON in UTF-16', 'application/json', Buffer.from('\ufeff{"a":1}', 'utf16le'), { kind: 'json', value: { a: 1 } }],
    ['JSON sent as a form', 'application/x-www-form-urlencoded', '{"a":1}', { kind: 'json', value: { a: 1 } }],
    ['JSON sent as text', 'text/plain', ' [1] ', { kind: 'json', value: [1] }],
    ['JSON without a type', undefined, '{"a":1}', { kind: 'json', value: { a: 1 } }],
    ['damaged JSON', 'application/json', '{"a":', { kind: 'unread', reason: 'malformed', text: '{"a":' }],
    [
      'a form',
      'application/x-www-form-urlencoded',
      'a=1+2&b=%27',
      {
        kind: 'form',
        pairs: [
          ['a', '1 2'],
          ['b', "'"],
        ],
      },
    ],
    [
      'a form without a type',
      undefined,
      'a=1&b=2',
      {
        kind: 'form',
        pairs: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
    ],
    ['XML', 'application/soap+xml', '<a/>', { kind: 'xml', text: '<a/>' }],
    ['XML without a type', undefined, ' <a>x</a>', { kind: 'xml', text: ' <a>x</a>' }],
    ['text', 'text/csv', 'a;b', { kind: 'text', text: 'a;b' }],
    ['Latin-1', 'text/plain; charset=iso-8859-1', Buffer.from([0xe5]), { kind: 'text', text: 'å' }],
    ['invalid UTF-8, kept lossily', 'text/plain', Buffer.from([0x61, 0xff, 0x62]), { kind: 'text', text: 'a\ufffdb' }],
    ['an unknown charset', 'text/plain; charset=utf-7', 'x', { kind: 'unread', reason: 'encoding' }],
    ['a picture', 'image/png', Buffer.from([0x89, 0x50, 0, 0]), { kind: 'binary' }],
    ['bytes without a type', undefined, Buffer.from([0, 1, 2, 3, 255, 254]), { kind: 'binary' }],
    ['nothing', 'application/json', '', { kind: 'none' }],
  ];
  let ran = 0;
  test.each(cases)('%s', (_name, type, body, expected) => {
    ran++;
    expect(request({ headers: type === undefined ? [] : ['Content-Type', type], body }).body).toEqual(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));

  test('a cut body is read as far as it goes and said to be cut', () => {
    expect(
      request({ headers: ['content-type', 'application/json'], body: '{"a":"b', size: 90_000 }).body,
    ).toMatchObject({ kind: 'unread', reason: 'too-large' });
    expect(
      request({ headers: ['content-type', 'application/x-www-form-urlencoded'], body: 'a=1&b=2', size: 90_000 }).body,
    ).toMatchObject({ kind: 'form' });
  });
});

describe('compression', () => {
  const text = '{"a":"x"}';
  const codings: readonly (readonly [string, Uint8Array])[] = [
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ];
  test.each(codings)('%s', (coding, body) => {
    const headers = ['Content-Type', 'application/json', 'Content-Encoding', coding];
    expect(request({ headers, body }).body).toEqual({ kind: 'json', value: { a: 'x' } });
  });

  test.each([
    ['a bomb', 'gzip', gzipped('0'.repeat(LIMITS.decompressedBytes * 4)), 'too-large'],
    ['damage', 'gzip', Buffer.from('not gzip'), 'encoding'],
    ['an unknown coding', 'lzma', Buffer.from('x'), 'encoding'],
    ['too many codings', 'gzip,gzip,gzip', gzipped('x'), 'encoding'],
  ])('%s is named, not thrown', (_name, coding, body, reason) => {
    expect(request({ headers: ['Content-Encoding', coding], body }).body).toEqual({ kind: 'unread', reason });
  });
});

describe('bounds of JSON', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const headers = ['Content-Type', 'application/json'];
  test('depth', () => {
    expect(request({ headers, body: nested(LIMITS.jsonDepth) }).body.kind).toBe('json');
    expect(request({ headers, body: nested(LIMITS.jsonDepth + 1) }).body).toMatchObject({
      kind: 'unread',
      reason: 'too-deep',
    });
    expect(request({ headers, body: nested(10_000) }).body).toMatchObject({ kind: 'unread', reason: 'too-deep' });
    // Brackets inside strings are text.
    expect(request({ headers, body: JSON.stringify(['['.repeat(500), '\\"[[']) }).body.kind).toBe('json');
  });
  test('values', () => {
    const values = (count: number): string => `[${'1,'.repeat(count - 1)}1]`;
    expect(request({ headers, body: values(LIMITS.jsonValues - 2) }).body.kind).toBe('json');
    expect(request({ headers, body: values(LIMITS.jsonValues + 1) }).body).toMatchObject({ reason: 'too-many-values' });
  });
});

test('multipart: values, files with their names, a cut end', () => {
  const body = [
    '--XX',
    'Content-Disposition: form-data; name="a"',
    '',
    'one',
    'two',
    '--XX',
    'content-disposition: form-data; name="f"; filename="..\\up.txt"',
    'Content-Type: text/plain',
    '',
    'data',
    '--XX',
    'Content-Disposition: form-data; name="g"; filename*=UTF-8\'\'%C3%A5.txt',
    '',
    'x',
    '--XX',
    'Content-Disposition: form-data; name="last"',
    '',
    'cut',
  ].join('\r\n');
  const { body: decoded } = request({
    headers: ['Content-Type', 'multipart/form-data; boundary="XX"'],
    body,
    size: 99_999,
  });
  expect(decoded).toEqual({
    kind: 'multipart',
    pairs: [
      ['a', 'one\r\ntwo'],
      ['last', 'cut'],
    ],
    files: [
      { name: 'f', fileName: '..\\up.txt', contentType: 'text/plain', size: 4 },
      { name: 'g', fileName: 'å.txt', contentType: '', size: 1 },
    ],
  });
});

test('answers are decoded the same way', () => {
  expect(response(200, { ok: true })).toMatchObject({
    contentType: 'application/json',
    body: { kind: 'json', value: { ok: true } },
  });
  expect(response(204).body).toEqual({ kind: 'none' });
});

test('nothing throws and everything is bounded, whatever arrives', () => {
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'text/xml',
    'text/plain; charset=utf-16',
    '',
    ';;"',
    'image/png',
  ];
  const codings = ['', 'gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x'];
  let runs = 0;
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('/', 'a', '..', '%2e', '%', 'é', ';', ':', '//') }),
      fc.string({
        unit: fc.constantFrom('a', '=', '&', '%', '%ff', '%c0%af', ';', '"', '+', '\0', 'é', '\ud800', '\u{1f600}'),
      }),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map((text) => Buffer.from(text)),
        fc
          .string({
            unit: fc.constantFrom('-', 'a', '\r', '\n', '"', '\\', '{', '<', '&', '%', '=', ';'),
            maxLength: 200,
          })
          .map((text) => Buffer.from(text)),
      ),
      fc.constantFrom(...types),
      fc.constantFrom(...codings),
      fc.boolean(),
      (path, query, body, type, coding, complete) => {
        runs++;
        const decoded = request({
          target: `${path}?${query}`,
          headers: ['Content-Type', type, 'Content-Encoding', coding, 'Cookie', query],
          body,
          ...(complete ? {} : { size: 1_000_000 }),
        });
        const tally = walkLeaves(decoded, (value, place) => {
          expect(value.length).toBeLessThanOrEqual(LIMITS.leafChars);
          expect(typeof place.name()).toBe('string');
        });
        expect(tally.judged).toBeLessThanOrEqual(LIMITS.leafValues);
        expect(decoded.body.kind).toBeTypeOf('string');
      },
    ),
    { numRuns: 150 },
  );
  expect(runs).toBe(150);
});

describe('leaves', () => {
  const leavesOf = (decoded: ReturnType<typeof request>): string[] => {
    const seen: string[] = [];
    walkLeaves(decoded, (value, place) => seen.push(`${place.part} ${place.isName ? 'key' : place.name()}=${value}`));
    return seen;
  };

  test('have places and names', () => {
    const decoded = json({ items: [{ price: 'p', qty: 2 }], note: 'n' }, '/v1/a%2Fb?q=x');
    expect(leavesOf(decoded)).toEqual([
      'path [0]=v1',
      'path [1]=a/b',
      'path =/v1/a/b',
      'query key=q',
      'query q=x',
      'header Content-Type=application/json',
      'body key=items',
      'body key=note',
      'body note=n',
      'body key=price',
      'body items[].price=p',
      'body key=qty',
    ]);
  });

  test('of JSON inside a string, XML, files, and headers that are values', () => {
    expect(leavesOf(json({ event: '{"user":{"name":"x"}}' }))).toContain('body event(json).user.name=x');
    const xml = request({
      headers: ['Content-Type', 'text/xml'],
      body: '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///x">]><r a="1 &amp; 2"><n:b>t&#39;s</n:b><![CDATA[<c>]]><!-- no --></r>',
    });
    expect(leavesOf(xml).filter((leaf) => leaf.startsWith('body'))).toEqual([
      'body !DOCTYPE=<!DOCTYPE r [<!ENTITY e SYSTEM "file:///x">]>',
      'body !ENTITY=file:///x',
      'body r@a=1 & 2',
      "body b=t's",
      'body b=<c>',
    ]);
    const headers = [
      'Host',
      'h',
      'Accept',
      '*/*',
      'User-Agent',
      'ua',
      'X-Custom',
      'c',
      'Authorization',
      'Bearer t',
      'Cookie',
      's=1',
    ];
    expect(leavesOf(request({ headers })).slice(1)).toEqual([
      'header User-Agent=ua',
      'header X-Custom=c',
      'cookie key=s',
      'cookie s=1',
    ]);
  });

  test('of JSON that cannot be read as a whole', () => {
    const decoded = request({
      headers: ['Content-Type', 'application/json'],
      body: '{"a":"it\\u0027s","b":"cut of',
      size: 99_999,
    });
    expect(leavesOf(decoded).filter((leaf) => leaf.startsWith('body'))).toEqual([
      'body =a',
      "body =it's",
      'body =b',
      'body =cut of',
    ]);
  });

  test('are counted: judged, and skipped where a limit or a format ended it', () => {
    const count = (decoded: ReturnType<typeof request>): object => walkLeaves(decoded, () => undefined);
    expect(count(request({}))).toEqual({ judged: 1, skipped: 0 });
    expect(count(form('a=1&b=2'))).toEqual({ judged: 4, skipped: 0 });
    expect(count(json({ a: 1, b: null, c: [true] }))).toEqual({ judged: 5, skipped: 0 });
    expect(count(json(Array.from({ length: LIMITS.leafValues + 10 }, () => 'x')))).toEqual({
      judged: LIMITS.leafValues,
      skipped: 12,
    });
    expect(count(request({ headers: ['Content-Type', 'image/png'], body: 'x' }))).toEqual({ judged: 2, skipped: 1 });
    expect(count(request({ headers: ['Content-Type', 'application/json'], body: '["a"', size: 70_000 }))).toEqual({
      judged: 3,
      skipped: 2,
    });
  });
});
