import { LRUCache } from 'lru-cache';
import { LIMITS, type Actor, type TransactionRecord } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';

const ADDRESSES = 20;
const ENDPOINTS = 20;

/** Standing records of actors: counted from each transaction, written when changed, bounded by `LIMITS.actors`. */
export interface ActorRegister {
  add(record: TransactionRecord, userAgent: string | undefined): void;
  /** Writes at most `limit` changed actors, longest waiting first. */
  save(limit: number): Promise<void>;
}

/** Mutable twin of `Actor`. */
interface Counting {
  readonly id: string;
  readonly kind: Actor['kind'];
  label: string;
  firstSeen: number;
  lastSeen: number;
  requests: number;
  refused: number;
  errors: number;
  addresses: string[];
  userAgents: string[];
  readonly endpoints: Record<string, number>;
  readonly signals: Record<string, number>;
}

/** `store` gives back what earlier runs wrote, an actor at a time when it is seen again. */
export async function openActorRegister(store: RecordStore): Promise<ActorRegister> {
  const actors = new LRUCache<string, Counting>({ max: LIMITS.actors });
  for (let after: string | undefined, read = 0; read < LIMITS.actors;) {
    const page = await store.list('actor', { limit: 1000, ...(after !== undefined && { after }) });
    for (const actor of page.records) actors.set(actor.id, structuredClone(actor) as Counting);
    read += page.records.length;
    after = page.next;
    if (after === undefined) break;
  }
  const changed = new Set<string>();

  return {
    add(record, userAgent) {
      let actor = actors.get(record.actor.id);
      if (actor === undefined) actors.set(record.actor.id, (actor = begin(record)));
      count(actor, record, userAgent);
      changed.add(actor.id);
    },
    async save(limit) {
      const due = [...changed].slice(0, limit);
      for (const id of due) changed.delete(id);
      const records = due.map((id) => actors.get(id)).filter((actor) => actor !== undefined);
      if (records.length > 0) await store.put('actor', records);
    },
  };
}

function begin(record: TransactionRecord): Counting {
  return {
    ...record.actor,
    firstSeen: record.time,
    lastSeen: record.time,
    requests: 0,
    refused: 0,
    errors: 0,
    addresses: [],
    userAgents: [],
    endpoints: {},
    signals: {},
  };
}

function count(actor: Counting, record: TransactionRecord, userAgent: string | undefined): void {
  actor.label = record.actor.label;
  actor.firstSeen = Math.min(actor.firstSeen, record.time);
  actor.lastSeen = Math.max(actor.lastSeen, record.time);
  actor.requests++;
  if (record.verdict.conclusion === 'block') actor.refused++;
  else if (record.status >= 400) actor.errors++;
  actor.addresses = recent(actor.addresses, record.address);
  if (userAgent !== undefined) actor.userAgents = recent(actor.userAgents, userAgent.slice(0, 200));
  if (record.endpoint) tally(actor.endpoints, record.endpoint.id);
  for (const signal of record.requestSignals) tally(actor.signals, signal.rule);
  for (const signal of record.stateSignals) tally(actor.signals, signal.rule);
}

/** Newest first, bounded; the common case (unchanged) allocates nothing. */
function recent(list: string[], value: string): string[] {
  return list[0] === value ? list : [value, ...list.filter((other) => other !== value)].slice(0, ADDRESSES);
}

/** Counts a key; when the room is used up the rarest leaves. */
function tally(counts: Record<string, number>, key: string): void {
  if (counts[key] === undefined && Object.keys(counts).length >= ENDPOINTS) {
    const rarest = Object.entries(counts).reduce((least, entry) => (entry[1] < least[1] ? entry : least));
    delete counts[rarest[0]];
  }
  counts[key] = (counts[key] ?? 0) + 1;
}
