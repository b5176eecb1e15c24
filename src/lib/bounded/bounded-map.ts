/** A map that never holds more than its capacity; what was not looked up for longest leaves first. */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
  readonly size: number;
  /** Entries dropped for room so far. */
  readonly evicted: number;
}

/**
 * Two generations: entries looked up since the last turn are young; when the young ones fill half the capacity, the old
 * ones leave together and the young become old. So at least the last `capacity / 2` distinct keys are always kept, and
 * a look-up is one or two map reads (an exact order costs a deletion and an insertion each time).
 */
export function createBoundedMap<K, V>(capacity: number): BoundedMap<K, V> {
  const half = Math.max(1, Math.floor(capacity / 2));
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  let evicted = 0;

  const put = (key: K, value: V): void => {
    if (young.size >= half && !young.has(key)) {
      evicted += old.size;
      old = young;
      young = new Map();
    }
    young.set(key, value);
    // The same key must not stand in both generations: `size` and `evicted` would count it twice.
    old.delete(key);
  };

  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined || old.size === 0) return value;
      const aged = old.get(key);
      if (aged !== undefined) {
        old.delete(key);
        put(key, aged);
      }
      return aged;
    },
    set: put,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    clear() {
      young = new Map();
      old = new Map();
    },
    get size() {
      return young.size + old.size;
    },
    get evicted() {
      return evicted;
    },
  };
}
