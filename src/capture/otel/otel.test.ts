import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventually, listenTo } from '../../../test/lib/sensors.ts';
import { LIMITS, UNKNOWN_ADDRESS, type Exchange } from '../../model/index.ts';
import { spanExchange } from './exchange.ts';
import { readJsonSpans } from './json.ts';
import { createOtel } from './otel.ts';
import { readSpans } from './protobuf.ts';
import type { AttributeValue, Span } from './span.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const span = (kind: number, attributes: Readonly<Record<string, AttributeValue>>): Span => ({
  kind,
  start: BigInt(NOW) * 1_000_000n,
  end: BigInt(NOW + 20) * 1_000_000n,
  attributes: new Map(Object.entries(attributes)),
});
const read = (one: Span): Exchange | string => spanExchange(one, 't-1', NOW);

describe('semantic conventions', () => {
  test('server spans of the stable ones', () => {
    const attributes = {
      'http.request.method': 'POST',
      'url.scheme': 'https',
      'url.path': '/v1/orders/7',
      'url.query': 'a=%27',
      'server.address': 'API.example',
      'server.port': 8443,
      'client.address': '198.51.100.7',
      'network.peer.address': '10.0.0.2',
      'network.protocol.version': '2',
      'user_agent.original': 'curl/8',
      'http.response.status_code': 201,
      'http.request.body.size': 12,
      'http.response.body.size': 30,
      'http.request.header.x-api-key': ['k-1'],
      'http.response.header.content-type': ['application/json'],
    };
    expect(read(span(2, attributes))).toEqual({
      request: {
        id: 't-1',
        time: NOW,
        method: 'POST',
        scheme: 'https',
        host: 'api.example:8443',
        target: '/v1/orders/7?a=%27',
        httpVersion: '2',
        headers: ['host', 'api.example:8443', 'x-api-key', 'k-1', 'user-agent', 'curl/8'],
        client: { address: '198.51.100.7', peer: '10.0.0.2' },
        sensor: 'otel',
      },
      requestBody: { bytes: new Uint8Array(0), size: 12, complete: false },
      response: { status: 201, headers: ['content-type', 'application/json'], time: NOW + 20 },
      responseBody: { bytes: new Uint8Array(0), size: 30, complete: false },
      end: 'answered',
      endTime: NOW + 20,
    });
  });

  test('server spans of the older ones', () => {
    const attributes = {
      'http.method': 'GET',
      'http.scheme': 'http',
      'http.target': '/v1/orders?page=2',
      'http.host': 'api.example',
      'net.peer.ip': '198.51.100.7',
      'http.status_code': 404,
      'http.user_agent': 'curl/7',
      'http.flavor': '1.1',
      'http.request.header.x_request_id': ['r-1'],
    };
    expect(read(span(2, attributes))).toMatchObject({
      request: {
        method: 'GET',
        host: 'api.example',
        target: '/v1/orders?page=2',
        headers: ['host', 'api.example', 'x-request-id', 'r-1', 'user-agent', 'curl/7'],
        client: { address: '198.51.100.7' },
      },
      response: { status: 404 },
    });
  });

  test.each([
    [{ 'http.request.method': 'GET', 'url.full': 'https://user:pw@api.partner.example:444/v2/rates?x=1#f' }],
    [{ 'http.method': 'GET', 'http.url': 'https://api.partner.example:444/v2/rates?x=1' }],
  ])('client spans are our own requests to others: %j', (attributes) => {
    expect(read(span(3, { ...attributes, 'http.status_code': 200 }))).toMatchObject({
      request: {
        sensor: 'otel-client',
        scheme: 'https',
        host: 'api.partner.example:444',
        target: '/v2/rates?x=1',
        client: { address: UNKNOWN_ADDRESS },
      },
      end: 'answered',
    });
  });

  test('without a status there was no answer', () => {
    const attributes = { 'http.request.method': 'GET', 'url.full': 'http://a.example' };
    expect(read(span(3, attributes))).toMatchObject({ request: { target: '/' }, end: 'upstream-failed' });
    const served = read(span(2, { 'http.request.method': 'GET', 'url.path': '/x' }));
    expect(served).toMatchObject({ end: 'client-gone', request: { host: '' } });
    expect(served).not.toHaveProperty('response');
  });

  test('the usual port is not part of the host, a method that an SDK does not know stands beside', () => {
    const attributes = {
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
      'url.path': '/dav',
      'url.scheme': 'https',
      'server.address': 'a.example',
      'server.port': 443,
    };
    expect(read(span(2, attributes))).toMatchObject({ request: { method: 'PROPFIND', host: 'a.example' } });
  });

  test.each([
    ['a database call', span(3, { 'db.system': 'postgresql' }), 'not-http'],
    ['an internal span', span(1, { 'http.request.method': 'GET', 'url.path': '/x' }), 'not-http'],
    ['no path', span(2, { 'http.request.method': 'GET', 'http.route': '/x/:id' }), 'unusable'],
    ['a path that is none', span(2, { 'http.request.method': 'GET', 'url.path': 'x y' }), 'unusable'],
    ['a client span without URL', span(3, { 'http.request.method': 'GET', 'url.path': '/x' }), 'unusable'],
  ])('%s gives no exchange', (_, one, reason) => {
    expect(read(one)).toBe(reason);
  });
});

const attribute = (key: string, value: string | number): object => ({
  key,
  value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
});
const jsonSpan = (attributes: Readonly<Record<string, string | number>>, kind: unknown = 2): object => ({
  kind,
  startTimeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
  endTimeUnixNano: String(BigInt(Date.now() + 5) * 1_000_000n),
  attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
});
const jsonOf = (...spans: readonly object[]): string =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const SERVED = { 'http.request.method': 'GET', 'url.path': '/a', 'http.response.status_code': 200 };

function post(
  url: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
}

describe('the receiver', () => {
  test('takes JSON, plain and gzip, and says which spans it could not use', async () => {
    const { url, seen, counted } = await listenTo(createOtel);
    const plain = await post(url, jsonOf(jsonSpan(SERVED), jsonSpan({ 'db.system': 'redis' }, 3)));
    expect([plain.status, await plain.json()]).toEqual([200, {}]);
    const packed = gzipSync(jsonOf(jsonSpan(SERVED, 'SPAN_KIND_SERVER'), jsonSpan({ 'http.request.method': 'GET' })));
    const partial = await post(url, packed, { 'content-encoding': 'gzip' });
    expect(await partial.json()).toEqual({
      partialSuccess: { rejectedSpans: '1', errorMessage: 'HTTP spans that name no path' },
    });
    expect((await seen.until(2)).map(({ request }) => request.target)).toEqual(['/a', '/a']);
    expect(counted()).toEqual({ 'not-http': 1, malformed: 1 });
  });

  test('a span with a clock far off is placed at its arrival', async () => {
    const { url, seen, counted } = await listenTo(createOtel);
    await post(url, jsonOf({ ...jsonSpan(SERVED), startTimeUnixNano: '1' }));
    const [exchange] = await seen.until(1);
    expect(Math.abs((exchange?.request.time ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(counted()).toEqual({ 'time-corrected': 1 });
  });

  test.each([
    ['another path', 404, (url: string) => fetch(`${url}/v1/metrics`, { method: 'POST', body: '{}' })],
    ['another method', 405, (url: string) => fetch(`${url}/v1/traces`)],
    ['another type', 415, (url: string) => post(url, 'a', { 'content-type': 'text/plain' })],
    ['another coding', 415, (url: string) => post(url, '{}', { 'content-encoding': 'br' })],
    ['no JSON', 400, (url: string) => post(url, '{"resourceSpans":[')],
    ['a JSON list', 400, (url: string) => post(url, '[]')],
    ['no protobuf', 400, (url: string) => post(url, 'rubbish', { 'content-type': 'application/x-protobuf' })],
    ['no gzip', 400, (url: string) => post(url, '{}', { 'content-encoding': 'gzip' })],
    [
      'a bomb',
      413,
      (url: string) =>
        post(url, gzipSync(Buffer.alloc(LIMITS.sensorInflatedBytes + 1)), { 'content-encoding': 'gzip' }),
    ],
    ['a message over the limit', 413, (url: string) => post(url, 'x'.repeat(LIMITS.sensorMessageBytes + 1))],
  ])('%s is answered %d, and the next message is taken', async (_, status, send) => {
    const { url, seen, counted } = await listenTo(createOtel);
    expect((await send(url)).status).toBe(status);
    expect(Object.values(counted()).reduce((sum, value) => sum + value, 0)).toBe(1);
    expect((await post(url, jsonOf(jsonSpan(SERVED)))).status).toBe(200);
    await seen.until(1);
  });

  test('a length that lies, without an end: cut at the limit', async () => {
    const { url, bound, counted } = await listenTo(createOtel);
    const socket = connect(bound.port, '127.0.0.1');
    socket.on('error', () => {}).resume();
    socket.write(
      'POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    for (let sent = 0; sent < 80 && !socket.destroyed; sent++) socket.write(chunk);
    await eventually(
      () => counted()['too-large'] === 1,
      () => JSON.stringify(counted()),
    );
    socket.destroy();
    expect((await post(url, jsonOf())).status).toBe(200);
  });
});

describe('decoders', () => {
  test('a cut message gives the spans before the cut, or none, and never hangs', () => {
    const writer = new BinaryWriter();
    for (let n = 0; n < 5; n++) {
      writer.tag(1, WireType.LengthDelimited).fork().tag(2, WireType.LengthDelimited).fork();
      writer.tag(2, WireType.LengthDelimited).fork().tag(6, WireType.Varint).int32(2).join();
      writer.join().join();
    }
    const whole = writer.finish();
    expect([...readSpans(whole)].map(({ kind }) => kind)).toEqual([2, 2, 2, 2, 2]);
    let cut = 0;
    for (let length = 0; length < whole.length; length++) {
      try {
        expect([...readSpans(whole.subarray(0, length))].length).toBeLessThan(5);
      } catch (error) {
        cut++;
        expect(error).toBeInstanceOf(Error);
      }
    }
    expect(cut).toBeGreaterThan(whole.length / 2);
  });

  test('rubbish throws an Error or gives nothing', () => {
    const tried = { bytes: 0, json: 0 };
    const attempt = (work: () => unknown): void => {
      try {
        work();
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        tried.bytes++;
        attempt(() => [...readSpans(bytes)]);
      }),
      { numRuns: 2_000 },
    );
    const anything = fc.anything({
      maxDepth: 5,
      key: fc.constantFrom(
        'resourceSpans',
        'scopeSpans',
        'spans',
        'attributes',
        'key',
        'value',
        'arrayValue',
        'values',
      ),
    });
    fc.assert(
      fc.property(anything, (value) => {
        tried.json++;
        attempt(() => [...readJsonSpans(JSON.stringify(value) ?? '')].map((one) => spanExchange(one, 't', 1)));
      }),
      { numRuns: 1_000 },
    );
    expect(tried).toEqual({ bytes: 2_000, json: 1_000 });
  });
});
