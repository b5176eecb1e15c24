import type { JournalRecord, Rollup, TransactionRecord } from '../model/index.ts';
import { minuteOf } from './days.ts';

/** Endpoint of the rollups that sum over all endpoints. */
export const ALL_ENDPOINTS = '*';

type Totals = { -readonly [K in keyof Rollup]: Rollup[K] };

const emptyTotals = (minute: number, endpoint: string): Totals => ({
  minute,
  endpoint,
  requests: 0,
  refused: 0,
  errors4xx: 0,
  errors5xx: 0,
  signals: 0,
  durationMsSum: 0,
  requestBytes: 0,
  responseBytes: 0,
});

export const signalCount = (record: TransactionRecord): number =>
  record.requestSignals.length + record.responseSignals.length + record.stateSignals.length;

function count(totals: Totals, record: TransactionRecord): void {
  totals.requests++;
  if (record.end === 'refused') totals.refused++;
  if (record.status >= 400 && record.status < 500) totals.errors4xx++;
  if (record.status >= 500) totals.errors5xx++;
  totals.signals += signalCount(record);
  totals.durationMsSum += record.durationMs;
  totals.requestBytes += record.requestBytes;
  totals.responseBytes += record.responseBytes;
}

/** Per-minute totals of the transactions of a batch: one for each endpoint met and one for all together, by minute and endpoint. */
export function rollUp(records: Iterable<JournalRecord>): Rollup[] {
  const minutes = new Map<number, Map<string, Totals>>();
  for (const record of records) {
    if (record.kind !== 'transaction') continue;
    const minute = minuteOf(record.time);
    let endpoints = minutes.get(minute);
    if (!endpoints) minutes.set(minute, (endpoints = new Map<string, Totals>()));
    for (const endpoint of [ALL_ENDPOINTS, record.endpoint?.id ?? '']) {
      let totals = endpoints.get(endpoint);
      if (!totals) endpoints.set(endpoint, (totals = emptyTotals(minute, endpoint)));
      count(totals, record);
    }
  }
  return [...minutes.values()].flatMap((endpoints) => [...endpoints.values()]).sort(compareRollups);
}

/** Adds up rollups of the same minute and endpoint that stand next to each other in sorted order. */
export function mergeRollups(sorted: readonly Rollup[]): Rollup[] {
  const merged: Totals[] = [];
  for (const one of sorted) {
    const last = merged.at(-1);
    if (last?.minute !== one.minute || last.endpoint !== one.endpoint) {
      merged.push({ ...one });
      continue;
    }
    for (const key of [
      'requests',
      'refused',
      'errors4xx',
      'errors5xx',
      'signals',
      'durationMsSum',
      'requestBytes',
      'responseBytes',
    ] as const)
      last[key] += one[key];
  }
  return merged;
}

export const compareRollups = (a: Rollup, b: Rollup): number =>
  a.minute - b.minute || (a.endpoint < b.endpoint ? -1 : a.endpoint > b.endpoint ? 1 : 0);
