import { describe, expect, test } from 'vitest';
import type { Direction } from '../../gate.ts';
import { answeringUpstream, dial, get, ok, rawUpstream, startGateway, until } from './harness.ts';

const BLOCK: Direction = {
  type: 'answer',
  status: 403,
  headers: ['Content-Type', 'text/html', 'X-Block', 'b-1'],
  body: Buffer.from('<p>no</p>'),
};

describe('heads that could be read in two ways', () => {
  const post = (...lines: string[]): string =>
    `POST / HTTP/1.1\r\nHost: h\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
  const cases: [string, string, number][] = [
    ['length and chunked', `${post('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`, 400],
    ['chunked and length', `${post('Transfer-Encoding: chunked', 'Content-Length: 5')}0\r\n\r\n`, 400],
    ['two lengths', `${post('Content-Length: 5', 'Content-Length: 6')}hello`, 400],
    ['the same length twice', `${post('Content-Length: 5', 'Content-Length: 5')}hello`, 400],
    ['a list of lengths', `${post('Content-Length: 5, 5')}hello`, 400],
    ['a signed length', `${post('Content-Length: +5')}hello`, 400],
    ['a negative length', post('Content-Length: -1'), 400],
    ['a hexadecimal length', `${post('Content-Length: 0x5')}hello`, 400],
    ['a length beyond any number', post('Content-Length: 99999999999999999999'), 400],
    ['an unknown coding', `${post('Transfer-Encoding: xchunked')}0\r\n\r\n`, 501],
    ['a coding before chunked', `${post('Transfer-Encoding: gzip, chunked')}0\r\n\r\n`, 501],
    ['chunked twice', `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')}0\r\n\r\n`, 400],
    ['chunked and identity', `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n`, 400],
    ['chunked in quotes', `${post('Transfer-Encoding: "chunked"')}0\r\n\r\n`, 501],
    ['chunked behind a vertical tab', `${post('Transfer-Encoding: \x0bchunked')}0\r\n\r\n`, 400],
    ['chunked in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['space before the colon', `${post('Content-Length : 5')}hello`, 400],
    ['a folded line', post('X-A: 1', ' folded'), 400],
    ['a folded coding', `${post('Transfer-Encoding:', ' chunked')}0\r\n\r\n`, 400],
    ['a bare CR', post('X-A: 1\rX-B: 2'), 400],
    ['a bare LF in the head', 'GET / HTTP/1.1\nHost: h\n\n', 400],
    ['a NUL in a value', post('X-A: 1\0'), 400],
    ['an empty name', post(': x'), 400],
    ['a bad chunk size', `${post('Transfer-Encoding: chunked')}5;\nhello\r\n0\r\n\r\n`, 400],
    ['a signed chunk size', `${post('Transfer-Encoding: chunked')}-5\r\nhello\r\n0\r\n\r\n`, 400],
    ['a hexadecimal prefix on a chunk size', `${post('Transfer-Encoding: chunked')}0x5\r\nhello\r\n0\r\n\r\n`, 400],
    ['a chunk longer than announced', `${post('Transfer-Encoding: chunked')}3\r\nhello\r\n0\r\n\r\n`, 400],
    ['two Host lines', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a Host with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['a Host with user information', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n', 400],
    ['user information in the target', 'GET http://a@b/ HTTP/1.1\r\nHost: b\r\n\r\n', 400],
    ['a target of another scheme', 'GET ftp://b/ HTTP/1.1\r\nHost: b\r\n\r\n', 400],
    ['a target without a slash', 'GET a HTTP/1.1\r\nHost: b\r\n\r\n', 400],
    ['* for GET', 'GET * HTTP/1.1\r\nHost: b\r\n\r\n', 400],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: b\r\n\r\n', 400],
    ['an unknown version', 'GET / HTTP/1.2\r\nHost: b\r\n\r\n', 400],
    ['CONNECT', 'CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n', 405],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
  ];

  test.each(cases)('%s', async (_name, request, status) => {
    const upstream = await answeringUpstream(ok('reached'));
    const { port, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(request);
    const [, answered] = await client.take(/^HTTP\/1\.1 ([0-9]+) /);
    expect(Number(answered)).toBe(status);
    await client.closed;
    expect(client.received).not.toContain('reached');
    expect(upstream.seen).toEqual([]);
    expect(Object.values(gateway.stats().counters).reduce((sum, count) => sum + count)).toBeGreaterThan(0);
  });

  test('all of them ran', () => expect(cases).toHaveLength(39));
});

describe('limits', () => {
  test('a head of a megabyte is 431, and the client can read that', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get('/', `X-Big: ${'a'.repeat(2 ** 20)}`));
    await client.take(/^HTTP\/1\.1 431 /);
    client.socket.end();
    await client.closed;
    expect(gateway.stats().counters['head-too-large']).toBe(1);
  });

  test('a head just below the limit passes', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get(`/${'p'.repeat(30_000)}`, `X-Big: ${'a'.repeat(30_000)}`));
    expect((await client.message()).body).toBe('x');
    expect(upstream.seen[0]?.head.length).toBeGreaterThan(60_000);
  });

  test.each([
    [511, 200],
    [512, 431],
  ])('%i lines beside Host are answered %i', async (count, status) => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, gateway } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send(get('/', ...Array.from({ length: count }, (_, n) => `X-${n}: ${n}`)));
    expect((await client.message()).head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(gateway.stats().counters['too-many-header-lines']).toBe(status === 431 ? 1 : 0);
    if (status === 200) expect(upstream.seen[0]?.head.split('\r\n')).toHaveLength(count + 4);
  });

  test.each([
    ['declared', `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n${'x'.repeat(100)}`],
    [
      'chunked',
      `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n${'x'.repeat(100)}\r\n0\r\n\r\n`,
    ],
  ])('a %s body over the configured limit is 413, and the connection stays usable', async (_name, request) => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, ended } = await startGateway(upstream.url, { maxBodyBytes: 99 });
    const client = await dial(port);
    client.send(request);
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 413 /);
    client.send(get());
    expect((await client.message()).body).toBe('x');
    expect((await ended(2))[0]?.ends).toMatchObject([{ end: 'refused', status: 413 }]);
    expect(upstream.seen).toHaveLength(1);
  });

  test('a streamed body that grows over the limit is 413, and the upstream is cut off', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port } = await startGateway(upstream.url, { maxBodyBytes: 150_000 });
    const client = await dial(port);
    client.send('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
    client.send(`186a0\r\n${'x'.repeat(100_000)}\r\n`);
    const wire = await upstream.connection(0);
    await until(() => wire.received.length > 60_000);
    client.send(`186a0\r\n${'x'.repeat(100_000)}\r\n0\r\n\r\n`);
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 413 /);
    await wire.closed;
  });
});

describe('a gate that answers', () => {
  test('its answer is written as given, and the connection stays usable', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, ended } = await startGateway(
      upstream.url,
      {},
      { judge: ({ head }) => (head.target === '/bad' ? BLOCK : { type: 'forward' }) },
    );
    const client = await dial(port);
    client.send(get('/bad'));
    const { head, body } = await client.message();
    expect(head).toMatch(
      /^HTTP\/1\.1 403 Forbidden\r\nContent-Type: text\/html\r\nX-Block: b-1\r\nContent-Length: 9\r\n/,
    );
    expect(body).toBe('<p>no</p>');
    client.send(get('/good'));
    expect((await client.message()).body).toBe('x');
    expect((await ended(2)).map(({ ends }) => ends)).toMatchObject([
      [{ end: 'refused', status: 403, responseBytes: 9 }],
      [{ end: 'answered', status: 200 }],
    ]);
    expect(upstream.seen).toHaveLength(1);
  });

  test('HEAD is refused without a body', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port } = await startGateway(
      upstream.url,
      {},
      { judge: ({ head }) => (head.method === 'HEAD' ? BLOCK : { type: 'forward' }) },
    );
    const client = await dial(port);
    client.send(`HEAD / HTTP/1.1\r\nHost: h\r\n\r\n${get('/')}`);
    await client.take(/^HTTP\/1\.1 403 [^]*?Content-Length: 9\r\n[^]*?\r\n\r\n/);
    expect((await client.message()).body).toBe('x');
  });

  test('the rest of a large body is read away, and the next request is understood', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, seen } = await startGateway(
      upstream.url,
      {},
      { judge: ({ head }) => (head.method === 'POST' ? BLOCK : { type: 'forward' }) },
    );
    const client = await dial(port);
    client.send(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n${'x'.repeat(100_000)}`);
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 403 /);
    client.send('x'.repeat(400_000) + get());
    expect((await client.message()).body).toBe('x');
    expect(seen[0]?.body).toMatchObject({ complete: false });
    expect(seen[0]?.body?.bytes.length).toBe(65_536);
  });

  test('but not without end', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, gateway } = await startGateway(
      upstream.url,
      { limits: { discardedBodyBytes: 200_000 } },
      { judge: () => BLOCK },
    );
    const client = await dial(port);
    client.send(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 50000000\r\n\r\n${'x'.repeat(100_000)}`);
    await client.take(/^HTTP\/1\.1 403 [^]*<\/p>/);
    client.send('x'.repeat(1_000_000));
    await client.closed;
    await until(() => gateway.stats().activeExchanges === 0);
    expect(upstream.wires).toEqual([]);
  });

  test('nor at leisure', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, ended } = await startGateway(upstream.url, { limits: { clientIdleMs: 40 } }, { judge: () => BLOCK });
    const client = await dial(port);
    client.send(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(100_000)}`);
    await client.take(/^HTTP\/1\.1 403 [^]*<\/p>/);
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'refused', status: 403 }]);
  });
});
