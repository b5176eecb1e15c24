import { once } from 'node:events';
import { createServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FLAG, frame, framesIn, headers, send, TYPE } from './frames.ts';
import { dial, rawUpstream, startGateway, until } from './harness.ts';
import { ask, askOn, replyOf, session, startOrigin, startPair, type Handler } from './pairs.ts';

const echo: Handler = (req, res) => {
  res.writeHead(200);
  req.pipe(res);
};

describe('many at once', () => {
  test('1,000 streams over ten connections, each with a body of its own', async () => {
    const { port, gateway, seen } = await startPair('h2c', 'h2c', echo);
    const clients = Array.from({ length: 10 }, () => session('h2c', port));
    const replies = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => askOn(clients[n % 10]!, { method: 'POST', body: `body ${n}` })),
    );
    expect(replies.map(({ body }) => body.toString())).toEqual(Array.from({ length: 1_000 }, (_, n) => `body ${n}`));
    expect(seen).toHaveLength(1_000);
    await until(() => gateway.stats().activeExchanges === 0);
  });

  test('what one connection wants beyond its streams waits', async () => {
    const { port } = await startPair('h2c', 'http1', echo, { limits: { streamsPerConnection: 5 } });
    const client = session('h2c', port);
    await once(client, 'remoteSettings');
    const replies = await Promise.all(Array.from({ length: 60 }, (_, n) => askOn(client, { path: `/${n}` })));
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(client.remoteSettings.maxConcurrentStreams).toBe(5);
  });

  test('a client that aborts many streams leaves none behind, on either side', async () => {
    const { port, gateway } = await startPair('h2c', 'http1', (req, res) => {
      if (req.url === '/good') return void res.end('good');
      res.writeHead(200);
      res.write('x'.repeat(50_000));
    });
    const client = session('h2c', port);
    for (let round = 0; round < 3; round++) {
      const streams = Array.from({ length: 100 }, () => client.request({ ':path': '/endless' }));
      await Promise.all(
        streams.map(async (stream) => {
          stream.on('error', () => {});
          await once(stream, 'response');
          stream.close(8);
        }),
      );
    }
    await until(() => gateway.stats().activeExchanges === 0);
    expect((await askOn(client, { path: '/good' })).body.toString()).toBe('good');
    expect(gateway.stats().counters['client-gone']).toBe(300);
  });
});

describe('back-pressure', () => {
  test.each(['http1', 'h2c'] as const)(
    'a client that does not read stops a %s upstream, and loses nothing',
    async (back) => {
      const size = 24_000_000;
      let sent = 0;
      const { port } = await startPair('h2c', back, (_req, res) => {
        res.writeHead(200);
        const more = (): void => {
          while (sent < size) {
            sent += 100_000;
            if (!res.write(Buffer.alloc(100_000, 1))) return void res.once('drain', more);
          }
          res.end();
        };
        more();
      });
      const stream = session('h2c', port).request({ ':path': '/' });
      await once(stream, 'response');
      let before = -1;
      while (sent !== before) {
        before = sent;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(sent).toBeLessThan(size - 1_000_000);
      expect((await replyOf(stream)).body).toHaveLength(size);
    },
  );

  test.each(['http1', 'h2c'] as const)('a %s upstream that does not read stops the client', async (back) => {
    const size = 24_000_000;
    let go: (() => void) | undefined;
    let received = 0;
    const { port } = await startPair('h2c', back, (req, res) => {
      go = () => {
        req.on('data', (chunk: Buffer) => (received += chunk.length));
        req.on('end', () => res.end('done'));
      };
    });
    const stream = session('h2c', port).request({ ':method': 'POST', ':path': '/' });
    const reply = replyOf(stream);
    stream.write(Buffer.alloc(size));
    stream.end();
    let before = -1;
    const left = (): number => stream.bufferSize ?? 0;
    while (go === undefined || left() !== before) {
      before = left();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(left()).toBeGreaterThan(1_000_000);
    go?.();
    expect((await reply).body.toString()).toBe('done');
    expect(received).toBe(size);
  });
});

describe('drain', () => {
  test('says GOAWAY, finishes the streams that are open, and ends', async () => {
    let answer = (): void => {};
    const { port, gateway } = await startPair('h2c', 'http1', (_req, res) => {
      answer = () => void res.end('late');
    });
    const client = session('h2c', port);
    const asked = askOn(client, {});
    await until(() => gateway.stats().activeExchanges === 1);
    const goaway = once(client, 'goaway');
    const drained = gateway.drain();
    await goaway;
    await expect(dial(port)).rejects.toThrow('ECONNREFUSED');
    answer();
    expect((await asked).body.toString()).toBe('late');
    await drained;
    expect(gateway.stats()).toMatchObject({ connections: 0, activeExchanges: 0 });
  });

  test('ends what does not end in time', async () => {
    const { port, gateway, ended } = await startPair('h2c', 'h2c', () => {}, { limits: { drainMs: 50 } });
    const asked = askOn(session('h2c', port), {}).catch((error: Error) => error.message);
    await until(() => gateway.stats().activeExchanges === 1);
    await gateway.drain();
    expect(await asked).toMatch(/.+/);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'client-gone' }]);
  });
});

describe('the upstream', () => {
  test('one connection carries what goes on at once, and is used again', async () => {
    const { port, gateway } = await startPair('http1', 'h2c', echo);
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 40 }, () => ask('http1', port)));
      expect(gateway.stats().upstream).toEqual({ open: 1, idle: 1, waiting: 0 });
    }
  });

  test('more connections are opened when it allows few streams on one', async () => {
    const server = createServer({ settings: { maxConcurrentStreams: 10 } }, (_req, res) => {
      setTimeout(() => res.end('fine'), 100);
    });
    const sessions: ServerHttp2Session[] = [];
    server.on('session', (one: ServerHttp2Session) => sessions.push(one));
    await listening(server);
    const { port, gateway } = await startGateway(url(server), { upstreamProtocol: 'h2c' });
    const client = session('h2c', port);
    const replies = await Promise.all(Array.from({ length: 45 }, () => askOn(client, {})));
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(sessions.length).toBeGreaterThan(1);
    expect(sessions.length).toBeLessThanOrEqual(10);
    expect(gateway.stats().upstream.waiting).toBe(0);
  });

  test('a request it has not looked at is asked once more, a body included; one that it has is not', async () => {
    let streams = 0;
    const server = createServer();
    server.on('stream', (stream, fields) => {
      stream.on('error', () => {});
      streams++;
      if (fields[':path'] === '/refused' && streams === 1) return stream.close(7);
      if (fields[':path'] === '/broken') return stream.close(2);
      stream.respond({ ':status': 200 });
      stream.pipe(stream);
    });
    await listening(server);
    const { port, gateway } = await startGateway(url(server), { upstreamProtocol: 'h2c' });
    const again = await ask('http1', port, { method: 'POST', path: '/refused', body: 'kept' });
    expect([again.status, again.body.toString(), streams]).toEqual([200, 'kept', 2]);
    expect(gateway.stats().counters['upstream-retried']).toBe(1);
    expect((await ask('http1', port, { method: 'POST', path: '/broken', body: 'x' })).status).toBe(502);
    expect(streams).toBe(3);
  });

  test('GOAWAY: what it has taken is finished, what follows goes elsewhere', async () => {
    const sessions: ServerHttp2Session[] = [];
    const answers: (() => void)[] = [];
    const server = createServer((req, res) => {
      if (req.url === '/now') res.end('now');
      else answers.push(() => res.end('later'));
    });
    server.on('session', (one: ServerHttp2Session) => sessions.push(one));
    await listening(server);
    const { port } = await startGateway(url(server), { upstreamProtocol: 'h2c' });
    const client = session('h2c', port);
    const later = askOn(client, { path: '/later' });
    await until(() => answers.length === 1);
    sessions[0]?.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await askOn(client, { path: '/now' })).body.toString()).toBe('now');
    expect(sessions).toHaveLength(2);
    answers[0]?.();
    expect((await later).body.toString()).toBe('later');
  });

  test('one that is gone without a word is noticed by a PING that is not answered', async () => {
    // It says hello, and nothing more.
    const upstream = await rawUpstream((wire) => void send(wire, frame(TYPE.settings, 0, 0)));
    const { port, gateway } = await startGateway(upstream.url, {
      upstreamProtocol: 'h2c',
      limits: { upstreamProbeMs: 30, upstreamConnectMs: 60 },
    });
    expect((await ask('http1', port)).status).toBe(502);
    await until(() => gateway.stats().upstream.open === 0);
    expect(upstream.wires).toHaveLength(1);
  });

  test('one that says nothing at all is given up after the time of a connection', async () => {
    const upstream = await rawUpstream(() => {});
    const { port, events } = await startGateway(upstream.url, {
      upstreamProtocol: 'h2c',
      limits: { upstreamConnectMs: 50, upstreamProbeMs: 40 },
    });
    expect((await ask('http1', port)).status).toBe(502);
    expect(events[0]?.detail).toContain('SETTINGS');
  });

  test.each([
    ['rubbish', 'this is not HTTP/2, whatever it is'],
    ['HTTP/1.1', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
  ])('%s instead of HTTP/2 is 502', async (_name, text) => {
    const upstream = await rawUpstream((wire) => wire.send(text));
    const { port, events } = await startGateway(upstream.url, { upstreamProtocol: 'h2c' });
    expect((await ask('http1', port)).status).toBe(502);
    expect(events[0]?.name).toBe('upstream-failed');
  });

  test('one that pushes, or answers what nobody asked, is not believed', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await until(() => framesIn2(wire.received).some(({ type }) => type === TYPE.headers));
      const promise = Buffer.concat([Buffer.from([0, 0, 0, 2])]);
      send(wire, frame(TYPE.settings, 0, 0), frame(5, FLAG.endHeaders, 1, promise), headers(2, [[':status', '200']]));
    });
    const { port } = await startGateway(upstream.url, { upstreamProtocol: 'h2c' });
    expect((await ask('http1', port)).status).toBe(502);
  });

  test('that offers only HTTP/1.1 over TLS is spoken to in HTTP/1.1, or not at all', async () => {
    const origin = await startOrigin('http1-tls', (req, res) => void res.end(req.url));
    const upstreamTls = { rejectUnauthorized: false };
    const auto = await startGateway(origin.url, { upstreamTls });
    const paths = await Promise.all(['/a', '/b', '/c'].map((path) => ask('http1', auto.port, { path })));
    expect(paths.map(({ body }) => body.toString())).toEqual(['/a', '/b', '/c']);
    const strict = await startGateway(origin.url, { upstreamTls, upstreamProtocol: 'h2' });
    expect((await ask('http1', strict.port)).status).toBe(502);
  });
});

/** The frames behind a client's preface. */
const framesIn2 = (received: string): ReturnType<typeof framesIn> =>
  framesIn({ received: received.slice(24) } as Parameters<typeof framesIn>[0]);

async function listening(server: ReturnType<typeof createServer>): Promise<void> {
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (one: ServerHttp2Session) => sessions.add(one));
  server.on('sessionError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const one of sessions) one.destroy();
    server.close();
  });
}

const url = (server: ReturnType<typeof createServer>): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
