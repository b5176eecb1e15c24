import { createHash } from 'node:crypto';
import type { AuditEntry, NewAuditEntry } from './record-store.ts';

/** Hash before the first entry. */
const AUDIT_GENESIS = '0'.repeat(64);

/** SHA-256 (hex) over the previous hash and the entry without `hash`, members in a fixed order. */
function auditHash(previous: string, entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, who, session, what, object, before, after, reason } = entry;
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([seq, at, who, session, what, object, before ?? null, after ?? null, reason ?? null]))
    .digest('hex');
}

/** Numbers and chains new entries behind the last one kept. */
export function chainAudit(last: AuditEntry | undefined, entries: readonly NewAuditEntry[]): readonly AuditEntry[] {
  let seq = last?.seq ?? 0;
  let previous = last?.hash ?? AUDIT_GENESIS;
  return entries.map((entry) => {
    const numbered = { ...entry, seq: ++seq };
    previous = auditHash(previous, numbered);
    return { ...numbered, hash: previous };
  });
}

/** `brokenAt` is the first entry whose number or hash does not follow from the one before. */
export type AuditCheck =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly brokenAt: number };

/**
 * Checks that entries follow each other unchanged and without a gap. `previous` is the entry before the first one given;
 * leave it out when they start at the beginning. Entries cut off at the end cannot be seen from what is left: compare
 * the last hash with one kept elsewhere.
 */
export function verifyAudit(entries: readonly AuditEntry[], previous?: AuditEntry): AuditCheck {
  let before = previous;
  for (const entry of entries) {
    const follows = entry.seq === (before?.seq ?? 0) + 1;
    if (!follows || entry.hash !== auditHash(before?.hash ?? AUDIT_GENESIS, entry))
      return { ok: false, brokenAt: entry.seq };
    before = entry;
  }
  return { ok: true, entries: entries.length };
}
