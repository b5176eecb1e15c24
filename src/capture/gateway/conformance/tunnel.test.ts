import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { answeringUpstream, dial, ok, rawUpstream, startGateway, until } from './harness.ts';
import { ask, CERTIFICATE, certificateFiles } from './pairs.ts';

const HANDSHAKE =
  'GET /chat?room=1 HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUPGRADE: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const SWITCH =
  'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';

describe('WebSocket', () => {
  test('a real client and a real server talk through it, both ways and in large messages', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => server.close());
    server.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })));
    await once(server, 'listening');
    const { port: upstreamPort } = server.address() as { port: number };
    const { port, ended } = await startGateway(`http://127.0.0.1:${upstreamPort}`);
    const client = new WebSocket(`ws://127.0.0.1:${port}/echo`);
    await once(client, 'open');
    const large = Buffer.alloc(3_000_000, 'w');
    for (const message of [Buffer.from('one'), large]) {
      client.send(message);
      const [echo] = (await once(client, 'message')) as [Buffer];
      expect(createHash('sha256').update(echo).digest('hex')).toBe(createHash('sha256').update(message).digest('hex'));
    }
    client.close(1000, 'done');
    await once(client, 'close');
    const [entry] = await ended(1);
    expect(entry).toMatchObject({ body: null, answer: { status: 101 }, ends: [{ end: 'upgraded', status: 101 }] });
    expect(entry?.ends[0]?.requestBytes).toBeGreaterThan(3_000_000);
    expect(entry?.ends[0]?.responseBytes).toBeGreaterThan(3_000_000);
  });

  test('it passes TLS on both sides, also before an upstream that prefers HTTP/2', async () => {
    const upstream = createSecureServer({ ...CERTIFICATE, allowHTTP1: true }, (_req, res) => res.end());
    const server = new WebSocketServer({ noServer: true });
    upstream.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) =>
      server.handleUpgrade(req, socket, head, (open) =>
        open.on('message', (data: Buffer) => open.send(`re ${data.toString()}`)),
      ),
    );
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    onTestFinished(() => void upstream.close());
    const { port: upstreamPort } = upstream.address() as { port: number };
    const { port, ended } = await startGateway(`https://127.0.0.1:${upstreamPort}`, {
      upstreamTls: { ca: CERTIFICATE.cert },
      tls: { certificates: [certificateFiles()] },
    });
    expect((await ask('h2', port)).status).toBe(200);
    const client = new WebSocket(`wss://127.0.0.1:${port}/echo`, { ca: CERTIFICATE.cert });
    await once(client, 'open');
    client.send('hi');
    expect(String((await once(client, 'message'))[0])).toBe('re hi');
    client.close();
    expect((await ended(2))[1]).toMatchObject({ head: { scheme: 'https' }, ends: [{ end: 'upgraded' }] });
  });

  test('head and first bytes are passed byte for byte in both directions', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.take(/\r\n\r\n/);
      wire.send(`${SWITCH}early`);
    });
    const { port } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send(`${HANDSHAKE}eager`);
    expect((await client.take(/^[^]*?\r\n\r\n/))[0]).toBe(SWITCH);
    await client.take(/^early/);
    const wire = await upstream.connection(0);
    await wire.take(/^eager/);
    client.send('more');
    await wire.take(/^more/);
    wire.send('last words');
    wire.socket.end();
    await client.take(/^last words/);
    await client.closed;
  });

  test('the handshake arrives upstream as it was sent', async () => {
    const upstream = await answeringUpstream(SWITCH);
    const { port } = await startGateway(upstream.url, { forwardedHeaders: false });
    const client = await dial(port);
    client.send(HANDSHAKE);
    await client.take(/101/);
    expect(upstream.seen[0]?.head).toBe(HANDSHAKE);
  });

  test('it does not occupy a connection that ordinary requests need', async () => {
    const upstream = await answeringUpstream((request) => (/upgrade/i.test(request.head) ? SWITCH : ok('x')));
    const { port } = await startGateway(upstream.url, { limits: { upstreamConnections: 1 } });
    const tunnel = await dial(port);
    tunnel.send(HANDSHAKE);
    await tunnel.take(/101/);
    const client = await dial(port);
    client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    expect((await client.message()).body).toBe('x');
  });

  test('a server that declines answers as it likes', async () => {
    const upstream = await answeringUpstream(
      `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 4\r\n\r\nnope`,
    );
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(HANDSHAKE);
    expect(await client.message()).toEqual({
      head: 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 4\r\nConnection: close\r\n\r\n',
      body: 'nope',
    });
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'answered', status: 401, responseBytes: 4 }]);
  });

  test('the gate refuses on the head alone', async () => {
    const upstream = await answeringUpstream(SWITCH);
    const { port, ended } = await startGateway(
      upstream.url,
      {},
      { judge: () => ({ type: 'answer', status: 403, headers: [], body: Buffer.from('no') }) },
    );
    const client = await dial(port);
    client.send(HANDSHAKE);
    expect((await client.message()).body).toBe('no');
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'refused', status: 403 }]);
    expect(upstream.wires).toHaveLength(0);
  });

  test('either side vanishing ends the other', async () => {
    const upstream = await answeringUpstream(SWITCH);
    const { port, gateway, ended } = await startGateway(upstream.url);
    const [first, second] = [await dial(port), await dial(port)];
    for (const client of [first, second]) {
      client.send(HANDSHAKE);
      await client.take(/101/);
    }
    first.socket.destroy();
    await upstream.wires[0]?.closed;
    upstream.wires[1]?.socket.resetAndDestroy();
    await second.closed;
    expect((await ended(2)).map(({ ends }) => ends.map(({ end }) => end))).toEqual([['upgraded'], ['upgraded']]);
    await until(() => gateway.stats().activeExchanges === 0 && gateway.stats().upstream.open === 0);
  });

  test('no upstream: 502', async () => {
    const gone = await rawUpstream(() => {});
    gone.server.close();
    const { port, ended } = await startGateway(gone.url);
    const client = await dial(port);
    client.send(HANDSHAKE);
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 502 /);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'upstream-failed', status: 502 }]);
  });

  test('no answer in time: 504', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port, ended } = await startGateway(upstream.url, { limits: { upstreamHeadersMs: 30 } });
    const client = await dial(port);
    client.send(HANDSHAKE);
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 504 /);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'upstream-timeout', status: 504 }]);
  });
});

test('an offer of cleartext HTTP/2 is not passed on; the request is served as it is', async () => {
  const upstream = await answeringUpstream(ok('plain'));
  const { port } = await startGateway(upstream.url, { forwardedHeaders: false });
  const client = await dial(port);
  client.send(
    'POST / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: 2\r\n\r\nhi',
  );
  expect((await client.message()).body).toBe('plain');
  expect(upstream.seen).toEqual([{ head: 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n', body: 'hi' }]);
});
