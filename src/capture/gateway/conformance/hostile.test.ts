import fc from 'fast-check';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { dial, get, startGateway, until } from './harness.ts';

const SEEDS = [
  'GET /a?b=c HTTP/1.1\r\nHost: h\r\nX-A: b\r\n\r\n',
  'POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello world',
  'POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n',
  'POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi',
  'GET /w HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n',
];
const SNIPPETS = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  ':',
  ',',
  '0\r\n\r\n',
  'Content-Length: 3\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: identity\r\n',
  '\r\n\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n',
  '\xff',
  '-',
  '+',
  ';',
  '\t',
];
const RUNS = 300;

/** Sends and half-closes; resolves when the gateway has closed the connection. */
async function throwAt(port: number, text: string, reset: boolean): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  const closed = once(socket, 'close').catch(() => {});
  socket.resume();
  socket.write(text, 'latin1', () => (reset ? socket.resetAndDestroy() : socket.end()));
  await closed;
}

test('mutilated requests never end the gateway, and the upstream sees no request that the gate did not', async () => {
  let reached = 0;
  const server = createServer((req, res) => {
    reached++;
    req.resume().on('end', () => res.end('ok'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const { port, seen, gateway } = await startGateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const mutation = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 4 }),
    put: fc.constantFrom('', ...SNIPPETS),
  });
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SEEDS),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (seed, mutations, reset) => {
        let text = seed;
        for (const { at, cut, put } of mutations) {
          const place = Math.floor(at * text.length);
          text = text.slice(0, place) + put + text.slice(place + cut);
        }
        await throwAt(port, text, reset);
        ran++;
      },
    ),
    { numRuns: RUNS },
  );
  expect(ran).toBe(RUNS);
  await until(() => gateway.stats().activeExchanges === 0);
  // A repeated request was one passage and may have arrived twice.
  const judged = seen.filter(({ body }) => body !== undefined).length + gateway.stats().counters['upstream-retried'];
  expect(seen.length).toBeGreaterThan(RUNS / 20);
  expect(reached).toBeLessThanOrEqual(judged);
  expect(seen.every(({ ends }) => ends.length === 1)).toBe(true);
  const client = await dial(port);
  client.send(get());
  expect((await client.message()).head).toMatch(/^HTTP\/1\.1 200 /);
});
