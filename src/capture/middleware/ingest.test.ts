import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listenTo, type Listening } from '../../../test/lib/sensors.ts';
import { LIMITS } from '../../model/index.ts';
import { createIngest } from './ingest.ts';
import { readWire } from './wire.ts';

const TOKEN = 'a-token-for-tests';
const collector = (): Promise<Listening> => listenTo((parts) => createIngest({ ...parts, token: TOKEN }));

describe('the ingest endpoint', () => {
  const wire = {
    time: Date.now(),
    method: 'GET',
    scheme: 'https',
    host: 'api.example',
    target: '/a',
    httpVersion: '1.1',
    requestHeaders: ['a', 'b'],
    client: '198.51.100.7',
    peer: '10.0.0.1',
    status: 200,
    durationMs: 3,
    end: 'answered',
  };
  const post = (
    url: string,
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    fetch(`${url}/ingest/v1/exchanges`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/x-ndjson', ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });

  test('takes lines, a list or one exchange, and counts what is none', async () => {
    const { url, seen, counted } = await collector();
    const bad = [
      '{',
      'null',
      '7',
      '"text"',
      JSON.stringify({ ...wire, time: 'now' }),
      JSON.stringify({ ...wire, method: 'G E T' }),
      JSON.stringify({ ...wire, target: 'no-path' }),
      JSON.stringify({ ...wire, requestHeaders: ['odd'] }),
      JSON.stringify({ ...wire, requestHeaders: [1, 2] }),
      JSON.stringify({ ...wire, target: `/${'x'.repeat(LIMITS.headBytes)}` }),
    ];
    const lines = [JSON.stringify(wire), ...bad, '', JSON.stringify(wire)].join('\r\n');
    expect(await (await post(url, lines)).json()).toEqual({ accepted: 2, rejected: bad.length });
    expect(await (await post(url, JSON.stringify([wire, 7]), { 'content-type': 'application/json' })).json()).toEqual({
      accepted: 1,
      rejected: 1,
    });
    expect(await (await post(url, JSON.stringify(wire), { 'content-type': 'application/json' })).json()).toEqual({
      accepted: 1,
      rejected: 0,
    });
    expect(seen.exchanges).toHaveLength(4);
    expect(counted()).toEqual({ malformed: bad.length, 'too-large': 1 });
  });

  test('does not believe times, durations and sizes that cannot be', async () => {
    const { url, seen } = await collector();
    await post(
      url,
      JSON.stringify({ ...wire, time: 1, durationMs: 1e300, requestBody: { base64: 'YQ==', size: 1e300 } }),
    );
    const [exchange] = await seen.until(1);
    expect(Math.abs((exchange?.request.time ?? 0) - Date.now())).toBeLessThan(60_000);
    expect((exchange?.endTime ?? 0) - (exchange?.request.time ?? 0)).toBe(LIMITS.sensorDurationMs);
    expect(Number.isSafeInteger(exchange?.requestBody.size)).toBe(true);
  });

  test.each([
    ['no token', 401, (url: string) => post(url, '', { authorization: '' })],
    ['another token', 401, (url: string) => post(url, '', { authorization: 'Bearer x' })],
    ['another type', 415, (url: string) => post(url, '', { 'content-type': 'text/plain' })],
    [
      'a bomb',
      413,
      (url: string) =>
        post(url, gzipSync(Buffer.alloc(LIMITS.sensorInflatedBytes + 1)), { 'content-encoding': 'gzip' }),
    ],
    ['too much', 413, (url: string) => post(url, Buffer.alloc(LIMITS.sensorMessageBytes + 1))],
    ['no gzip', 400, (url: string) => post(url, 'x', { 'content-encoding': 'gzip' })],
    ['another path', 404, (url: string) => fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })],
  ])('%s is refused with %d', async (_, status, send) => {
    const { url, seen } = await collector();
    expect((await send(url)).status).toBe(status);
    expect(seen.exchanges).toEqual([]);
    expect((await post(url, JSON.stringify(wire))).status).toBe(202);
  });
});

test('whatever JSON comes, reading it gives an exchange or none', () => {
  const keys = fc.constantFrom(
    'time',
    'method',
    'target',
    'host',
    'requestHeaders',
    'requestBody',
    'status',
    'end',
    'base64',
    'size',
  );
  const value = fc.oneof(
    fc.anything({ maxDepth: 2, key: keys }),
    fc.constant('GET'),
    fc.constant('/a'),
    fc.constant(7),
  );
  let [tried, read] = [0, 0];
  fc.assert(
    fc.property(fc.dictionary(keys, value), (line) => {
      tried++;
      const wire = readWire(line);
      if (wire === undefined) return;
      read++;
      expect(wire.requestHeaders.length % 2).toBe(0);
    }),
    { numRuns: 2_000 },
  );
  expect(tried).toBe(2_000);
  expect(read).toBeLessThan(tried);
});
