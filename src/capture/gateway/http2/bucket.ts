/** Allows `size` at once and `perSecond` more each second. The clock is the caller's (monotonic milliseconds). */
export class Bucket {
  readonly #size: number;
  readonly #perSecond: number;
  #left: number;
  #filled: number;

  constructor(size: number, perSecond: number, now: number) {
    this.#size = size;
    this.#perSecond = perSecond;
    this.#left = size;
    this.#filled = now;
  }

  /** False when there is none left. */
  take(now: number): boolean {
    if (this.#left < 1) {
      this.#left = Math.min(this.#size, this.#left + ((now - this.#filled) * this.#perSecond) / 1_000);
      this.#filled = now;
    }
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
