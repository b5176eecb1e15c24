import { expect } from 'vitest';
import type { JournalRecord } from '../../model/index.ts';
import { LIMITS } from '../../model/index.ts';
import type { Journal, JournalQuery } from '../index.ts';
import { DAY, NOON } from './samples.ts';

export type Case = (journal: Journal) => Promise<void>;

export const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
export const idsOf = (records: readonly JournalRecord[]) => records.map((record) => record.id);
export const asked = async (journal: Journal, query: Partial<JournalQuery>) =>
  idsOf((await journal.query({ limit: 100, ...query })).records);

export async function replayed(
  journal: Journal,
  options: { from?: number; to?: number; run?: string } = {},
): Promise<JournalRecord[]> {
  const all: JournalRecord[] = [];
  for await (const batch of journal.replay({ from: 0, to: NOON + 100 * DAY, ...options })) {
    expect(batch.length).toBeGreaterThan(0);
    expect(batch.length).toBeLessThanOrEqual(LIMITS.replayBatch);
    all.push(...batch);
  }
  return all;
}
