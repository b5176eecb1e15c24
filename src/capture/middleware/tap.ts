import { LIMITS } from '../../model/index.ts';
import type { WireBody } from './wire.ts';

/** Copies the beginning of a body that passes by. It never holds anything back and never changes anything. */
export class Tap {
  /** False when bytes passed before the tap was there. */
  whole = true;
  size = 0;
  readonly #chunks: Buffer[] = [];
  #kept = 0;

  /** A chunk as streams take it; anything else is not counted. */
  add(chunk: unknown, encoding: unknown): void {
    if (typeof chunk === 'string') this.#addText(chunk, typeof encoding === 'string' ? encoding : 'utf8');
    else if (chunk instanceof Uint8Array) this.#addBytes(chunk);
  }

  body(): WireBody | undefined {
    if (this.size === 0) return undefined;
    return {
      base64: Buffer.concat(this.#chunks).toString('base64'),
      size: this.size,
      complete: this.whole && this.size === this.#kept,
    };
  }

  #addText(text: string, name: string): void {
    const encoding = Buffer.isEncoding(name) ? name : 'utf8';
    if (this.#kept < LIMITS.inspectedBodyBytes) return this.#addBytes(Buffer.from(text, encoding));
    this.size += Buffer.byteLength(text, encoding);
  }

  #addBytes(bytes: Uint8Array): void {
    this.size += bytes.length;
    const room = LIMITS.inspectedBodyBytes - this.#kept;
    if (room <= 0) return;
    // The application may use its buffer again once it was sent.
    const copy = Buffer.from(bytes.subarray(0, room));
    this.#kept += copy.length;
    this.#chunks.push(copy);
  }
}
