import type { StatementSync } from 'node:sqlite';

/** Rows after which the next bucket begins. An index over one bucket is four or five pages of 4 KB. */
const BUCKET_ROWS = 1_024;

/**
 * A day's rows fall into buckets, consecutive stretches of time of about BUCKET_ROWS rows. The indexes by actor and by
 * endpoint begin with the bucket: appending touches only the pages of the last one, however many actors there are, and a
 * search goes through the buckets from the newest, one look each (a day of 5 million rows has 4,900: about ten milliseconds at worst).
 */
export interface Buckets {
  /** Bucket for a row of this time, which is counted into it. Only inside a write transaction. */
  place(time: number): number;
  /** Writes what `place` changed; at the end of the transaction. */
  save(): void;
  /** Reads the state anew, after a transaction was undone. */
  load(): void;
}

interface Bucket {
  /** First millisecond; the first bucket has no beginning. */
  readonly start: number;
  rows: number;
}

export function createBuckets(prepare: (sql: string) => StatementSync): Buckets {
  let buckets: Bucket[] = [];
  let newest = -Infinity;
  const changed = new Set<number>();
  const load = (): void => {
    const rows = prepare('SELECT start, rows FROM bucket ORDER BY n').all();
    buckets = rows.map((row) => ({ start: row['start'] as number, rows: row['rows'] as number }));
    if (buckets.length === 0) buckets.push({ start: Number.MIN_SAFE_INTEGER, rows: 0 });
    newest = (prepare('SELECT last_time FROM bounds').get()?.['last_time'] as number | undefined) ?? -Infinity;
    changed.clear();
  };
  load();
  return {
    load,
    place(time) {
      let n = buckets.length - 1;
      while (n > 0 && (buckets[n] as Bucket).start > time) n--;
      const bucket = buckets[n] as Bucket;
      bucket.rows++;
      newest = Math.max(newest, time);
      changed.add(n);
      // The next one begins after every row there is, so that no row ever lies in a bucket later than its time.
      if (n === buckets.length - 1 && bucket.rows >= BUCKET_ROWS)
        changed.add(buckets.push({ start: Math.floor(newest) + 1, rows: 0 }) - 1);
      return n;
    },
    save() {
      const put = prepare('INSERT OR REPLACE INTO bucket VALUES (?, ?, ?)');
      for (const n of changed) put.run(n, (buckets[n] as Bucket).start, (buckets[n] as Bucket).rows);
      changed.clear();
    },
  };
}
