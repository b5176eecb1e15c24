import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer, type PerMessageDeflateOptions } from 'ws';
import { LIMITS, type WireMessage } from '../../../model/index.ts';
import { answeringUpstream, dial, rawUpstream, startGateway, until, type TestGateway } from './harness.ts';

const HANDSHAKE =
  'GET /feed HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const switchTo = (protocol: string): string =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${protocol}\r\nConnection: Upgrade\r\n\r\n`;

const short = (messages: readonly WireMessage[] = []): string[] =>
  messages.map(
    ({ from, kind, body }) =>
      `${from} ${kind} ${body.size}${body.complete ? '' : '!'} ${Buffer.from(body.bytes).toString().slice(0, 40)}`,
  );

/** A server that greets and says again what it is told, in the same kind and size. */
async function echoServer(perMessageDeflate: boolean | PerMessageDeflateOptions): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    socket.send('{"type":"hello","id":1}');
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  });
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

interface Talk {
  readonly extensions: string;
  readonly heard: readonly string[];
  readonly closed: readonly [code: number, reason: string];
}

const digest = (data: Buffer, binary: boolean): string =>
  `${binary ? 'binary' : 'text'} ${data.length} ${createHash('sha256').update(data).digest('hex')}`;

/** A client's whole visit: text, an empty one, fragments, binary, ping, 10 MB, close. */
async function visit(port: number, perMessageDeflate: boolean, large: Buffer): Promise<Talk> {
  const client = new WebSocket(`ws://127.0.0.1:${port}/feed`, { perMessageDeflate });
  const heard: string[] = [];
  client.on('message', (data: Buffer, binary) => heard.push(digest(data, binary)));
  await once(client, 'open');
  const { extensions } = client;
  client.send('{"type":"join","room":"blue"}');
  client.send('{"type":"join","room":"blue"}');
  client.send('');
  client.send('{"type":"part",', { fin: false });
  client.send('"n":2}', { fin: true });
  client.send(Buffer.from([1, 2, 3]));
  const ponged = once(client, 'pong');
  client.ping('are you there');
  expect(String((await ponged)[0])).toBe('are you there');
  client.send(large);
  client.send('last');
  await until(() => heard.length === 8);
  const closed = once(client, 'close');
  client.close(4_001, 'done');
  const [code, reason] = (await closed) as [number, Buffer];
  return { extensions, heard, closed: [code, String(reason)] };
}

const small = (from: string): string[] => [
  `${from} text 29 {"type":"join","room":"blue"}`,
  `${from} text 29 {"type":"join","room":"blue"}`,
  `${from} text 0 `,
  `${from} text 21 {"type":"part","n":2}`,
  `${from} binary 3 \u0001\u0002\u0003`,
];

const WAYS: readonly (readonly [
  name: string,
  offered: boolean,
  PerMessageDeflateOptions | boolean,
  extensions: string,
])[] = [
  ['plain', false, false, ''],
  ['compressed with a window', true, { threshold: 0 }, 'permessage-deflate'],
  [
    'compressed each alone',
    true,
    { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true },
    'permessage-deflate',
  ],
];

test.each(WAYS)('%s: client and server hear what they hear without it, and it hears them', async (...way) => {
  const [, offered, options, extensions] = way;
  const upstream = await echoServer(options);
  const { port, ended, gateway } = await startGateway(`http://127.0.0.1:${upstream}`, {}, { wanted: 1 });
  const large = randomBytes(10_000_000);
  const direct = await visit(upstream, offered, large);
  expect(await visit(port, offered, large)).toEqual(direct);
  expect(direct.extensions).toBe(extensions);
  expect(direct.closed).toEqual([4_001, 'done']);
  const [entry] = await ended(1);
  const messages = entry?.ends[0]?.messages ?? [];
  const of = (from: string): string[] => short(messages.filter((message) => message.from === from));
  expect(of('client').slice(0, 5)).toEqual(small('client'));
  expect(of('server').slice(0, 6)).toEqual(['server text 23 {"type":"hello","id":1}', ...small('server')]);
  // A compressed message that is too large to be read takes the window with it.
  const readable = extensions === '' || way[0] === 'compressed each alone';
  expect(of('client').at(-1)).toBe(readable ? 'client text 4 last' : 'client binary 3 \u0001\u0002\u0003');
  expect(gateway.stats().counters['tunnel-unreadable']).toBe(readable ? 0 : 2);
});
test('all ways ran', () => expect(WAYS).toHaveLength(3));

/** Both ends of a tunnel after the switch. */
async function open(
  protocol: string,
  wanted = 1,
): Promise<TestGateway & { client: Awaited<ReturnType<typeof dial>>; server: Awaited<ReturnType<typeof dial>> }> {
  const upstream = await rawUpstream(async (wire) => {
    await wire.take(/\r\n\r\n/);
    wire.send(switchTo(protocol));
  });
  const gateway = await startGateway(upstream.url, {}, { wanted });
  const client = await dial(gateway.port);
  client.send(HANDSHAKE);
  await client.take(/101[^]*?\r\n\r\n/);
  return { ...gateway, client, server: await upstream.connection(0) };
}

test('what is no WebSocket passes byte for byte, and is given up once in each direction', async () => {
  const { client, server, ended, gateway } = await open('websocket');
  const noise = Buffer.concat([Buffer.from([0xff, 0xff]), randomBytes(200_000)]).toString('latin1');
  client.send(noise);
  server.send(noise);
  await until(() => client.received.length === noise.length && server.received.length === noise.length);
  expect(client.received === noise && server.received === noise).toBe(true);
  client.socket.end();
  expect((await ended(1))[0]?.ends[0]).not.toHaveProperty('messages');
  expect(gateway.stats().counters['tunnel-unreadable']).toBe(2);
});

test('a side that talks much is read up to its bounds, the other is not kept from being read', async () => {
  const { client, server, ended, gateway } = await open('websocket');
  const many = '\x81\x02{}'.repeat(LIMITS.tunnelMessages + 50);
  server.send(many);
  await until(() => client.received.length === many.length);
  client.send('\x81\x02[]');
  await server.take(/\[\]$/);
  client.send(`\x82\x7f\0\0\0\0\0\x02\0\0${'x'.repeat(131_072)}`);
  await until(() => server.received.length > 131_072);
  client.socket.end();
  const messages = (await ended(1))[0]?.ends[0]?.messages ?? [];
  expect(messages.filter(({ from }) => from === 'server')).toHaveLength(LIMITS.tunnelMessages);
  expect(short(messages.filter(({ from }) => from === 'client'))).toEqual([
    'client text 2 []',
    'client binary 131072! ',
  ]);
  expect(gateway.stats().counters['tunnel-messages-left-out']).toBe(1);
});

test.each([
  ['another protocol', 'h2c', 1],
  ['one that nobody asks for', 'websocket', 0],
] as const)('%s is not read', async (_what, protocol, wanted) => {
  const { client, server, ended, gateway } = await open(protocol, wanted);
  client.send('\xff\xff\x81\x02{}');
  await server.take(/\{\}$/);
  client.socket.end();
  expect((await ended(1))[0]?.ends[0]).not.toHaveProperty('messages');
  expect(gateway.stats().counters['tunnel-unreadable']).toBe(0);
});

test('a request that is not upgraded has no messages', async () => {
  const upstream = await answeringUpstream('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
  const { port, ended } = await startGateway(upstream.url, {}, { wanted: 10 });
  const client = await dial(port);
  client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await client.message();
  expect((await ended(1))[0]?.ends[0]).not.toHaveProperty('messages');
});
