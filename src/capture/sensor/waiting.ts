/** What a waiting head is taken to weigh: most are smaller. */
export const WAITING_HEAD_BYTES = 4_096;

/**
 * Requests that wait for word of their answer, by an id that both carry. Bounded by count, bytes and time; what has to leave
 * goes to `giveUp`, the oldest first.
 */
export class Waiting<T> {
  readonly #bounds: WaitingBounds;
  readonly #giveUp: (value: T) => void;
  readonly #entries = new Map<string, { readonly value: T; readonly bytes: number; readonly since: number }>();
  #bytes = 0;

  constructor(bounds: WaitingBounds, giveUp: (value: T) => void) {
    this.#bounds = bounds;
    this.#giveUp = giveUp;
  }

  get size(): number {
    return this.#entries.size;
  }

  add(key: string, value: T, bytes: number, now: number): void {
    const known = this.take(key);
    if (known !== undefined) this.#giveUp(known);
    this.#entries.set(key, { value, bytes, since: now });
    this.#bytes += bytes;
    while (this.#entries.size > this.#bounds.entries || this.#bytes > this.#bounds.bytes) this.#dropOldest();
  }

  take(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    return entry.value;
  }

  /** Gives up what has waited too long. */
  expire(now: number): void {
    for (const { since } of this.#entries.values()) {
      if (now - since < this.#bounds.ms) return;
      this.#dropOldest();
    }
  }

  /** Gives up everything. */
  clear(): void {
    while (this.#entries.size > 0) this.#dropOldest();
  }

  #dropOldest(): void {
    for (const key of this.#entries.keys()) {
      const value = this.take(key);
      if (value !== undefined) this.#giveUp(value);
      return;
    }
  }
}

export interface WaitingBounds {
  readonly entries: number;
  readonly bytes: number;
  readonly ms: number;
}
