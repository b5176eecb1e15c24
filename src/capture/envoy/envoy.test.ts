import { connect as connectHttp2, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { connect } from 'node:net';
import grpc from '@grpc/grpc-js';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually, type Listening } from '../../../test/lib/sensors.ts';
import { LIMITS } from '../../model/index.ts';
import { readCheckRequest } from './check-message.ts';
import { CHECK, STREAM_LOGS } from './envoy.ts';
import { asks, clients, entries, entry, gate, listenEnvoy } from '../../../test/lib/envoy.ts';
import { readLogEntries } from './log-message.ts';

describe('external authorization over gRPC', () => {
  test('what may pass is answered OK, with all that Envoy told of it', async () => {
    const own = gate();
    const { check } = clients(await listenEnvoy(own.gate));
    const headers = {
      ':authority': 'API.example',
      ':path': '/orders?a=%27',
      'content-type': 'application/json',
      authorization: 'Bearer x',
    };
    const answer = await check(asks({ method: 'POST', path: '/orders?a=%27', headers, body: '{"amount":3}' }));
    expect(answer).toMatchObject({ status: { code: 0 }, http_response: 'ok_response' });
    expect(own.passed).toMatchObject([
      {
        head: {
          method: 'POST',
          target: '/orders?a=%27',
          host: 'api.example',
          scheme: 'https',
          httpVersion: '2',
          headers: ['host', 'API.example', 'content-type', 'application/json', 'authorization', 'Bearer x'],
          client: { address: '198.51.100.7', traits: { certificate: 'spiffe://x/y' } },
          sensor: 'envoy-authz',
        },
        body: '{"amount":3}',
        report: { end: 'unseen', status: 0, requestBytes: 12 },
      },
    ]);
    expect(Math.abs((own.passed[0]?.head.time ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  test('a refusal is given to the client as the gate wrote it, and recorded as one', async () => {
    const own = gate();
    const { check } = clients(await listenEnvoy(own.gate));
    const answer = await check(asks({ path: '/refused/1' }));
    expect(answer).toMatchObject({
      status: { code: 7 },
      denied_response: {
        status: { code: 403 },
        headers: [
          { header: { key: 'content-type', value: 'application/json' } },
          { header: { key: 'x-sallyport-id', value: 't-1' } },
        ],
        body: '{"error":"no, ü"}',
      },
    });
    expect(own.passed[0]?.report).toMatchObject({ end: 'refused', status: 403 });
  });

  test('raw headers, raw bodies and partial bodies', async () => {
    const own = gate();
    const { check } = clients(await listenEnvoy(own.gate));
    const header_map = {
      headers: [
        { key: 'x-twice', raw_value: Buffer.from('a') },
        { key: 'x-twice', raw_value: Buffer.from('b') },
        { key: 'x-envoy-auth-partial-body', raw_value: Buffer.from('true') },
      ],
    };
    await check(asks({ method: 'PUT', path: '/x', header_map, raw_body: Buffer.from('abc'), size: 500 }));
    expect(own.passed[0]?.head.headers).toEqual([
      'host',
      'API.example',
      'x-twice',
      'a',
      'x-twice',
      'b',
      'x-envoy-auth-partial-body',
      'true',
    ]);
    expect(own.passed[0]).toMatchObject({ body: 'abc', report: { requestBytes: 500 } });
  });

  test('many at once over one connection', async () => {
    const own = gate();
    const { check } = clients(await listenEnvoy(own.gate));
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => check(asks({ path: n % 2 === 0 ? `/orders/${n}` : `/refused/${n}` }))),
    );
    expect(answers.filter(({ status }) => status?.code === 7)).toHaveLength(100);
    expect(own.passed).toHaveLength(200);
  });

  test('a request without method or path cannot be judged and is an error', async () => {
    const own = gate();
    const listening = await listenEnvoy(own.gate);
    const { check } = clients(listening);
    await expect(check(asks({ path: 'x' }))).rejects.toMatchObject({ code: grpc.status.INVALID_ARGUMENT });
    await expect(check(asks({ path: `/${'x'.repeat(LIMITS.headBytes)}` }))).rejects.toMatchObject({ code: 3 });
    expect(own.passed).toEqual([]);
    expect(listening.counted()).toEqual({ malformed: 2 });
  });
});

describe('the access log service', () => {
  test('entries become exchanges', async () => {
    const listening = await listenEnvoy(gate().gate);
    const call = clients(listening).log();
    call.write({
      identifier: { log_name: 'x' },
      ...entries(
        entry(
          {
            user_agent: 'curl/8',
            request_headers: { 'x-api-key': 'k' },
            request_body_bytes: 12,
            original_path: '/v1/orders/7?a=1',
          },
          {
            response_code: { value: 201 },
            response_body_bytes: 30,
            response_headers: { 'content-type': 'application/json' },
          },
        ),
        entry({ request_method: 'DELETE' }, { response_code: { value: 0 } }),
      ),
    });
    const exchanges = await listening.seen.until(2);
    expect(exchanges).toMatchObject([
      {
        request: {
          method: 'GET',
          target: '/v1/orders/7?a=1',
          host: 'api.example',
          httpVersion: '2',
          headers: ['host', 'api.example', 'user-agent', 'curl/8', 'x-api-key', 'k'],
          client: { address: '198.51.100.7', peer: '10.0.0.9' },
          sensor: 'envoy-log',
        },
        requestBody: { size: 12, complete: false },
        response: { status: 201, headers: ['content-type', 'application/json'] },
        responseBody: { size: 30 },
        end: 'answered',
      },
      { request: { method: 'DELETE' }, end: 'client-gone' },
    ]);
    expect((exchanges[0]?.endTime ?? 0) - (exchanges[0]?.request.time ?? 0)).toBe(250);
    call.end();
    expect(await call.answered).toEqual({});
  });

  test('TCP, CONNECT and entries of the middle give none', async () => {
    const listening = await listenEnvoy(gate().gate);
    const call = clients(listening).log();
    call.write({ tcp_logs: { log_entry: [entry({})] } });
    call.write(
      entries(entry({ request_method: 'CONNECT' }), entry({}, {}, { intermediate_log_entry: true }), entry({})),
    );
    expect(await listening.seen.until(1)).toHaveLength(1);
    expect(listening.counted()).toEqual({ 'not-http': 1 });
  });

  test('what was asked about and logged is one exchange; what was refused is not told twice', async () => {
    const own = gate();
    const listening = await listenEnvoy(own.gate);
    const { check, log } = clients(listening);
    const call = log();
    call.write(entries(entry({ path: '/only-logged' })));
    await listening.seen.until(1);
    await check(asks({ path: '/orders/7', headers: { 'x-request-id': 'r-1' } }));
    await check(asks({ path: '/refused/1', headers: { 'x-request-id': 'r-2' } }));
    expect(own.passed.map(({ report }) => report?.end)).toEqual([undefined, 'refused']);
    call.write(
      entries(
        entry({ path: '/orders/7', request_id: 'r-1' }, { response_code: { value: 404 }, response_body_bytes: 9 }),
        entry({ path: '/refused/1', request_id: 'r-2' }, { response_code: { value: 403 } }),
        entry({ path: '/last' }),
      ),
    );
    await listening.seen.until(2);
    expect(listening.seen.exchanges.map(({ request }) => request.target)).toEqual(['/only-logged', '/last']);
    expect(own.passed[0]).toMatchObject({ status: 404, report: { end: 'answered', status: 404, responseBytes: 9 } });
    // Without a log to wait for, the next one is not held back.
    call.end();
    await call.answered;
    await check(asks({ path: '/orders/8', headers: { 'x-request-id': 'r-3' } }));
    expect(own.passed[2]?.report).toMatchObject({ end: 'unseen' });
  });

  test('what still waits when the sensor stops is recorded without its answer', async () => {
    const own = gate();
    const listening = await listenEnvoy(own.gate);
    const { check, log } = clients(listening);
    log().write(entries(entry({})));
    await listening.seen.until(1);
    await check(asks({ headers: { 'x-request-id': 'r-1' } }));
    await listening.listener.close();
    expect(own.passed[0]?.report).toMatchObject({ end: 'unseen' });
    expect(listening.counted()).toEqual({ 'answer-untold': 1 });
  });
});

describe('external authorization over HTTP', () => {
  test('200 lets pass, the gate’s answer refuses, on the port of gRPC', async () => {
    const own = gate();
    const { url } = await listenEnvoy(own.gate);
    const headers = {
      'x-envoy-external-address': '198.51.100.7',
      'x-forwarded-for': '203.0.113.1, 10.0.0.1',
      'x-forwarded-proto': 'https',
    };
    const passed = await fetch(`${url}/orders?a=1`, { method: 'POST', headers, body: '{"amount":3}' });
    expect(passed.status).toBe(200);
    const refused = await fetch(`${url}/refused/1`, { headers: { 'x-forwarded-for': '203.0.113.1, 10.0.0.1' } });
    expect([refused.status, refused.headers.get('x-sallyport-id'), await refused.text()]).toEqual([
      403,
      't-1',
      '{"error":"no, ü"}',
    ]);
    expect(own.passed).toMatchObject([
      { head: { target: '/orders?a=1', scheme: 'https', client: { address: '198.51.100.7' } }, body: '{"amount":3}' },
      { head: { target: '/refused/1', client: { address: '10.0.0.1' } }, body: null, report: { end: 'refused' } },
    ]);
  });
});

/** A raw HTTP/2 client, to say what no gRPC client would. */
async function raw(listening: Listening, target: string, body: Uint8Array, type = 'application/grpc'): Promise<string> {
  const session: ClientHttp2Session = connectHttp2(listening.url);
  session.on('error', () => {});
  onTestFinished(() => session.destroy());
  return new Promise((resolve) => {
    const stream = session.request({ ':method': 'POST', ':path': target, 'content-type': type, te: 'trailers' });
    let answer = '';
    stream.on('response', (headers) => (answer = `${headers[':status']} ${String(headers['grpc-status'] ?? '-')}`));
    stream.on('trailers', (headers: IncomingHttpHeaders) => (answer += ` ${String(headers['grpc-status'])}`));
    stream.on('error', () => {});
    stream.on('close', () => resolve(answer));
    stream.resume().end(body);
  });
}
const framed = (payload: Uint8Array, length = payload.length, flag = 0): Buffer => {
  const frame = Buffer.alloc(5);
  frame[0] = flag;
  frame.writeUInt32BE(length, 1);
  return Buffer.concat([frame, payload]);
};

describe('bad input', () => {
  test.each([
    [
      'a method that is not known',
      '/envoy.service.auth.v3.Authorization/Other',
      framed(Buffer.alloc(0)),
      'application/grpc',
      '200 12',
    ],
    ['no gRPC', CHECK, Buffer.from('{}'), 'application/json', '415 -'],
    ['rubbish in a frame', CHECK, framed(Buffer.from('rubbish!')), 'application/grpc', '200 3'],
    ['a frame that is cut', CHECK, framed(Buffer.alloc(3), 10), 'application/grpc', '200 13'],
    ['a compressed frame', CHECK, framed(Buffer.alloc(3), 3, 1), 'application/grpc', '200 12'],
    ['a length without end', CHECK, framed(Buffer.alloc(9), 0xffff_ffff), 'application/grpc', '200 8'],
    ['an empty question', CHECK, framed(Buffer.alloc(0)), 'application/grpc', '200 3'],
    ['rubbish in the log', STREAM_LOGS, framed(Buffer.from([0x12, 0x7f, 1])), 'application/grpc', '200 3'],
  ])('%s is refused and counted, and the next question is answered', async (_, target, body, type, expected) => {
    const own = gate();
    const listening = await listenEnvoy(own.gate);
    expect(await raw(listening, target, body, type)).toBe(expected);
    expect(Object.values(listening.counted())).toEqual([1]);
    expect(await clients(listening).check(asks({}))).toMatchObject({ status: { code: 0 } });
  });

  test('bytes that are neither, silence, and a preface without more', async () => {
    const own = gate();
    const listening = await listenEnvoy(own.gate);
    for (const text of ['\x00\x01\x02', 'PR', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nrubbish rubbish rubbish', '']) {
      const socket = connect(listening.bound.port, '127.0.0.1', () => socket.end(text));
      socket.on('error', () => {}).resume();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await clients(listening).check(asks({}))).toMatchObject({ status: { code: 0 } });
    await eventually(
      () => (listening.counted()['bad-request'] ?? 0) >= 2,
      () => JSON.stringify(listening.counted()),
    );
  });

  test('decoders: rubbish throws an Error or gives something', () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const decode of [readCheckRequest, readLogEntries]) {
          tried++;
          try {
            decode(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        }
      }),
      { numRuns: 2_000 },
    );
    expect(tried).toBe(4_000);
  });
});
