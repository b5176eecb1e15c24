import { LIMITS } from '../model/index.ts';
import { LIST_LIMIT, type RecordKind, type RecordKinds, type RecordStore } from '../storage/index.ts';

/** All records of one kind as rows small enough to sort and filter in memory. */
export interface Collection<Row> {
  rows(): Promise<{ readonly rows: readonly Row[]; readonly partial: boolean }>;
  /** Forgets what was read; the next call reads again. */
  invalidate(): void;
}

/** Reading is paid for at most one part in twenty of the time: the dearer it was, the longer the rows are used. */
const REST = 20;

/**
 * Rows are read again when they are older than a second (more when reading is slow), so that a list and a figure that
 * counts it agree. `partial` when there were more than LIMITS.consoleRows.
 */
export function createCollection<K extends RecordKind, Row>(
  records: RecordStore,
  kind: K,
  toRow: (record: RecordKinds[K]) => Row,
): Collection<Row> {
  let held: Promise<{ readonly rows: readonly Row[]; readonly partial: boolean }> | undefined;
  let good = 0;

  const read = async (): Promise<{ readonly rows: readonly Row[]; readonly partial: boolean }> => {
    const started = performance.now();
    const rows: Row[] = [];
    let after: string | undefined;
    do {
      const page = await records.list(kind, { limit: LIST_LIMIT, ...(after === undefined ? {} : { after }) });
      for (const record of page.records) rows.push(toRow(record));
      after = page.next;
    } while (after !== undefined && rows.length < LIMITS.consoleRows);
    const done = performance.now();
    good = done + Math.max(LIMITS.consoleRowsMs, (done - started) * REST);
    return { rows, partial: after !== undefined };
  };

  return {
    rows() {
      if (held === undefined || performance.now() > good) {
        good = Infinity;
        const reading = read();
        held = reading;
        // A failed reading must not be kept; whoever waits for it gets its error.
        reading.catch(() => {
          if (held === reading) held = undefined;
        });
      }
      return held;
    },
    invalidate() {
      held = undefined;
    },
  };
}
