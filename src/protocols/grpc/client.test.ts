import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Client, credentials, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { request, type RequestSketch } from '../http/exchange.fixtures.ts';
import { answer } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

/** What a real client put on the wire. */
const received: RequestSketch[] = [];
const REPLY = Buffer.from([0, 0, 0, 0, 4, 0x0a, 2, 0x6f, 0x6b]);

const server = http2.createServer();
server.on('stream', (stream, headers) => {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    const plain = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
    received.push({
      method: headers[':method'] ?? '',
      target: headers[':path'] ?? '',
      headers: plain.flatMap(([name, value]) => [name, String(value)]),
      body: Buffer.concat(chunks),
    });
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(status.OK) }));
    stream.end(REPLY);
  });
});
let client: Client;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const call = (path: string, message: Buffer, compressed: boolean): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const same = (bytes: Buffer): Buffer => bytes;
    // 2 is gzip (grpc_compression_algorithm).
    const one = compressed
      ? new Client(client.getChannel().getTarget().replace('dns:', ''), credentials.createInsecure(), {
          'grpc.default_compression_algorithm': 2,
        })
      : client;
    one.makeUnaryRequest(path, same, same, message, (error, value) => {
      if (one !== client) one.close();
      if (error === null && value !== undefined) resolve(value);
      else reject(error ?? new Error('no answer'));
    });
  });

test('what a real client sends is recognised, plain and compressed', async () => {
  const message = Buffer.concat([Buffer.from([0x0a, 200, 1]), Buffer.alloc(200, 'a'), Buffer.from([0x10, 7])]);
  for (const compressed of [false, true]) {
    expect(await call('/shop.v1.Carts/AddItem', message, compressed)).toEqual(REPLY.subarray(5));
    const sketch = received.pop();
    expect(sketch).toBeDefined();
    const replied = answer(200, 'application/grpc', REPLY, ['grpc-status', '0']);
    expect(recogniseOperations(request(sketch ?? {}), replied)).toEqual([
      {
        protocol: 'grpc',
        name: 'shop.v1.Carts/AddItem',
        request: { '1': 'a'.repeat(200), '2': 7 },
        response: { '1': 'ok' },
        failed: false,
      },
    ]);
  }
});
