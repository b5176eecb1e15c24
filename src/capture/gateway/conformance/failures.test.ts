import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { answeringUpstream, dial, get, ok, rawUpstream, startGateway, until } from './harness.ts';

describe('a client that goes away', () => {
  test('in the middle of an answer: the upstream exchange is aborted and no connection stays behind', async () => {
    const upstream = await rawUpstream(async (wire) => {
      for (;;) {
        const { head } = await wire.message();
        if (head.includes('/ok')) wire.send(ok('fine'));
        else wire.send(`HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n${'x'.repeat(100_000)}`);
      }
    });
    const { port, gateway, ended } = await startGateway(upstream.url, { limits: { upstreamConnections: 4 } });
    const clients = 5 * 4;
    for (let n = 0; n < clients; n++) {
      const client = await dial(port);
      client.send(get('/endless'));
      await client.take(/\r\n\r\n/);
      client.socket.destroy();
    }
    const seen = await ended(clients);
    expect(seen.flatMap(({ ends }) => ends.map(({ end }) => end))).toEqual(Array<string>(clients).fill('client-gone'));
    const client = await dial(port);
    client.send(get('/ok'));
    expect((await client.message()).body).toBe('fine');
    await until(() => gateway.stats().activeExchanges === 0);
    expect(gateway.stats().counters['client-gone']).toBe(clients);
  });

  test('while it waits in the queue: its request never goes upstream', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      await wire.closed;
    });
    const { port, gateway, ended } = await startGateway(upstream.url, { limits: { upstreamConnections: 1 } });
    const first = await dial(port);
    first.send(get('/first'));
    const wire = await upstream.connection(0);
    await until(() => gateway.stats().activeExchanges === 1);
    const second = await dial(port);
    second.send(get('/second'));
    await until(() => gateway.stats().upstream.waiting === 1);
    second.socket.destroy();
    await ended(1);
    const third = await dial(port);
    third.send(get('/third'));
    await until(() => gateway.stats().upstream.waiting === 2);
    wire.send(ok('1'));
    await wire.take(/GET \/third/);
    expect(wire.received).not.toContain('/second');
  });

  test('in the middle of its request body: the upstream connection is cut', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(200_000)}`);
    const wire = await upstream.connection(0);
    await until(() => wire.received.length > 70_000);
    client.socket.destroy();
    await wire.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'client-gone', status: 0 }]);
  });
});

describe('an upstream that fails', () => {
  test('not listening: 502, the reason in the log and not in the answer', async () => {
    const gone = await rawUpstream(() => {});
    gone.server.close();
    const { port, events, ended } = await startGateway(gone.url);
    const client = await dial(port);
    client.send(get());
    const { head, body } = await client.message();
    expect(head).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    const [entry] = await ended(1);
    expect(JSON.parse(body)).toEqual({
      title: 'Bad Gateway',
      status: 502,
      instance: `urn:sallyport:${entry?.head.id}`,
    });
    expect(head + body).not.toMatch(/ECONN|127\.0\.0\.1/);
    expect(events).toEqual([
      { name: 'upstream-failed', id: entry?.head.id, detail: `ECONNREFUSED 127.0.0.1:${gone.port}` },
    ]);
    expect(entry?.ends).toMatchObject([
      { end: 'upstream-failed', status: 502, error: `ECONNREFUSED 127.0.0.1:${gone.port}` },
    ]);
    // The connection of the client stays usable.
    client.send(get());
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 502 /);
  });

  test.each([
    ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello'],
    ['a length and chunked', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n\r\n'],
    ['a switch nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['nothing', ''],
  ])('an answer of %s: 502', async (_name, answer) => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.socket.end(answer, 'latin1');
    });
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n');
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 502 /);
  });

  test.each([
    ['of declared length', 'Content-Length: 200000'],
    ['chunked', 'Transfer-Encoding: chunked'],
  ])('reset in the middle of a %s answer: the client is cut off, too', async (_name, framing) => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send(
        `HTTP/1.1 200 OK\r\n${framing}\r\n\r\n${framing.includes('chunked') ? '64\r\n' : ''}${'x'.repeat(100)}`,
      );
      await wire.closed;
    });
    const { port, ended, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get());
    await client.take(/x{100}/);
    upstream.wires[0]?.socket.resetAndDestroy();
    await client.closed;
    expect(client.received).not.toMatch(/0\r\n\r\n/);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'upstream-failed', status: 200, responseBytes: 100 }]);
    expect(gateway.stats().counters['answer-cut']).toBe(1);
  });

  test('an end in the middle of a small held answer: 502, since nothing was sent yet', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'latin1');
    });
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get());
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 502 /);
  });

  test('no answer in time: 504, and the connection is given up', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port, ended } = await startGateway(upstream.url, { limits: { upstreamHeadersMs: 30 } });
    const client = await dial(port);
    client.send(get());
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 504 /);
    await upstream.wires[0]?.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'upstream-timeout', status: 504 }]);
  });

  test('silence in the middle of an answer: the client is cut off', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
      await wire.closed;
    });
    const { port, ended } = await startGateway(upstream.url, { limits: { upstreamBodyIdleMs: 30 } });
    const client = await dial(port);
    client.send(get());
    await client.take(/abc/);
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'upstream-timeout', status: 200 }]);
  });

  test('too many requests wait: 503', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port, gateway } = await startGateway(upstream.url, {
      limits: { upstreamConnections: 1, upstreamQueue: 1 },
    });
    const first = await dial(port);
    first.send(get());
    await until(() => gateway.stats().upstream.open === 1);
    const second = await dial(port);
    second.send(get());
    await until(() => gateway.stats().upstream.waiting === 1);
    const third = await dial(port);
    third.send(get());
    expect((await third.message()).head).toMatch(/^HTTP\/1\.1 503 /);
    expect(gateway.stats().counters['upstream-busy']).toBe(1);
  });
});

describe('a kept-alive connection that the upstream closes as it is used', () => {
  /** Serves one request on the first connection and cuts it when a second one comes. */
  const closing = () =>
    rawUpstream(async (wire, n) => {
      await wire.message();
      wire.send(ok(`from ${n}`));
      await wire.message();
      if (n === 0) wire.socket.destroy();
      else wire.send(ok('again'));
    });

  test('a safe request is sent once more on a fresh connection', async () => {
    const upstream = await closing();
    const { port, gateway, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get('/1'));
    expect((await client.message()).body).toBe('from 0');
    client.send(get('/2'));
    expect((await client.message()).body).toBe('from 1');
    expect(gateway.stats().counters['upstream-retried']).toBe(1);
    expect((await ended(2)).map(({ ends }) => ends.length)).toEqual([1, 1]);
  });

  test('an unsafe one is not: it may have been carried out', async () => {
    const upstream = await closing();
    const { port, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get('/1'));
    await client.message();
    client.send('POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx');
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 502 /);
    expect(gateway.stats().counters['upstream-retried']).toBe(0);
  });

  test('bytes that nobody asked for end the connection instead of answering the next request', async () => {
    const upstream = await rawUpstream(async (wire, n) => {
      await wire.message();
      wire.send(ok(`from ${n}`) + (n === 0 ? ok('poison') : ''));
    });
    const { port } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(get('/1'));
    expect((await client.message()).body).toBe('from 0');
    client.send(get('/2'));
    expect((await client.message()).body).toBe('from 1');
  });

  test('an idle one is closed before the upstream would', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, gateway } = await startGateway(upstream.url, { limits: { upstreamIdleMs: 40 } });
    const client = await dial(port);
    client.send(get());
    await client.message();
    await upstream.wires[0]?.closed;
    await until(() => gateway.stats().upstream.open === 0);
    client.send(get());
    expect((await client.message()).body).toBe('x');
  });
});

describe('a slow client', () => {
  test('that does not finish its head: 408', async () => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, gateway } = await startGateway(upstream.url, { limits: { clientHeaderMs: 40 } });
    const client = await dial(port);
    client.send('GET / HTTP/1.1\r\nHost: h\r\nX-Slow');
    await client.take(/^HTTP\/1\.1 408 /);
    await client.closed;
    expect(gateway.stats().counters['client-too-slow']).toBe(1);
  });

  test.each([
    ['idle', { clientIdleMs: 40 }],
    ['slow as a whole', { clientIdleMs: 60, clientRequestMs: 50 }],
  ])('whose body is %s: 408', async (_name, limits) => {
    const upstream = await answeringUpstream(ok('x'));
    const { port, ended } = await startGateway(upstream.url, { limits });
    const client = await dial(port);
    client.send('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc');
    await client.take(/^HTTP\/1\.1 408 /);
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'client-gone', status: 408, requestBytes: 3 }]);
    expect(upstream.wires).toHaveLength(0);
  });

  test('that does not read a large answer is cut off, and the upstream was held back', async () => {
    let written = 0;
    const part = Buffer.alloc(65_536, 'x');
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
      const more = (): void => {
        do written += part.length;
        while (!wire.socket.destroyed && wire.socket.write(part));
      };
      wire.socket.on('drain', more);
      more();
    });
    const { port, ended } = await startGateway(upstream.url, { limits: { clientIdleMs: 100 } });
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.write(get());
    // Never read: the socket stays paused.
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'client-gone' }]);
    socket.destroy();
    expect(written).toBeLessThan(32 * 2 ** 20);
  });
});

describe('a gate that fails', () => {
  test.each(['open', 'judge', 'answered', 'end'] as const)(
    'in %s: counted, and the request goes on',
    async (throws) => {
      const upstream = await answeringUpstream(ok('fine'));
      const { port, gateway, events } = await startGateway(upstream.url, {}, { throws });
      const client = await dial(port);
      client.send(get());
      expect((await client.message()).body).toBe('fine');
      await until(() => events.length > 0);
      expect(events[0]?.name).toBe('gate-failed');
      expect(events[0]?.detail).toContain(`gate broken in ${throws}`);
      expect(gateway.stats().counters['gate-failed']).toBe(1);
    },
  );
});
