import fc from 'fast-check';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ResponseParser } from './response-parser.ts';

interface Result {
  readonly heads: { status: number; reason: string; headers: readonly string[]; framing: string; length: number }[];
  body: string;
  end?: { trailers: readonly string[]; clean: boolean };
  switched?: string;
  malformed?: string;
}

/** Feeds the bytes in pieces of at most `step`; `close` says that the connection ended behind them. */
function parse(
  bytes: string,
  { method = 'GET', upgrade = false, step = Number.POSITIVE_INFINITY, close = false } = {},
): Result {
  const result: Result = { heads: [], body: '' };
  const parser = new ResponseParser({
    onHead: (head) => void result.heads.push(head),
    onBody: (chunk) => (result.body += chunk.toString('latin1')),
    onMessageEnd: (trailers, clean) => (result.end = { trailers, clean }),
    onSwitch: (head, rest) => {
      result.heads.push(head);
      result.switched = rest.toString('latin1');
    },
    onMalformed: (detail) => (result.malformed = detail),
  });
  parser.begin(method, upgrade);
  const all = Buffer.from(bytes, 'latin1');
  for (let at = 0; at < all.length; at += step) parser.feed(all.subarray(at, Math.min(all.length, at + step)));
  if (close && result.end === undefined && result.malformed === undefined && !parser.finish())
    result.malformed = 'closed early';
  return result;
}

const WHOLE = [
  [
    'a declared length',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello',
    {},
    { body: 'hello', clean: true },
  ],
  ['no reason, no space', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', {}, { body: '', clean: true }],
  [
    'chunked',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x="1"\r\n0123456789\r\n0\r\n\r\n',
    {},
    { body: 'hello0123456789', clean: true },
  ],
  [
    'chunked with trailers',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n1\r\na\r\n00\r\nT: 1\r\nU:\r\n\r\n',
    {},
    { body: 'a', clean: true, trailers: ['T', '1', 'U', ''] },
  ],
  [
    'an interim answer first',
    'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na',
    {},
    { body: 'a', clean: true, heads: 2 },
  ],
  ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', { method: 'HEAD' }, { body: '', clean: true }],
  [
    'HEAD, chunked',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    { method: 'HEAD' },
    { body: '', clean: true },
  ],
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n', {}, { body: '', clean: true }],
  [
    '204 with a length, which may be a lie',
    'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n',
    {},
    { body: '', clean: false },
  ],
  ['304 with a length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', {}, { body: '', clean: false }],
  [
    'Connection: close',
    'HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 1\r\n\r\na',
    {},
    { body: 'a', clean: false },
  ],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na', {}, { body: 'a', clean: false }],
  [
    'HTTP/1.0 kept alive',
    'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na',
    {},
    { body: 'a', clean: true },
  ],
  [
    'the end of the connection',
    'HTTP/1.1 200 OK\r\n\r\nuntil the end',
    { close: true },
    { body: 'until the end', clean: false },
  ],
] as const;

describe('whole answers', () => {
  test.each(WHOLE)('%s, however the bytes are cut', (_name, bytes, options, expected) => {
    for (let step = 1; step <= bytes.length; step++) {
      const result = parse(bytes, { ...options, step });
      expect(result.malformed).toBeUndefined();
      expect(result.body).toBe(expected.body);
      expect(result.end).toEqual({ trailers: 'trailers' in expected ? expected.trailers : [], clean: expected.clean });
      expect(result.heads).toHaveLength('heads' in expected ? expected.heads : 1);
    }
  });

  test('bytes behind an answer make the connection unusable', () => {
    expect(parse('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK').end).toEqual({
      trailers: [],
      clean: false,
    });
    expect(parse('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX').end).toEqual({
      trailers: [],
      clean: false,
    });
  });

  test('a switch hands over what follows and all header lines', () => {
    const result = parse('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nrest', {
      upgrade: true,
    });
    expect(result.switched).toBe('rest');
    expect(result.heads[0]?.headers).toEqual(['Connection', 'Upgrade', 'Upgrade', 'websocket']);
  });

  test('hop-by-hop lines are dropped, and those that Connection names', () => {
    const result = parse(
      'HTTP/1.1 200 OK\r\nConnection: X-Drop, keep-alive\r\nx-drop: 1\r\nKeep-Alive: timeout=5\r\nX-Keep:  a b \t\r\nContent-Length: 0\r\n\r\n',
    );
    expect(result.heads[0]?.headers).toEqual(['X-Keep', 'a b', 'Content-Length', '0']);
  });
});

const MALFORMED = [
  ['no status line', 'hello\r\n\r\n'],
  ['another protocol', 'ICY 200 OK\r\n\r\n'],
  ['another version', 'HTTP/2.0 200 OK\r\n\r\n'],
  ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
  ['a status below 100', 'HTTP/1.1 099 OK\r\n\r\n'],
  ['a control character in the reason', 'HTTP/1.1 200 O\0K\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na'],
  ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na'],
  ['a signed length', 'HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na'],
  ['an empty length', 'HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\na'],
  ['a huge length', 'HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999\r\n\r\na'],
  ['length and chunked', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['another coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n'],
  ['chunked twice', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['chunked in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a folded line', 'HTTP/1.1 200 OK\r\nX: 1\r\n 2\r\n\r\n'],
  ['space before the colon', 'HTTP/1.1 200 OK\r\nX : 1\r\n\r\n'],
  ['an empty name', 'HTTP/1.1 200 OK\r\n: 1\r\n\r\n'],
  ['a bare LF', 'HTTP/1.1 200 OK\r\nX: 1\nY: 2\r\n\r\n'],
  ['a bare CR', 'HTTP/1.1 200 OK\r\nX: 1\rY: 2\r\n\r\n'],
  ['a NUL', 'HTTP/1.1 200 OK\r\nX: \0\r\n\r\n'],
  ['a chunk size that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n'],
  ['a signed chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n'],
  ['a chunk longer than announced', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n'],
  ['a huge chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n'],
  ['an endless chunk extension', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(2_000)}`],
  ['a bad trailer', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX\r\n\r\n'],
  ['an endless head', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`],
  ['too many lines', `HTTP/1.1 200 OK\r\n${'X: 1\r\n'.repeat(600)}\r\n`],
  ['a switch nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
] as const;

test.each(MALFORMED)('malformed: %s', (_name, bytes) => {
  for (const step of [1, 7, bytes.length]) {
    const result = parse(bytes, { step });
    expect(result.malformed).toBeTypeOf('string');
    expect(result.end).toBeUndefined();
  }
});

test.each([
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell'],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
  ['a head', 'HTTP/1.1 200 OK\r\nX'],
])('the connection ending inside %s is no end of the answer', (_name, bytes) => {
  expect(parse(bytes, { close: true })).toMatchObject({ malformed: 'closed early' });
});

describe('against the parser of Node', () => {
  const token = fc.stringMatching(/^X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}$/);
  const value = fc.stringMatching(/^[!-~\xa0-\xff](?:[ -~\xa0-\xff]{0,20}[!-~\xa0-\xff])?$/);
  const fields = fc.array(fc.tuple(token, value), { maxLength: 8 });
  const body = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 300,
  });

  const lines = (list: readonly (readonly [string, string])[]): string =>
    list.map(([name, text]) => `${name}: ${text}\r\n`).join('');
  const chunked = (text: string, size: number): string => {
    let out = '';
    for (let at = 0; at < text.length; at += size)
      out += `${text.slice(at, at + size).length.toString(16)}\r\n${text.slice(at, at + size)}\r\n`;
    return out;
  };

  test('random answers are read the same, however they are cut', async () => {
    let answer = '';
    const server = createServer(
      (socket) => void socket.on('error', () => {}).once('data', () => socket.end(answer, 'latin1')),
    );
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(
        fields,
        body,
        fields,
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (headers, text, trailers, size, inChunks) => {
          answer = inChunks
            ? `HTTP/1.1 200 OK\r\n${lines(headers)}Transfer-Encoding: chunked\r\n\r\n${chunked(text, size)}0\r\n${lines(trailers)}\r\n`
            : `HTTP/1.1 200 OK\r\n${lines(headers)}Content-Length: ${text.length}\r\n\r\n${text}`;
          const theirs = await viaNode(port);
          const ours = parse(answer, { step: size });
          expect(ours.body).toBe(theirs.body);
          expect(ours.heads[0]?.headers.slice(0, headers.length * 2)).toEqual(
            theirs.rawHeaders.slice(0, headers.length * 2),
          );
          expect(ours.end?.trailers).toEqual(theirs.rawTrailers);
          ran++;
        },
      ),
      { numRuns: 150 },
    );
    expect(ran).toBe(150);
  });
});

async function viaNode(
  port: number,
): Promise<{ body: string; rawHeaders: readonly string[]; rawTrailers: readonly string[] }> {
  const request = httpRequest({ port, host: '127.0.0.1', agent: false }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += (chunk as Buffer).toString('latin1');
  return { body, rawHeaders: response.rawHeaders, rawTrailers: response.rawTrailers };
}
