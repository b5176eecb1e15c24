import { LIMITS } from '../../../model/index.ts';
import { HpackDecoder } from './hpack.ts';

export interface Http2Events {
  /** Header fields, pseudo-headers among them, name and value in turn. */
  headers(stream: number, fields: readonly string[], timeMs: number): void;
  body(stream: number, bytes: Buffer): void;
  bodyGap(stream: number, size: number): void;
  /** The sender's half of a stream is over. */
  end(stream: number, timeMs: number): void;
  reset(stream: number, timeMs: number): void;
}

const DATA = 0;
const HEADERS = 1;
const RST_STREAM = 3;
const PUSH_PROMISE = 5;
const CONTINUATION = 9;
const END_STREAM = 0x1;
const END_HEADERS = 0x4;
const PADDED = 0x8;
const PRIORITY = 0x20;
const HEAD_BYTES = 9;
const NOTHING = Buffer.alloc(0);

export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

interface Frame {
  readonly size: number;
  readonly kind: number;
  readonly flags: number;
  readonly stream: number;
}

/** The frames of one direction of HTTP/2 (RFC 9113 §4). DATA is passed on as it comes, header blocks are gathered. */
export class Http2Stream {
  readonly #events: Http2Events;
  readonly #hpack = new HpackDecoder();
  #preface: number;
  #head: Buffer = NOTHING;
  #frame: Frame | undefined;
  #left = 0;
  /** Padding at the end of a DATA frame; undefined until its length was read. */
  #padding: number | undefined;
  #payload: Buffer[] = [];
  /** A header block whose continuation is to come. */
  #block: { readonly kind: number; readonly stream: number; readonly ends: boolean; bytes: Buffer } | undefined;
  #dead = false;
  /** Bytes held. */
  held = 0;

  constructor(events: Http2Events, hasPreface: boolean) {
    this.#events = events;
    this.#preface = hasPreface ? PREFACE.length : 0;
  }

  /** Nothing after this can be read: bytes are missing where the next frame begins, or a header block is damaged. */
  get dead(): boolean {
    return this.#dead;
  }

  push(bytes: Buffer, timeMs: number): void {
    let at = Math.min(this.#preface, bytes.length);
    this.#preface -= at;
    while (at < bytes.length && !this.#dead) {
      const rest = bytes.subarray(at);
      at += this.#frame ? this.#takePayload(this.#frame, rest, timeMs) : this.#takeHead(rest, timeMs);
    }
  }

  gap(size: number, timeMs: number): void {
    const frame = this.#frame;
    if (frame?.kind === DATA && this.#padding !== undefined && size <= this.#left) {
      this.#left -= size;
      this.#events.bodyGap(frame.stream, size);
      if (this.#left === 0) this.#endFrame(frame, timeMs);
    } else this.#die();
  }

  #die(): void {
    this.#dead = true;
    this.#payload = [];
    this.#block = undefined;
    this.held = 0;
  }

  #takeHead(bytes: Buffer, timeMs: number): number {
    const known = this.#head.length;
    const head = Buffer.concat([this.#head, bytes.subarray(0, HEAD_BYTES - known)]);
    if (head.length < HEAD_BYTES) {
      this.#head = head;
      return bytes.length;
    }
    this.#head = NOTHING;
    const frame = {
      size: head.readUIntBE(0, 3),
      kind: head[3] as number,
      flags: head[4] as number,
      stream: head.readUInt32BE(5) & 0x7fffffff,
    };
    const blockOpen = this.#block !== undefined;
    // Between a header block and its continuation nothing may stand (§6.10): then this is no frame.
    if (blockOpen !== (frame.kind === CONTINUATION)) {
      this.#die();
      return bytes.length;
    }
    this.#frame = frame;
    this.#left = frame.size;
    this.#padding = frame.flags & PADDED ? undefined : 0;
    if (this.#left === 0) this.#endFrame(frame, timeMs);
    return HEAD_BYTES - known;
  }

  #takePayload(frame: Frame, bytes: Buffer, timeMs: number): number {
    const part = bytes.subarray(0, this.#left);
    this.#left -= part.length;
    if (frame.kind === DATA) this.#takeData(frame, part);
    else if (isKept(frame.kind)) {
      this.#payload.push(Buffer.from(part));
      this.held += part.length;
      if (this.held > LIMITS.captureHeaderBytes) this.#die();
    }
    if (this.#left === 0 && !this.#dead) this.#endFrame(frame, timeMs);
    return part.length;
  }

  #takeData(frame: Frame, part: Buffer): void {
    let data = part;
    if (this.#padding === undefined) {
      this.#padding = data[0] ?? 0;
      data = data.subarray(1);
    }
    const beforePadding = Math.max(0, data.length - Math.max(0, this.#padding - this.#left));
    this.#events.body(frame.stream, data.subarray(0, beforePadding));
  }

  #endFrame(frame: Frame, timeMs: number): void {
    this.#frame = undefined;
    if (frame.kind === DATA) {
      if (frame.flags & END_STREAM) this.#events.end(frame.stream, timeMs);
      return;
    }
    if (frame.kind === RST_STREAM) return this.#events.reset(frame.stream, timeMs);
    if (!isKept(frame.kind)) return;
    const payload = Buffer.concat(this.#payload);
    this.#payload = [];
    this.held = 0;
    this.#endHeaders(frame, payload, timeMs);
  }

  #endHeaders(frame: Frame, payload: Buffer, timeMs: number): void {
    const open = this.#block;
    const block =
      frame.kind === CONTINUATION && open
        ? { ...open, bytes: Buffer.concat([open.bytes, payload]) }
        : {
            kind: frame.kind,
            stream: frame.stream,
            ends: (frame.flags & END_STREAM) !== 0,
            bytes: withoutExtras(frame, payload),
          };
    this.#block = undefined;
    this.held = 0;
    if (block.bytes.length > LIMITS.captureHeaderBytes) return this.#die();
    if ((frame.flags & END_HEADERS) === 0) {
      this.#block = block;
      this.held = block.bytes.length;
      return;
    }
    const fields = this.#hpack.decode(block.bytes);
    if (fields === undefined) return this.#die();
    if (block.kind !== HEADERS) return;
    this.#events.headers(block.stream, fields, timeMs);
    if (block.ends) this.#events.end(block.stream, timeMs);
  }
}

const isKept = (kind: number): boolean => kind === HEADERS || kind === PUSH_PROMISE || kind === CONTINUATION;

/** The header block in the payload of HEADERS or PUSH_PROMISE. */
function withoutExtras({ kind, flags }: Frame, payload: Buffer): Buffer {
  const padded = (flags & PADDED) !== 0;
  const padding = padded ? (payload[0] ?? 0) : 0;
  const before = (padded ? 1 : 0) + (kind === HEADERS ? (flags & PRIORITY ? 5 : 0) : 4);
  return payload.subarray(before, Math.max(before, payload.length - padding));
}
