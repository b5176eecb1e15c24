import fc from 'fast-check';
import { once } from 'node:events';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../model/index.ts';
import { HpackDecoder } from './hpack.ts';
import { Http2Stream } from './http2-stream.ts';
import { decodeHuffman } from './huffman.ts';
import { Reassembly } from './reassembly.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

describe('HPACK', () => {
  test('the examples of RFC 7541, C.3 and C.4, with their table', () => {
    const cases = [
      [
        '828684410f7777772e6578616d706c652e636f6d',
        '828684be58086e6f2d6361636865',
        '828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565',
      ],
      [
        '828684418cf1e3c2e5f23a6ba0ab90f4ff',
        '828684be5886a8eb10649cbf',
        '828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf',
      ],
    ];
    for (const blocks of cases) {
      const decoder = new HpackDecoder();
      const first = [':method', 'GET', ':scheme', 'http', ':path', '/', ':authority', 'www.example.com'];
      expect(blocks.map((block) => decoder.decode(hex(block)))).toEqual([
        first,
        [...first, 'cache-control', 'no-cache'],
        [
          ':method',
          'GET',
          ':scheme',
          'https',
          ':path',
          '/index.html',
          ':authority',
          'www.example.com',
          'custom-key',
          'custom-value',
        ],
      ]);
    }
    expect(cases).toHaveLength(2);
  });

  test('a table that is made smaller loses its oldest entries', () => {
    const decoder = new HpackDecoder();
    expect(decoder.decode(hex('400161016240016301643f09'))).toEqual(['a', 'b', 'c', 'd']);
    // 0x3f 0x09: 40 bytes, room for one entry of 34.
    expect(decoder.decode(hex('be'))).toEqual(['c', 'd']);
    expect(decoder.decode(hex('bf'))).toBeUndefined();
  });

  const damaged = ['80', 'ff', 'ffffffffffffff7f', '41', '4185', '40ff', '0085ffffffffff0161', '3fffffff7f', 'c2'];
  test.each(damaged)('%s is damaged', (block) => expect(new HpackDecoder().decode(hex(block))).toBeUndefined());
  test('all damage ran', () => expect(damaged).toHaveLength(9));

  test('a block that unpacks to more than its bound is refused', () => {
    const entry = Buffer.concat([hex('4001617f'), hex('e907'), Buffer.alloc(1_000 + 127 - 11, 'x')]);
    const many = Buffer.concat([entry, Buffer.alloc(LIMITS.captureHeaderBytes / 500, 0xbe)]);
    expect(new HpackDecoder().decode(many)).toBeUndefined();
  });

  test('random blocks and random codes end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const fields = new HpackDecoder().decode(Buffer.from(bytes));
        expect((fields?.length ?? 0) % 2).toBe(0);
        decodeHuffman(Buffer.from(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What a real client sends to a server that never answers, until `enough` of it is there. */
async function sentBy(
  ask: (client: http2.ClientHttp2Session) => void,
  enough: (bytes: Buffer) => boolean,
): Promise<Buffer> {
  const received: Buffer[] = [];
  const server = net.createServer((socket) => {
    socket.on('data', (bytes) => received.push(bytes)).on('error', () => {});
    // Empty SETTINGS, so that the client may send.
    socket.write(hex('000000040000000000'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => {});
  ask(client);
  while (!enough(Buffer.concat(received))) await new Promise((resolve) => setTimeout(resolve, 20));
  client.destroy();
  server.close();
  return Buffer.concat(received);
}

function readFrames(bytes: Buffer, size = bytes.length) {
  const headers: (readonly string[])[] = [];
  const bodies = new Map<number, string>();
  const ended: number[] = [];
  const stream = new Http2Stream(
    {
      headers: (_id, fields) => headers.push(fields),
      body: (id, part) => bodies.set(id, (bodies.get(id) ?? '') + part.toString('latin1')),
      bodyGap: () => {},
      end: (id) => ended.push(id),
      reset: () => {},
    },
    true,
  );
  for (let at = 0; at < bytes.length; at += size) stream.push(bytes.subarray(at, at + size), 0);
  return { headers, bodies, ended, dead: stream.dead };
}

describe('HTTP/2 as a real client sends it', () => {
  const printable = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n))
    .join('')
    .trim();
  const values = [
    printable,
    ...Array.from({ length: 128 }, (_, n) => `aaaaaaaaaaaaaaaaaaaa${String.fromCharCode(128 + n)}aaaaaaaaaaaaaaaaaaaa`),
    ...Array.from({ length: 95 }, (_, n) => `eeeeeeeee${String.fromCharCode(32 + n)}o`),
  ];

  test('every byte in names and values, again from the table, over many frames', async () => {
    const fields = Object.fromEntries(values.map((value, n) => [`x-${n}`, value]));
    const bytes = await sentBy(
      (client) => {
        for (let n = 0; n < 3; n++)
          client.request({ ':method': 'POST', ':path': `/p/${n}`, ...fields }).end(`body ${n}`);
      },
      (received) => readFrames(received).ended.length === 3,
    );
    for (const size of [bytes.length, 11]) {
      const { headers, bodies, ended, dead } = readFrames(bytes, size);
      expect([headers.length, ended, dead]).toEqual([3, [1, 3, 5], false]);
      for (const [n, list] of headers.entries()) {
        const found = new Map(
          list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1]]] : [])) as [string, string][],
        );
        expect([found.get(':path'), found.get(':method')]).toEqual([`/p/${n}`, 'POST']);
        expect(values.filter((value, index) => found.get(`x-${index}`) !== value)).toEqual([]);
        expect(bodies.get(1 + 2 * n)).toBe(`body ${n}`);
      }
    }
  });

  test('padding, a lost part of DATA, and a lost head', () => {
    const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    const head = hex('000001010400000001 82');
    const padded = Buffer.concat([hex('00000a000900000001'), hex('04'), Buffer.from('hello'), Buffer.alloc(4)]);
    const { bodies, ended } = readFrames(Buffer.concat([preface, head, padded]), 3);
    expect([bodies.get(1), ended]).toEqual(['hello', [1]]);

    const lost: number[] = [];
    const stream = new Http2Stream(
      { headers() {}, body() {}, bodyGap: (_id, size) => lost.push(size), end: (id) => lost.push(-id), reset() {} },
      false,
    );
    stream.push(Buffer.concat([hex('00000a000100000001'), Buffer.from('abc')]), 0);
    stream.gap(7, 0);
    expect([lost, stream.dead]).toEqual([[7, -1], false]);
    stream.push(hex('0000'), 0);
    stream.gap(7, 0);
    expect(stream.dead).toBe(true);
  });

  test('random frames end, the same however they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(11), fc.nat(255), fc.nat(5), fc.uint8Array({ maxLength: 40 })), { maxLength: 30 }),
        (frames) => {
          const bytes = frames.map(([kind, flags, id, payload]) =>
            Buffer.concat([Buffer.from([0, 0, payload.length, kind, flags, 0, 0, 0, id]), payload]),
          );
          const whole = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), ...bytes]);
          expect(readFrames(whole, 13)).toEqual(readFrames(whole));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('segments that wait', () => {
  test('are bounded: beyond it the hole is given up', () => {
    const log: string[] = [];
    let received = 0;
    const side = new Reassembly({
      data: (bytes) => (received += bytes.length),
      gap: (size) => log.push(`gap ${size}`),
    });
    side.start(0);
    const part = Buffer.alloc(60_000);
    let most = 0;
    for (let at = 10; at < LIMITS.captureAheadBytes + 200_000; at += part.length) {
      side.segment(at, part, 0);
      most = Math.max(most, side.held);
    }
    expect(log).toEqual(['gap 10']);
    expect(most).toBeLessThanOrEqual(LIMITS.captureAheadBytes + part.length);
    expect([side.held, received > LIMITS.captureAheadBytes]).toEqual([0, true]);
  });

  test('tiny ones too', () => {
    let gaps = 0;
    const side = new Reassembly({ data: () => {}, gap: () => gaps++ });
    side.start(0);
    for (let at = LIMITS.captureAheadSegments * 2 + 10; at > 0; at -= 2) side.segment(at, Buffer.from('x'), 0);
    expect([gaps > 0, side.held <= LIMITS.captureAheadSegments]).toEqual([true, true]);
  });
});
