import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addRow, addSeen, createBoundedMap, findRow, findSeen, isRecent, type Rows, type Seen } from './index.ts';

describe('bounded map', () => {
  test('never exceeds its capacity and keeps the last half of the distinct keys', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.array(fc.nat(30), { maxLength: 200 }), (capacity, keys) => {
        const map = createBoundedMap<number, { key: number }>(capacity);
        for (const [index, key] of keys.entries()) {
          if (map.get(key) === undefined) map.set(key, { key });
          expect(map.size).toBeLessThanOrEqual(capacity);
          const last = [...new Set(keys.slice(0, index + 1).reverse())].slice(0, Math.floor(capacity / 2));
          // The newest key is looked up last, so that looking does not change what is kept.
          for (const kept of last.reverse()) expect(map.get(kept)).toEqual({ key: kept });
        }
      }),
    );
  });

  test('counts every entry that left for room', () => {
    const map = createBoundedMap<number, string>(100);
    for (let key = 0; key < 1_000; key++) map.set(key, 'x');
    expect(map.size + map.evicted).toBe(1_000);
    expect(map.evicted).toBeGreaterThanOrEqual(900);
  });

  test('forgets what is deleted in either generation', () => {
    const map = createBoundedMap<string, number>(4);
    for (const key of ['a', 'b', 'c']) map.set(key, 1);
    for (const key of ['a', 'c']) map.delete(key);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, 1, undefined, 1]);
    map.clear();
    expect(map.size).toBe(0);
  });

  test('a value set again stands once', () => {
    const map = createBoundedMap<string, number>(4);
    for (const [key, value] of [
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['a', 2],
    ] as const)
      map.set(key, value);
    expect([map.get('a'), map.size]).toEqual([2, 3]);
  });
});

describe('recent', () => {
  const seen = (key: string, time: number): Seen<string> => ({ key, time });

  test('a full list gives up the entry seen longest ago', () => {
    const list = [seen('a', 30), seen('b', 10), seen('c', 20)];
    addSeen(list, seen('d', 40), 3);
    expect(list.map((entry) => entry.key)).toEqual(['a', 'd', 'c']);
    expect(findSeen(list, 'b')).toBeUndefined();
    expect(findSeen(list, 'd')).toEqual(seen('d', 40));
  });

  test('a window looks both ways, so that a clock set back leaves nothing behind for ever', () => {
    expect([isRecent(0, 99, 100), isRecent(0, 100, 100), isRecent(99, 0, 100), isRecent(1_000, 0, 100)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('rows', () => {
  test('hold the same as a list of records would', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(50)), { maxLength: 80 }), (events) => {
        const rows: Rows = [];
        const list: (Seen<number> & { readonly more: number })[] = [];
        for (const [key, time] of events) {
          const known = findSeen(list, key);
          const offset = findRow(rows, 3, key);
          expect(offset >= 0).toBe(known !== undefined);
          if (known === undefined) {
            addSeen(list, { key, time, more: key * 2 }, 5);
            expect(rows[addRow(rows, [key, time, key * 2], 5)]).toBe(key);
          } else {
            known.time = time;
            rows[offset + 1] = time;
          }
        }
        expect(rows).toEqual(list.flatMap(({ key, time, more }) => [key, time, more]));
      }),
    );
  });
});
