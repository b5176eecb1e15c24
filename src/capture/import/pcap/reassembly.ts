import { LIMITS } from '../../../model/index.ts';

/** What one side of a connection sent, in order. */
export interface Receiver {
  data(bytes: Buffer, timeMs: number): void;
  /** `size` bytes that were sent here are not in the capture. */
  gap(size: number, timeMs: number): void;
}

interface Ahead {
  readonly seq: number;
  readonly bytes: Buffer;
  readonly timeMs: number;
}

/** Distance of two sequence numbers, which wrap around (RFC 9293 §3.4). */
const distance = (from: number, to: number): number => (to - from) | 0;

/**
 * Puts the segments of one direction in order: out of order, sent again, overlapping; the first copy of a byte holds.
 * A byte that is missing is waited for until the other side acknowledged what follows it, or too much waits behind it.
 */
export class Reassembly {
  readonly #receiver: Receiver;
  #next: number | undefined;
  #end: number | undefined;
  #acknowledged: number | undefined;
  /** Segments after a hole, by sequence number. */
  #ahead: Ahead[] = [];
  /** Bytes held. */
  held = 0;

  constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  /** The first byte will bear this number. */
  start(seq: number): void {
    this.#next ??= seq >>> 0;
  }

  /** The last byte bears the number before this one. */
  ends(seq: number): void {
    this.#end ??= seq >>> 0;
  }

  /** All up to the end was seen. */
  get over(): boolean {
    return this.#end !== undefined && distance(this.#end, this.#next ?? this.#end) >= 0;
  }

  segment(seq: number, bytes: Buffer, timeMs: number): void {
    if (bytes.length === 0) return;
    this.#next ??= seq;
    const early = distance(this.#next, seq);
    if (early <= 0) this.#deliver(seq, bytes, timeMs);
    else this.#keep(seq, bytes, timeMs);
    this.#drain();
  }

  /** The other side has all before `seq`. */
  acknowledged(seq: number): void {
    if (this.#acknowledged === undefined || distance(this.#acknowledged, seq) > 0) this.#acknowledged = seq;
    if (this.#ahead.length > 0) this.#drain();
  }

  /** Nothing more comes: holes stay holes. */
  finish(): void {
    while (this.#ahead.length > 0) this.#skipHole();
  }

  #deliver(seq: number, bytes: Buffer, timeMs: number): void {
    const known = distance(seq, this.#next ?? seq);
    if (known >= bytes.length) return;
    this.#next = (seq + bytes.length) >>> 0;
    this.#receiver.data(bytes.subarray(known), timeMs);
  }

  #keep(seq: number, bytes: Buffer, timeMs: number): void {
    let at = this.#ahead.length;
    while (at > 0 && distance((this.#ahead[at - 1] as Ahead).seq, seq) <= 0) at--;
    if (this.#ahead[at]?.seq === seq && (this.#ahead[at] as Ahead).bytes.length >= bytes.length) return;
    // A copy: the segment would keep the whole chunk of the file.
    this.#ahead.splice(at, 0, { seq, bytes: Buffer.from(bytes), timeMs });
    this.held += bytes.length;
  }

  #drain(): void {
    for (;;) {
      const first = this.#ahead[0];
      if (first === undefined) return;
      const hole = distance(this.#next ?? first.seq, first.seq);
      if (hole <= 0) {
        this.#ahead.shift();
        this.held -= first.bytes.length;
        this.#deliver(first.seq, first.bytes, first.timeMs);
        continue;
      }
      const given = this.#acknowledged !== undefined && distance(first.seq, this.#acknowledged) >= 0;
      const full = this.held > LIMITS.captureAheadBytes || this.#ahead.length > LIMITS.captureAheadSegments;
      if (!given && !full) return;
      this.#skipHole();
    }
  }

  #skipHole(): void {
    const first = this.#ahead.shift();
    if (first === undefined) return;
    this.held -= first.bytes.length;
    const hole = distance(this.#next ?? first.seq, first.seq);
    if (hole > 0) {
      this.#next = first.seq;
      this.#receiver.gap(hole, first.timeMs);
    }
    this.#deliver(first.seq, first.bytes, first.timeMs);
  }
}
