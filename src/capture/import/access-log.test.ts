import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../model/index.ts';
import { readAccessLogLine } from './access-log.ts';
import { readJsonLine } from './ndjson.ts';
import { epochTime, readLogTime } from './time.ts';

/** The facts of an exchange in one line: time, client, method, host, target, version, status, headers. */
function brief(exchange: Exchange | string): string {
  if (typeof exchange === 'string') return exchange;
  const { request, response } = exchange;
  const headers = [...request.headers, ...(response?.headers.length ? ['>', ...response.headers] : [])].join('|');
  return [
    new Date(request.time).toISOString().slice(5, 19),
    request.client.address,
    request.method,
    request.host,
    request.target,
    request.httpVersion,
    response?.status ?? '-',
    headers,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const CLF = '[24/Nov/2026:12:00:00 +0000]';

describe('text lines', () => {
  const lines: readonly (readonly [line: string, expected: string])[] = [
    [`192.0.2.1 - - ${CLF} "GET /a?b=1 HTTP/1.1" 200 512`, '11-24T12:00:00 192.0.2.1 GET dflt /a?b=1 1.1 200'],
    [`192.0.2.1 - - ${CLF} "GET /a HTTP/1.0" 304 -`, '11-24T12:00:00 192.0.2.1 GET dflt /a 1.0 304'],
    [
      `2001:db8::1 - ada lovelace [24/Nov/2026:13:30:00 +0130] "POST /a HTTP/2.0" 201 5 "https://x.example/p" "Agent/1 (q \\"z\\")"`,
      '11-24T12:00:00 2001:db8::1 POST dflt /a 2.0 201 User-Agent|Agent/1 (q "z")|Referer|https://x.example/p',
    ],
    [`192.0.2.1 - - ${CLF} "GET /a HTTP/1.1" 200 5 "-" "-"`, '11-24T12:00:00 192.0.2.1 GET dflt /a 1.1 200'],
    [
      `Api.example:443 192.0.2.1 - - ${CLF} "GET /a HTTP/1.1" 200 5 "-" "curl/8"`,
      '11-24T12:00:00 192.0.2.1 GET api.example /a 1.1 200 User-Agent|curl/8',
    ],
    [
      `api.example:8443 client.example - - ${CLF} "GET /a HTTP/1.1" 200 5`,
      '11-24T12:00:00 0.0.0.0 GET api.example:8443 /a 1.1 200',
    ],
    [`localhost 192.0.2.1 - - ${CLF} "GET /a HTTP/1.1" 200 5`, '11-24T12:00:00 192.0.2.1 GET localhost /a 1.1 200'],
    [`- 192.0.2.1 - - ${CLF} "GET /a HTTP/1.1" 200 5`, '11-24T12:00:00 192.0.2.1 GET dflt /a 1.1 200'],
    [
      `api.example 192.0.2.1 - - [2026-11-24T12:00:00.250Z] "GET /a HTTP/1.1" 200 5 "application/json; charset=utf-8"`,
      '11-24T12:00:00 192.0.2.1 GET api.example /a 1.1 200 >|Content-Type|application/json; charset=utf-8',
    ],
    [
      `10.0.0.1 - - ${CLF} "GET /a HTTP/1.1" 200 5 "-" "curl/8" "203.0.113.5, 10.0.0.9" 0.003`,
      '11-24T12:00:00 10.0.0.1 GET dflt /a 1.1 200 User-Agent|curl/8|X-Forwarded-For|203.0.113.5, 10.0.0.9',
    ],
    [
      `192.0.2.1 - - ${CLF} "GET https://Other.example/a?x HTTP/1.1" 200 5`,
      '11-24T12:00:00 192.0.2.1 GET other.example /a?x 1.1 200',
    ],
    [
      `192.0.2.1 - - ${CLF} "GET /a b\\x22\\xE9\\\\c HTTP/1.1" 404 5`,
      '11-24T12:00:00 192.0.2.1 GET dflt /a%20b"%E9\\c 1.1 404',
    ],
    [
      `192.0.2.1 - - ${CLF} "GET /é\ufffd HTTP/1.1" 404 5`,
      '11-24T12:00:00 192.0.2.1 GET dflt /%C3%A9%EF%BF%BD 1.1 404',
    ],
    [`192.0.2.1 - - ${CLF} "OPTIONS * HTTP/1.1" 200 0`, '11-24T12:00:00 192.0.2.1 OPTIONS dflt * 1.1 200'],
    [`192.0.2.1 - - ${CLF} "GET /old" 200 5`, '11-24T12:00:00 192.0.2.1 GET dflt /old 1.1 200'],
    [
      `192.0.2.1 - - ${CLF} "GET /gone HTTP/1.1" 499 0 "-" "cut off in the mid`,
      '11-24T12:00:00 192.0.2.1 GET dflt /gone 1.1 499 User-Agent|cut off in the mid',
    ],
    [`192.0.2.1 - - ${CLF} "-" 408 0 "-" "-"`, 'no-request'],
    [`192.0.2.1 - - ${CLF} "\\x16\\x03\\x01" 400 157`, 'no-request'],
    [`192.0.2.1 - - ${CLF} "" 400 0`, 'no-request'],
    [`192.0.2.1 - - ${CLF} "CONNECT x.example:443 HTTP/1.1" 405 0`, 'not-http'],
    [`192.0.2.1 - - ${CLF} "GET /a HT`, 'malformed'],
    ['192.0.2.1 - - [24/Nov', 'malformed'],
    ['192.0.2.1 - - [yesterday] "GET /a HTTP/1.1" 200 5', 'malformed'],
    [`${CLF} "GET /a HTTP/1.1" 200 5`, 'malformed'],
    [`192.0.2.1 - - ${CLF} "GET /a HTTP/1.1" OK 5`, 'malformed'],
    ['# comment', 'malformed'],
    ['', 'malformed'],
  ];
  test.each(lines)('%s', (line, expected) => expect(brief(readAccessLogLine(line, 'i-0', 'dflt'))).toBe(expected));
  test('all of the table ran', () => expect(lines).toHaveLength(27));

  test('a line made to be slow is looked at once', () => {
    expect(readAccessLogLine(`${'[ '.repeat(20_000)}${'"\\'.repeat(20_000)}`, 'i-0', 'dflt')).toBe('malformed');
  });
});

describe('JSON lines', () => {
  const lines: readonly (readonly [what: string, line: object, expected: string])[] = [
    [
      'nginx',
      {
        time_iso8601: '2026-11-24T12:00:00+00:00',
        remote_addr: '192.0.2.1',
        request_method: 'GET',
        request_uri: '/a?b=1',
        status: '200',
        http_host: 'Api.example',
        http_user_agent: 'curl/8',
        body_bytes_sent: '12',
        server_protocol: 'HTTP/1.1',
      },
      '11-24T12:00:00 192.0.2.1 GET api.example /a?b=1 1.1 200 User-Agent|curl/8',
    ],
    [
      'nginx with a request line',
      {
        time_local: '24/Nov/2026:12:00:00 +0000',
        remote_addr: '192.0.2.1',
        request: 'POST /a HTTP/2.0',
        status: 201,
        http_x_forwarded_for: '-',
      },
      '11-24T12:00:00 192.0.2.1 POST dflt /a 2.0 201',
    ],
    [
      'Caddy',
      {
        level: 'info',
        ts: 1_795_521_600.25,
        logger: 'http.log.access',
        request: {
          remote_ip: '192.0.2.1',
          remote_port: '5',
          proto: 'HTTP/2.0',
          method: 'GET',
          host: 'api.example',
          uri: '/a',
          headers: { 'User-Agent': ['curl/8'] },
        },
        status: 200,
        duration: 0.01,
        size: 5,
      },
      '11-24T12:00:00 192.0.2.1 GET api.example /a 2.0 200',
    ],
    [
      'Traefik',
      {
        ClientAddr: '192.0.2.1:1234',
        ClientHost: '192.0.2.1',
        DownstreamStatus: 404,
        RequestHost: 'api.example',
        RequestMethod: 'GET',
        RequestPath: '/a',
        RequestProtocol: 'HTTP/1.1',
        StartUTC: '2026-11-24T12:00:00.123456789Z',
        time: '2026-11-24T12:00:01Z',
      },
      '11-24T12:00:01 192.0.2.1 GET api.example /a 1.1 404',
    ],
    [
      'Envoy',
      {
        start_time: '2026-11-24T12:00:00.000Z',
        method: 'GET',
        'x-envoy-original-path': '/a',
        path: '/rewritten',
        protocol: 'HTTP/1.1',
        response_code: 503,
        authority: 'api.example:8080',
        downstream_remote_address: '192.0.2.1:5555',
        user_agent: null,
      },
      '11-24T12:00:00 192.0.2.1 GET api.example:8080 /rewritten 1.1 503',
    ],
    [
      'ECS',
      {
        '@timestamp': '2026-11-24T12:00:00Z',
        http: { request: { method: 'PUT' }, response: { status_code: 204 }, version: '1.1' },
        url: { path: '/a', query: 'b=1', domain: 'api.example' },
        client: { ip: '192.0.2.1' },
        user_agent: { original: 'curl/8' },
      },
      '11-24T12:00:00 192.0.2.1 PUT api.example /a?b=1 1.1 204 User-Agent|curl/8',
    ],
    [
      'Google Cloud',
      {
        timestamp: '2026-11-24T12:00:00Z',
        httpRequest: {
          requestMethod: 'GET',
          requestUrl: 'https://api.example/a?b',
          status: 200,
          remoteIp: '192.0.2.1',
          userAgent: 'curl/8',
        },
      },
      '11-24T12:00:00 192.0.2.1 GET api.example /a?b 1.1 200 User-Agent|curl/8',
    ],
    [
      'milliseconds, client behind a proxy',
      {
        timestamp: 1_795_521_600_000,
        method: 'GET',
        url: '/a',
        status: 200,
        x_forwarded_for: '192.0.2.1, 10.0.0.1',
        ip: '10.0.0.1',
      },
      '11-24T12:00:00 192.0.2.1 GET dflt /a 1.1 200 X-Forwarded-For|192.0.2.1, 10.0.0.1',
    ],
    [
      'no answer',
      { timestamp: 1_795_521_600_000, method: 'GET', url: '/a' },
      '11-24T12:00:00 0.0.0.0 GET dflt /a 1.1 -',
    ],
    ['no time', { method: 'GET', url: '/a', status: 200 }, 'no-time'],
    ['no request', { timestamp: 1_795_521_600_000, status: 400 }, 'no-request'],
    ['another log', { level: 'info', msg: 'started' }, 'malformed'],
    [
      'an entry of a HAR',
      {
        startedDateTime: '2026-11-24T12:00:00Z',
        request: { method: 'GET', url: 'http://api.example/a', headers: [] },
        response: { status: 200 },
        _clientAddress: '192.0.2.1',
      },
      '11-24T12:00:00 192.0.2.1 GET api.example /a 1.1 200',
    ],
  ];
  test.each(lines)('%s', (_what, line, expected) =>
    expect(brief(readJsonLine(JSON.stringify(line), 'i-0', 'dflt'))).toBe(expected),
  );
  test('all of the table ran', () => expect(lines).toHaveLength(13));

  test('what is no object is skipped', () => {
    for (const line of ['{"a":', '1', 'null', '"x"', '[]', '{}'])
      expect(readJsonLine(line, 'i-0', 'dflt')).toBe('malformed');
  });

  test('nesting costs nothing', () => {
    expect(readJsonLine(`{"status":200,"x":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, 'i-0', 'dflt')).toBe(
      'no-request',
    );
  });
});

describe('times', () => {
  const noon = Date.UTC(2026, 10, 24, 12);
  const times: readonly (readonly [text: string, time: number | undefined])[] = [
    ['24/Nov/2026:12:00:00 +0000', noon],
    ['24/nov/2026:12:00:00.500 -0130', noon + 5_400_500],
    ['24/Nov/2026:12:00:00', noon],
    ['2026-11-24T12:00:00Z', noon],
    ['2026-11-24 12:00:00', noon],
    ['2026-11-24 12:00:00,250', noon + 250],
    ['2026-11-24T13:00:00+0100', noon],
    ['2026-11-24T13:00:00+01:00', noon],
    ['2026-11-24 12:00:00 UTC', noon],
    ['24/Xyz/2026:12:00:00 +0000', undefined],
    ['2026-13-45T99:00:00Z', undefined],
    ['2026', undefined],
    ['', undefined],
  ];
  test.each(times)('%j', (text, time) => expect(readLogTime(text)).toBe(time));
  test('since the epoch in any unit', () => {
    for (const scale of [1, 1e3, 1e6, 1e9]) expect(epochTime((noon / 1e3) * scale)).toBe(noon);
    expect([epochTime(5), epochTime(NaN), epochTime(-1), times.length]).toEqual([undefined, undefined, undefined, 13]);
  });
});
