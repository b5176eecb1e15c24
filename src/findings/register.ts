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

type RuleLookup = (id: string) => RuleFacts | undefined;

const NONE: readonly Finding[] = [];

/** Nearly all transactions: they must cost nothing here. */
const isUnremarkable = ({ requestSignals, responseSignals, stateSignals, verdict }: TransactionRecord): boolean =>
  requestSignals.length + responseSignals.length + stateSignals.length === 0 && verdict.mitigation === undefined;

const NEXT_ID = 'next-finding';

/** Reads all findings once; `rule` looks a rule's facts up by id. Errors: those of the store. */
export async function openFindingRegister(store: RecordStore, rule: RuleLookup): Promise<FindingRegister> {
  const known: Finding[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.list('finding', { limit: 1000, ...(after !== undefined && { after }) });
    known.push(...page.records);
    after = page.next;
    if (after === undefined) break;
  }
  const [counter] = await store.get('setting', [NEXT_ID]);
  return new Register(store, rule, known, typeof counter?.value === 'number' ? counter.value : 1);
}

class Register implements FindingRegister {
  readonly #store: RecordStore;
  readonly #rule: RuleLookup;
  readonly #byKey = new Map<string, Finding>();
  readonly #keyById = new Map<string, string>();
  /** Which finding's rule started a measure; a measure of an earlier run is no longer known here. */
  readonly #keyByMeasure = new LRUCache<string, string>({ max: LIMITS.mitigations });
  readonly #changed = new Set<string>();
  #nextId: number;

  constructor(store: RecordStore, rule: RuleLookup, known: readonly Finding[], nextId: number) {
    this.#store = store;
    this.#rule = rule;
    this.#nextId = nextId;
    for (const finding of known) this.#keep(finding);
  }

  get size(): number {
    return this.#byKey.size;
  }

  add(record: TransactionRecord, started: readonly Mitigation[] = []): readonly Finding[] {
    if (isUnremarkable(record)) return NONE;
    const opened: Finding[] = [];
    const touched = new Set<string>();
    for (const sighting of threatsIn(record, this.#rule)) {
      const known = this.#byKey.get(sighting.key);
      const finding = known
        ? addSighting(regress(known, record.time), sighting)
        : openFinding(`F-${this.#nextId++}`, sighting);
      if (!known) opened.push(finding);
      const measure = started.find((one) => one.by === finding.rule);
      if (measure !== undefined) this.#keyByMeasure.set(measure.id, sighting.key);
      this.#touch(measure === undefined ? finding : addMeasure(finding, measure));
      touched.add(sighting.key);
    }
    const standing = this.#byKey.get(this.#keyByMeasure.get(record.verdict.mitigation ?? '') ?? '');
    const refusedByIt = standing !== undefined && record.verdict.conclusion === 'block' && !touched.has(standing.key);
    if (refusedByIt) this.#touch(addRefusal(standing, record));
    return opened;
  }

  async change(id: string, change: (finding: Finding) => Transition): Promise<Transition | undefined> {
    const finding = this.#byKey.get(this.#keyById.get(id) ?? '');
    if (finding === undefined) return undefined;
    const outcome = change(finding);
    if (outcome.ok) {
      this.#keep(outcome.finding);
      await this.#store.put('finding', [outcome.finding]);
    }
    return outcome;
  }

  async save(): Promise<void> {
    if (this.#changed.size === 0) return;
    const findings = [...this.#changed].map((key) => this.#byKey.get(key)).filter((one) => one !== undefined);
    this.#changed.clear();
    await this.#store.put('finding', findings);
    await this.#store.put('setting', [{ id: NEXT_ID, value: this.#nextId }]);
  }

  #keep(finding: Finding): void {
    this.#byKey.set(finding.key, finding);
    this.#keyById.set(finding.id, finding.key);
  }

  #touch(finding: Finding): void {
    this.#keep(finding);
    this.#changed.add(finding.key);
  }
}
