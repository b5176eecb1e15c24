import { LIMITS } from '../../model/index.ts';
import type { SharedState } from '../index.ts';

interface Window {
  readonly index: number;
  total: number;
}
interface Entry {
  readonly value: string;
  readonly expires: number;
}
type Listener = (message: string) => void;

/** Puts at the young end and drops the entry longest untouched when there are too many. */
function touch<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value as string);
}

function deliver(listeners: readonly Listener[], message: string): void {
  const failures: unknown[] = [];
  for (const listener of listeners) {
    try {
      listener(message);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'a subscriber failed; the others were told');
}

/** State of one process, at most `maxKeys` counters and as many keys; the longest untouched leaves first. */
export function createMemorySharedState(maxKeys: number = LIMITS.sharedKeys): SharedState {
  const windows = new Map<string, Window>();
  const entries = new Map<string, Entry>();
  const topics = new Map<string, Set<Listener>>();
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  return {
    capabilities: { acrossProcesses: false },
    async add(deltas, now) {
      return deltas.map(({ key, by, windowMs }) => {
        const name = `${windowMs} ${key}`;
        const index = Math.floor(now / windowMs);
        const known = windows.get(name);
        const window = known?.index === index ? known : { index, total: 0 };
        window.total += by;
        touch(windows, name, window, maxKeys);
        return window.total;
      });
    },
    async set(given, now) {
      for (const { key, value, expires } of given) {
        if (expires > now) touch(entries, key, { value, expires }, maxKeys);
        else entries.delete(key);
      }
    },
    async get(keys, now) {
      return keys.map((key) => {
        const entry = entries.get(key);
        if (!entry || entry.expires > now) return entry?.value;
        entries.delete(key);
        return undefined;
      });
    },
    async publish(topic, message) {
      deliver([...(topics.get(topic) ?? [])], message);
    },
    async subscribe(topic, listener) {
      const own: Listener = (message) => listener(message);
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(own));
      return async () => {
        listeners.delete(own);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    async lease(name, holder, ttlMs, now) {
      const held = leases.get(name);
      if (held && held.holder !== holder && held.until > now) return false;
      touch(leases, name, { holder, until: now + ttlMs }, maxKeys);
      return true;
    },
    async release(name, holder) {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
    async close() {
      topics.clear();
    },
  };
}
