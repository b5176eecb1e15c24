import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../model/index.ts';
import { Counters } from './counters.ts';
import { Overheard, type OverheardShare } from './overheard.ts';

const HEADERS = ['Upgrade', 'WebSocket', 'Sec-WebSocket-Extensions', 'permessage-deflate'];

test('whatever comes, it neither throws nor keeps more than it may, and gives back what it held', () => {
  const chunk = fc.tuple(fc.constantFrom('client' as const, 'server' as const), fc.uint8Array({ maxLength: 300 }));
  const share = { held: 0 };
  let ran = 0;
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 20 }), (chunks) => {
      ran++;
      const overheard = Overheard.open(HEADERS, share, new Counters(() => {}), () => 1);
      for (const [from, bytes] of chunks) overheard?.push(from, Buffer.from(bytes));
      const messages = overheard?.finish() ?? [];
      expect(messages.length).toBeLessThanOrEqual(2 * LIMITS.tunnelMessages);
      for (const { body } of messages) expect(body.bytes.buffer.byteLength).toBe(body.bytes.length);
      expect(share.held).toBe(0);
    }),
    { numRuns: 500 },
  );
  expect(ran).toBe(500);
});

test('beyond what all tunnels may hold together it stops, and has room again when others end', () => {
  const counters = new Counters(() => {});
  const share: OverheardShare = { held: LIMITS.tunnelsHeldBytes };
  const open = (): Overheard | undefined => Overheard.open(HEADERS, share, counters, () => 1);
  const hello = Buffer.from('\x81\x02{}', 'latin1');
  const late = open();
  for (let n = 0; n < 3; n++) late?.push('client', hello);
  expect(late?.finish()).toHaveLength(1);
  expect(counters.snapshot()['tunnel-messages-left-out']).toBe(1);
  share.held = 0;
  const next = open();
  for (let n = 0; n < 3; n++) next?.push('client', hello);
  expect(share.held).toBeGreaterThan(0);
  expect(next?.finish()).toHaveLength(3);
  expect(share.held).toBe(0);
});
