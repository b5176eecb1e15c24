import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../model/index.ts';
import { LIMITS } from '../../model/index.ts';
import { readHarEntry } from './har.ts';

interface Changes {
  readonly entry?: object;
  readonly request?: object;
  readonly response?: object;
}

/** An entry as browsers write it, with changes. */
const entry = ({ entry: own, request, response }: Changes = {}) => ({
  startedDateTime: '2026-11-24T12:00:00.250Z',
  time: 40,
  _resourceType: 'document',
  serverIPAddress: '203.0.113.9',
  cache: {},
  timings: { send: 1, wait: 35, receive: 4 },
  request: {
    method: 'GET',
    url: 'https://API.shop.example/v1/orders/7?page=2',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    queryString: [],
    headers: [
      { name: 'Host', value: 'api.shop.example' },
      { name: 'Accept', value: 'application/json' },
    ],
    headersSize: -1,
    bodySize: 0,
    ...request,
  },
  response: {
    status: 200,
    statusText: 'OK',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    content: { size: 8, mimeType: 'application/json', text: '{"id":7}' },
    redirectURL: '',
    headersSize: -1,
    bodySize: 8,
    ...response,
  },
  ...own,
});

function read(changes?: Changes): Exchange {
  const exchange = readHarEntry(entry(changes), 'i-0');
  if (typeof exchange === 'string') throw new Error(`skipped: ${exchange}`);
  return exchange;
}
const text = (body: { readonly bytes: Uint8Array } | undefined) => Buffer.from(body?.bytes ?? []).toString();
const post = (postData: object, request: object = {}) => read({ request: { method: 'POST', postData, ...request } });

describe('an entry', () => {
  test('becomes an exchange', () => {
    expect(read()).toEqual({
      request: {
        id: 'i-0',
        time: Date.parse('2026-11-24T12:00:00.250Z'),
        method: 'GET',
        scheme: 'https',
        host: 'api.shop.example',
        target: '/v1/orders/7?page=2',
        httpVersion: '1.1',
        headers: ['Host', 'api.shop.example', 'Accept', 'application/json'],
        client: { address: '0.0.0.0', peer: '0.0.0.0', traits: {} },
      },
      requestBody: { bytes: new Uint8Array(0), size: 0, complete: true },
      response: {
        status: 200,
        headers: ['Content-Type', 'application/json'],
        time: Date.parse('2026-11-24T12:00:00.286Z'),
      },
      responseBody: { bytes: Buffer.from('{"id":7}'), size: 8, complete: true },
      end: 'answered',
      endTime: Date.parse('2026-11-24T12:00:00.290Z'),
    });
  });

  test('what a recorder judged about it changes nothing', () => {
    expect(read({ entry: { _resourceType: 'image', _initiator: { type: 'parser' }, _priority: 'High' } })).toEqual(
      read(),
    );
  });

  const targets: readonly (readonly [url: string, scheme: string, host: string, target: string])[] = [
    ['http://a.example', 'http', 'a.example', '/'],
    ['https://a.example?x=1', 'https', 'a.example', '/?x=1'],
    ['http://a.example:8080/x#frag', 'http', 'a.example:8080', '/x'],
    ['https://user:pw@a.example/x', 'https', 'a.example', '/x'],
    ['wss://A.example/ws', 'https', 'a.example', '/ws'],
    ['http://[2001:DB8::1]:80/x', 'http', '[2001:db8::1]:80', '/x'],
    ['http://a.example/a/../b/./c//d;v=1', 'http', 'a.example', '/a/../b/./c//d;v=1'],
    ['http://a.example/%2e%2E/%zz?q=%27+or&q=2', 'http', 'a.example', '/%2e%2E/%zz?q=%27+or&q=2'],
    ['http://a.example/é b?q=日', 'http', 'a.example', '/%C3%A9%20b?q=%E6%97%A5'],
    ['http://a.example/\\..\\x', 'http', 'a.example', '/\\..\\x'],
  ];
  test.each(targets)('%s goes to the right place, byte for byte', (url, scheme, host, target) => {
    expect(read({ request: { url, headers: [] } }).request).toMatchObject({ scheme, host, target });
  });

  const skips: readonly (readonly [changes: Changes, reason: string])[] = [
    [{ request: { url: 'data:text/plain,x' } }, 'not-http'],
    [{ request: { url: 'blob:https://a.example/1' } }, 'not-http'],
    [{ request: { url: 'chrome-extension://x/y' } }, 'not-http'],
    [{ request: { url: '/no/host' } }, 'not-http'],
    [{ request: { method: 'CONNECT' } }, 'not-http'],
    [{ request: { method: 'GET /x' } }, 'malformed'],
    [{ request: { method: 7 } }, 'malformed'],
    [{ request: { url: null } }, 'malformed'],
    [{ entry: { request: null } }, 'malformed'],
    [{ entry: { startedDateTime: 'yesterday' } }, 'no-time'],
    [{ entry: { startedDateTime: 5 } }, 'no-time'],
  ];
  test.each(skips)('%j is skipped as %s', (changes, reason) =>
    expect(readHarEntry(entry(changes), 'i-0')).toBe(reason),
  );
  test('values that are no entry are skipped', () => {
    for (const value of [undefined, null, 1, 'x', [], {}, [[]]]) expect(readHarEntry(value, 'i-0')).toBe('malformed');
  });
  test('all rows of the tables ran', () => expect([targets.length, skips.length]).toEqual([10, 11]));
});

describe('bodies', () => {
  test('text, base64 and pairs', () => {
    expect(text(post({ mimeType: 'text/plain', text: 'é😀' }).requestBody)).toBe('é😀');
    expect(post({ mimeType: 'application/octet-stream', text: 'AP8=', encoding: 'base64' }).requestBody).toEqual({
      bytes: Buffer.from([0, 255]),
      size: 2,
      complete: true,
    });
    expect(
      text(
        post({ mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a b', value: '1&2' }, { name: 'c' }] })
          .requestBody,
      ),
    ).toBe('a+b=1%262&c=');
    expect(text(read({ response: { content: { text: 'eyJhIjoxfQ==', encoding: 'base64' } } }).responseBody)).toBe(
      '{"a":1}',
    );
  });

  test('are cut at the inspection limit and say so', () => {
    const { requestBody } = post({ mimeType: 'text/plain', text: 'x'.repeat(LIMITS.inspectedBodyBytes + 1) });
    expect([requestBody.bytes.length, requestBody.size, requestBody.complete]).toEqual([
      LIMITS.inspectedBodyBytes,
      LIMITS.inspectedBodyBytes + 1,
      false,
    ]);
  });

  test('that were not recorded are not taken for empty', () => {
    expect(
      read({ response: { content: { size: 900, mimeType: 'application/json' }, bodySize: 300 } }).responseBody,
    ).toEqual({ bytes: Buffer.alloc(0), size: 900, complete: false });
    expect(read({ response: { content: {}, bodySize: -1 } }).responseBody).toEqual({
      bytes: new Uint8Array(0),
      size: 0,
      complete: true,
    });
  });

  test('come with headers that fit them: decoded, UTF-8, typed', () => {
    const headers = [
      { name: 'content-encoding', value: 'gzip' },
      { name: 'content-type', value: 'text/html; charset=ISO-8859-1; x=y' },
    ];
    expect(read({ response: { headers, content: { text: 'é' } } }).response?.headers).toEqual([
      'content-type',
      'text/html; charset=utf-8; x=y',
    ]);
    const gzip = { text: Buffer.from([0x1f, 0x8b, 8]).toString('base64'), encoding: 'base64' };
    expect(read({ response: { headers, content: gzip } }).response?.headers).toEqual([
      'content-encoding',
      'gzip',
      'content-type',
      'text/html; charset=ISO-8859-1; x=y',
    ]);
    expect(read({ response: { headers, content: {} } }).response?.headers).toHaveLength(4);
    expect(post({ mimeType: 'application/json', text: '{}' }).request.headers).toEqual([
      'Host',
      'api.shop.example',
      'Accept',
      'application/json',
      'Content-Type',
      'application/json',
    ]);
  });
});

describe('heads', () => {
  test('keep order, case and duplicates, drop pseudo-headers, and find the host in them', () => {
    const headers = [
      { name: ':authority', value: 'B.example' },
      { name: 'X-A', value: '1' },
      { name: 'x-a', value: '2' },
      { value: 'nameless' },
      { name: 'Empty' },
      null,
    ];
    expect(read({ request: { headers, httpVersion: 'http/2.0' } }).request).toMatchObject({
      host: 'b.example',
      httpVersion: '2.0',
      headers: ['X-A', '1', 'x-a', '2', 'Empty', ''],
    });
  });

  test('cookies that a browser lists apart become the Cookie line', () => {
    const cookies = [{ name: 'sid', value: 'a=b' }, { name: 'x' }];
    expect(read({ request: { cookies, headers: [] } }).request.headers).toEqual(['Cookie', 'sid=a=b; x=']);
    expect(read({ request: { cookies, headers: [{ name: 'cookie', value: 'sid=1' }] } }).request.headers).toEqual([
      'cookie',
      'sid=1',
    ]);
  });

  const versions = {
    'HTTP/1.0': '1.0',
    'HTTP/2': '2.0',
    'http/2.0': '2.0',
    h2: '2.0',
    h3: '3.0',
    unknown: '1.1',
    '': '1.1',
  };
  test.each(Object.entries(versions))('version %j is %s', (given, version) =>
    expect(read({ request: { httpVersion: given } }).request.httpVersion).toBe(version),
  );
});

describe('the client', () => {
  const from = (own: object, headers: readonly string[] = []) =>
    read({
      entry: own,
      request: { headers: headers.map((line) => ({ name: line.split(': ')[0], value: line.split(': ')[1] })) },
    }).request.client;

  test('is told by the entry', () => {
    const traits = { _ja4: 't13d', _h2: '1:65536', _country: 'ES', _asn: 64_561, _certificate: 'CN=a' };
    expect(from({ _clientAddress: '2001:DB8::1', ...traits }, ['X-Forwarded-For: 192.0.2.1'])).toEqual({
      address: '2001:db8::1',
      peer: '2001:db8::1',
      traits: { ja4: 't13d', h2: '1:65536', country: 'ES', asn: '64561', certificate: 'CN=a' },
    });
    expect(from({ clientIPAddress: '192.0.2.7', _ja4: null, _country: '' })).toEqual({
      address: '192.0.2.7',
      peer: '192.0.2.7',
      traits: {},
    });
  });

  test('or by the usual headers, nearest to the client first', () => {
    expect(from({}, ['X-Forwarded-For: 192.0.2.1, 10.0.0.1']).address).toBe('192.0.2.1');
    expect(from({}, ['X-Real-IP: 192.0.2.2']).address).toBe('192.0.2.2');
    expect(from({}, ['Forwarded: by=x;for="[2001:db8::17]:4711", for=10.0.0.1']).address).toBe('2001:db8::17');
    expect(from({}, ['X-Forwarded-For: unknown', 'X-Real-IP: ::ffff:192.0.2.3']).address).toBe('192.0.2.3');
    expect(from({ _clientAddress: 'not an address' }).address).toBe('0.0.0.0');
  });
});

describe('how it ended', () => {
  test('status 0 is no answer, 101 an upgrade', () => {
    expect(read({ response: { status: 0 } })).not.toHaveProperty('response');
    expect(read({ response: { status: 0 } }).end).toBe('upstream-failed');
    expect(read({ response: { status: 101 } }).end).toBe('upgraded');
    expect(read({ entry: { response: undefined } }).end).toBe('upstream-failed');
  });

  test('times that are missing or negative are nothing', () => {
    const { request, response, endTime } = read({ entry: { time: -1, timings: { receive: -1 } } });
    expect([response?.time, endTime]).toEqual([request.time, request.time]);
  });
});

describe('messages', () => {
  const opened = Date.parse('2026-11-24T12:00:00.250Z');
  const socket = (messages: unknown) =>
    read({
      entry: { _resourceType: 'websocket', _webSocketMessages: messages },
      request: { url: 'wss://api.shop.example/live' },
      response: { status: 101, content: { size: 0, mimeType: 'x-unknown' } },
    });

  test('of a WebSocket as Chrome writes them: text, and binary in base64', () => {
    const { end, messages } = socket([
      { type: 'send', time: opened / 1_000 + 0.5, opcode: 1, data: '{"say":"hé"}' },
      { type: 'receive', time: opened / 1_000 + 1, opcode: 2, data: 'AAEC' },
      { type: 'receive', time: opened / 1_000 + 2, data: 'without an opcode' },
    ]);
    expect(end).toBe('upgraded');
    expect(messages).toEqual([
      {
        from: 'client',
        kind: 'text',
        time: opened + 500,
        body: { bytes: Buffer.from('{"say":"hé"}'), size: 13, complete: true },
      },
      {
        from: 'server',
        kind: 'binary',
        time: opened + 1_000,
        body: { bytes: Buffer.from([0, 1, 2]), size: 3, complete: true },
      },
      {
        from: 'server',
        kind: 'text',
        time: opened + 2_000,
        body: { bytes: Buffer.from('without an opcode'), size: 17, complete: true },
      },
    ]);
  });

  test('a clock of its own is not believed, and what is no message is none', () => {
    const junk = [
      null,
      5,
      {},
      { type: 'error', data: 'x' },
      { type: 'send', opcode: 9, data: '' },
      { type: 'send', opcode: 1 },
    ];
    const { messages } = socket([
      ...junk,
      { type: 'send', time: 4_711.5, opcode: 1, data: 'x' },
      { type: 'send', time: 9e12, opcode: 1, data: 'y' },
    ]);
    expect(messages?.map(({ time, body }) => [time, text(body)])).toEqual([
      [opened, 'x'],
      [opened, 'y'],
    ]);
    expect(socket('none')).not.toHaveProperty('messages');
    expect(read()).not.toHaveProperty('messages');
  });

  test('are bounded in number, in size and together', () => {
    const many = Array.from({ length: LIMITS.messagesPerExchange + 5 }, () => ({ type: 'send', opcode: 1, data: 'x' }));
    expect(socket(many).messages).toHaveLength(LIMITS.messagesPerExchange);
    const large = Array.from({ length: 40 }, () => ({ type: 'send', opcode: 1, data: 'x'.repeat(100_000) }));
    const { messages = [] } = socket(large);
    expect(messages).toHaveLength(Math.floor(LIMITS.messageBytesPerExchange / LIMITS.inspectedBodyBytes));
    expect(messages[0]?.body).toMatchObject({ size: 100_000, complete: false });
  });

  test('of an event stream become the stream, unless its text is there', () => {
    const events = [
      { time: 1, eventName: 'message', eventId: '', data: '{"n":1}' },
      { time: 2, eventName: 'done', eventId: '7', data: 'two\nlines' },
    ];
    const stream = (content: object) =>
      read({ entry: { _eventSourceMessages: events }, response: { headers: [], content } });
    const exchange = stream({ size: 0, mimeType: 'x-unknown' });
    expect(text(exchange.responseBody)).toBe('data: {"n":1}\n\nevent: done\nid: 7\ndata: two\ndata: lines\n\n');
    expect(exchange.response?.headers).toEqual(['Content-Type', 'text/event-stream']);
    expect(text(stream({ text: 'data: own\n\n', mimeType: 'text/event-stream' }).responseBody)).toBe('data: own\n\n');
  });
});
