import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../model/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import type { ImportProgress, ImportReport } from './index.ts';
import { readExchanges, SKIP_REASONS } from './index.ts';
import { connection, packets, pcap, pcapng } from './pcap/capture.fixtures.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = (n: number) => ({
  startedDateTime: new Date(Date.UTC(2026, 10, 24, 12) + n).toISOString(),
  time: 5,
  request: {
    method: 'POST',
    url: `https://api.example/v1/things/${n}?q="x"`,
    httpVersion: 'HTTP/1.1',
    headers: [{ name: 'Host', value: 'api.example' }],
    postData: { mimeType: 'application/json', text: '{"name":"é\\"{[","n":[1,2]}' },
  },
  response: { status: 200, headers: [{ name: 'Content-Type', value: 'text/plain' }], content: { text: 'ok' } },
});
const entries = (count: number) => Array.from({ length: count }, (_, n) => entry(n));
const har = (count: number, indent?: number) =>
  JSON.stringify(
    { log: { version: '1.2', creator: { name: 'x', version: '1' }, pages: [], entries: entries(count) } },
    null,
    indent,
  );
const ndjson = (count: number) =>
  entries(count)
    .map((one) => JSON.stringify(one))
    .join('\n');
const log = (count: number) =>
  Array.from(
    { length: count },
    (_, n) =>
      `api.example 192.0.2.1 - - [24/Nov/2026:12:00:00 +0000] "GET /v1/things/${n} HTTP/1.1" 200 5 "-" "curl/8"`,
  ).join('\n');

const burp = (count: number) =>
  `<?xml version="1.0"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n]>\n<items burpVersion="2026.1">${Array.from(
    { length: count },
    (_, n) =>
      `\n<item><time>Tue Nov 24 12:00:00 UTC 2026</time><url><![CDATA[https://api.example/v1/things/${n}]]></url><request base64="true"><![CDATA[${Buffer.from(`GET /v1/things/${n} HTTP/1.1\r\nHost: api.example\r\n\r\n`).toString('base64')}]]></request><response base64="false"><![CDATA[HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok]]></response></item>`,
  ).join('')}\n</items>\n`;
const postman = (count: number) =>
  JSON.stringify({
    info: { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: Array.from({ length: count }, (_, n) => ({
      name: String(n),
      request: { method: 'GET', url: { raw: `{{base}}/v1/things/${n}` } },
      response: n % 2 === 0 ? [] : [{ code: 200, header: null, body: '{"a":1}' }],
    })),
    variable: [{ key: 'base', value: 'https://api.example' }],
  });
const capture = (count: number, write: typeof pcap) =>
  write(
    packets(
      connection(
        Array.from({ length: count }, (_, n): [boolean, string][] => [
          [true, `GET /v1/things/${n} HTTP/1.1\r\nHost: api.example\r\n\r\n`],
          [false, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
        ]).flat(),
      ),
    ),
  );

interface Outcome {
  readonly exchanges: readonly Exchange[];
  readonly report: ImportReport;
  readonly error: unknown;
}

let made = 0;
async function importBytes(bytes: string | Buffer, onProgress?: (progress: ImportProgress) => void): Promise<Outcome> {
  const file = path.join(folder, String(++made));
  writeFileSync(file, bytes);
  return importFile(file, onProgress);
}

async function importFile(file: string, onProgress?: (progress: ImportProgress) => void): Promise<Outcome> {
  const report: ImportReport = { read: 0, skipped: {} };
  const exchanges: Exchange[] = [];
  let error: unknown;
  try {
    for await (const exchange of readExchanges(file, {
      defaultHost: 'default.example',
      report,
      ...(onProgress && { onProgress }),
    }))
      exchanges.push(exchange);
  } catch (caught) {
    error = caught;
  }
  return { exchanges, report, error };
}

const codeOf = ({ error }: Outcome): unknown => (error instanceof CodedError ? error.code : error);

describe('a file', () => {
  const formats = {
    HAR: har(300),
    'HAR, indented': har(300, 2),
    'HAR with a byte order mark': `\u{feff}${har(300)}`,
    NDJSON: ndjson(300),
    'NDJSON with CR LF and an end': `${ndjson(300).replaceAll('\n', '\r\n')}\r\n`,
    'access log': log(300),
    'Burp XML': burp(300),
    'Burp XML with a byte order mark': `\u{feff}${burp(300)}`,
    'Postman collection': postman(300),
    'Postman collection, indented': JSON.stringify(JSON.parse(postman(300)), null, 2),
    pcap: capture(300, pcap),
    pcapng: capture(300, pcapng),
  };
  test.each(Object.entries(formats))('%s is recognised, plain and compressed', async (_name, text) => {
    for (const bytes of [
      Buffer.from(text),
      gzipSync(text),
      Buffer.concat([gzipSync(Buffer.from(text).subarray(0, 999)), gzipSync(Buffer.from(text).subarray(999))]),
    ]) {
      const { exchanges, report, error } = await importBytes(bytes);
      expect([error, report]).toEqual([undefined, { read: 300, skipped: {} }]);
      expect(exchanges.map((exchange) => exchange.request.id)).toEqual(Array.from({ length: 300 }, (_, n) => `i-${n}`));
      expect(exchanges.every((exchange) => exchange.request.host === 'api.example')).toBe(true);
    }
  });
  test('all formats ran', () => expect(Object.keys(formats)).toHaveLength(12));

  test('an NDJSON entry longer than what is looked at first', async () => {
    const long = { ...entry(0), request: { ...entry(0).request, postData: { text: 'x"log":{'.repeat(40_000) } } };
    const { exchanges, error } = await importBytes(`${JSON.stringify(long)}\n${ndjson(1)}`);
    expect([error, exchanges.length, exchanges[0]?.requestBody.bytes.length]).toEqual([
      undefined,
      2,
      LIMITS.inspectedBodyBytes,
    ]);
  });

  test('ids follow lines, also over skipped ones', async () => {
    const { exchanges, report } = await importBytes(`${log(1)}\n\ngarbage\n${log(1)}`);
    expect(exchanges.map((exchange) => exchange.request.id)).toEqual(['i-0', 'i-3']);
    expect(report).toEqual({ read: 2, skipped: { 'empty-line': 1, malformed: 1 } });
  });

  test('that ends in the middle gives what is whole, and says what is not', async () => {
    expect((await importBytes(har(10).slice(0, -100))).report).toEqual({ read: 9, skipped: { truncated: 1 } });
    expect((await importBytes(ndjson(10).slice(0, -100))).report).toEqual({ read: 9, skipped: { malformed: 1 } });
    expect((await importBytes(log(10).slice(0, -60))).report).toEqual({ read: 9, skipped: { malformed: 1 } });
    const { report, error } = await importBytes(gzipSync(har(3_000)).subarray(0, -2_000));
    expect([error, report.read > 100, report.skipped]).toEqual([
      undefined,
      true,
      { truncated: 1, 'damaged-compression': 1 },
    ]);
  });

  test('bytes that are no UTF-8 and bytes 0 are read as far as they make sense', async () => {
    const bytes = Buffer.from(log(3).replace('things/1', 'th\u0001ngs/1'), 'latin1');
    bytes[bytes.indexOf(0x01)] = 0xe9;
    const { exchanges, report } = await importBytes(Buffer.concat([bytes, Buffer.from([10, 0, 0, 0xff, 10])]));
    expect([report, exchanges[1]?.request.target]).toEqual([
      { read: 3, skipped: { malformed: 1 } },
      '/v1/th%EF%BF%BDngs/1',
    ]);
  });

  test('a line over the bound is skipped and the next is read', async () => {
    const { report } = await importBytes(`${log(1)}\n${'x'.repeat(LIMITS.importLineBytes + 1)}\n${log(1)}`);
    expect(report).toEqual({ read: 2, skipped: { 'too-large': 1 } });
  });

  test('that inflates like a bomb is left', async () => {
    const bomb = Buffer.concat([gzipSync(log(5)), gzipSync(Buffer.alloc(1 << 20, 10), { level: 9 })]);
    const grown = Buffer.concat([
      bomb,
      ...Array.from({ length: 100 }, () => gzipSync(Buffer.alloc(1 << 20, 0x20), { level: 9 })),
    ]);
    const { report, error } = await importBytes(grown);
    expect([error, report.read, report.skipped['damaged-compression']]).toEqual([undefined, 5, 1]);
  });

  test('tells how far it is', async () => {
    const text = har(3_000);
    const seen: ImportProgress[] = [];
    await importBytes(text, (progress) => seen.push(progress));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toEqual({ bytesRead: Buffer.byteLength(text), bytesTotal: Buffer.byteLength(text) });
  });

  test('can be left early', async () => {
    const file = path.join(folder, 'early');
    writeFileSync(file, gzipSync(ndjson(5_000)));
    const report: ImportReport = { read: 0, skipped: {} };
    for await (const exchange of readExchanges(file, { defaultHost: '', report }))
      if (exchange.request.id === 'i-9') break;
    expect(report).toEqual({ read: 10, skipped: {} });
  });
});

describe('a file that gives nothing', () => {
  const files: readonly (readonly [what: string, bytes: string | Buffer, code: string])[] = [
    ['empty', '', 'SP4003'],
    ['no entries', '{"log":{"entries":[]}}', 'SP4003'],
    ['a HAR cut before its entries', '{"log":{"version":"1.2","pages":[', 'SP4003'],
    ['only skipped entries', '{"log":{"entries":[{},{}]}}', 'SP4003'],
    ['JSON lines of something else', '{"a":1}\n{"b":2}', 'SP4003'],
    ['prose', 'Dear reader,\nthis is no log.', 'SP4002'],
    ['markup', '<html></html>', 'SP4002'],
    ['a list', '[1,2]', 'SP4002'],
    ['random bytes', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919 + (n >> 3)) % 256)), 'SP4002'],
    ['compressed nothing', gzipSync(''), 'SP4003'],
    ['gzip by name only', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 'SP4004'],
    ['a capture of nothing', pcap([]), 'SP4003'],
    ['a capture cut in its head', pcap([]).subarray(0, 20), 'SP4003'],
    ['a capture of what is no HTTP', pcap(packets(connection([[true, Buffer.from([0x16, 3, 1, 0, 5])]]))), 'SP4003'],
    ['a collection of nothing', postman(0), 'SP4003'],
    ['a collection that is cut', postman(9).slice(0, -9), 'SP4003'],
    ['a Burp export of nothing', burp(0), 'SP4003'],
    ['XML of something else', '<?xml version="1.0"?><items><item>x</item></items>', 'SP4002'],
    ['indented JSON of something else', '{\n  "a": 1\n}', 'SP4002'],
  ];
  test.each(files)('%s', async (_what, bytes, code) => {
    const outcome = await importBytes(bytes);
    expect([codeOf(outcome), outcome.exchanges]).toEqual([code, []]);
  });
  test('all of the table ran', () => expect(files).toHaveLength(19));

  test('is not there, or is a folder', async () => {
    expect(codeOf(await importFile(path.join(folder, 'none')))).toBe('SP4001');
    expect(codeOf(await importFile(folder))).toBe('SP4001');
  });
});

describe('damaged at random', () => {
  const sources = [
    har(4),
    har(3, 1),
    ndjson(4),
    log(6),
    `${ndjson(1)}\n${log(2)}`,
    burp(3),
    postman(4),
    capture(4, pcap),
    capture(4, pcapng),
  ].map((text) => Buffer.from(text));
  const mutation = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('cut', 'flip', 'insert', 'drop', 'repeat'),
    byte: fc.integer({ min: 0, max: 255 }),
    length: fc.integer({ min: 1, max: 40 }),
  });
  type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

  function mutate(bytes: Buffer, { at, kind, byte, length }: Mutation): Buffer {
    const place = at % (bytes.length + 1);
    const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
    if (kind === 'cut') return before;
    if (kind === 'flip') return Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]);
    if (kind === 'insert') return Buffer.concat([before, Buffer.alloc(length, byte), after]);
    return kind === 'drop'
      ? Buffer.concat([before, after.subarray(length)])
      : Buffer.concat([before, after.subarray(0, length), after]);
  }

  test('a file never gives anything but exchanges, counted skips and coded errors', async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (source, mutations, compressed) => {
          const damaged = mutations.reduce(mutate, compressed ? gzipSync(source) : source);
          const { exchanges, report, error } = await importBytes(damaged);
          ran++;
          if (error !== undefined) expect(error).toBeInstanceOf(CodedError);
          expect(report.read).toBe(exchanges.length);
          expect(error === undefined).toBe(exchanges.length > 0);
          // Numbers are given out once, for what was read and for what was skipped.
          expect(new Set(exchanges.map(({ request }) => request.id)).size).toBe(exchanges.length);
          for (const reason of Object.keys(report.skipped)) expect(SKIP_REASONS).toContain(reason);
          for (const { request, endTime } of exchanges) {
            expect([
              request.target.startsWith('/') || request.target === '*',
              Number.isFinite(request.time),
              endTime >= request.time,
            ]).toEqual([true, true, true]);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(ran).toBe(500);
  });

  test('a file cut at any byte gives what is whole, or says that nothing is', async () => {
    let ran = 0;
    for (const source of [burp(2), postman(1), capture(1, pcap), capture(1, pcapng)].map((text) => Buffer.from(text))) {
      for (let size = 1; size < source.length; size += 7) {
        const { exchanges, error } = await importBytes(source.subarray(0, size));
        if (error !== undefined) expect(error).toBeInstanceOf(CodedError);
        expect(error === undefined).toBe(exchanges.length > 0);
        ran++;
      }
    }
    expect(ran).toBeGreaterThan(300);
  });

  test('a log counts every line once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        const damaged = mutations.reduce(mutate, Buffer.from(`${log(8)}\n`));
        const { report, error } = await importBytes(damaged);
        if (error instanceof CodedError && error.code !== 'SP4003') return;
        const lines = damaged.toString('latin1').split('\n');
        const counted = report.read + Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(lines.at(-1) === '' ? lines.length - 1 : lines.length);
      }),
      { numRuns: 150 },
    );
  });
});
