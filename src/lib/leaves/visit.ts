import { LIMITS, type Part } from '../../model/index.ts';
import type { LeafPlace, LeafVisitor, Tally } from './place.ts';

/** One walk over a part: holds the place, keeps the bounds, and counts. */
export class Walk implements LeafPlace {
  readonly part: Part;
  isName = false;
  readonly tally: Tally;
  readonly #visit: LeafVisitor;
  #name: string | (() => string) = '';

  constructor(part: Part, tally: Tally, visit: LeafVisitor) {
    this.part = part;
    this.tally = tally;
    this.#visit = visit;
  }

  name(): string {
    return typeof this.#name === 'string' ? this.#name : this.#name();
  }

  /** A value with text. Its name may be a function, called only when somebody asks. */
  value(value: string, name: string | (() => string)): void {
    const { tally } = this;
    if (tally.judged >= LIMITS.leafValues) {
      tally.skipped++;
      return;
    }
    tally.judged++;
    this.#name = name;
    this.isName = false;
    if (value.length > LIMITS.leafChars) this.#pieces(value);
    else if (value !== '') this.#visit(value, this);
  }

  #pieces(value: string): void {
    const step = LIMITS.leafChars - LIMITS.leafOverlapChars;
    const end = Math.min(value.length, step * LIMITS.leafPieces);
    if (end < value.length) this.tally.skipped++;
    for (let from = 0; from < end; from += step) this.#visit(value.slice(from, from + LIMITS.leafChars), this);
  }

  /** A name (key, parameter): judged like a value, since applications build queries and paths of names too. */
  key(key: string): void {
    if (this.tally.judged >= LIMITS.leafValues) return;
    this.#name = key;
    this.isName = true;
    if (key !== '') this.#visit(key.length > LIMITS.leafChars ? key.slice(0, LIMITS.leafChars) : key, this);
  }

  /** A value without text. */
  plain(): void {
    if (this.tally.judged < LIMITS.leafValues) this.tally.judged++;
    else this.tally.skipped++;
  }
}
