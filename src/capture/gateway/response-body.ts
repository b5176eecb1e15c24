import type { Body } from '../../model/index.ts';
import { EMPTY_BODY } from '../../model/index.ts';
import type { ClientEnd } from './client-end.ts';
import type { UpstreamResponseHead } from './upstream/index.ts';

/**
 * An answer on its way to the client. Small ones of declared length are held and leave in one write with their head;
 * all others are streamed, each part at once.
 */
export class ResponseBody {
  readonly #end: ClientEnd;
  readonly #heldBytes: number;
  #head: UpstreamResponseHead | undefined;
  #held: Buffer[] | undefined;
  /** The beginning the gate wants to see. */
  #seen: Buffer[] = [];
  #wanted = 0;
  /** Body bytes given to the client's connection. */
  sent = 0;
  /** A stream that may be silent for as long as nothing happens. */
  endless = false;

  constructor(end: ClientEnd, heldBytes: number) {
    this.#end = end;
    this.#heldBytes = heldBytes;
  }

  /** `onDrain` is called whenever a full client connection has room again. */
  begin(head: UpstreamResponseHead, wanted: number, onDrain: () => void): void {
    this.#head = head;
    this.#wanted = Math.min(wanted, this.#heldBytes);
    if (head.framing === 'none' || (head.framing === 'length' && head.length <= this.#heldBytes)) {
      this.#held = [];
      return;
    }
    this.endless = isEndless(head.headers);
    this.#end.begin(head, onDrain);
  }

  /** False when the client's connection is full. */
  push(chunk: Buffer): boolean {
    this.sent += chunk.length;
    if (this.#held !== undefined) {
      this.#held.push(chunk);
      return true;
    }
    const missing = this.#wanted - this.#seenBytes();
    if (missing > 0) this.#seen.push(chunk.length > missing ? chunk.subarray(0, missing) : chunk);
    return this.#end.write(chunk);
  }

  end(trailers: readonly string[]): void {
    if (this.#head === undefined) return;
    if (this.#held === undefined) this.#end.end(trailers);
    else this.#end.pass(this.#head, this.#held.length === 0 ? null : this.#whole(), trailers);
  }

  /** What the gate asked to see; null when it asked for nothing. */
  inspected(complete: boolean): Body | null {
    if (this.#wanted === 0) return null;
    if (this.#held !== undefined) {
      const bytes = this.#whole();
      return {
        bytes: bytes.subarray(0, this.#wanted),
        size: this.sent,
        complete: complete && this.sent <= this.#wanted,
      };
    }
    const [first] = this.#seen;
    const bytes = first === undefined ? EMPTY_BODY.bytes : this.#seen.length === 1 ? first : Buffer.concat(this.#seen);
    return { bytes, size: this.sent, complete: complete && this.sent <= this.#wanted };
  }

  #whole(): Buffer {
    const held = this.#held ?? [];
    const [first] = held;
    if (held.length === 1 && first !== undefined) return first;
    const whole = Buffer.concat(held);
    this.#held = [whole];
    return whole;
  }

  #seenBytes(): number {
    let bytes = 0;
    for (const chunk of this.#seen) bytes += chunk.length;
    return bytes;
  }
}

function isEndless(headers: readonly string[]): boolean {
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() === 'content-type')
      return /^(?:text\/event-stream|application\/grpc)\b/i.test(headers[i + 1] ?? '');
  }
  return false;
}
