import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventually, listenTo } from '../../../test/lib/sensors.ts';
import { LIMITS, UNKNOWN_ADDRESS } from '../../model/index.ts';
import { originalHead, readAnswerLine } from './exchange.ts';
import { createMirror } from './mirror.ts';

async function say(port: number, text: string): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) =>
    socket.send(text, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
  );
  socket.close();
}

const line = (id: string, status = 201): string =>
  `<190>Nov 24 12:00:00 sallyport: {"id":"${id}","status":"${status}","bytes":"11","seconds":"0.250","type":"application/json"}`;
const told = { 'x-original-uri': '/orders/7?a=%27', 'x-original-client': '198.51.100.7', 'x-original-scheme': 'https' };

describe('copies', () => {
  test('tell of the original, not of the copy', async () => {
    const now = Date.now();
    const { url, seen } = await listenTo(createMirror);
    const answer = await fetch(`${url}/sallyport-mirror`, {
      method: 'POST',
      headers: {
        ...told,
        'x-original-time': ((now - 1_500) / 1_000).toFixed(3),
        'x-original-host': 'API.example:8443',
        'x-original-protocol': 'HTTP/2.0',
        'content-type': 'application/json',
      },
      body: '{"amount":3}',
    });
    expect(answer.status).toBe(204);
    const [exchange] = await seen.until(1);
    expect(exchange).toMatchObject({
      request: {
        method: 'POST',
        scheme: 'https',
        host: 'api.example:8443',
        target: '/orders/7?a=%27',
        httpVersion: '2',
        time: now - 1_500,
        client: { address: '198.51.100.7' },
        sensor: 'mirror',
      },
      requestBody: { size: 12, complete: true },
      end: 'unseen',
    });
    expect(exchange?.response).toBeUndefined();
    const names = exchange?.request.headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect(names).toContain('content-type');
    expect(names?.filter((name) => name.startsWith('x-original') || name === 'connection')).toEqual([]);
    expect(Buffer.from(exchange?.requestBody.bytes ?? []).toString()).toBe('{"amount":3}');
  });

  test('of large bodies the beginning is kept and the whole is counted', async () => {
    const { url, seen } = await listenTo(createMirror);
    await fetch(url, { method: 'POST', headers: told, body: 'x'.repeat(LIMITS.inspectedBodyBytes + 5) });
    const [exchange] = await seen.until(1);
    expect(exchange?.requestBody).toMatchObject({ size: LIMITS.inspectedBodyBytes + 5, complete: false });
    expect(exchange?.requestBody.bytes.length).toBe(LIMITS.inspectedBodyBytes);
  });

  test('without a told client nobody is named, and without a told target the copy’s own is taken', async () => {
    const { url, seen } = await listenTo(createMirror);
    await fetch(`${url}/things?x=1`);
    expect((await seen.until(1))[0]?.request).toMatchObject({
      target: '/things?x=1',
      client: { address: UNKNOWN_ADDRESS },
      host: url.slice(7),
    });
  });
});

describe('log lines', () => {
  test('complete the copy that carries the same id; once lines come, copies wait for theirs', async () => {
    const { url, bound, seen, counted } = await listenTo(createMirror);
    await say(bound.port, line('before'));
    await eventually(
      () => counted()['answer-unmatched'] === 1,
      () => JSON.stringify(counted()),
    );
    await fetch(url, { headers: { ...told, 'x-original-id': 'r-1' } });
    expect(seen.exchanges).toEqual([]);
    await say(bound.port, line('r-1'));
    const [exchange] = await seen.until(1);
    expect(exchange).toMatchObject({
      end: 'answered',
      response: { status: 201, headers: ['content-type', 'application/json'] },
      responseBody: { size: 11, complete: false },
    });
    expect((exchange?.endTime ?? 0) - (exchange?.request.time ?? 0)).toBe(250);
  });

  test('copies whose line does not come are handed on without it, at the latest when the sensor stops', async () => {
    let now = Date.now();
    const { url, bound, seen, counted, listener } = await listenTo(createMirror, () => now);
    await say(bound.port, line('before'));
    await eventually(
      () => counted()['answer-unmatched'] === 1,
      () => JSON.stringify(counted()),
    );
    await fetch(url, { headers: { ...told, 'x-original-id': 'r-1' } });
    now += LIMITS.sensorWaitingMs;
    expect((await seen.until(1))[0]).toMatchObject({ end: 'unseen' });
    await say(bound.port, line('again'));
    await eventually(
      () => counted()['answer-unmatched'] === 2,
      () => JSON.stringify(counted()),
    );
    await fetch(url, { headers: { ...told, 'x-original-id': 'r-2' } });
    await listener.close();
    expect([seen.exchanges.length, counted()['answer-untold']]).toEqual([2, 2]);
  });

  test.each([
    ['no JSON', '<190>Nov 24 12:00:00 sallyport: GET / 200'],
    ['cut JSON', line('r-1').slice(0, -5)],
    ['no id', line('')],
    ['an id without end', line('r'.repeat(200))],
    ['a status that is none', line('r-1', 999)],
    ['an array', '<190>x: {"id":["a"],"status":200}'],
  ])('%s is counted and goes no further', async (_, text) => {
    const { bound, counted, seen } = await listenTo(createMirror);
    await say(bound.port, text);
    await eventually(
      () => counted()['malformed'] === 1,
      () => JSON.stringify(counted()),
    );
    expect(seen.exchanges).toEqual([]);
  });

  test('whatever is sent, reading it gives an answer or none', () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        tried++;
        const answer = readAnswerLine(text);
        if (answer !== undefined) expect(answer.status).toBeGreaterThan(99);
      }),
      { numRuns: 1_000 },
    );
    expect(tried).toBe(1_000);
  });
});

describe('bad input', () => {
  test.each(['no slash', 'http://other/', '/with space', ''])('a told target %j is not taken', (target) => {
    const copy = { method: 'GET', url: 'x', rawHeaders: [], headers: { 'x-original-uri': target } };
    expect(originalHead(copy, 't')).toBeUndefined();
  });

  test('bytes that are no HTTP are counted, a client that goes away too, and the next copy is taken', async () => {
    const { url, bound, seen, counted } = await listenTo(createMirror);
    const rubbish = connect(bound.port, '127.0.0.1', () => rubbish.write('\x16\x03\x01 rubbish\r\n\r\n'));
    rubbish.on('error', () => {}).resume();
    const half = connect(bound.port, '127.0.0.1', () => {
      half.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nhalf', () => half.destroy());
    });
    await eventually(
      () => (counted()['bad-request'] ?? 0) >= 1 && counted()['interrupted'] === 1,
      () => JSON.stringify(counted()),
    );
    expect((await fetch(url, { headers: told })).status).toBe(204);
    await seen.until(1);
  });
});
