import { describe, expect, test } from 'vitest';
import { answeringUpstream, dial, get, ok, rawUpstream, startGateway } from './harness.ts';

describe('what arrives upstream', () => {
  test('target, header order, case, duplicates and odd bytes are byte for byte those of the client', async () => {
    const upstream = await answeringUpstream(ok('{}'));
    const { port } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    const request =
      'PATCH /a%2Fb/%C3%A9/../x;v=1//y?q=1&q=2&Q=%20+%zz&&empty= HTTP/1.1\r\n' +
      'x-FIRST: 1\r\nHost: API.Example:8080\r\nuser-AGENT: t\r\nX-Dup: a\r\nx-dup: b\r\nX-Latin: caf\xe9 \xa0\r\nX-Empty: \r\ncontent-LENGTH: 3\r\nCookie: a=1; a=2\r\nCookie: b=3\r\n\r\nabc';
    client.send(request);
    expect((await client.message()).body).toBe('{}');
    expect(upstream.seen).toEqual([{ head: request.slice(0, -3), body: 'abc' }]);
  });

  test('hop-by-hop lines are removed, those named by Connection too, and nothing else', async () => {
    const upstream = await answeringUpstream(ok(''));
    const { port } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send(
      get(
        '/',
        'Connection: keep-alive, X-Drop, Host, Content-Length',
        'Keep-Alive: timeout=9',
        'X-Drop: 1',
        'Proxy-Connection: x',
        'Proxy-Authorization: y',
        'TE: trailers, deflate',
        'X-Keep: 2',
        'Trailer: X-T',
      ),
    );
    await client.message();
    expect(upstream.seen[0]?.head).toBe(
      'GET / HTTP/1.1\r\nHost: api.example\r\nTE: trailers\r\nX-Keep: 2\r\nTrailer: X-T\r\n\r\n',
    );
  });

  test.each([
    ['GET http://Other.example:81/p?q HTTP/1.1', 'GET /p?q HTTP/1.1', 'Other.example:81'],
    ['GET http://other.example?q HTTP/1.1', 'GET /?q HTTP/1.1', 'other.example'],
    ['OPTIONS http://other.example HTTP/1.1', 'OPTIONS * HTTP/1.1', 'other.example'],
    ['OPTIONS * HTTP/1.1', 'OPTIONS * HTTP/1.1', 'api.example'],
  ])('%s', async (line, sent, host) => {
    const upstream = await answeringUpstream(ok(''));
    const { port, seen } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send(`${line}\r\nHost: api.example\r\n\r\n`);
    await client.message();
    expect(upstream.seen[0]?.head).toBe(`${sent}\r\nHost: ${host}\r\n\r\n`);
    expect(seen[0]?.head).toMatchObject({ host: host.toLowerCase(), target: sent.split(' ')[1] });
  });

  test('an HTTP/1.0 request without Host gets the upstream as its Host', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, seen } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send('GET / HTTP/1.0\r\n\r\n');
    await client.closed;
    expect(client.received).toMatch(/\r\n\r\nx$/);
    expect(upstream.seen[0]?.head).toBe(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${upstream.port}\r\n\r\n`);
    expect(seen[0]?.head).toMatchObject({ host: '', httpVersion: '1.0' });
  });

  test('requests without a body stay without one, with their framing line', async () => {
    const upstream = await answeringUpstream(ok(''));
    const { port, seen } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send('POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n');
    await client.message();
    client.send('DELETE /b HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.message();
    expect(upstream.seen.map(({ head }) => head)).toEqual([
      'POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n',
      'DELETE /b HTTP/1.1\r\nHost: h\r\n\r\n',
    ]);
    expect(seen.map(({ body }) => body)).toEqual([null, null]);
    expect(upstream.wires).toHaveLength(1);
  });

  test('a GET and a DELETE with a body carry it', async () => {
    const upstream = await answeringUpstream(ok(''));
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    for (const method of ['GET', 'DELETE', 'REPORT', 'QUERY']) {
      client.send(`${method} /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi`);
      await client.message();
    }
    expect(upstream.seen.map(({ body }) => body)).toEqual(['hi', 'hi', 'hi', 'hi']);
  });

  test('chunked bodies stay chunked, and their trailers arrive', async () => {
    const upstream = await answeringUpstream(ok(''));
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(
      'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n',
    );
    await client.message();
    expect(upstream.seen[0]?.head).toContain('\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n');
    expect(upstream.seen[0]?.body).toBe('5\r\nabcde\r\n0\r\nX-Sum: 5\r\n\r\n');
    const [entry] = await ended(1);
    expect(entry?.body).toMatchObject({ size: 5, complete: true });
  });

  test('a large chunked body is streamed with its trailers', async () => {
    const upstream = await answeringUpstream(ok(''));
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    const part = 'x'.repeat(50_000);
    client.send(
      `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${`c350\r\n${part}\r\n`.repeat(5)}0\r\nX-Sum: 9\r\n\r\n`,
    );
    await client.message();
    const body = upstream.seen[0]?.body ?? '';
    expect(body.replaceAll(/\r\n[0-9a-f]+\r\n|^[0-9a-f]+\r\n/g, '').length).toBe(
      250_000 + '\r\nX-Sum: 9\r\n\r\n'.length - 2,
    );
    expect(body).toMatch(/\r\n0\r\nX-Sum: 9\r\n\r\n$/);
    const [entry] = await ended(1);
    expect(entry?.body?.complete).toBe(false);
    expect(entry?.body?.bytes.length).toBe(65_536);
    expect(entry?.ends[0]?.requestBytes).toBe(250_000);
  });
});

describe('what arrives at the client', () => {
  test('status, reason, header order, case, duplicates and odd bytes', async () => {
    const lines =
      'Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nX-WeIrD: caf\xe9 \xa0\r\nX-Empty: \r\nContent-Type: text/plain\r\n';
    const upstream = await answeringUpstream(
      `HTTP/1.1 299 Odd but fine\r\nConnection: keep-alive, X-Drop\r\nX-Drop: 1\r\nKeep-Alive: timeout=5\r\n${lines}Content-Length: 2\r\n\r\nok`,
    );
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get());
    const { head, body } = await client.message();
    expect(head).toBe(
      `HTTP/1.1 299 Odd but fine\r\n${lines}Content-Length: 2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=65\r\n\r\n`,
    );
    expect(body).toBe('ok');
  });

  test('no Date is invented', async () => {
    const upstream = await answeringUpstream('HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n');
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get());
    expect((await client.message()).head).not.toMatch(/^date:/im);
  });

  test('chunked answers arrive part by part, with trailers', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n');
      await wire.closed;
    });
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get('/', 'TE: trailers'));
    // The head comes before the first part exists.
    await client.take(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n/);
    const [wire] = upstream.wires;
    wire?.send('3\r\none\r\n');
    await client.take(/^3\r\none\r\n/);
    wire?.send('5\r\nmore!\r\n0\r\nX-Sum: 8\r\n\r\n');
    await client.take(/^5\r\nmore!\r\n0\r\nX-Sum: 8\r\n\r\n$/);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'answered', responseBytes: 8 }]);
  });

  test('each server-sent event arrives when it is sent, and a silent stream is not cut', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    });
    const { port, gateway } = await startGateway(upstream.url, {
      limits: { upstreamBodyIdleMs: 40, upstreamConnections: 1 },
    });
    const client = await dial(port);
    client.send(get('/events', 'Accept: text/event-stream'));
    await client.take(/\r\n\r\n/);
    for (const n of [1, 2, 3]) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      upstream.wires[0]?.send(`data: ${n}\n\n`);
      await client.take(new RegExp(`data: ${n}\n\n`));
    }
    // It does not occupy the only connection that ordinary requests have.
    const other = await dial(port);
    other.send(get('/events'));
    await other.take(/200 OK/);
    expect(gateway.stats().counters['answer-cut']).toBe(0);
  });

  test.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n', /\r\nContent-Length: 500\r\n/],
    ['HEAD', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n', /^HTTP\/1.1 200 OK\r\n/],
    ['GET', 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n', /^HTTP\/1.1 204 No Content\r\nX-A: 1\r\n/],
    [
      'GET',
      'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 9\r\n\r\n',
      /\r\nETag: "x"\r\nContent-Length: 9\r\n/,
    ],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n', /\r\nETag: "x"\r\n/],
  ])('%s answered %j has no body and leaves the connection usable', async (method, answer, expected) => {
    const upstream = await answeringUpstream((request) => (request.head.includes('/last') ? ok('last') : answer));
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(`${method} / HTTP/1.1\r\nHost: h\r\n\r\n${get('/last')}`);
    const [head] = await client.take(/^[^]*?\r\n\r\n/);
    expect(head).toMatch(expected);
    expect((await client.message()).body).toBe('last');
  });

  test('an answer that ends with the connection becomes chunked', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send('HTTP/1.1 200 OK\r\n\r\nall of it');
      wire.socket.end();
    });
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get());
    const { head, body } = await client.message();
    expect(head).toContain('Transfer-Encoding: chunked');
    expect(body).toBe('9\r\nall of it\r\n0\r\n\r\n');
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'answered', responseBytes: 9 }]);
  });

  test('early hints are passed on, and the answer follows', async () => {
    const upstream = await answeringUpstream(
      `HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok('x')}`,
    );
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get());
    expect((await client.take(/^[^]*?\r\n\r\n/))[0]).toBe(
      'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n',
    );
    expect((await client.message()).body).toBe('x');
  });

  test('pipelined requests are answered in order', async () => {
    const upstream = await answeringUpstream((request) => ok(/ \/([0-9]+) /.exec(request.head)?.[1] ?? ''));
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(Array.from({ length: 20 }, (_, n) => get(`/${n}`)).join(''));
    const bodies: string[] = [];
    while (bodies.length < 20) bodies.push((await client.message()).body);
    expect(bodies).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
    expect(await ended(20)).toHaveLength(20);
  });

  test('one connection to the upstream serves one client that asks again and again', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    for (let n = 0; n < 25; n++) {
      client.send(get(`/${n}`));
      await client.message();
    }
    expect(upstream.wires).toHaveLength(1);
    expect(gateway.stats()).toMatchObject({
      connections: 1,
      activeExchanges: 0,
      upstream: { open: 1, idle: 1, waiting: 0 },
    });
  });
});

describe('Expect: 100-continue', () => {
  const head = (length: number): string =>
    `POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;

  test('the client is told to go on, and the upstream is not asked to', async () => {
    const upstream = await answeringUpstream(ok('done'));
    const { port } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send(head(3));
    await client.take(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    expect(upstream.wires).toHaveLength(0);
    client.send('abc');
    expect((await client.message()).body).toBe('done');
    expect(upstream.seen[0]).toEqual({ head: 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n', body: 'abc' });
  });

  test('a body over the limit is refused without it', async () => {
    const upstream = await answeringUpstream(ok('done'));
    const { port, ended } = await startGateway(upstream.url, { maxBodyBytes: 10 });
    const client = await dial(port);
    client.send(head(11));
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 413 /);
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'refused', status: 413 }]);
  });

  test('another expectation is 417', async () => {
    const upstream = await answeringUpstream(ok('done'));
    const { port, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send('POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n');
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 417 /);
    expect(gateway.stats().counters['unknown-expectation']).toBe(1);
  });
});
