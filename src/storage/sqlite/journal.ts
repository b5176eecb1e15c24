import path from 'node:path';
import type { ExchangeSample, Rollup, TransactionRecord } from '../../model/index.ts';
import { LIMITS } from '../../model/index.ts';
import type { Journal } from '../index.ts';
import { compareRollups, dayEnd, mergeRollups, MINUTE_MS, minuteOf, parseCursor } from '../index.ts';
import type { DayFile, Placed } from './day-file.ts';
import type { OnProblem } from './day-folder.ts';
import { DayFolder } from './day-folder.ts';
import type { Reach } from './day-query.ts';
import { openOr, takeLock } from './lock.ts';
import { queryDays } from './query.ts';
import { replayDays } from './replay.ts';
import { RECORD_COLUMNS } from './row.ts';

const TAIL = `SELECT ${RECORD_COLUMNS} FROM record WHERE seq > ? ORDER BY seq LIMIT ?`;

/** Appended after `seq`, over all files: batches filed late under an older day come in their place. */
function tailDays(folder: DayFolder, seq: number, limit: number): Placed[] {
  const found: Placed[] = [];
  const candidates = folder
    .days()
    .filter(({ bounds }) => bounds.lastSeq > seq)
    .sort((a, b) => a.bounds.firstSeq - b.bounds.firstSeq);
  for (const { day, bounds } of candidates) {
    const last = found[limit - 1];
    if (last && last.seq < bounds.firstSeq) break;
    found.push(...(folder.read(day, (file) => file.records({ text: TAIL, values: [seq, limit] })) ?? []));
    found.sort((a, b) => a.seq - b.seq);
    found.length = Math.min(found.length, limit);
  }
  return found;
}

function rollupDays(folder: DayFolder, range: Reach, endpoint: string | undefined): Rollup[] {
  const reach = { from: minuteOf(range.from), to: range.to };
  const rows = folder
    .daysWithin({ from: reach.from, to: range.to + MINUTE_MS })
    .flatMap(({ day }) => folder.read(day, (file) => file.rollups(reach, endpoint)) ?? []);
  if (rows.length > LIMITS.rollupRows)
    throw new RangeError(`more than ${LIMITS.rollupRows} rollups: ask for a shorter range, one endpoint, or the sum`);
  return mergeRollups(rows.sort(compareRollups));
}

/** The first answer a day's file gives, youngest day first. */
function firstFound<T>(folder: DayFolder, ask: (file: DayFile) => T | undefined): T | undefined {
  for (const { day } of folder.days().toReversed()) {
    const found = folder.read(day, ask);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Opens the journal of a data folder: `journal/`, one file a UTC day, for this process alone until `close`; see
 * `day-file.ts` for what survives what. `onProblem` is told of each file that was damaged and set aside, now and later.
 * Calls are synchronous inside, on the thread that makes them. Errors: SP5001, SP5002, SP5003.
 */
export async function openSqliteJournal(
  dataFolder: string,
  { onProblem = () => {} }: { readonly onProblem?: OnProblem } = {},
): Promise<Journal> {
  const folder = path.join(dataFolder, 'journal');
  const release = takeLock(path.join(folder, 'lock'));
  const files = openOr(release, () => new DayFolder(folder, onProblem));
  return {
    capabilities: { aggregates: true },
    async append(batch) {
      if (batch.length > 0) files.append(batch);
    },
    async tail(cursor, limit) {
      const seq = parseCursor(cursor);
      const found = tailDays(files, seq, Math.min(limit, LIMITS.journalPage));
      return { records: found.map((place) => place.record), cursor: String(found.at(-1)?.seq ?? seq) };
    },
    get: async (id) => firstFound<TransactionRecord>(files, (file) => file.get(id)),
    sample: async (id) => firstFound<ExchangeSample>(files, (file) => file.sample(id)),
    query: async (query) => queryDays(files, query),
    rollups: async ({ from, to, endpoint }) => rollupDays(files, { from, to }, endpoint),
    replay: ({ from, to, run }) => replayDays(files, { from, to }, run),
    async size() {
      const days = files.days();
      return {
        rows: days.reduce((sum, { bounds }) => sum + bounds.rows, 0),
        bytes: files.bytes(),
        days: days.map(({ day }) => day),
      };
    },
    async retain(time) {
      const ended = files
        .days()
        .map(({ day }) => day)
        .filter((day) => dayEnd(day) <= time);
      if (ended.length > 0) files.drop(ended);
      return ended;
    },
    async close() {
      files.close();
      release();
    },
  };
}
