import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Endpoint } from '../../src/model/index.ts';
import { sallyport, scratch, start } from '../lib/cli.ts';

const SECRET = 'hunter2-Zq81-kestrel';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());

/** A room's server: greets, and answers each message by its kind. */
async function roomServer(): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: { threshold: 0 } });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) =>
    socket.on('message', () => socket.send(JSON.stringify({ type: 'joined', members: 3, topic: 'tea' }))),
  );
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

test('messages of a WebSocket stand in the live inventory, typed, and nothing of them is stored as it was', async () => {
  const place = scratch();
  const running = start([
    'protect',
    `http://127.0.0.1:${await roomServer()}`,
    '--listen',
    '127.0.0.1:0',
    '--console',
    '127.0.0.1:0',
    '--data',
    place.folder,
  ]);
  onTestFinished(async () => {
    await running.stop();
    place.dispose();
  });
  const port = Number((await running.seen(/gateway\s+http:\/\/[\d.]+:(\d+)/))[1]);
  for (let visit = 0; visit < 6; visit++) {
    const client = new WebSocket(`ws://127.0.0.1:${port}/rooms/${4_100 + visit * 7}/live`);
    await once(client, 'open');
    client.send(JSON.stringify({ type: 'join', nick: `n${visit}`, password: SECRET }));
    expect(JSON.parse(String((await once(client, 'message'))[0]))).toMatchObject({ type: 'joined' });
    client.close();
    await once(client, 'close');
  }

  const json = async (...args: readonly string[]): Promise<string> =>
    (await sallyport([...args, '--json', '--data', place.folder])).stdout;
  let shown = '';
  for (let tries = 0; tries < 40 && !shown.includes('joined'); tries++) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 250));
    const { rows } = JSON.parse(await json('endpoint', 'list')) as {
      readonly rows: readonly { readonly id: string }[];
    };
    if (rows[0] !== undefined) shown = await json('endpoint', 'show', rows[0].id);
  }
  const { endpoint } = JSON.parse(shown) as { readonly endpoint: Endpoint };
  expect(endpoint.operation?.protocol).toBe('websocket');
  const names = endpoint.fields.map(({ place: at, name }) => `${at} ${name}`);
  expect(names).toEqual(
    expect.arrayContaining(['request $.join[].nick', 'request $.join[].password', 'response $.joined[].members']),
  );
  await running.stop();
  const files = filesBelow(place.folder);
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter((file) => readFileSync(file).includes(SECRET))).toEqual([]);
}, 60_000);
