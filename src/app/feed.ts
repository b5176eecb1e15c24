import type { LiveChange, LiveFeed } from '../console/index.ts';
import type { Finding, TransactionRecord } from '../model/index.ts';
import { signalCount } from '../storage/index.ts';

/** Tells the console's live streams what analysis and people changed. */
export interface Feed extends LiveFeed {
  records(records: readonly TransactionRecord[], opened: readonly Finding[]): void;
  changed(what: Partial<Pick<LiveChange, 'mitigations' | 'findings' | 'policy'>>): void;
}

const IDS = 50;

export function createFeed(): Feed {
  const listeners = new Set<(change: LiveChange) => void>();
  const tell = (change: Omit<Partial<LiveChange>, 'at'>): void => {
    if (listeners.size === 0) return;
    const whole: LiveChange = {
      at: Date.now(),
      requests: 0,
      refused: 0,
      signals: 0,
      findings: [],
      endpoints: [],
      actors: [],
      mitigations: [],
      policy: false,
      more: false,
      ...change,
    };
    for (const listener of listeners) listener(whole);
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    records(records, opened) {
      if (listeners.size === 0) return;
      const endpoints = new Set(records.map((record) => record.endpoint?.id ?? ''));
      const actors = new Set(records.map((record) => record.actor.id));
      endpoints.delete('');
      tell({
        requests: records.length,
        refused: records.filter((record) => record.verdict.conclusion === 'block').length,
        signals: records.reduce((sum, record) => sum + signalCount(record), 0),
        findings: opened.map((finding) => finding.id).slice(0, IDS),
        endpoints: [...endpoints].slice(0, IDS),
        actors: [...actors].slice(0, IDS),
        more: endpoints.size > IDS || actors.size > IDS || opened.length > IDS,
      });
    },
    changed: tell,
  };
}
