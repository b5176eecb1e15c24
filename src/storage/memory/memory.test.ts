import { describe, expect, test } from 'vitest';
import { journalConformance } from '../conformance/journal.ts';
import { recordStoreConformance } from '../conformance/record-store.ts';
import { sharedStateConformance } from '../conformance/shared-state.ts';
import { NOON, transaction } from '../conformance/samples.ts';
import { createMemoryJournal, createMemoryRecordStore, createMemorySharedState } from './index.ts';

recordStoreConformance('memory', async () => createMemoryRecordStore());
journalConformance('memory', async () => createMemoryJournal());
sharedStateConformance('memory', async () => createMemorySharedState());

describe('bounds of the memory adapters', () => {
  test('the journal keeps the newest records up to its bound', async () => {
    const journal = createMemoryJournal(3);
    await journal.append([1, 2].map((n) => transaction(n)));
    await journal.append([3, 4].map((n) => transaction(n)));
    expect((await journal.query({ limit: 9 })).records.map((record) => record.id)).toEqual(['t-4', 't-3', 't-2']);
    expect((await journal.tail('1', 9)).records).toHaveLength(3);
  });

  test('shared state drops what was longest untouched', async () => {
    const state = createMemorySharedState(2);
    await state.set(
      ['a', 'b'].map((key) => ({ key, value: key, expires: NOON + 9 })),
      NOON,
    );
    await state.set(
      [
        { key: 'a', value: 'a', expires: NOON + 9 },
        { key: 'c', value: 'c', expires: NOON + 9 },
      ],
      NOON,
    );
    expect(await state.get(['a', 'b', 'c'], NOON)).toEqual(['a', undefined, 'c']);
    await state.add(
      ['x', 'y', 'z'].map((key) => ({ key, by: 5, windowMs: 1_000 })),
      NOON,
    );
    expect(
      await state.add(
        [
          { key: 'z', by: 1, windowMs: 1_000 },
          { key: 'x', by: 1, windowMs: 1_000 },
        ],
        NOON,
      ),
    ).toEqual([6, 1]);
  });

  test('a subscriber that throws does not keep a message from the others', async () => {
    const state = createMemorySharedState();
    const heard: string[] = [];
    await state.subscribe('t', () => {
      throw new Error('broken subscriber');
    });
    await state.subscribe('t', (message) => heard.push(message));
    await expect(state.publish('t', 'x')).rejects.toThrow(AggregateError);
    expect(heard).toEqual(['x']);
  });
});
