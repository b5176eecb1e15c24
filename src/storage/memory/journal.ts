import type { ExchangeSample, JournalRecord, TransactionRecord } from '../../model/index.ts';
import { LIMITS } from '../../model/index.ts';
import type { Journal, JournalPage, JournalQuery } from '../index.ts';
import {
  ALL_ENDPOINTS,
  batchDay,
  dayEnd,
  formatPosition,
  minuteOf,
  newestFirst,
  parseCursor,
  parsePosition,
  rollUp,
  signalCount,
} from '../index.ts';

/** A record at its place in append order, under the day its batch was filed. The sample is kept apart. */
interface Entry {
  readonly seq: number;
  readonly day: string;
  readonly record: JournalRecord;
  readonly sample?: ExchangeSample;
}
type TransactionEntry = Entry & { readonly record: TransactionRecord };

const isTransaction = (entry: Entry): entry is TransactionEntry => entry.record.kind === 'transaction';
const within = (time: number, range: { readonly from?: number; readonly to?: number }): boolean =>
  time >= (range.from ?? -Infinity) && time < (range.to ?? Infinity);

function file(seq: number, day: string, record: JournalRecord): Entry {
  if (record.kind !== 'transaction' || record.sample === undefined) return { seq, day, record };
  const { sample, ...bare } = record;
  return { seq, day, record: bare, sample };
}

function statusMatches(status: number, wanted: JournalQuery['status']): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'number' ? status === wanted : Math.floor(status / 100) === Number(wanted[0]);
}

function hasRule(record: TransactionRecord, rule: string): boolean {
  return [record.requestSignals, record.responseSignals, record.stateSignals].some((signals) =>
    signals.some((signal) => signal.rule === rule),
  );
}

function matches(record: TransactionRecord, query: JournalQuery): boolean {
  return (
    within(record.time, query) &&
    (query.actor === undefined || record.actor.id === query.actor) &&
    (query.endpoint === undefined || record.endpoint?.id === query.endpoint) &&
    (query.method === undefined || record.method === query.method) &&
    statusMatches(record.status, query.status) &&
    (query.conclusion === undefined || record.verdict.conclusion === query.conclusion) &&
    (query.rule === undefined || hasRule(record, query.rule)) &&
    (!query.signalsOnly || signalCount(record) > 0) &&
    (query.path === undefined || record.path.includes(query.path))
  );
}

/** Engine order: runs by their first record, inside a run by sequence. */
function inEngineOrder(entries: readonly Entry[]): Entry[] {
  const starts = new Map<string, number>();
  for (const { seq, record } of entries) if (!starts.has(record.run)) starts.set(record.run, seq);
  const start = (entry: Entry): number => starts.get(entry.record.run) as number;
  return [...entries].sort((a, b) => start(a) - start(b) || a.record.seqIn - b.record.seqIn || a.seq - b.seq);
}

/** Newest first, after the position of the last page. */
function pageOf(entries: readonly Entry[], query: JournalQuery): JournalPage {
  const before = query.before === undefined ? undefined : parsePosition(query.before);
  const found = entries
    .filter((entry): entry is TransactionEntry => isTransaction(entry) && matches(entry.record, query))
    .map((entry) => ({ time: entry.record.time, seq: entry.seq, record: entry.record }))
    .filter((place) => before === undefined || newestFirst(before, place) < 0)
    .sort(newestFirst);
  const page = found.slice(0, Math.min(query.limit, LIMITS.journalPage));
  const last = page.at(-1);
  const records = page.map((place) => place.record);
  return last && found.length > page.length
    ? { records, next: formatPosition(last), partial: false }
    : { records, partial: false };
}

/** The journal in memory: at most `maxRecords` records, the first appended leave first. Nothing outlives the process. */
export function createMemoryJournal(maxRecords: number = LIMITS.memoryJournalRecords): Journal {
  let entries: Entry[] = [];
  let seq = 0;
  const find = (id: string): TransactionEntry | undefined =>
    entries.findLast((entry): entry is TransactionEntry => isTransaction(entry) && entry.record.id === id);
  const days = (): string[] => [...new Set(entries.map((entry) => entry.day))].sort();
  return {
    capabilities: { aggregates: true },
    async append(batch) {
      if (batch.length === 0) return;
      const day = batchDay(batch);
      for (const record of batch) entries.push(file(++seq, day, record));
      if (entries.length > maxRecords) entries.splice(0, entries.length - maxRecords);
    },
    async tail(cursor, limit) {
      const after = parseCursor(cursor);
      const from = entries.findIndex((entry) => entry.seq > after);
      const page = from < 0 ? [] : entries.slice(from, from + Math.min(limit, LIMITS.journalPage));
      return { records: page.map((entry) => entry.record), cursor: String(page.at(-1)?.seq ?? after) };
    },
    get: async (id) => find(id)?.record,
    sample: async (id) => find(id)?.sample,
    query: async (query) => pageOf(entries, query),
    async rollups({ from, to, endpoint }) {
      const range = { from: minuteOf(from), to };
      const chosen = entries.map((entry) => entry.record).filter((record) => within(minuteOf(record.time), range));
      return rollUp(chosen).filter((rollup) =>
        endpoint === undefined ? rollup.endpoint !== ALL_ENDPOINTS : rollup.endpoint === endpoint,
      );
    },
    async *replay({ from, to, run }) {
      const chosen = inEngineOrder(entries).filter(
        ({ record }) => within(record.time, { from, to }) && (run === undefined || record.run === run),
      );
      for (let at = 0; at < chosen.length; at += LIMITS.replayBatch) {
        yield chosen.slice(at, at + LIMITS.replayBatch).map((entry) => entry.record);
      }
    },
    async size() {
      return { rows: entries.length, bytes: 0, days: days() };
    },
    async retain(time) {
      const dropped = days().filter((day) => dayEnd(day) <= time);
      entries = entries.filter((entry) => !dropped.includes(entry.day));
      return dropped;
    },
    close: async () => {},
  };
}
