import { CodedError } from '../../model/index.ts';
import { type AuditEntry, LIST_LIMIT, type RecordStore, verifyAudit } from '../../storage/index.ts';
import type { Context, Handlers } from '../handler.ts';
import { statusOf } from '../views/status.ts';

/** The log from its beginning, page by page. */
async function* auditPages(records: RecordStore): AsyncGenerator<readonly AuditEntry[]> {
  let after = 0;
  for (;;) {
    const page = await records.auditLog({ after, limit: LIST_LIMIT });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.seq ?? after;
  }
}

export function systemHandlers(context: Context): Handlers<'status' | 'audit' | 'verifyAudit'> {
  const { deps } = context;
  return {
    status: () => statusOf(context),
    async audit({ query }) {
      if (query.after !== undefined && !/^\d+$/.test(query.after))
        throw new CodedError('SP3004', 'query.after: not a cursor of this list');
      const before = query.after === undefined ? Infinity : Number(query.after);
      const matches = (entry: AuditEntry): boolean =>
        (query.who === undefined || entry.who === query.who) &&
        (query.object === undefined || entry.object === query.object) &&
        (query.what === undefined || entry.what.startsWith(query.what));
      // The log reads upwards only; the page is the end of what matches, so only that much is kept while reading.
      let total = 0;
      let last: AuditEntry[] = [];
      for await (const page of auditPages(deps.records)) {
        const found = page.filter(matches);
        total += found.length;
        last = [...last, ...found.filter((entry) => entry.seq < before)].slice(-query.limit - 1);
      }
      const rows = last.slice(-query.limit).toReversed();
      return {
        rows,
        total: { value: total, exact: true },
        next: last.length > query.limit ? String(rows.at(-1)?.seq) : null,
        partial: false,
      };
    },
    async verifyAudit() {
      let previous: AuditEntry | undefined;
      for await (const page of auditPages(deps.records)) {
        const check = verifyAudit(page, previous);
        if (!check.ok)
          return {
            intact: false,
            entries: previous?.seq ?? 0,
            firstBroken: check.brokenAt,
            lastHash: previous?.hash ?? null,
          };
        previous = page.at(-1);
      }
      return { intact: true, entries: previous?.seq ?? 0, firstBroken: null, lastHash: previous?.hash ?? null };
    },
  };
}
