import type { JournalRecord } from '../../model/index.ts';
import { LIMITS } from '../../model/index.ts';
import type { Placed } from './day-file.ts';
import type { DayFolder } from './day-folder.ts';
import type { Reach } from './day-query.ts';
import { RECORD_COLUMNS } from './row.ts';

/** One run's part of one file: rows by (seqIn, seq), read page by page so that appending goes on meanwhile. */
interface Strand {
  readonly day: string;
  readonly run: string;
  readonly first: number;
  readonly last: number;
}

const PAGE = `SELECT ${RECORD_COLUMNS} FROM record INDEXED BY record_engine
  WHERE run = ? AND seq_in >= ? AND (seq_in > ? OR seq > ?) AND seq_in <= ? AND time >= ? AND time < ? ORDER BY seq_in, seq LIMIT ?`;
/** First and last place of a run in reach; a file wholly in reach answers from the ends of the index. */
const ALL_SPAN =
  'SELECT min(seq_in) AS first, (SELECT max(seq_in) FROM record INDEXED BY record_engine WHERE run = ?1) AS last FROM record INDEXED BY record_engine WHERE run = ?1';
const PART_SPAN = `SELECT min(seq_in) AS first, max(seq_in) AS last FROM (
  SELECT seq_in FROM record INDEXED BY record_time WHERE change IS NULL AND time >= ?2 AND time < ?3 AND run = ?1 UNION ALL
  SELECT seq_in FROM record INDEXED BY record_change WHERE change IS NOT NULL AND time >= ?2 AND time < ?3 AND run = ?1)`;

export const REPLAY_STATEMENTS = [PAGE, ALL_SPAN, PART_SPAN] as const;

/** Runs in order of their first record anywhere in the journal. */
function runsInOrder(folder: DayFolder): string[] {
  const starts = new Map<string, number>();
  for (const { day } of folder.days()) {
    for (const [run, seq] of folder.read(day, (file) => file.runs()) ?? [])
      starts.set(run, Math.min(seq, starts.get(run) ?? Infinity));
  }
  return [...starts].sort((a, b) => a[1] - b[1]).map(([run]) => run);
}

function strandsOf(folder: DayFolder, run: string, reach: Reach): Strand[] {
  const strands: Strand[] = [];
  for (const { day, bounds } of folder.daysWithin(reach)) {
    const whole = bounds.firstTime >= reach.from && bounds.lastTime < reach.to;
    const span = folder.read(day, (file) => {
      const id = file.texts.find(run);
      if (id === undefined) return undefined;
      return file.first(
        whole ? { text: ALL_SPAN, values: [id] } : { text: PART_SPAN, values: [id, reach.from, reach.to] },
      );
    });
    const { first, last } = span ?? {};
    if (typeof first === 'number' && typeof last === 'number') strands.push({ day, run, first, last });
  }
  return strands.sort((a, b) => a.first - b.first);
}

function* rowsOf(folder: DayFolder, { day, run, first, last }: Strand, reach: Reach): Generator<Placed, undefined> {
  let after = { seqIn: first, seq: 0 };
  for (;;) {
    const values = [after.seqIn, after.seqIn, after.seq, last, reach.from, reach.to, LIMITS.replayBatch];
    const page =
      folder.read(day, (file) => file.records({ text: PAGE, values: [file.texts.find(run) ?? -1, ...values] })) ?? [];
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < LIMITS.replayBatch) return;
    after = { seqIn: end.record.seqIn, seq: end.seq };
  }
}

const earlier = (a: Placed, b: Placed): boolean =>
  a.record.seqIn < b.record.seqIn || (a.record.seqIn === b.record.seqIn && a.seq < b.seq);

/** The strands of a run as one sequence. Only those that overlap are open together: two around midnight, seldom more. */
function* mergeStrands(folder: DayFolder, strands: readonly Strand[], reach: Reach): Generator<JournalRecord> {
  const waiting = [...strands];
  const active: { head: Placed; readonly rest: Generator<Placed, undefined> }[] = [];
  const least = (): number =>
    active.reduce((best, one, n) => (earlier(one.head, (active[best] as typeof one).head) ? n : best), 0);
  for (;;) {
    let next = least();
    while (waiting[0] && (!active[next] || waiting[0].first <= (active[next] as { head: Placed }).head.record.seqIn)) {
      const rest = rowsOf(folder, waiting.shift() as Strand, reach);
      const { value } = rest.next();
      if (value) active.push({ head: value, rest });
      next = least();
    }
    const one = active[next];
    if (!one) return;
    yield one.head.record;
    const { value } = one.rest.next();
    if (value) one.head = value;
    else active.splice(next, 1);
  }
}

/** Records in reach in engine order, in batches of LIMITS.replayBatch; holds a few pages at a time, whatever the length. */
export async function* replayDays(
  folder: DayFolder,
  reach: Reach,
  run: string | undefined,
): AsyncGenerator<readonly JournalRecord[]> {
  const runs = runsInOrder(folder).filter((name) => run === undefined || name === run);
  let batch: JournalRecord[] = [];
  for (const name of runs) {
    for (const record of mergeStrands(folder, strandsOf(folder, name, reach), reach)) {
      batch.push(record);
      if (batch.length < LIMITS.replayBatch) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
