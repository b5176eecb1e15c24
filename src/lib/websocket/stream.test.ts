import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Body } from '../../model/index.ts';
import { compressionOf } from './compression.ts';
import { WebSocketStream, type Compression } from './stream.ts';

interface Sent {
  readonly opcode?: number;
  readonly final?: boolean;
  readonly compressed?: boolean;
  readonly mask?: boolean;
  readonly data: Buffer;
}

function frame({ opcode = 1, final = true, compressed = false, mask = false, data }: Sent): Buffer {
  const first = (final ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode;
  const length =
    data.length < 126
      ? Buffer.from([data.length])
      : data.length < 65_536
        ? Buffer.from([126, data.length >> 8, data.length & 0xff])
        : Buffer.concat([
            Buffer.from([127, 0, 0, 0, 0]),
            Buffer.from([
              data.length >>> 24,
              (data.length >> 16) & 0xff,
              (data.length >> 8) & 0xff,
              data.length & 0xff,
            ]),
          ]);
  if (!mask) return Buffer.concat([Buffer.from([first]), length, data]);
  length[0] = (length[0] ?? 0) | 0x80;
  const key = Buffer.from('a1b2c3d4', 'hex');
  return Buffer.concat([Buffer.from([first]), length, key, data.map((byte, n) => byte ^ (key[n % 4] ?? 0))]);
}

function readMessages(bytes: Buffer, compression: Compression = 'none', size = bytes.length): string[] {
  const found: string[] = [];
  const stream = new WebSocketStream(compression, (kind, body: Body) =>
    found.push(`${kind} ${body.size}${body.complete ? '' : '!'} ${Buffer.from(body.bytes).toString().slice(0, 60)}`),
  );
  for (let at = 0; at < bytes.length; at += size) stream.push(bytes.subarray(at, at + size));
  return stream.dead ? [...found, 'dead'] : found;
}

describe('WebSocket', () => {
  const text = (data: string, more: Omit<Sent, 'data'> = {}): Buffer => frame({ ...more, data: Buffer.from(data) });
  const rows: readonly (readonly [what: string, bytes: Buffer, found: readonly string[]])[] = [
    [
      'masked and bare text, binary',
      Buffer.concat([text('one', { mask: true }), text('two'), text('\u0001', { opcode: 2 })]),
      ['text 3 one', 'text 3 two', 'binary 1 \u0001'],
    ],
    [
      'fragments with a ping between',
      Buffer.concat([
        text('a', { final: false }),
        text('ping', { opcode: 9 }),
        text('b', { opcode: 0, final: false, mask: true }),
        text('c', { opcode: 0 }),
      ]),
      ['text 3 abc'],
    ],
    ['nothing in a message, then a close', Buffer.concat([text(''), text('', { opcode: 8 })]), ['text 0 ']],
    [
      'long ones',
      Buffer.concat([text('x'.repeat(200)), text('y'.repeat(70_000), { mask: true })]),
      [`text 200 ${'x'.repeat(60)}`, `text 70000! ${'y'.repeat(60)}`],
    ],
    ['an unknown kind of frame', Buffer.concat([text('a'), text('b', { opcode: 5 }), text('c')]), ['text 1 a', 'dead']],
    ['a continuation of nothing', text('b', { opcode: 0 }), ['dead']],
    ['a message within another', Buffer.concat([text('a', { final: false }), text('b')]), ['dead']],
    [
      'compression that was not agreed on',
      Buffer.concat([text('a'), text('b', { compressed: true })]),
      ['text 1 a', 'dead'],
    ],
    ['a control frame in parts', text('p', { opcode: 9, final: false }), ['dead']],
    ['a control frame too large', text('p'.repeat(126), { opcode: 9 }), ['dead']],
  ];
  test.each(rows)('%s', (_what, bytes, found) => {
    for (const size of [bytes.length, 1]) expect(readMessages(bytes, 'none', size)).toEqual(found);
  });
  test('all of the table ran', () => expect(rows).toHaveLength(10));

  test('compressed messages, each alone or with the window of those before', async () => {
    const said = ['{"a":"hello hello hello"}', '{"a":"hello hello hello"}', '', '{"b":"hello again"}'];
    for (const compression of ['alone', 'window'] as const) {
      let deflate = zlib.createDeflateRaw();
      const frames: Buffer[] = [];
      for (const one of said) {
        const out: Buffer[] = [];
        deflate.on('data', (part: Buffer) => out.push(part));
        deflate.write(one);
        await new Promise<void>((resolve) => deflate.flush(zlib.constants.Z_SYNC_FLUSH, () => resolve()));
        deflate.removeAllListeners('data');
        const bytes = Buffer.concat(out);
        frames.push(frame({ compressed: true, mask: true, data: bytes.subarray(0, -4) }));
        if (compression === 'alone') deflate = zlib.createDeflateRaw();
      }
      frames.push(text('plain'));
      expect(readMessages(Buffer.concat(frames), compression, 5)).toEqual([
        ...said.map((one) => `text ${one.length} ${one}`),
        'text 5 plain',
      ]);
    }
  });

  test('damaged compression gives an empty message and no guess about those after it', () => {
    const bad = frame({ compressed: true, data: Buffer.from('ffffffff', 'hex') });
    const good = frame({
      compressed: true,
      data: zlib.deflateRawSync('fine', { finishFlush: zlib.constants.Z_SYNC_FLUSH }).subarray(0, -4),
    });
    expect(readMessages(Buffer.concat([bad, good, text('plain')]), 'window')).toEqual([
      'text 4! ',
      `text ${good.length - 2}! `,
      'text 5 plain',
    ]);
    expect(readMessages(Buffer.concat([bad, good]), 'alone')).toEqual(['text 4! ', 'text 4 fine']);
  });

  test('a gap costs its message when it lies within, else what follows', () => {
    const found: string[] = [];
    const stream = new WebSocketStream('none', (_kind, body) => found.push(`${body.size} ${body.complete}`));
    stream.push(text('abcdef').subarray(0, 4));
    stream.gap(4);
    stream.push(text('ok'));
    expect([found, stream.dead]).toEqual([['6 false', '2 true'], false]);
    stream.gap(1);
    expect(stream.dead).toBe(true);
  });

  test('random bytes end, the same however they come', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom<Compression>('none', 'alone', 'window'),
        (bytes, compression) => {
          const whole = Buffer.from(bytes);
          expect(readMessages(whole, compression, 7)).toEqual(readMessages(whole, compression));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what was agreed on, by side', () => {
    const agreed = 'permessage-deflate; client_no_context_takeover; server_max_window_bits=12';
    expect([compressionOf(agreed, 'client'), compressionOf(agreed, 'server')]).toEqual(['alone', 'window']);
    expect(compressionOf('', 'client')).toBe('none');
  });

  test('what is pushed stays as it is, and what is held is bounded', () => {
    const bytes = Buffer.concat(
      Array.from({ length: 40_000 }, (_, n) => text('xyz', { opcode: n === 0 ? 1 : 0, final: false, mask: true })),
    );
    const before = Buffer.from(bytes);
    for (const compression of ['none', 'window'] as const) {
      const stream = new WebSocketStream(compression, () => {}, 50_000);
      stream.push(bytes);
      expect(stream.held).toBeLessThanOrEqual(65_536);
      expect(stream.dead).toBe(false);
    }
    expect(bytes.equals(before)).toBe(true);
  });
});
