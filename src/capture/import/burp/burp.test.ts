import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../model/index.ts';
import { readBurpItem } from './item.ts';
import { createItemSplitter } from './split-items.ts';
import { readJavaDate } from './time.ts';

interface Parts {
  readonly time?: string;
  readonly url?: string;
  readonly request?: string | Buffer;
  readonly response?: string | Buffer;
  /** Written as a CDATA section instead of base64. */
  readonly plain?: boolean;
  readonly more?: string;
}

const message = (name: string, value: string | Buffer, plain: boolean): string =>
  plain
    ? `<${name} base64="false"><![CDATA[${value.toString()}]]></${name}>`
    : `<${name} base64="true"><![CDATA[${Buffer.from(value).toString('base64')}]]></${name}>`;

const item = ({ time, url, request, response, plain = false, more = '' }: Parts = {}): string => `<item>
    <time>${time ?? 'Tue Nov 24 13:00:00 CET 2026'}</time>
    <url><![CDATA[${url ?? 'https://api.example/v1/things/7?x=1'}]]></url>
    <host ip="203.0.113.9">api.example</host>
    <port>443</port>
    <protocol>https</protocol>
    <method><![CDATA[GET]]></method>
    <path><![CDATA[/v1/things/7?x=1]]></path>
    <extension>null</extension>
    ${message('request', request ?? 'GET /v1/things/7?x=1 HTTP/1.1\r\nHost: api.example\r\nAccept: */*\r\n\r\n', plain)}
    <status>200</status>
    <responselength>80</responselength>
    <mimetype>JSON</mimetype>
    ${response === undefined ? '<response></response>' : message('response', response, plain)}
    <comment>a note</comment>${more}
  </item>`;

/** A file as Burp writes it, with its document type. */
const file = (...items: readonly string[]): string => `<?xml version="1.0"?>
<!DOCTYPE items [
<!ELEMENT items (item*)>
<!ATTLIST items burpVersion CDATA "">
<!ELEMENT item (time, url, host, port, protocol, method, path, extension, request, status, responselength, mimetype, response, comment)>
<!ENTITY big "replaced">
]>
<items burpVersion="2026.1" exportTime="Tue Nov 24 13:05:00 CET 2026">
  ${items.join('\n  ')}
</items>
`;

function read(parts?: Parts): Exchange {
  const exchange = readBurpItem(item(parts), 'i-0');
  if (typeof exchange === 'string') throw new Error(`skipped: ${exchange}`);
  return exchange;
}
const text = (body: { readonly bytes: Uint8Array } | undefined): string => Buffer.from(body?.bytes ?? []).toString();

const JSON_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"id":7}';

describe('an item', () => {
  test('becomes an exchange', () => {
    expect(read({ response: JSON_ANSWER })).toEqual({
      request: {
        id: 'i-0',
        time: Date.UTC(2026, 10, 24, 12),
        method: 'GET',
        scheme: 'https',
        host: 'api.example',
        target: '/v1/things/7?x=1',
        httpVersion: '1.1',
        headers: ['Host', 'api.example', 'Accept', '*/*'],
        client: { address: '0.0.0.0', peer: '0.0.0.0', traits: {} },
      },
      requestBody: { bytes: new Uint8Array(0), size: 0, complete: true },
      response: {
        status: 200,
        headers: ['Content-Type', 'application/json', 'Content-Length', '8'],
        time: Date.UTC(2026, 10, 24, 12),
      },
      responseBody: { bytes: Buffer.from('{"id":7}'), size: 8, complete: true },
      end: 'answered',
      endTime: Date.UTC(2026, 10, 24, 12),
    });
  });

  test('is the same in base64 and in CDATA', () =>
    expect(read({ response: JSON_ANSWER, plain: true })).toEqual(read({ response: JSON_ANSWER })));

  test('of HTTP/2, which Burp writes like HTTP/1', () => {
    const request = 'POST /v2/x HTTP/2\r\nHost: api.example\r\nContent-Type: application/json\r\n\r\n{"a":1}';
    const exchange = read({ request, response: 'HTTP/2 201 Created\r\nContent-Type: text/plain\r\n\r\nok' });
    expect([exchange.request.httpVersion, exchange.request.target, text(exchange.requestBody)]).toEqual([
      '2.0',
      '/v2/x',
      '{"a":1}',
    ]);
    expect([exchange.response?.status, text(exchange.responseBody)]).toEqual([201, 'ok']);
  });

  test('without an answer, or with one that is none', () => {
    for (const response of [undefined, 'null', '', 'not HTTP'])
      expect(read(response === undefined ? {} : { response }).end).toBe('upstream-failed');
    expect(read()).not.toHaveProperty('response');
  });

  test('goes where its address says, also on another port', () => {
    expect(read({ url: 'http://h.example:8443/p', request: 'GET /p HTTP/1.1\r\n\r\n' }).request).toMatchObject({
      scheme: 'http',
      host: 'h.example:8443',
      target: '/p',
    });
    const bare = item({ request: 'GET /p HTTP/1.1\r\n\r\n' })
      .replace(/<url>.*<\/url>/, '')
      .replace('>443<', '>8443<');
    expect(readBurpItem(bare, 'i')).toMatchObject({ request: { scheme: 'https', host: 'api.example:8443' } });
  });

  test('no entity but the five of XML is replaced', () => {
    const xml = item()
      .replace(/<url>.*<\/url>/, '<url>https://h.example/&big;?a=1&amp;b=2</url>')
      .replace(/<request.*<\/request>/, '<request base64="false">GET /&big;?a=1&amp;b=2 HTTP/1.1\n\n</request>');
    expect(readBurpItem(xml, 'i')).toMatchObject({ request: { target: '/&big;?a=1&b=2', host: 'h.example' } });
  });

  const skips: readonly (readonly [what: string, xml: string, reason: string])[] = [
    ['without a request', item({ request: '' }), 'malformed'],
    ['with a request that is none', item({ request: 'hello' }), 'malformed'],
    ['with a target that is none', item({ request: 'GET nowhere HTTP/1.1\r\n\r\n' }), 'malformed'],
    ['of a tunnel', item({ request: 'CONNECT h:443 HTTP/1.1\r\n\r\n' }), 'not-http'],
    ['without a time', item({ time: '' }), 'no-time'],
    ['with a time that is none', item({ time: 'yesterday' }), 'no-time'],
    ['of nothing', '<item></item>', 'malformed'],
    ['that is no XML', '<item><<<>>&&&<request', 'malformed'],
  ];
  test.each(skips)('%s is skipped', (_what, xml, reason) => expect(readBurpItem(xml, 'i')).toBe(reason));
  test('all of the table ran', () => expect(skips).toHaveLength(8));
});

describe('bodies', () => {
  const answer = (headers: string, body: string | Buffer): Buffer =>
    Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`), Buffer.from(body)]);

  test('in chunks, whether Burp undid them or not', () => {
    const headers = 'Transfer-Encoding: chunked';
    expect(text(read({ response: answer(headers, '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n') }).responseBody)).toBe('abcde');
    expect(text(read({ response: answer(headers, 'abcde') }).responseBody)).toBe('abcde');
  });

  test('compressed, whether Burp undid it or not', () => {
    const headers = 'Content-Encoding: gzip\r\nX-A: 1';
    const packed = read({ response: answer(headers, gzipSync('{"a":1}')) });
    expect([packed.response?.headers, packed.responseBody?.bytes[0]]).toEqual([
      ['Content-Encoding', 'gzip', 'X-A', '1'],
      0x1f,
    ]);
    const open = read({ response: answer(headers, '{"a":1}') });
    expect([open.response?.headers, text(open.responseBody)]).toEqual([['X-A', '1'], '{"a":1}']);
    const brotli = read({ response: answer('Content-Encoding: br', '{"a":1}') });
    expect(brotli.response?.headers).toEqual([]);
  });

  test('of any bytes', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    expect(read({ response: answer('X: y', bytes) }).responseBody?.bytes).toEqual(bytes);
  });
});

describe('times', () => {
  const rows = {
    'Tue Nov 24 12:00:00 UTC 2026': 0,
    'Tue Nov 24 12:00:00 GMT 2026': 0,
    'Tue Nov 24 13:00:00 CET 2026': 0,
    'Tue Nov 24 07:00:00 EST 2026': 0,
    'Tue Nov 24 17:30:00 IST 2026': 0,
    'Tue Nov 24 15:00:00 GMT+03:00 2026': 0,
    'Tue Nov 24 12:00:01 XYZ 2026': 1_000,
    'Tue Foo 24 12:00:00 UTC 2026': undefined,
    '2026-11-24T12:00:00Z': undefined,
    '': undefined,
  };
  test.each(Object.entries(rows))('%s', (given, offset) =>
    expect(readJavaDate(given)).toBe(offset === undefined ? undefined : Date.UTC(2026, 10, 24, 12) + offset),
  );
  test('all of the table ran', () => expect(Object.keys(rows)).toHaveLength(10));
});

describe('items of a file', () => {
  function split(bytes: Buffer, size = bytes.length, most = 1e6): string[] {
    const splitter = createItemSplitter(most);
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += size)
      found.push(...splitter.push(bytes.subarray(at, at + size)).map((piece) => piece.toString()));
    return [...found, ...splitter.end().map((piece) => piece.toString())];
  }

  const tricky = [
    item(),
    item({ plain: true, response: 'HTTP/1.1 200 OK\r\n\r\n</item><item>' }),
    item({ more: '<!-- </item><item> <![CDATA[ -->' }),
    '<item\n a="1"\t>x</item >',
    item({ plain: true, response: 'HTTP/1.1 200 OK\r\n\r\na]]]]><![CDATA[>b' }),
  ];

  test('are found wherever chunks end, and markup in bodies and comments is none', () => {
    const bytes = Buffer.from(`${file(...tricky)}<!-- <item> --><itemised>`);
    for (const size of [bytes.length, 1, 2, 3, 5, 7, 64]) expect(split(bytes, size)).toEqual(tricky);
  });

  test('that are too long, or cut, are said to be', () => {
    const long = item({ response: 'x'.repeat(5_000) });
    const bytes = Buffer.from(file(item(), long, item()));
    expect(split(bytes, 100, 3_000)).toEqual([item(), 'too-large', item()]);
    expect(split(bytes.subarray(0, 2_500), 100)).toEqual([item(), 'truncated']);
  });

  test('rubbish ends, and gives the same however it comes', () => {
    const marks = [
      '<item>',
      '</item>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<',
      '>',
      ']',
      '-',
      'x',
      ' ',
      '<item',
      '</item',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...marks), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (parts, size) => {
          const bytes = Buffer.from(parts.join(''));
          expect(split(bytes, size)).toEqual(split(bytes));
          for (const found of split(bytes)) readBurpItem(found, 'i');
        },
      ),
      { numRuns: 500 },
    );
  });
});
