import { LIMITS } from '../../../model/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import { Dechunker } from '../message/dechunk.ts';
import type { MessageHead } from '../message/head.ts';
import { readHead } from '../message/head.ts';
import type { SkipReason } from '../report.ts';

/** How the body of a message ends; `rest` hands over all that follows and reads no further message. */
export type Framing = 'as-told' | 'none' | 'until-close' | 'rest';

export interface Http1Events {
  /** `timeMs` is when the message began. */
  head(head: MessageHead, timeMs: number): Framing;
  body(bytes: Buffer): void;
  /** Bytes of the body that were sent and are not there. */
  bodyGap(size: number): void;
  end(trailers: readonly string[], timeMs: number): void;
  /** What follows a head that was answered by `rest`. */
  rest(bytes: Buffer, timeMs: number): void;
  /** What was sent here cannot be read; the next message is looked for. */
  lost(reason: SkipReason): void;
}

const LF = 0x0a;
const CR = 0x0d;
const START: Readonly<Record<'request' | 'response', RegExp>> = {
  request: /^[A-Z][A-Z_-]{1,19} (?:\/|\*|https?:\/\/|[^ ]+:\d+ )/,
  response: /^HTTP\/1\.[01] [1-9]\d\d/,
};

/** Whether bytes begin like a message. */
export const startsMessage = (kind: 'request' | 'response', bytes: Buffer): boolean =>
  START[kind].test(bytes.toString('latin1', 0, 64));

type State = 'head' | 'fixed' | 'chunked' | 'until-close' | 'rest' | 'seeking';

/**
 * The HTTP/1 messages of one direction, as bytes come. After a gap it reads on in the body whose length it knows, else it
 * looks for the next segment that begins like a message.
 */
export class Http1Stream {
  readonly #kind: 'request' | 'response';
  readonly #events: Http1Events;
  #state: State = 'head';
  #head: Buffer[] = [];
  #began = 0;
  #left = 0;
  #chunks: Dechunker | undefined;
  /** Bytes held. */
  held = 0;

  /** `seeking` when the beginning of the direction was not seen. */
  constructor(kind: 'request' | 'response', events: Http1Events, seeking: boolean) {
    this.#kind = kind;
    this.#events = events;
    if (seeking) this.#state = 'seeking';
  }

  /** One segment's bytes. */
  push(segment: Buffer, timeMs: number): void {
    if (this.#state === 'seeking' && startsMessage(this.#kind, segment)) this.#state = 'head';
    let bytes = segment;
    while (bytes.length > 0) bytes = this.#step(bytes, timeMs);
  }

  gap(size: number, timeMs: number): void {
    if (this.#state === 'fixed' && size <= this.#left) {
      this.#events.bodyGap(size);
      this.#left -= size;
      if (this.#left === 0) this.#end([], timeMs);
    } else if (this.#state === 'until-close') this.#events.bodyGap(size);
    else if (this.#state !== 'rest') this.#lose('packets-missing', timeMs, size);
  }

  /** Nothing more comes. */
  finish(timeMs: number): void {
    if (this.#state === 'until-close') this.#end([], timeMs);
    else if (this.#state === 'fixed') {
      this.#events.bodyGap(this.#left);
      this.#end([], timeMs);
    } else if (this.#state === 'chunked' || (this.#state === 'head' && this.#head.length > 0))
      this.#lose('truncated', timeMs, 0);
  }

  /** Takes some of `bytes` and gives the rest. */
  #step(bytes: Buffer, timeMs: number): Buffer {
    switch (this.#state) {
      case 'head':
        return this.#takeHead(bytes, timeMs);
      case 'fixed': {
        const part = bytes.subarray(0, this.#left);
        this.#events.body(part);
        this.#left -= part.length;
        if (this.#left === 0) this.#end([], timeMs);
        return bytes.subarray(part.length);
      }
      case 'chunked':
        return this.#takeChunks(bytes, timeMs);
      case 'until-close':
        this.#events.body(bytes);
        return bytes.subarray(bytes.length);
      case 'rest':
        this.#events.rest(bytes, timeMs);
        return bytes.subarray(bytes.length);
      case 'seeking':
        return bytes.subarray(bytes.length);
    }
  }

  #takeHead(given: Buffer, timeMs: number): Buffer {
    let bytes = given;
    if (this.held === 0) {
      // Empty lines before a message are tolerated (RFC 9112 §2.2).
      let at = 0;
      while (at < bytes.length && (bytes[at] === CR || bytes[at] === LF)) at++;
      bytes = bytes.subarray(at);
      if (bytes.length === 0) return bytes;
      this.#began = timeMs;
    }
    const end = this.#headEnd(bytes);
    if (this.held + (end < 0 ? bytes.length : end) > LIMITS.headBytes) {
      this.#lose('too-large', timeMs, 0);
      return bytes.subarray(bytes.length);
    }
    if (end < 0) {
      this.#head.push(Buffer.from(bytes));
      this.held += bytes.length;
      return bytes.subarray(bytes.length);
    }
    const whole = Buffer.concat([...this.#head, bytes.subarray(0, end)]);
    this.#head = [];
    this.held = 0;
    if (startsMessage(this.#kind, whole)) this.#begin(readHead(whole.toString('latin1').trimEnd()), timeMs);
    else this.#lose('malformed', timeMs, 0);
    return bytes.subarray(end);
  }

  /** Where the empty line after the head ends in `bytes`, or -1; it may have begun in what is held. */
  #headEnd(bytes: Buffer): number {
    for (let lf = bytes.indexOf(LF); lf >= 0; lf = bytes.indexOf(LF, lf + 1)) {
      const before = this.#byteBefore(bytes, lf, 1);
      if (before === LF || (before === CR && this.#byteBefore(bytes, lf, 2) === LF)) return lf + 1;
    }
    return -1;
  }

  #byteBefore(bytes: Buffer, at: number, back: number): number | undefined {
    if (at >= back) return bytes[at - back];
    let missing = back - at;
    for (let n = this.#head.length - 1; n >= 0; n--) {
      const part = this.#head[n] as Buffer;
      if (part.length >= missing) return part[part.length - missing];
      missing -= part.length;
    }
    return undefined;
  }

  #begin(head: MessageHead, timeMs: number): void {
    const framing = this.#events.head(head, this.#began);
    const chunked = /\bchunked\s*$/i.test(headerValue(head.headers, 'transfer-encoding') ?? '');
    const told = headerValue(head.headers, 'content-length')?.trim() ?? '';
    if (framing === 'rest') this.#state = 'rest';
    else if (framing === 'none') this.#end([], timeMs);
    else if (chunked) {
      this.#chunks = new Dechunker((bytes) => this.#events.body(bytes));
      this.#state = 'chunked';
    } else if (/^\d{1,15}$/.test(told)) {
      this.#left = Number(told);
      if (this.#left === 0) this.#end([], timeMs);
      else this.#state = 'fixed';
    } else if (framing === 'until-close') this.#state = 'until-close';
    else this.#end([], timeMs);
  }

  #takeChunks(bytes: Buffer, timeMs: number): Buffer {
    const chunks = this.#chunks;
    if (!chunks) return bytes.subarray(bytes.length);
    const rest = bytes.subarray(chunks.push(bytes));
    if (chunks.done) this.#end(chunks.trailers, timeMs);
    else if (chunks.broken) {
      this.#lose('malformed', timeMs, 0);
      return rest.subarray(rest.length);
    }
    return rest;
  }

  #end(trailers: readonly string[], timeMs: number): void {
    this.#state = 'head';
    this.#chunks = undefined;
    this.#events.end(trailers, timeMs);
  }

  /** Ends the message there is, as far as it was read, else tells that one is lost. */
  #lose(reason: SkipReason, timeMs: number, size: number): void {
    const state = this.#state;
    const head = this.#cutHead();
    this.#state = 'seeking';
    if (state === 'fixed' || state === 'chunked') this.#breakOff(size, timeMs);
    else if (head && (reason === 'packets-missing' || reason === 'truncated')) {
      // A capture of the first bytes of each packet still tells method, path and status.
      if (this.#events.head(head, this.#began) === 'rest') this.#state = 'rest';
      else this.#breakOff(0, timeMs);
    } else if (state === 'head') this.#events.lost(reason);
  }

  #breakOff(size: number, timeMs: number): void {
    this.#events.bodyGap(size);
    this.#end([], timeMs);
    this.#state = 'seeking';
  }

  /** The whole lines of a head whose end is missing. */
  #cutHead(): MessageHead | undefined {
    const bytes = Buffer.concat(this.#head);
    this.#head = [];
    this.held = 0;
    const lines = bytes.subarray(0, bytes.lastIndexOf(LF) + 1);
    return startsMessage(this.#kind, lines) ? readHead(lines.toString('latin1').trimEnd()) : undefined;
  }
}
