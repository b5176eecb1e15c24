import type { Mitigation } from '../model/index.ts';
import { createAddressTable } from './address-table.ts';

/** A measure as the engine holds it. */
export interface Standing {
  readonly mitigation: Mitigation;
  /** Started by a rule in monitor mode: it stops nothing and only tells what would have been stopped. */
  readonly dryRun: boolean;
  /** Whose state started it: forgotten when a person ends the measure, or the next request would start it again. */
  readonly origin?: { readonly rule: string; readonly key: string };
}

export interface MitigationTable {
  /** False when the target cannot be read as an actor id, address or network. */
  add(standing: Standing): boolean;
  end(id: string): Standing | undefined;
  /** Measures that stand against this actor or address at this time. */
  find(actor: string, address: string, time: number): readonly Standing[];
  /** Enforced measures that have not run out at this time. */
  active(time: number): readonly Mitigation[];
  dropDryRuns(): void;
  clear(): void;
  readonly size: number;
  /** Measures dropped for room so far. */
  readonly evicted: number;
}

const NONE: readonly Standing[] = [];
const SWEEP_FROM = 1_024;

/**
 * By target: actors exactly, addresses by longest and shorter prefixes. Measures that ran out leave when met or when the
 * table has doubled; in a full table the oldest measure of a rule leaves before any that a person set, so that nobody
 * can push a manual block out by being blocked under many names.
 */
export const createMitigationTable = (capacity: number): MitigationTable => new IndexedMitigations(capacity);

class IndexedMitigations implements MitigationTable {
  readonly #capacity: number;
  readonly #byId = new Map<string, Standing>();
  readonly #actors = new Map<string, Standing[]>();
  readonly #addresses = createAddressTable<Standing[]>();
  #sweepAt = SWEEP_FROM;
  #evicted = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#byId.size;
  }

  get evicted(): number {
    return this.#evicted;
  }

  add(standing: Standing): boolean {
    this.end(standing.mitigation.id);
    this.#makeRoom(standing.mitigation.since);
    const { id, target } = standing.mitigation;
    const index = target.kind === 'actor' ? this.#actors : this.#addresses;
    const list = index.get(target.value);
    if (list !== undefined) list.push(standing);
    else if (index.set(target.value, [standing]) === false) return false;
    this.#byId.set(id, standing);
    return true;
  }

  end(id: string): Standing | undefined {
    const standing = this.#byId.get(id);
    if (standing !== undefined) this.#detach(standing);
    return standing;
  }

  find(actor: string, address: string, time: number): readonly Standing[] {
    if (this.#byId.size === 0) return NONE;
    const byActor = this.#standingAt(this.#actors.get(actor), time);
    if (this.#addresses.size === 0) return byActor;
    const lists = this.#addresses.match(address);
    return lists.length === 0 ? byActor : [...byActor, ...lists.flatMap((list) => this.#standingAt(list, time))];
  }

  active(time: number): readonly Mitigation[] {
    return [...this.#byId.values()]
      .filter((one) => !one.dryRun && one.mitigation.until > time)
      .map((one) => one.mitigation);
  }

  dropDryRuns(): void {
    for (const standing of this.#byId.values()) if (standing.dryRun) this.#detach(standing);
  }

  clear(): void {
    for (const standing of this.#byId.values()) this.#detach(standing);
    this.#sweepAt = SWEEP_FROM;
  }

  #detach(standing: Standing): void {
    const { id, target } = standing.mitigation;
    const index = target.kind === 'actor' ? this.#actors : this.#addresses;
    this.#byId.delete(id);
    const list = index.get(target.value);
    if (list === undefined) return;
    const position = list.indexOf(standing);
    if (position >= 0) list.splice(position, 1);
    if (list.length === 0) index.delete(target.value);
  }

  #makeRoom(time: number): void {
    if (this.#byId.size >= this.#sweepAt) {
      for (const standing of this.#byId.values()) if (standing.mitigation.until <= time) this.#detach(standing);
      this.#sweepAt = Math.max(SWEEP_FROM, this.#byId.size * 2);
    }
    if (this.#byId.size < this.#capacity) return;
    const oldest = firstAutomatic(this.#byId) ?? this.#byId.values().next().value;
    if (oldest === undefined) return;
    this.#detach(oldest);
    this.#evicted++;
  }

  /** Keeps what stands, forgets what ran out. */
  #standingAt(list: readonly Standing[] | undefined, time: number): readonly Standing[] {
    if (list === undefined) return NONE;
    const stands = list.filter((standing) => standing.mitigation.until > time);
    if (stands.length < list.length) {
      for (const standing of list.filter((one) => !stands.includes(one))) this.#detach(standing);
    }
    return stands;
  }
}

function firstAutomatic(byId: ReadonlyMap<string, Standing>): Standing | undefined {
  for (const standing of byId.values()) if (standing.mitigation.by !== 'manual') return standing;
  return undefined;
}
