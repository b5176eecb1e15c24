import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../model/index.ts';
import type { PacketPlan, Timed } from './capture.fixtures.ts';
import { connection, packets, pcap, pcapng, START_MS } from './capture.fixtures.ts';
import { answer, ask, file, read, talk } from './read.fixtures.ts';

describe('what cannot be read is counted once a connection', () => {
  const tls = Buffer.from('16030100c8010000c40303', 'hex');
  const rows: readonly (readonly [what: string, plans: readonly PacketPlan[], skipped: readonly string[]])[] = [
    [
      'TLS',
      connection([
        [true, tls],
        [false, tls],
        [true, tls],
      ]),
      ['encrypted'],
    ],
    ['TLS from the middle', connection([[true, Buffer.from('1703030020aabb', 'hex')]]).slice(2), ['encrypted']],
    [
      'TLS in a tunnel',
      connection([
        [true, 'CONNECT h:443 HTTP/1.1\r\n\r\n'],
        [false, 'HTTP/1.1 200 OK\r\n\r\n'],
        [true, tls],
      ]),
      ['encrypted'],
    ],
    [
      'a server that speaks first',
      connection([
        [false, 'SSH-2.0-OpenSSH_9.2\r\n'],
        [true, 'SSH-2.0-x\r\n'],
      ]),
      ['not-http'],
    ],
    ['binary', connection([[true, Buffer.from([0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9])]]), ['not-http']],
    [
      'binary from the middle',
      connection([[true, Buffer.from([0, 0, 0, 9, 1, 2, 3, 4, 5, 6])]]).slice(2),
      ['not-http'],
    ],
    ['no word at all', connection([]), []],
    ['a head without an end', connection([[true, 'GET / HTTP/1.1\r\nHost: x']]).slice(0, 3), []],
    [
      'a head that is too long',
      connection([[true, `GET / HTTP/1.1\r\nX: ${'y'.repeat(LIMITS.headBytes)}`]]),
      ['too-large'],
    ],
    ['an answer without a question', connection([[false, answer('x')]]), ['no-request']],
  ];
  test.each(rows)('%s', (_what, plans, skipped) => expect(read(file(plans)).skipped).toEqual(skipped));
  test('all of the table ran', () => expect(rows).toHaveLength(10));

  test('many connections at once, idle ones leaving first', () => {
    const list: Timed[] = Array.from({ length: 300 }, (_, n) =>
      packets(talk.slice(0, 4), { clientPort: 10_000 + n }).map(({ bytes }, at) => ({
        bytes,
        timeMs: START_MS + n * 5_000 + at,
      })),
    ).flat();
    expect(read(pcap(list)).exchanges).toHaveLength(300);
  });
});

describe('damage', () => {
  const source = (() => {
    const list = packets(talk);
    return [pcap(list), pcapng(list), pcap(list, { little: false })];
  })();
  test('at every byte, by cutting, ends in what was whole', () => {
    let ran = 0;
    for (const bytes of source) {
      for (let size = 24; size < bytes.length; size++) {
        const { exchanges } = read(bytes.subarray(0, size));
        expect(exchanges.length).toBeLessThanOrEqual(2);
        ran++;
      }
    }
    expect(ran).toBeGreaterThan(2_000);
  });

  test('by random bytes in packets is never more than skips', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...source),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }),
        (bytes, changes) => {
          const damaged = Buffer.from(bytes);
          for (const [at, value] of changes) damaged[24 + (at % (damaged.length - 24))] = value;
          for (const { request } of read(damaged).exchanges) expect(request.target).toMatch(/^(?:\/|\*$)/);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('rubbish after the beginning of either protocol', () => {
    const starts = ['', ask('/x'), 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ask('/w', 'Upgrade: websocket\r\n')];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 600 }),
        fc.uint8Array({ maxLength: 600 }),
        fc.integer({ min: 1, max: 90 }),
        (start, one, two, size) => {
          const upgrade = start.includes('websocket')
            ? 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n'
            : '';
          const bytes = file(
            connection(
              [
                [true, start],
                [false, upgrade],
                [true, Buffer.from(one)],
                [false, Buffer.from(two)],
              ],
              size,
            ),
          );
          expect(read(bytes, 50)).toEqual(read(bytes));
        },
      ),
      { numRuns: 400 },
    );
  });
});
