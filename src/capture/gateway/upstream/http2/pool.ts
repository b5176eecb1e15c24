import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { LIMITS } from '../../../../model/index.ts';
import { dial } from '../dial.ts';
import type { PoolOptions } from '../pool.ts';
import type { Upstream, UpstreamFailure, UpstreamHandler, UpstreamRequest, UpstreamStats } from '../upstream.ts';
import { Http2UpstreamSession, type SessionOptions, type SessionOwner } from './session.ts';

interface Waiting {
  readonly request: UpstreamRequest;
  readonly handler: UpstreamHandler;
}

/** HTTP/2 connections to one origin: the first with a free stream, then a new one, then a bounded queue. */
export class Http2Pool implements Upstream, SessionOwner {
  readonly #options: PoolOptions;
  readonly #sessionOptions: SessionOptions;
  readonly #onHttp1: ((socket: Socket) => void) | undefined;
  readonly #sessions: Http2UpstreamSession[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #repeated = new WeakSet<UpstreamHandler>();
  #dialing: Socket | undefined;
  #closing = false;

  /** `onHttp1`: takes a connection whose other end chose HTTP/1.1; without it that is a failure. */
  constructor(options: PoolOptions, onHttp1?: (socket: Socket) => void) {
    this.#options = options;
    this.#onHttp1 = onHttp1;
    this.#sessionOptions = {
      scheme: options.scheme,
      maxStreams: LIMITS.streamsPerConnection,
      idleMs: options.idleMs,
      probeMs: options.probeMs,
      answerMs: options.connectMs,
    };
  }

  send(request: UpstreamRequest, handler: UpstreamHandler): void {
    const session = this.#withRoom();
    if (session !== undefined) return session.start(request, handler);
    if (this.#waiting.length >= this.#options.queue) {
      handler.onFailure({ kind: 'busy', detail: `${this.#waiting.length} requests wait for a stream` });
      return;
    }
    this.#waiting.push({ request, handler });
    this.#dialForWaiting();
  }

  stats(): UpstreamStats {
    const idle = this.#sessions.filter((session) => session.idle).length;
    return { open: this.#sessions.length, idle, waiting: this.#waiting.length };
  }

  sweep(now: number): void {
    for (const session of this.#sessions) session.sweep(now);
  }

  close(force: boolean): void {
    this.#closing = true;
    for (const session of this.#sessions) session.close(force);
    if (!force) return;
    this.#dialing?.destroy();
    for (const { handler } of this.takeWaiting()) handler.onFailure({ kind: 'failed', detail: 'gateway closes' });
  }

  /** Empties the queue; requests that nobody waits for any more are left out. */
  takeWaiting(): readonly Waiting[] {
    return this.#waiting.splice(0).filter(({ handler }) => !handler.over);
  }

  onRoom(): void {
    while (this.#waiting.length > 0) {
      const session = this.#withRoom();
      if (session === undefined) return this.#dialForWaiting();
      const next = this.#waiting.shift();
      if (next !== undefined && !next.handler.over) session.start(next.request, next.handler);
    }
  }

  onGone(session: Http2UpstreamSession): void {
    const at = this.#sessions.indexOf(session);
    if (at >= 0) this.#sessions.splice(at, 1);
    if (session.ready) this.#dialForWaiting();
    else this.#onFailure({ kind: 'failed', detail: session.detail });
  }

  onUnprocessed(request: UpstreamRequest, handler: UpstreamHandler, failure: UpstreamFailure): void {
    if (handler.over) return;
    if (this.#closing || this.#repeated.has(handler)) return handler.onFailure(failure);
    this.#repeated.add(handler);
    this.#options.onRetry();
    this.send(request, handler);
  }

  #withRoom(): Http2UpstreamSession | undefined {
    return this.#sessions.find((session) => session.room > 0);
  }

  /** One at a time: how much room it brings is known only when it is there. */
  #dialForWaiting(): void {
    if (this.#dialing !== undefined || this.#waiting.length === 0) return;
    if (this.#sessions.some((session) => !session.ready)) return;
    if (this.#sessions.length >= this.#options.connections) return;
    const alpn = this.#onHttp1 === undefined ? ['h2'] : ['h2', 'http/1.1'];
    this.#dialing = dial(
      this.#options,
      alpn,
      (socket) => this.#onOpen(socket),
      (failure) => this.#onFailure(failure),
    );
  }

  #onOpen(socket: Socket): void {
    this.#dialing = undefined;
    if (socket instanceof TLSSocket && socket.alpnProtocol !== 'h2') return this.#onOther(socket);
    this.#sessions.push(new Http2UpstreamSession(socket, this.#sessionOptions, this));
    this.onRoom();
  }

  #onOther(socket: Socket): void {
    if (this.#onHttp1 !== undefined) return this.#onHttp1(socket);
    socket.destroy();
    this.#onFailure({ kind: 'failed', detail: 'the upstream does not offer HTTP/2' });
  }

  /** Each attempt costs the one request that has waited longest, as with connections of HTTP/1.1. */
  #onFailure(failure: UpstreamFailure): void {
    this.#dialing = undefined;
    for (;;) {
      const next = this.#waiting.shift();
      if (next?.handler.over === true) continue;
      next?.handler.onFailure(failure);
      break;
    }
    this.#dialForWaiting();
  }
}
