import type { Body } from '../../../model/index.ts';
import { EMPTY_BODY, LIMITS } from '../../../model/index.ts';

/** The inspected beginning of a body that is there as a whole. */
export const bodyOf = (bytes: Buffer): Body =>
  bytes.length === 0
    ? EMPTY_BODY
    : {
        bytes: bytes.subarray(0, LIMITS.inspectedBodyBytes),
        size: bytes.length,
        complete: bytes.length <= LIMITS.inspectedBodyBytes,
      };

/** Gathers a body that comes in parts: the inspected beginning is copied, the rest is counted. */
export class BodyGatherer {
  #parts: Buffer[] = [];
  #size = 0;
  #whole = true;
  /** Bytes held. */
  held = 0;

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    const room = LIMITS.inspectedBodyBytes - this.held;
    if (bytes.length === 0 || room <= 0 || !this.#whole) return;
    // A copy: a part of a chunk would keep the whole chunk.
    this.#parts.push(Buffer.from(bytes.subarray(0, room)));
    this.held += Math.min(room, bytes.length);
    // Bodies that come in tiny parts would cost more in lists than in bytes.
    if (this.#parts.length > 64) this.#parts = [Buffer.concat(this.#parts)];
  }

  /** Bytes that were sent and are not there: what follows them is counted only. */
  lose(size: number): void {
    this.#size += size;
    this.#whole = false;
  }

  body(): Body {
    if (this.#size === 0 && this.#whole) return EMPTY_BODY;
    return {
      bytes: this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts),
      size: this.#size,
      complete: this.#whole && this.#size <= LIMITS.inspectedBodyBytes,
    };
  }
}
