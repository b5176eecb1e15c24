import type { Control } from '../console/index.ts';
import type { Mitigation } from '../model/index.ts';
import type { ControlParts } from './control-side.ts';

/** Blocks ordered by people: stored, then sent to the engine at its place in the sequence of events. */
export function mitigationControl({
  records,
  feed,
  tell,
}: Pick<ControlParts, 'records' | 'feed' | 'tell'>): Pick<Control, 'block' | 'unblock' | 'mitigations'> {
  let manual = 0;
  return {
    async block({ target, durationMs, reason, author }) {
      const since = Date.now();
      const id = `M-${since.toString(36)}${++manual}`;
      const until = since + durationMs;
      const mitigation: Mitigation = { id, action: 'block', target, reason, by: 'manual', author, since, until };
      await records.put('mitigation', [mitigation]);
      tell({ type: 'change', change: { type: 'mitigation-added', mitigation } });
      feed.changed({ mitigations: [id] });
      return mitigation;
    },
    async unblock(id, author, reason) {
      const [mitigation] = await records.get('mitigation', [id]);
      const now = Date.now();
      if (mitigation === undefined || mitigation.ended !== undefined || mitigation.until <= now) return undefined;
      const ended: Mitigation = { ...mitigation, ended: { at: now, by: `${author}: ${reason}` } };
      await records.put('mitigation', [ended]);
      tell({ type: 'change', change: { type: 'mitigation-ended', id, by: author } });
      feed.changed({ mitigations: [id] });
      return ended;
    },
    async mitigations() {
      const now = Date.now();
      const found: Mitigation[] = [];
      for (let after: string | undefined; ;) {
        const page = await records.list('mitigation', { limit: 1000, ...(after !== undefined && { after }) });
        found.push(...page.records.filter((one) => one.ended === undefined && one.until > now));
        after = page.next;
        if (after === undefined) return found;
      }
    },
  };
}
