import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../model/index.ts';
import { LIMITS } from '../../../model/index.ts';
import { createPostmanDecoder } from './collection.ts';

const FILE_TIME = Date.UTC(2026, 10, 24, 12);

interface Read {
  readonly exchanges: readonly Exchange[];
  readonly skipped: readonly string[];
}

function read(collection: unknown, environment: Readonly<Record<string, string>> = {}): Read {
  let n = 0;
  const decoder = createPostmanDecoder({
    defaultHost: 'default.example',
    fileTime: FILE_TIME,
    environment: new Map(Object.entries(environment)),
    nextId: () => `i-${n++}`,
  });
  const bytes = Buffer.from(typeof collection === 'string' ? collection : JSON.stringify(collection));
  const items = [...decoder.push(bytes.subarray(0, 10)), ...decoder.push(bytes.subarray(10)), ...decoder.end()];
  return {
    exchanges: items.filter((item) => typeof item !== 'string'),
    skipped: items.filter((item) => typeof item === 'string'),
  };
}

const collection = (item: readonly unknown[], more: object = {}) => ({
  info: { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item,
  ...more,
});
const one = (request: unknown, more: object = {}, environment: Readonly<Record<string, string>> = {}): Exchange => {
  const { exchanges, skipped } = read(collection([{ name: 'r', request }], more), environment);
  expect([exchanges.length, skipped]).toEqual([1, []]);
  return exchanges[0] as Exchange;
};
const text = (body: { readonly bytes: Uint8Array } | undefined): string => Buffer.from(body?.bytes ?? []).toString();
const where = ({ request }: Exchange): string =>
  `${request.method} ${request.scheme}://${request.host}${request.target}`;

describe('requests', () => {
  test('of folders in folders, in the order of the file, with examples and without', () => {
    const example = (id: number) => ({
      name: `example ${id}`,
      originalRequest: { method: 'GET', url: { raw: `{{base}}/things/${id}` } },
      code: 200,
      _postman_previewlanguage: 'json',
      header: [
        { key: 'Date', value: 'Tue, 24 Nov 2026 10:00:00 GMT' },
        { key: 'Content-Encoding', value: 'gzip' },
      ],
      body: `{"id":${id}}`,
      responseTime: 40,
    });
    const { exchanges, skipped } = read(
      collection(
        [
          {
            name: 'folder',
            item: [
              {
                name: 'deep',
                item: [{ name: 'a', request: { url: '{{base}}/things/:id' }, response: [example(1), example(2)] }],
              },
            ],
          },
          { name: 'b', request: { method: 'post', url: { raw: 'https://h.example/b' } }, response: [] },
          { name: 'neither' },
        ],
        { variable: [{ key: 'base', value: 'https://h.example/v1' }] },
      ),
    );
    expect(
      exchanges.map((exchange) => [
        exchange.request.id,
        where(exchange),
        exchange.response?.status,
        exchange.documented,
      ]),
    ).toEqual([
      ['i-0', 'GET https://h.example/v1/things/1', 200, undefined],
      ['i-1', 'GET https://h.example/v1/things/2', 200, undefined],
      ['i-2', 'POST https://h.example/b', undefined, true],
    ]);
    expect(skipped).toEqual(['malformed']);
    expect(exchanges[0]).toMatchObject({
      response: { headers: ['Date', 'Tue, 24 Nov 2026 10:00:00 GMT', 'Content-Type', 'application/json'] },
      endTime: Date.UTC(2026, 10, 24, 10),
    });
    expect(exchanges[0]?.request.time).toBe(Date.UTC(2026, 10, 24, 10) - 40);
    expect([text(exchanges[0]?.responseBody), exchanges[2]?.request.time]).toEqual(['{"id":1}', FILE_TIME]);
  });

  test('of a collection as the API of Postman wraps it, or with a byte order mark', () => {
    const plain = collection([{ request: 'https://h.example/a' }]);
    expect(read({ collection: plain })).toEqual(read(plain));
    expect(read(`\u{feff}${JSON.stringify(plain)}`)).toEqual(read(plain));
  });
});

describe('addresses', () => {
  const variables = {
    base: 'https://api.example:8443/v1',
    host: 'h.example',
    id: '7',
    ring: '{{gnir}}',
    gnir: '{{ring}}',
    empty: '',
  };
  const rows: readonly (readonly [url: unknown, where: string])[] = [
    ['{{base}}/a?x=1#frag', 'https://api.example:8443/v1/a?x=1'],
    ['{{ base }}/a', 'https://api.example:8443/v1/a'],
    ['{{unknown}}/a/{{id}}/{{other}}', 'http://default.example/a/7/{other}'],
    ['{{unknown}}', 'http://default.example/'],
    ['h.example/a', 'http://h.example/a'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['https://{{tenant}}.example/a', 'https://default.example/a'],
    ['https://{{host}}?q={{open}}', 'https://h.example/?q={open}'],
    ['{{ring}}/a', 'http://default.example/a'],
    ['/a/b', 'http://default.example/a/b'],
    ['https://h.example/a b/é', 'https://h.example/a%20b/%C3%A9'],
    [
      {
        raw: 'https://h.example/x/:a/:b/:c',
        variable: [
          { key: 'a', value: '{{id}}' },
          { key: 'b', value: 'x/y' },
        ],
      },
      'https://h.example/x/7/x%2Fy/{c}',
    ],
    [
      {
        protocol: 'https',
        host: ['h', 'example'],
        port: '81',
        path: ['a', ':id', { type: 'string', value: 'z' }],
        variable: [{ id: 'id', value: '<uuid>' }],
      },
      'https://h.example:81/a/{id}/z',
    ],
    [
      {
        host: ['{{base}}'],
        path: ['a'],
        query: [
          { key: 'q', value: '<string>' },
          { key: 'off', value: '1', disabled: true },
          { key: 'bare', value: null },
          { key: 'e', value: 'a&b' },
        ],
      },
      'https://api.example:8443/v1/a?q={q}&bare&e=a%26b',
    ],
    [{ host: '{{host}}', path: '/a/b' }, 'http://h.example/a/b'],
    [{ raw: 'https://h.example/{{$guid}}/{{a b}}' }, 'https://h.example/{guid}/{ab}'],
  ];
  test.each(rows)('%j', (url, expected) => {
    const more = { variable: Object.entries(variables).map(([key, value]) => ({ key, value })) };
    expect(where(one({ method: 'GET', url }, more))).toBe(`GET ${expected}`);
  });
  test('all of the table ran', () => expect(rows).toHaveLength(16));

  test('a variable of a folder wins over the collection, one of the environment over both', () => {
    const nested = collection(
      [{ item: [{ request: 'https://h.example/{{v}}' }], variable: [{ key: 'v', value: 'folder' }] }],
      {
        variable: [{ key: 'v', value: 'collection' }],
      },
    );
    expect(read(nested).exchanges.map(where)).toEqual(['GET https://h.example/folder']);
    expect(read(nested, { v: 'environment' }).exchanges.map(where)).toEqual(['GET https://h.example/environment']);
  });

  test('that are none are skipped', () => {
    const items = [
      { request: '' },
      { request: {} },
      { request: { url: 'ftp://h.example/x' } },
      { request: { url: 7 } },
      { request: { method: 'a b', url: 'h.example' } },
      5,
      null,
    ];
    expect(read(collection(items))).toEqual({ exchanges: [], skipped: items.map(() => 'malformed') });
  });
});

describe('authentication', () => {
  const pairs = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, value]) => ({ key, value }));
  const rows: readonly (readonly [auth: unknown, headers: readonly string[], query: string])[] = [
    [{ type: 'bearer', bearer: pairs({ token: '{{t}}' }) }, ['Authorization', 'Bearer secret'], ''],
    [{ type: 'bearer', bearer: { token: 'x' } }, ['Authorization', 'Bearer x'], ''],
    [{ type: 'bearer' }, ['Authorization', 'Bearer {token}'], ''],
    [
      { type: 'basic', basic: pairs({ username: 'u', password: '{{t}}' }) },
      ['Authorization', `Basic ${Buffer.from('u:secret').toString('base64')}`],
      '',
    ],
    [{ type: 'apikey', apikey: pairs({ key: 'X-Key', value: 'k' }) }, ['X-Key', 'k'], ''],
    [{ type: 'apikey', apikey: pairs({ key: 'key', value: 'a b', in: 'query' }) }, [], '?key=a%20b'],
    [{ type: 'oauth2', oauth2: pairs({ accessToken: 'o', headerPrefix: 'Token' }) }, ['Authorization', 'Token o'], ''],
    [{ type: 'oauth2', oauth2: pairs({ accessToken: 'o', addTokenTo: 'queryParams' }) }, [], '?access_token=o'],
    [{ type: 'noauth' }, [], ''],
    [{ type: 'constructor' }, [], ''],
    [{}, [], ''],
  ];
  test.each(rows)('%j', (auth, headers, query) => {
    const { request } = one({ url: 'https://h.example/a', auth }, { variable: [{ key: 't', value: 'secret' }] });
    expect([request.headers, request.target]).toEqual([headers, `/a${query}`]);
  });
  test('all of the table ran', () => expect(rows).toHaveLength(11));

  test('is taken from the nearest folder that has one, unless the request says otherwise', () => {
    const bearer = (token: string) => ({ type: 'bearer', bearer: [{ key: 'token', value: token }] });
    const url = 'https://h.example/a';
    const { exchanges } = read(
      collection(
        [
          {
            item: [
              { request: { url } },
              { request: { url, auth: null } },
              { request: { url, auth: { type: 'noauth' } } },
              { request: url },
            ],
            auth: bearer('folder'),
          },
          { request: { url } },
          { request: { url, header: [{ key: 'authorization', value: 'Own x' }] } },
        ],
        { auth: bearer('collection') },
      ),
    );
    expect(exchanges.map((exchange) => exchange.request.headers[1])).toEqual([
      'Bearer folder',
      'Bearer folder',
      undefined,
      'Bearer folder',
      'Bearer collection',
      'Own x',
    ]);
  });
});

describe('bodies', () => {
  const json = ['Content-Type', 'application/json'];
  const rows: readonly (readonly [body: unknown, text: string, headers: readonly string[]])[] = [
    [
      {
        mode: 'raw',
        raw: '{"a":{{n}}, "b":"{{s}}","c":[{{open}}, "{{open}}"]}',
        options: { raw: { language: 'json' } },
      },
      '{"a":5, "b":"five","c":["{open}", "{open}"]}',
      json,
    ],
    [{ mode: 'raw', raw: '[1]' }, '[1]', json],
    [{ mode: 'raw', raw: '<a/>', options: { raw: { language: 'xml' } } }, '<a/>', ['Content-Type', 'application/xml']],
    [{ mode: 'raw', raw: 'words' }, 'words', []],
    [
      {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'a', value: '{{s}} &' },
          { key: 'off', value: '1', disabled: true },
        ],
      },
      'a=five+%26',
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ],
    [
      { mode: 'graphql', graphql: { query: 'query A { b }', variables: '{"n":1}', operationName: 'A' } },
      '{"query":"query A { b }","operationName":"A","variables":{"n":1}}',
      json,
    ],
    [{ mode: 'graphql', graphql: { query: '{ b }', variables: 'no' } }, '{"query":"{ b }","variables":{}}', json],
    [{ mode: 'file', file: { src: '/etc/passwd' } }, '', []],
    [{ mode: 'raw', raw: 'x', disabled: true }, '', []],
    [{ mode: 'formdata', formdata: [] }, '', []],
    [null, '', []],
  ];
  test.each(rows)('%j', (body, expected, headers) => {
    const exchange = one(
      { method: 'POST', url: 'h.example/a', body },
      {
        variable: [
          { key: 'n', value: '5' },
          { key: 's', value: 'five' },
        ],
      },
    );
    expect([text(exchange.requestBody), exchange.request.headers]).toEqual([expected, headers]);
  });
  test('all of the table ran', () => expect(rows).toHaveLength(11));

  test('of forms in parts, without the files', () => {
    const formdata = [
      { key: 'a"b', value: '1', type: 'text' },
      { key: 'up', type: 'file', src: '/etc/passwd', contentType: 'image/png' },
    ];
    const { request, requestBody } = one({ method: 'POST', url: 'h.example', body: { mode: 'formdata', formdata } });
    const boundary = /boundary=(.*)/.exec(request.headers[1] ?? '')?.[1] ?? '';
    expect(text(requestBody)).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="a_b"\r\n\r\n1\r\n--${boundary}\r\nContent-Disposition: form-data; name="up"; filename="file"\r\nContent-Type: image/png\r\n\r\n\r\n--${boundary}--\r\n`,
    );
  });

  test('keep the type that a header gives them', () => {
    const header = 'Content-Type: application/vnd.x+json\nX-Empty:';
    expect(one({ url: 'h.example', header, body: { mode: 'raw', raw: '{}' } }).request.headers).toEqual([
      'Content-Type',
      'application/vnd.x+json',
      'X-Empty',
      '',
    ]);
  });
});

describe('bounds', () => {
  test('of depth, of number, of variables that multiply', () => {
    let deep: object = { request: 'h.example/deep' };
    for (let n = 0; n < LIMITS.collectionDepth + 5; n++) deep = { item: [deep] };
    expect(read(collection([deep, { request: 'h.example/flat' }]))).toMatchObject({
      exchanges: [{ request: { target: '/flat' } }],
      skipped: ['too-large'],
    });

    const many = Array.from({ length: LIMITS.collectionRequests + 3 }, () => ({ request: 'h.example/x' }));
    expect(read(collection(many)).skipped).toEqual(['too-large']);

    const variable = Array.from({ length: 8 }, (_, n) => ({ key: `v${n}`, value: `{{v${n + 1}}}`.repeat(100) }));
    const bomb = one({ url: 'h.example/a', body: { mode: 'raw', raw: '{{v0}}' } }, { variable });
    expect(bomb.requestBody.size).toBeLessThanOrEqual(LIMITS.collectionTextChars);
  });

  test('a file that is cut', () =>
    expect(read(JSON.stringify(collection([{ request: 'h' }])).slice(0, -3))).toEqual({
      exchanges: [],
      skipped: ['truncated'],
    }));

  test('any JSON in any place never gives anything but exchanges and skips', () => {
    const key = fc.constantFrom(
      'item',
      'request',
      'response',
      'url',
      'raw',
      'host',
      'path',
      'query',
      'variable',
      'auth',
      'type',
      'bearer',
      'body',
      'mode',
      'header',
      'code',
      'key',
      'value',
      'originalRequest',
      'formdata',
    );
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, 1, true, '', 'a', '{{a}}', 'raw', 'formdata', 'bearer', 'https://h/{{a}}/:b', -1),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node'), { maxKeys: 5 }),
      ),
    }));
    let ran = 0;
    fc.assert(
      fc.property(fc.array(node, { maxLength: 3 }), node, node, (item, variable, auth) => {
        ran++;
        for (const { request } of read(collection(item, { variable, auth })).exchanges) {
          expect(request.target).toMatch(/^\/[\x21-\x7e]*$/);
          expect(request.host).not.toMatch(/[{}]/);
        }
      }),
      { numRuns: 500 },
    );
    expect(ran).toBe(500);
  });
});
