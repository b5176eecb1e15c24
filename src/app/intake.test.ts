import { expect, test } from 'vitest';
import type { Analysis } from '../analysis/index.ts';
import { CodedError } from '../model/index.ts';
import type { Captured } from '../pipeline/index.ts';
import { createIntake } from './intake.ts';

/** Fails as often as told, then takes everything. */
function failing(times: number, error: Error): { analysis: Analysis; taken: number[] } {
  const taken: number[] = [];
  let left = times;
  const analysis: Analysis = {
    async ingest(batch) {
      if (left-- > 0) throw error;
      taken.push(batch.length);
    },
    save: async () => {},
    saveAll: async () => {},
    orphans: () => [],
    forgotten: () => 0,
  };
  return { analysis, taken };
}

const batch = (count: number): readonly Captured[] => Array.from({ length: count }, () => ({}) as unknown as Captured);

test('a full disk holds batches back in order until there is room; nothing is lost', async () => {
  const { analysis, taken } = failing(1, new CodedError('SP5004', 'journal'));
  const settled: [number, number][] = [];
  const notices: string[] = [];
  const intake = createIntake(analysis, {
    settled: (count, lost) => void settled.push([count, lost]),
    notice: (text) => void notices.push(text),
  });
  intake.add(batch(3));
  intake.add(batch(2));
  await intake.finish();
  expect(taken).toEqual([3, 2]);
  expect(settled).toEqual([
    [3, 0],
    [2, 0],
  ]);
  expect(notices).toHaveLength(2);
  expect(notices[0]).toContain('Disk is full');
  expect(notices[1]).toBe('recording goes on');
});

test('a failure that does not pass loses its batch, counted, and the next goes on', async () => {
  const { analysis, taken } = failing(1, new Error('bug'));
  const settled: [number, number][] = [];
  const intake = createIntake(analysis, {
    settled: (count, lost) => void settled.push([count, lost]),
    notice: () => {},
  });
  intake.add(batch(3));
  intake.add(batch(2));
  await intake.finish();
  expect(taken).toEqual([2]);
  expect(settled).toEqual([
    [3, 3],
    [2, 0],
  ]);
});
