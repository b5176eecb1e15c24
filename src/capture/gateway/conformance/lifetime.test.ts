import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGateway } from '../index.ts';
import { answeringUpstream, dial, get, ok, rawUpstream, startGateway, until } from './harness.ts';
import { FORWARD, type Gate } from '../../gate.ts';

const OPEN_GATE: Gate = { open: () => ({ judge: () => FORWARD, answered: () => 0, end: () => {} }) };

describe('drain', () => {
  test('finishes what is under way, closes idle connections, takes no new ones', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port, gateway } = await startGateway(upstream.url);
    const [busy, idle] = [await dial(port), await dial(port)];
    busy.send(get());
    const wire = await upstream.connection(0);
    await wire.take(/\r\n\r\n/);
    const drained = gateway.drain();
    await idle.closed;
    await expect(dial(port)).rejects.toThrow('ECONNREFUSED');
    wire.send(ok('late'));
    const { head, body } = await busy.message();
    expect(body).toBe('late');
    expect(head).toContain('Connection: close');
    await busy.closed;
    await drained;
    await wire.closed;
    expect(gateway.stats()).toMatchObject({ connections: 0, activeExchanges: 0 });
  });

  test('a large answer that is still being read is not cut short', async () => {
    const size = 20_000_000;
    const upstream = await answeringUpstream(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`);
    const { port, gateway } = await startGateway(upstream.url);
    const client = await dial(port);
    client.socket.pause();
    client.send(get());
    await until(() => gateway.stats().activeExchanges === 1);
    const drained = gateway.drain();
    client.socket.resume();
    await drained;
    await client.closed;
    expect(client.received.length).toBeGreaterThan(size);
  });

  test('ends what does not end in time', async () => {
    const upstream = await rawUpstream((wire) => wire.closed);
    const { port, gateway, ended } = await startGateway(upstream.url, { limits: { drainMs: 50 } });
    const client = await dial(port);
    client.send(get());
    await upstream.connection(0);
    await gateway.drain();
    await client.closed;
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'client-gone' }]);
  });
});

describe('listen', () => {
  test('a port in use is SP2001', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const gateway = createGateway({ listen: { host: '127.0.0.1', port }, upstream: 'http://127.0.0.1:1' }, OPEN_GATE);
    await expect(gateway.listen()).rejects.toMatchObject({ code: 'SP2001' });
    await gateway.close();
  });

  test('an address of another machine is SP2002', async () => {
    const gateway = createGateway(
      { listen: { host: '192.0.2.1', port: 0 }, upstream: 'http://127.0.0.1:1' },
      OPEN_GATE,
    );
    await expect(gateway.listen()).rejects.toMatchObject({ code: 'SP2002' });
    await gateway.close();
  });

  test.each([
    ['http://127.0.0.1:8080', 'SP2005'],
    ['http://localhost:8080', 'SP2005'],
    ['ftp://127.0.0.1', 'SP2004'],
    ['127.0.0.1:3000', 'SP2004'],
    ['http://127.0.0.1:3000/base', 'SP2004'],
    ['http://user@127.0.0.1:3000', 'SP2004'],
    ['', 'SP2004'],
  ])('upstream %j is %s', (upstream, code) => {
    expect(() => createGateway({ listen: { host: '127.0.0.1', port: 8080 }, upstream }, OPEN_GATE)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('a trusted proxy that is no address is SP1002', () => {
    expect(() =>
      createGateway(
        { listen: { host: '127.0.0.1', port: 0 }, upstream: 'http://127.0.0.1:1', trustedProxies: ['10.0.0.0/33'] },
        OPEN_GATE,
      ),
    ).toThrow(expect.objectContaining({ code: 'SP1002' }));
  });
});

test('connections over the limit are closed and counted', async () => {
  const upstream = await answeringUpstream(ok('x'));
  const { port, gateway } = await startGateway(upstream.url, { limits: { clientConnections: 2 } });
  const kept = [await dial(port), await dial(port)];
  await until(() => gateway.stats().connections === 2);
  const third = await dial(port);
  await third.closed;
  expect(gateway.stats().counters['connections-refused']).toBe(1);
  kept[0]?.send(get());
  expect((await kept[0]?.message())?.body).toBe('x');
});
