import type { Duplex } from 'node:stream';

/**
 * How a message's body is delimited on the wire (RFC 9112 §6). `open`: it came by HTTP/2 without a length; the lines hold
 * nothing about it.
 */
export type RequestFraming = 'none' | 'length' | 'chunked' | 'open';

/** A request ready for the wire. `headers` is what is sent, in this order and case, framing lines included. */
export interface UpstreamRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly framing: RequestFraming;
  /** The whole body, or its beginning when `more` follows through the call. */
  readonly body: Uint8Array | null;
  readonly more: boolean;
  /** Trailers of a whole chunked body, flat list. */
  readonly trailers: readonly string[];
  readonly upgrade: boolean;
}

export interface UpstreamResponseHead {
  readonly status: number;
  readonly reason: string;
  /** Flat list without hop-by-hop lines, order and case as received; complete when `status` is 101. */
  readonly headers: readonly string[];
  /** `none`: no body follows, whatever the header lines say (HEAD, 204, 304). */
  readonly framing: 'none' | 'length' | 'chunked' | 'close';
  /** Declared body bytes; -1 when not declared. */
  readonly length: number;
}

/** `busy`: too many requests wait for a connection. `timeout`: no connection in time. */
export interface UpstreamFailure {
  readonly kind: 'failed' | 'timeout' | 'busy';
  /** For the log only: `ECONNREFUSED 127.0.0.1:3000`. */
  readonly detail: string;
}

/** The sending half of an exchange that has a connection. */
export interface UpstreamCall {
  /** Sends more of the body. False: wait for `onDrain`. */
  write(chunk: Uint8Array): boolean;
  finish(trailers: readonly string[]): void;
  /** Reads on after `onData` returned false. */
  resume(): void;
  /** Gives the connection up; nothing is reported afterwards. */
  abort(): void;
  /** Takes a long-lived answer out of the pool's count, so that event streams cannot starve ordinary requests. */
  detach(): void;
}

/** The receiving half. After `onEnd`, `onUpgrade` or `onFailure` nothing follows. */
export interface UpstreamHandler {
  /** True when nobody waits for the answer any more; asked before a queued request is sent. */
  readonly over: boolean;
  /** The request is being sent. Called again when it is repeated on a fresh connection. */
  onStart(call: UpstreamCall): void;
  /** 1xx other than 101. */
  onInformation(head: UpstreamResponseHead): void;
  onResponse(head: UpstreamResponseHead): void;
  /** False: no more until `call.resume()`. */
  onData(chunk: Buffer): boolean;
  onDrain(): void;
  onEnd(trailers: readonly string[]): void;
  onUpgrade(head: UpstreamResponseHead, socket: Duplex, early: Buffer): void;
  onFailure(failure: UpstreamFailure): void;
}

export interface UpstreamStats {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Where requests go. */
export interface Upstream {
  send(request: UpstreamRequest, handler: UpstreamHandler): void;
  /** Closes connections idle for too long. `now` on the monotonic clock in milliseconds. */
  sweep(now: number): void;
  stats(): UpstreamStats;
  /** Closes idle connections now and busy ones when they are done; `force` cuts them. */
  close(force: boolean): void;
}
