import { describe, expect, test } from 'vitest';
import type { AuditEntry } from './record-store.ts';
import { chainAudit, verifyAudit } from './audit.ts';

const act = (what: string) => ({
  at: 1_700_000_000_000,
  who: 'ada',
  session: 's1',
  what,
  object: 'F-1',
  before: { state: 'new' },
  after: { state: 'fixed' },
});
const chain = chainAudit(undefined, ['finding.triage', 'finding.fix', 'finding.verify', 'finding.close'].map(act));

describe('audit chain', () => {
  test('an untouched chain is whole, as a whole and in pages', () => {
    expect(verifyAudit(chain)).toEqual({ ok: true, entries: 4 });
    expect(verifyAudit(chain.slice(2), chain[1])).toEqual({ ok: true, entries: 2 });
  });

  test('any changed member, exchanged order or gap is found at its place', () => {
    const [first, second, third, fourth] = chain as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];
    const forged: readonly (readonly [readonly AuditEntry[], number])[] = [
      [[first, { ...second, at: 1 }, third], 2],
      [[first, { ...second, who: 'eve' }, third], 2],
      [[first, { ...second, session: 's2' }, third], 2],
      [[first, { ...second, what: 'nothing' }, third], 2],
      [[first, { ...second, object: 'F-2' }, third], 2],
      [[first, { ...second, before: { state: 'fixed' } }, third], 2],
      [[first, { ...second, after: {} }, third], 2],
      [[first, { ...second, reason: 'because' }, third], 2],
      [[first, { ...second, hash: third.hash }, third], 2],
      [[first, third, fourth], 3],
      [[second, first], 2],
      [[first, ...chainAudit({ ...first, hash: third.hash }, [act('forged')])], 2],
    ];
    for (const [entries, brokenAt] of forged) expect(verifyAudit(entries)).toEqual({ ok: false, brokenAt });
    expect(forged).toHaveLength(12);
  });
});
