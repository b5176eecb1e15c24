import type { Socket } from 'node:net';
import { UpstreamConnection, type ConnectionOwner } from './connection.ts';
import { dial, type DialOptions } from './dial.ts';
import type { Upstream, UpstreamHandler, UpstreamRequest, UpstreamStats } from './upstream.ts';

export interface PoolOptions extends DialOptions {
  /** Connections kept for ordinary exchanges; upgraded ones and event streams do not count. */
  readonly connections: number;
  /** Requests that may wait for a connection. */
  readonly queue: number;
  readonly idleMs: number;
  /** Silence before an HTTP/2 connection in use is probed. */
  readonly probeMs: number;
  /** Called when a safe request is repeated because its kept-alive connection had died. */
  onRetry(): void;
}

interface Waiting {
  readonly request: UpstreamRequest;
  readonly handler: UpstreamHandler;
}

/** HTTP/1.1 connections to one origin: the most recently used idle one first, then a new one, then a bounded queue. */
export class UpstreamPool implements Upstream, ConnectionOwner {
  readonly #options: PoolOptions;
  readonly #all = new Set<UpstreamConnection>();
  readonly #idle: UpstreamConnection[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #dialing = new Set<Socket>();
  #detached = 0;
  #closing = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  send(request: UpstreamRequest, handler: UpstreamHandler): void {
    const connection = this.#takeIdle();
    if (connection !== undefined) connection.start(request, handler);
    else this.#enqueue({ request, handler });
  }

  stats(): UpstreamStats {
    return { open: this.#all.size, idle: this.#idle.length, waiting: this.#waiting.length };
  }

  sweep(now: number): void {
    // The least recently used stand first.
    while (this.#idle[0] !== undefined && this.#idle[0].idleUntil <= now) this.#idle.shift()?.destroy();
  }

  close(force: boolean): void {
    this.#closing = true;
    for (const connection of force ? this.#all : this.#idle) connection.destroy();
    this.#idle.length = 0;
    if (!force) return;
    for (const socket of this.#dialing) socket.destroy();
    for (const { handler } of this.#waiting.splice(0)) handler.onFailure({ kind: 'failed', detail: 'gateway closes' });
  }

  onFree(connection: UpstreamConnection): void {
    const next = this.#nextWaiting();
    if (next !== undefined) connection.start(next.request, next.handler);
    else if (this.#closing) connection.destroy();
    else {
      connection.idleUntil = performance.now() + this.#options.idleMs;
      this.#idle.push(connection);
    }
  }

  onGone(connection: UpstreamConnection): void {
    this.#all.delete(connection);
    if (connection.detached) this.#detached--;
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#dialForWaiting();
  }

  onDetached(): void {
    this.#detached++;
    this.#dialForWaiting();
  }

  onStale(request: UpstreamRequest, handler: UpstreamHandler): void {
    if (handler.over) return;
    this.#options.onRetry();
    this.#enqueue({ request, handler });
  }

  #takeIdle(): UpstreamConnection | undefined {
    for (;;) {
      const connection = this.#idle.pop();
      if (connection === undefined || connection.usable) return connection;
      connection.destroy();
    }
  }

  #nextWaiting(): Waiting | undefined {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === undefined || !next.handler.over) return next;
    }
  }

  #enqueue(waiting: Waiting): void {
    if (this.#waiting.length >= this.#options.queue) {
      waiting.handler.onFailure({ kind: 'busy', detail: `${this.#waiting.length} requests wait for a connection` });
      return;
    }
    this.#waiting.push(waiting);
    this.#dialForWaiting();
  }

  /** Opens connections while requests wait that no connection being opened is for. */
  #dialForWaiting(): void {
    while (
      this.#dialing.size < this.#waiting.length &&
      this.#all.size - this.#detached + this.#dialing.size < this.#options.connections
    ) {
      this.#dial();
    }
  }

  #dial(): void {
    const socket = dial(
      this.#options,
      ['http/1.1'],
      (open) => {
        this.#dialing.delete(open);
        this.adopt(open);
      },
      (failure) => {
        this.#dialing.delete(socket);
        this.#nextWaiting()?.handler.onFailure(failure);
        this.#dialForWaiting();
      },
    );
    this.#dialing.add(socket);
  }

  /** Takes over an open connection that speaks HTTP/1.1. */
  adopt(socket: Socket): void {
    const connection = new UpstreamConnection(socket, this);
    this.#all.add(connection);
    this.onFree(connection);
  }
}
