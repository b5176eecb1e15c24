import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, UNKNOWN_ADDRESS } from '../../model/index.ts';
import { toldClient } from './address.ts';
import { SensorCounts } from './counts.ts';
import { fits } from './fits.ts';
import { readMessage, readPair } from './protobuf.ts';
import { plausibleDuration, plausibleTime } from './time.ts';
import { Waiting } from './waiting.ts';

describe('waiting for answers', () => {
  test('what has to leave is given up, the oldest first, and nothing is kept twice', () => {
    const gone: string[] = [];
    const waiting = new Waiting<string>({ entries: 3, bytes: 100, ms: 50 }, (value) => gone.push(value));
    for (const [time, key] of ['a', 'b', 'c', 'd'].entries()) waiting.add(key, key, 10, time);
    expect([gone, waiting.size]).toEqual([['a'], 3]);
    expect([waiting.take('c'), waiting.take('c')]).toEqual(['c', undefined]);
    waiting.add('e', 'e', 95, 10);
    expect(gone).toEqual(['a', 'b', 'd']);
    waiting.add('e', 'e again', 1, 20);
    expect(gone.at(-1)).toBe('e');
    waiting.expire(69);
    expect(waiting.size).toBe(1);
    waiting.expire(70);
    expect([waiting.size, gone.at(-1)]).toEqual([0, 'e again']);
  });

  test('bounds hold and nothing is lost, whatever comes', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), bytes: fc.nat(60), take: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [added, left] = [0, 0];
        const waiting = new Waiting<number>({ entries: 3, bytes: 100, ms: 10 }, () => left++);
        for (const [time, { key, bytes, take }] of steps.entries()) {
          if (take) left += waiting.take(key) === undefined ? 0 : 1;
          else {
            added++;
            waiting.add(key, time, bytes, time);
          }
          waiting.expire(time);
          expect(waiting.size).toBeLessThanOrEqual(3);
        }
        waiting.clear();
        expect([waiting.size, left]).toEqual([0, added]);
      }),
    );
  });
});

test('a clock that cannot be right is not believed', () => {
  const counts = new SensorCounts();
  const now = Date.UTC(2026, 10, 24);
  const told = [
    undefined,
    now - 5_000,
    now + 5_000,
    now - LIMITS.sensorLateMs - 1,
    now + LIMITS.sensorEarlyMs + 1,
    NaN,
  ];
  expect(told.map((time) => plausibleTime(time, now, counts, 'otel'))).toEqual([
    now,
    now - 5_000,
    now + 5_000,
    now,
    now,
    now,
  ]);
  expect(counts.list()).toMatchObject([{ name: 'time-corrected', value: 3, kind: 'swallowed' }]);
  expect([-1, NaN, Infinity, 12.5, 1e300].map(plausibleDuration)).toEqual([0, 0, 0, 12.5, LIMITS.sensorDurationMs]);
});

test('only what is lost is charged to a sensor', () => {
  const counts = new SensorCounts();
  counts.count('not-http', 'otel', 5);
  counts.count('malformed', 'otel');
  counts.count('dropped-by-sender', 'middleware', 3);
  expect([counts.lost('otel'), counts.lost('middleware'), counts.lost('mirror')]).toEqual([1, 3, 0]);
});

test.each([
  ['198.51.100.7', '198.51.100.7'],
  [' 2001:DB8::7 ', '2001:db8::7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['unix:/run/x.sock', UNKNOWN_ADDRESS],
  ['', UNKNOWN_ADDRESS],
  [undefined, UNKNOWN_ADDRESS],
])('client %j is %s', (told, address) => {
  expect(toldClient(told)).toEqual({ address, peer: address });
});

test('a head longer than the gateway takes is not taken from others', () => {
  const head = { target: '/', host: 'a', headers: ['x', 'y'] };
  expect(fits(head)).toBe(true);
  expect(fits({ ...head, target: `/${'a'.repeat(LIMITS.headBytes)}` })).toBe(false);
  expect(fits({ ...head, headers: Array<string>(LIMITS.headerLines * 2 + 2).fill('') })).toBe(false);
});

describe('protobuf', () => {
  test('reads what is known, skips the rest', () => {
    const writer = new BinaryWriter();
    writer.tag(9, WireType.Varint).int64(77);
    writer.tag(1, WireType.LengthDelimited).string('name');
    writer.tag(8, WireType.LengthDelimited).fork().tag(1, WireType.Bit64).fixed64(1n).join();
    writer.tag(2, WireType.LengthDelimited).string('value ü');
    expect(readPair(writer.finish())).toEqual(['name', 'value ü']);
  });

  test('rubbish and cut messages throw or give something; nothing hangs and nothing reaches beyond', () => {
    let threw = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(readPair(bytes)).toHaveLength(2);
        } catch (error) {
          threw++;
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(threw).toBeGreaterThan(100);
  });

  test('a value of another type than agreed is refused', () => {
    const bytes = new BinaryWriter().tag(1, WireType.Varint).int32(5).finish();
    expect(() => readPair(bytes)).toThrow(RangeError);
    expect(() => readMessage(bytes, (_, value) => value.fixed64() > 0n)).toThrow(RangeError);
  });
});
