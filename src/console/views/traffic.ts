import { LIMITS, type Rollup } from '../../model/index.ts';
import { ALL_ENDPOINTS, type Journal } from '../../storage/index.ts';
import type { Traffic, TrafficPoint } from '../types.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export const MINUTE_MS = 60_000;
const SLOTS_MS = [1, 5, 15, 60, 360, 1_440].map((minutes) => minutes * MINUTE_MS);
const WIDEST_MS = 90 * 1_440 * MINUTE_MS;

/** A range as asked for: the last hour when nothing was said, never wider than a quarter of a year. */
export function rangeOf(query: { readonly from?: number; readonly to?: number }, now: number): Range {
  const to = query.to ?? now;
  const from = query.from ?? to - 60 * MINUTE_MS;
  return { from: Math.max(from, to - WIDEST_MS), to };
}

type Totals = { -readonly [Key in keyof Omit<TrafficPoint, 'durationMs'>]: TrafficPoint[Key] } & {
  durationMsSum: number;
};

function add(totals: Totals, rollup: Rollup): void {
  totals.requests += rollup.requests;
  totals.allowed += rollup.requests - rollup.refused;
  totals.refused += rollup.refused;
  totals.errors4xx += rollup.errors4xx;
  totals.errors5xx += rollup.errors5xx;
  totals.signals += rollup.signals;
  totals.durationMsSum += rollup.durationMsSum;
}

const empty = (time: number): Totals => ({
  time,
  requests: 0,
  allowed: 0,
  refused: 0,
  errors4xx: 0,
  errors5xx: 0,
  signals: 0,
  durationMsSum: 0,
});

const point = ({ durationMsSum, ...totals }: Totals): TrafficPoint => ({
  ...totals,
  durationMs: totals.requests === 0 ? null : durationMsSum / totals.requests,
});

/**
 * Requests by outcome in slots of whole minutes. Whether the gateway ran before `startedAt` is not written down, so
 * slots without a request before it are a gap and not a zero.
 */
export async function trafficOf(
  journal: Journal,
  range: Range,
  endpoint: string | undefined,
  startedAt: number,
  marks: Traffic['marks'],
): Promise<Traffic> {
  const slotMs = SLOTS_MS.find((slot) => (range.to - range.from) / slot <= LIMITS.trafficSlots) ?? 1_440 * MINUTE_MS;
  const from = Math.floor(range.from / slotMs) * slotMs;
  const slots = new Map<number, Totals>();
  for (let time = from; time < range.to; time += slotMs) slots.set(time, empty(time));
  for (const rollup of await journal.rollups({ from, to: range.to, endpoint: endpoint ?? ALL_ENDPOINTS })) {
    const totals = slots.get(Math.floor(rollup.minute / slotMs) * slotMs);
    if (totals !== undefined) add(totals, rollup);
  }
  const points = [...slots.values()].map(point);
  const inside = marks.filter((mark) => mark.time >= from && mark.time < range.to);
  return { from, to: range.to, slotMs, points, gaps: gapsOf(points, slotMs, startedAt), marks: inside, exact: true };
}

function gapsOf(points: readonly TrafficPoint[], slotMs: number, startedAt: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (const { time, requests } of points) {
    if (requests > 0 || time + slotMs > startedAt) continue;
    const last = gaps.at(-1);
    if (last?.to === time) last.to = time + slotMs;
    else gaps.push({ from: time, to: time + slotMs });
  }
  return gaps;
}
