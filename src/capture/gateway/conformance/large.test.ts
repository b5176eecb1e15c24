import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { dial, get, rawUpstream, startGateway } from './harness.ts';

const SIZE = 256 * 2 ** 20;
const PART = Buffer.alloc(65_536, 'x');
/** What buffers, garbage and both test ends may take; a gateway that gathers bodies would need SIZE. */
const GROWTH = 128 * 2 ** 20;

/** Highest resident memory over the value at the start, sampled while the work runs. */
async function growthDuring(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  await work();
  clearInterval(timer);
  return peak - before;
}

function pour(
  socket: { write(part: Buffer): boolean; once(event: 'drain', listener: () => void): unknown },
  bytes: number,
): void {
  let left = bytes;
  const more = (): void => {
    while (left > 0) {
      left -= PART.length;
      if (!socket.write(PART)) return void socket.once('drain', more);
    }
  };
  more();
}

describe('bodies of 256 MB in constant memory', () => {
  test('down', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.message();
      wire.send(`HTTP/1.1 200 OK\r\nContent-Length: ${SIZE}\r\n\r\n`);
      pour(wire.socket, SIZE);
    });
    const { port, ended } = await startGateway(upstream.url, {}, { wanted: 1_000 });
    const growth = await growthDuring(async () => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('data', () => {});
      socket.write(get());
      await ended(1);
      socket.destroy();
    });
    const [entry] = await ended(1);
    expect(entry?.ends).toMatchObject([
      { end: 'answered', responseBytes: SIZE, responseBody: { size: SIZE, complete: false } },
    ]);
    expect(entry?.ends[0]?.responseBody?.bytes.length).toBe(1_000);
    expect(growth).toBeLessThan(GROWTH);
  });

  test('up', async () => {
    let arrived = 0;
    const upstream = await rawUpstream((wire) => {
      wire.socket.removeAllListeners('data');
      let head = true;
      wire.socket.on('data', (bytes: Buffer) => {
        arrived += head ? bytes.length - bytes.indexOf('\r\n\r\n') - 4 : bytes.length;
        head = false;
        if (arrived === SIZE) wire.send('HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const { port, ended } = await startGateway(upstream.url);
    const growth = await growthDuring(async () => {
      const client = await dial(port);
      client.send(`PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${SIZE}\r\n\r\n`);
      pour(client.socket, SIZE);
      expect((await client.message()).head).toMatch(/^HTTP\/1\.1 201 /);
    });
    expect(arrived).toBe(SIZE);
    const [entry] = await ended(1);
    expect(entry).toMatchObject({ body: { complete: false }, ends: [{ end: 'answered', requestBytes: SIZE }] });
    expect(growth).toBeLessThan(GROWTH);
  });

  test('an answer before the upload is complete ends the upload, and the client gets the answer', async () => {
    const upstream = await rawUpstream(async (wire) => {
      await wire.take(/x/);
      wire.send('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno');
    });
    const { port, ended } = await startGateway(upstream.url);
    const client = await dial(port);
    client.send(`PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${SIZE}\r\n\r\n`);
    pour(client.socket, SIZE);
    const { head, body } = await client.message();
    expect(head).toMatch(/^HTTP\/1\.1 401 /);
    expect(body).toBe('no');
    await upstream.wires[0]?.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'answered', status: 401 }]);
  });

  test('an upstream that does not read holds the client back', async () => {
    const upstream = await rawUpstream((wire) => void wire.socket.pause());
    const { port, ended } = await startGateway(upstream.url, { limits: { upstreamBodyIdleMs: 100 } });
    const client = await dial(port);
    client.send(`PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${SIZE}\r\n\r\n`);
    pour(client.socket, SIZE);
    expect((await client.message()).head).toMatch(/^HTTP\/1\.1 504 /);
    const [entry] = await ended(1);
    expect(entry?.ends).toMatchObject([{ end: 'upstream-timeout', status: 504 }]);
    expect(entry?.ends[0]?.requestBytes).toBeLessThan(32 * 2 ** 20);
  });
});
