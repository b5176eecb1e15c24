import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { selfSigned } from './certificate.ts';
import { dial, get, startGateway } from './harness.ts';

async function httpsUpstream(): Promise<{ url: string; cert: string }> {
  const { key, cert } = selfSigned();
  const server = createServer({ key, cert }, (req, res) => res.end(`${req.method} ${req.url}`)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, cert };
}

test('an https upstream whose certificate is known is spoken to', async () => {
  const { url, cert } = await httpsUpstream();
  const { port, gateway } = await startGateway(url, { upstreamTls: { ca: cert } });
  const client = await dial(port);
  for (const target of ['/one', '/two']) {
    client.send(get(target));
    expect((await client.message()).body).toBe(`GET ${target}`);
  }
  expect(gateway.stats().upstream).toEqual({ open: 1, idle: 1, waiting: 0 });
});

test('one whose certificate is not is refused, unless that is switched off', async () => {
  const { url } = await httpsUpstream();
  const strict = await startGateway(url);
  const client = await dial(strict.port);
  client.send(get());
  expect((await client.message()).head).toMatch(/^HTTP\/1\.1 502 /);
  expect(strict.events[0]?.detail).toMatch(/self.signed|unable to verify/i);
  const lax = await startGateway(url, { upstreamTls: { rejectUnauthorized: false } });
  const other = await dial(lax.port);
  other.send(get('/lax'));
  expect((await other.message()).body).toBe('GET /lax');
});
