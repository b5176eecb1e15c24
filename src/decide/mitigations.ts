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
export function createMitigationTable(capacity: number): MitigationTable {
  const byId = new Map<string, Standing>();
  const actors = new Map<string, Standing[]>();
  const addresses = createAddressTable<Standing[]>();
  let sweepAt = SWEEP_FROM;
  let evicted = 0;

  const detach = (standing: Standing): void => {
    const { id, target } = standing.mitigation;
    const index = target.kind === 'actor' ? actors : addresses;
    byId.delete(id);
    const list = index.get(target.value);
    if (list === undefined) return;
    const position = list.indexOf(standing);
    if (position >= 0) list.splice(position, 1);
    if (list.length === 0) index.delete(target.value);
  };

  const attach = (standing: Standing): boolean => {
    const { id, target } = standing.mitigation;
    const index = target.kind === 'actor' ? actors : addresses;
    const list = index.get(target.value);
    if (list !== undefined) list.push(standing);
    else if (index.set(target.value, [standing]) === false) return false;
    byId.set(id, standing);
    return true;
  };

  const makeRoom = (time: number): void => {
    if (byId.size >= sweepAt) {
      for (const standing of byId.values()) if (standing.mitigation.until <= time) detach(standing);
      sweepAt = Math.max(SWEEP_FROM, byId.size * 2);
    }
    if (byId.size < capacity) return;
    const oldest = firstAutomatic(byId) ?? byId.values().next().value;
    if (oldest === undefined) return;
    detach(oldest);
    evicted++;
  };

  /** Keeps what stands, forgets what ran out. */
  const standingAt = (list: readonly Standing[] | undefined, time: number): readonly Standing[] => {
    if (list === undefined) return NONE;
    const stands = list.filter((standing) => standing.mitigation.until > time);
    if (stands.length < list.length) list.filter((one) => !stands.includes(one)).forEach(detach);
    return stands;
  };

  return {
    add(standing) {
      const known = byId.get(standing.mitigation.id);
      if (known !== undefined) detach(known);
      makeRoom(standing.mitigation.since);
      return attach(standing);
    },
    end(id) {
      const standing = byId.get(id);
      if (standing !== undefined) detach(standing);
      return standing;
    },
    find(actor, address, time) {
      if (byId.size === 0) return NONE;
      const byActor = standingAt(actors.get(actor), time);
      if (addresses.size === 0) return byActor;
      return addresses.match(address).reduce((all, list) => [...all, ...standingAt(list, time)], byActor);
    },
    active(time) {
      return [...byId.values()]
        .filter((one) => !one.dryRun && one.mitigation.until > time)
        .map((one) => one.mitigation);
    },
    dropDryRuns() {
      for (const standing of byId.values()) if (standing.dryRun) detach(standing);
    },
    clear() {
      for (const standing of byId.values()) detach(standing);
      sweepAt = SWEEP_FROM;
    },
    get size() {
      return byId.size;
    },
    get evicted() {
      return evicted;
    },
  };
}

function firstAutomatic(byId: ReadonlyMap<string, Standing>): Standing | undefined {
  for (const standing of byId.values()) if (standing.mitigation.by !== 'manual') return standing;
  return undefined;
}
