import { LRUCache } from 'lru-cache';
import { LIMITS, type Finding, type Mitigation, type TransactionRecord } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';
import { regress, type Transition } from './lifecycle.ts';
import { addMeasure, addRefusal, addSighting, openFinding, threatsIn, type RuleFacts } from './open.ts';

/** Keeps findings: loads what exists, opens new ones, adds sightings, writes what changed. */
export interface FindingRegister {
  /** Adds what a transaction shows and the measures it started. Returns findings opened by it. */
  add(record: TransactionRecord, started?: readonly Mitigation[]): readonly Finding[];
  /** Applies a person's change to the newest version and stores it; undefined when there is no such finding. */
  change(id: string, change: (finding: Finding) => Transition): Promise<Transition | undefined>;
  /** Writes findings changed since the last call. */
  save(): Promise<void>;
  readonly size: number;
}

const NEXT_ID = 'next-finding';

/** Reads all findings once; `rule` looks a rule's facts up by id. Errors: those of the store. */
export async function openFindingRegister(
  store: RecordStore,
  rule: (id: string) => RuleFacts | undefined,
): Promise<FindingRegister> {
  const byKey = new Map<string, Finding>();
  const keyById = new Map<string, string>();
  const keep = (finding: Finding): void => {
    byKey.set(finding.key, finding);
    keyById.set(finding.id, finding.key);
  };
  for (let after: string | undefined; ;) {
    const page = await store.list('finding', { limit: 1000, ...(after !== undefined && { after }) });
    for (const finding of page.records) keep(finding);
    after = page.next;
    if (after === undefined) break;
  }
  const [counter] = await store.get('setting', [NEXT_ID]);
  let nextId = typeof counter?.value === 'number' ? counter.value : 1;
  const changed = new Set<string>();
  /** Which finding's rule started a measure; a measure of an earlier run is no longer known here. */
  const keyByMeasure = new LRUCache<string, string>({ max: LIMITS.mitigations });
  const touch = (finding: Finding): void => {
    keep(finding);
    changed.add(finding.key);
  };

  return {
    add(record, started = []) {
      const opened: Finding[] = [];
      const touched = new Set<string>();
      for (const sighting of threatsIn(record, rule)) {
        const known = byKey.get(sighting.key);
        const finding = known
          ? addSighting(regress(known, record.time), sighting)
          : openFinding(`F-${nextId++}`, sighting);
        if (!known) opened.push(finding);
        const measure = started.find((one) => one.by === finding.rule);
        if (measure !== undefined) keyByMeasure.set(measure.id, sighting.key);
        touch(measure === undefined ? finding : addMeasure(finding, measure));
        touched.add(sighting.key);
      }
      const standing = byKey.get(keyByMeasure.get(record.verdict.mitigation ?? '') ?? '');
      const refused = standing !== undefined && record.verdict.conclusion === 'block' && !touched.has(standing.key);
      if (refused) touch(addRefusal(standing, record));
      return opened;
    },
    async change(id, change) {
      const finding = byKey.get(keyById.get(id) ?? '');
      if (finding === undefined) return undefined;
      const outcome = change(finding);
      if (outcome.ok) {
        byKey.set(finding.key, outcome.finding);
        await store.put('finding', [outcome.finding]);
      }
      return outcome;
    },
    async save() {
      if (changed.size === 0) return;
      const findings = [...changed].map((key) => byKey.get(key)).filter((one) => one !== undefined);
      changed.clear();
      await store.put('finding', findings);
      await store.put('setting', [{ id: NEXT_ID, value: nextId }]);
    },
    get size() {
      return byKey.size;
    },
  };
}
