import type { JournalRecord } from '../model/index.ts';

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** First millisecond of the minute a time lies in. */
export const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS) * MINUTE_MS;

/** UTC day of a time in milliseconds, `2026-11-24`. */
const utcDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** First millisecond after a UTC day. */
export const dayEnd = (day: string): number => Date.parse(`${day}T00:00:00Z`) + DAY_MS;

/**
 * The day a whole batch is filed under: that of its newest record. A batch is never split, so that it stays atomic; a
 * day may therefore hold older records (a long exchange is recorded when it ends), never younger ones, and retention by
 * day drops nothing too early.
 */
export function batchDay(batch: readonly JournalRecord[]): string {
  return utcDay(batch.reduce((newest, record) => Math.max(newest, record.time), -Infinity));
}
