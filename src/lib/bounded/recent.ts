/** Something seen at a time, told apart by its key. Plain data, so that state holding it can be saved. */
export interface Seen<K extends string | number> {
  readonly key: K;
  /** Last time seen, milliseconds since the epoch. */
  time: number;
}

/** The entry of a key, or undefined. Lists are short (`LIMITS.distinctPerActor`), so a scan beats a map and stays plain data. */
export function findSeen<E extends Seen<string | number>>(list: readonly E[], key: E['key']): E | undefined {
  for (const entry of list) if (entry.key === key) return entry;
  return undefined;
}

/** Adds an entry whose key is not in the list yet; in a full list it takes the place of the one seen longest ago. */
export function addSeen<E extends Seen<string | number>>(list: E[], entry: E, capacity: number): void {
  if (list.length < capacity) {
    list.push(entry);
    return;
  }
  let oldest = 0;
  for (let index = 1; index < list.length; index++) {
    if ((list[index]?.time ?? 0) < (list[oldest]?.time ?? 0)) oldest = index;
  }
  list[oldest] = entry;
}

/** True when `time` is within the window before `now`. A clock that jumps back must not make entries eternal, hence both sides. */
export const isRecent = (time: number, now: number, windowMs: number): boolean => Math.abs(now - time) < windowMs;
