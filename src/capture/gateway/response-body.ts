import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Body } from '../../model/index.ts';
import { EMPTY_BODY } from '../../model/index.ts';
import type { UpstreamResponseHead } from './upstream/index.ts';

/**
 * An answer on its way to the client. Small ones of declared length are held and leave in one write with their head;
 * all others are streamed, each part at once.
 */
export class ResponseBody {
  readonly #res: ServerResponse;
  readonly #heldBytes: number;
  #head: UpstreamResponseHead | undefined;
  #headers: string[] = [];
  #held: Buffer[] | undefined;
  /** The beginning the gate wants to see. */
  #seen: Buffer[] = [];
  #wanted = 0;
  /** Body bytes given to the client's connection. */
  sent = 0;
  /** An event stream. */
  endless = false;

  constructor(res: ServerResponse, heldBytes: number) {
    this.#res = res;
    this.#heldBytes = heldBytes;
  }

  /** `onDrain` is called whenever a full client connection has room again. */
  begin(head: UpstreamResponseHead, wanted: number, req: IncomingMessage, onDrain: () => void): void {
    // A missing Date is the upstream's to decide.
    this.#res.sendDate = false;
    const trailing = head.framing === 'chunked' && req.httpVersionMinor > 0;
    this.#head = head;
    this.#wanted = Math.min(wanted, this.#heldBytes);
    this.#headers = trailing ? (head.headers as string[]) : withoutTrailer(head.headers);
    if (head.framing === 'none' || (head.framing === 'length' && head.length <= this.#heldBytes)) {
      this.#held = [];
      return;
    }
    this.endless = isEventStream(head.headers);
    this.#res.on('drain', onDrain);
    this.#res.writeHead(head.status, head.reason, this.#headers);
    this.#flushHead();
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
    return this.#res.write(chunk);
  }

  end(trailers: readonly string[]): void {
    if (this.#head === undefined) return;
    if (this.#held === undefined) {
      if (trailers.length > 0) this.#res.addTrailers(pairs(trailers));
      this.#res.end();
      return;
    }
    this.#res.writeHead(this.#head.status, this.#head.reason, this.#headers);
    if (this.#held.length === 0) this.#res.end();
    else this.#res.end(this.#whole());
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

  /** The head must not wait for the body's first part, but leaves with it when both came in one read. */
  #flushHead(): void {
    const { socket } = this.#res;
    socket?.cork();
    this.#res.flushHeaders();
    process.nextTick(() => socket?.uncork());
  }
}

/** Node refuses a Trailer line where the message cannot carry trailers (HTTP/1.0, HEAD, declared length). */
function withoutTrailer(headers: readonly string[]): string[] {
  const has = headers.some((text, i) => i % 2 === 0 && text.length === 7 && text.toLowerCase() === 'trailer');
  if (!has) return headers as string[];
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== 'trailer') kept.push(headers[i] ?? '', headers[i + 1] ?? '');
  }
  return kept;
}

function isEventStream(headers: readonly string[]): boolean {
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() === 'content-type') return /^text\/event-stream\b/i.test(headers[i + 1] ?? '');
  }
  return false;
}

function pairs(fields: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let i = 0; i < fields.length; i += 2) list.push([fields[i] ?? '', fields[i + 1] ?? '']);
  return list;
}
