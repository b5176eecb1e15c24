import { connect, constants, type ClientHttp2Session, type SecureClientSessionOptions } from 'node:http2';
import type { Socket } from 'node:net';
import { LIMITS } from '../../../../model/index.ts';
import { describe } from '../dial.ts';
import type { UpstreamFailure, UpstreamHandler, UpstreamRequest } from '../upstream.ts';
import { Http2Call, type CallOwner } from './call.ts';

const { NGHTTP2_NO_ERROR } = constants;
/** Bytes on the way: a slow client holds at most the window of its stream, and never that of the others. */
const STREAM_WINDOW = 262_144;
const CONNECTION_WINDOW = 4_194_304;

export interface SessionOwner {
  /** Streams have become free. */
  onRoom(): void;
  onGone(session: Http2UpstreamSession): void;
  onUnprocessed(request: UpstreamRequest, handler: UpstreamHandler, failure: UpstreamFailure): void;
}

export interface SessionOptions {
  readonly scheme: 'http' | 'https';
  readonly maxStreams: number;
  readonly idleMs: number;
  /** Silence with streams open after which a PING asks whether the peer is still there. */
  readonly probeMs: number;
  /** A PING not answered in this time ends the session. */
  readonly answerMs: number;
}

/** One HTTP/2 connection to the upstream and the calls on it. */
export class Http2UpstreamSession implements CallOwner {
  readonly #owner: SessionOwner;
  readonly #options: SessionOptions;
  readonly #session: ClientHttp2Session;
  readonly #socket: Socket;
  readonly #calls = new Set<Http2Call>();
  readonly #openedAt = performance.now();
  #read = 0;
  #movedAt = this.#openedAt;
  #probedAt: number | undefined;
  #broken: Error | undefined;
  /** True when the upstream has said how many streams it takes; before that none is opened, since it might refuse them. */
  ready = false;

  constructor(socket: Socket, options: SessionOptions, owner: SessionOwner) {
    this.#owner = owner;
    this.#options = options;
    this.#socket = socket;
    // Node's typings ask for a URL; with a socket given, only the scheme is taken from it.
    this.#session = connect(`${options.scheme}://upstream.invalid`, {
      createConnection: () => socket,
      maxReservedRemoteStreams: 0,
      maxHeaderListPairs: LIMITS.headerLines,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW, maxHeaderListSize: LIMITS.headBytes },
      strictSingleValueFields: false,
    } as SecureClientSessionOptions);
    this.#session.setLocalWindowSize(CONNECTION_WINDOW);
    this.#session.on('remoteSettings', () => {
      this.ready = true;
      owner.onRoom();
    });
    this.#session.on('error', (error: Error) => {
      this.#broken = error;
    });
    this.#session.on('close', () => owner.onGone(this));
    // Without a listener Node would answer a pushed stream; pushing was declined.
    this.#session.on('stream', (stream) => stream.close());
  }

  /** Calls it can take now. */
  get room(): number {
    const { closed, destroyed, remoteSettings } = this.#session;
    if (closed || destroyed || !this.ready) return 0;
    const { maxConcurrentStreams = this.#options.maxStreams } = remoteSettings;
    return Math.min(maxConcurrentStreams, this.#options.maxStreams) - this.#calls.size;
  }

  get idle(): boolean {
    return this.#calls.size === 0;
  }

  start(request: UpstreamRequest, handler: UpstreamHandler): void {
    this.#movedAt = performance.now();
    try {
      this.#calls.add(new Http2Call(this, this.#session, this.#options.scheme, request, handler));
    } catch (error) {
      handler.onFailure({ kind: 'failed', detail: describe(error as Error) });
    }
  }

  onDone(call: Http2Call): void {
    this.#calls.delete(call);
    this.#movedAt = performance.now();
    this.#owner.onRoom();
  }

  onUnprocessed(request: UpstreamRequest, handler: UpstreamHandler, failure: UpstreamFailure): void {
    this.#owner.onUnprocessed(request, handler, failure);
  }

  /** Closes it when idle for too long; asks a silent peer for a sign of life, and gives up when there is none. */
  sweep(now: number): void {
    if (this.#socket.bytesRead !== this.#read) {
      this.#read = this.#socket.bytesRead;
      this.#movedAt = now;
    }
    if (!this.ready) {
      if (now - this.#openedAt > this.#options.answerMs) this.#session.destroy(new Error('no SETTINGS in time'));
    } else if (this.#probedAt !== undefined) {
      if (now - this.#probedAt > this.#options.answerMs) this.#session.destroy(new Error('no answer to a PING'));
    } else if (this.idle) {
      if (now - this.#movedAt > this.#options.idleMs) this.#session.close();
    } else if (now - this.#movedAt > this.#options.probeMs) {
      this.#probe(now);
    }
  }

  close(force: boolean): void {
    if (force) this.#session.destroy(undefined, NGHTTP2_NO_ERROR);
    else this.#session.close();
  }

  /** Why it ended, for the log. */
  get detail(): string {
    return this.#broken === undefined ? 'connection closed' : describe(this.#broken);
  }

  #probe(now: number): void {
    this.#probedAt = now;
    this.#session.ping((error) => {
      if (error === null) this.#probedAt = undefined;
    });
  }
}
