import { describe, expect, test } from 'vitest';
import { answeringUpstream, dial, get, ok, startGateway, type Seen, type TestGateway } from './harness.ts';
import type { GatewayOptions } from '../index.ts';

async function ask(
  options: Partial<GatewayOptions>,
  ...lines: string[]
): Promise<{ seen: Seen | undefined; sent: string; gateway: TestGateway }> {
  const upstream = await answeringUpstream(ok('x'));
  const gateway = await startGateway(upstream.url, options);
  const client = await dial(gateway.port);
  client.send(get('/', ...lines));
  await client.message();
  await gateway.ended(1);
  return { seen: gateway.seen[0], sent: upstream.seen[0]?.head ?? '', gateway };
}

const TRUSTED = { trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] } as const;

describe('who the client is', () => {
  test('without trusted proxies it is the peer, whatever it claims', async () => {
    const { seen } = await ask(
      {},
      'X-Forwarded-For: 192.0.2.7',
      'Forwarded: for=192.0.2.8',
      'X-JA4: t13d',
      'X-Forwarded-Proto: https',
    );
    expect(seen?.head.client).toEqual({ address: '127.0.0.1', peer: '127.0.0.1' });
    expect(seen?.head.scheme).toBe('http');
  });

  test.each([
    ['the last hop', ['X-Forwarded-For: 192.0.2.7'], '192.0.2.7'],
    [
      'the first hop from the right that is not a proxy',
      ['X-Forwarded-For: 198.51.100.9, 192.0.2.7, 10.1.2.3'],
      '192.0.2.7',
    ],
    ['several lines', ['X-Forwarded-For: 192.0.2.7', 'X-Forwarded-For: 10.1.2.3'], '192.0.2.7'],
    ['all hops are proxies', ['X-Forwarded-For: 10.0.0.1, 10.0.0.2'], '10.0.0.1'],
    ['a port', ['X-Forwarded-For: 192.0.2.7:4711'], '192.0.2.7'],
    ['IPv6', ['X-Forwarded-For: [2001:DB8::1]:443'], '2001:db8::1'],
    ['IPv4 in IPv6', ['X-Forwarded-For: ::ffff:192.0.2.7'], '192.0.2.7'],
    ['rubbish', ['X-Forwarded-For: 192.0.2.7, unknown'], '127.0.0.1'],
    ['rubbish behind a proxy', ['X-Forwarded-For: <script>, 10.0.0.2'], '10.0.0.2'],
    ['Forwarded', ['Forwarded: for=198.51.100.9, for="[2001:db8::17]:4711";proto=https'], '2001:db8::17'],
    ['Forwarded with other fields first', ['Forwarded: by=10.0.0.1; For=192.0.2.7'], '192.0.2.7'],
    ['X-Forwarded-For before Forwarded', ['Forwarded: for=198.51.100.9', 'X-Forwarded-For: 192.0.2.7'], '192.0.2.7'],
    ['neither', [], '127.0.0.1'],
  ])('behind a trusted proxy: %s', async (_name, lines, address) => {
    const { seen } = await ask(TRUSTED, ...lines);
    expect(seen?.head.client).toEqual({ address, peer: '127.0.0.1', traits: {} });
  });

  test('only the configured address header counts', async () => {
    const { seen } = await ask(
      { ...TRUSTED, addressHeaders: ['forwarded'] },
      'X-Forwarded-For: 192.0.2.7',
      'Forwarded: for=198.51.100.9',
    );
    expect(seen?.head.client.address).toBe('198.51.100.9');
  });

  test('traits and scheme come from a trusted proxy', async () => {
    const { seen } = await ask(
      TRUSTED,
      'X-JA4: t13d1516h2',
      'x-geo-country: DE',
      'X-Geo-ASN: 64500',
      'X-H2: 1:65536',
      'X-Forwarded-Proto: https',
    );
    expect(seen?.head.client.traits).toEqual({ ja4: 't13d1516h2', country: 'DE', asn: '64500', h2: '1:65536' });
    expect(seen?.head.scheme).toBe('https');
  });

  test('the names of trait headers are configurable', async () => {
    const { seen } = await ask(
      { ...TRUSTED, traitHeaders: { country: 'cf-ipcountry' } },
      'CF-IPCountry: FR',
      'X-JA4: t13d',
    );
    expect(seen?.head.client.traits).toEqual({ country: 'FR' });
  });
});

describe('what the upstream is told', () => {
  test('peer, scheme and host are added', async () => {
    const { sent } = await ask({}, 'X-A: 1');
    expect(sent).toBe(
      'GET / HTTP/1.1\r\nHost: api.example\r\nX-A: 1\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: api.example\r\n\r\n',
    );
  });

  test('an untrusted client cannot set scheme and host', async () => {
    const { sent } = await ask(
      {},
      'X-Forwarded-Proto: https',
      'x-forwarded-host: evil.example',
      'X-Forwarded-Host: evil2.example',
      'X-Forwarded-For: 1.2.3.4',
    );
    expect(sent).toBe(
      'GET / HTTP/1.1\r\nHost: api.example\r\nX-Forwarded-Proto: http\r\nx-forwarded-host: api.example\r\nX-Forwarded-For: 1.2.3.4, 127.0.0.1\r\n\r\n',
    );
  });

  test('what a trusted proxy set stays', async () => {
    const { sent } = await ask(
      TRUSTED,
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: shop.example',
      'X-Forwarded-For: 192.0.2.7',
    );
    expect(sent).toBe(
      'GET / HTTP/1.1\r\nHost: api.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\nX-Forwarded-For: 192.0.2.7, 127.0.0.1\r\n\r\n',
    );
  });

  test('Connection cannot strip what the gateway adds', async () => {
    const { sent } = await ask({}, 'Connection: X-Forwarded-For, X-Forwarded-Host', 'X-Forwarded-For: 1.2.3.4');
    expect(sent).toBe(
      'GET / HTTP/1.1\r\nHost: api.example\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: api.example\r\n\r\n',
    );
  });
});

describe('time', () => {
  test('the clock and ids are inputs', async () => {
    let now = 1_000;
    const { seen } = await ask({ clock: () => now++, newId: () => 'fixed-1' });
    expect(seen).toMatchObject({
      head: { id: 'fixed-1', time: 1_000 },
      answer: { time: 1_001 },
      ends: [{ time: 1_002 }],
    });
  });

  test('a trusted replay sets it, and the exchange goes on from there', async () => {
    const { seen } = await ask({ ...TRUSTED, clockHeader: 'X-Replay-Time' }, 'x-replay-time: 86400000.5');
    expect(seen?.head.time).toBe(86_400_000.5);
    const end = seen?.ends[0]?.time ?? 0;
    expect(end).toBeGreaterThanOrEqual(86_400_000.5);
    expect(end).toBeLessThan(86_460_000);
  });

  test.each([
    ['an untrusted client', {}, 'X-Replay-Time: 5'],
    ['a value that is no time', TRUSTED, 'X-Replay-Time: soon'],
  ])('%s does not', async (_name, trust, line) => {
    const { seen } = await ask({ ...trust, clockHeader: 'x-replay-time' }, line);
    expect(seen?.head.time).toBeGreaterThan(1.7e12);
  });
});
