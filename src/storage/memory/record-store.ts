import type { AuditEntry, NewAuditEntry, RecordKind, RecordKinds, RecordPage, RecordStore } from '../index.ts';
import { chainAudit, LIST_LIMIT } from '../index.ts';

interface Shelf {
  readonly byId: Map<string, unknown>;
  /** Ids in byte order; rebuilt at the next `list` after an id came or went. */
  sorted: readonly string[] | undefined;
}

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Index of the first id after `after`. */
function firstAfter(ids: readonly string[], after: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareBytes(ids[middle] as string, after) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Records in memory, for tests, one-off analyses and embedding. Nothing outlives the process; size is the caller's. */
export function createMemoryRecordStore(): RecordStore {
  const shelves = new Map<RecordKind, Shelf>();
  const log: AuditEntry[] = [];
  const shelf = (kind: RecordKind): Shelf => {
    let found = shelves.get(kind);
    if (!found) shelves.set(kind, (found = { byId: new Map(), sorted: undefined }));
    return found;
  };
  return {
    capabilities: { shared: false },
    async put(kind, records) {
      const target = shelf(kind);
      for (const record of records) {
        if (!target.byId.has(record.id)) target.sorted = undefined;
        target.byId.set(record.id, record);
      }
    },
    async get<K extends RecordKind>(kind: K, ids: readonly string[]) {
      const { byId } = shelf(kind);
      return ids.filter((id) => byId.has(id)).map((id) => byId.get(id) as RecordKinds[K]);
    },
    async list<K extends RecordKind>(
      kind: K,
      page: { readonly after?: string; readonly limit: number },
    ): Promise<RecordPage<RecordKinds[K]>> {
      const target = shelf(kind);
      const ids = (target.sorted ??= [...target.byId.keys()].sort(compareBytes));
      const from = page.after === undefined ? 0 : firstAfter(ids, page.after);
      const chosen = ids.slice(from, from + Math.min(page.limit, LIST_LIMIT));
      const records = chosen.map((id) => target.byId.get(id) as RecordKinds[K]);
      const last = chosen.at(-1);
      return last !== undefined && from + chosen.length < ids.length ? { records, next: last } : { records };
    },
    count: async (kind) => shelf(kind).byId.size,
    async remove(kind, ids) {
      const target = shelf(kind);
      for (const id of ids) if (target.byId.delete(id)) target.sorted = undefined;
    },
    async audit(entries: readonly NewAuditEntry[]) {
      log.push(...chainAudit(log.at(-1), entries));
    },
    auditLog: async ({ after = 0, limit }) => log.slice(after, after + Math.min(limit, LIST_LIMIT)),
    close: async () => {},
  };
}
