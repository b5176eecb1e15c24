import { Http2Pool } from './http2/pool.ts';
import { UpstreamPool, type PoolOptions } from './pool.ts';
import type { Upstream, UpstreamHandler, UpstreamRequest, UpstreamStats } from './upstream.ts';

/** `h2c`: HTTP/2 in clear without asking; `h2`: over TLS and nothing else. */
export const UPSTREAM_PROTOCOLS = ['auto', 'http1', 'h2', 'h2c'] as const;
export type UpstreamProtocol = (typeof UPSTREAM_PROTOCOLS)[number];

/** A way to the upstream. `auto` in clear is HTTP/1.1; over TLS the upstream chooses. */
export function createUpstream(protocol: UpstreamProtocol, options: PoolOptions): Upstream {
  if (protocol === 'http1' || (protocol === 'auto' && options.scheme === 'http')) return new UpstreamPool(options);
  return new EitherUpstream(options, protocol === 'auto');
}

/**
 * HTTP/2 for requests, HTTP/1.1 for what asks to be upgraded (WebSocket), and with `fallback` for everything once the
 * upstream has chosen it.
 */
class EitherUpstream implements Upstream {
  readonly #http1: UpstreamPool;
  readonly #http2: Http2Pool;
  #chosen: 'http1' | 'http2' = 'http2';

  constructor(options: PoolOptions, fallback: boolean) {
    this.#http1 = new UpstreamPool(options);
    this.#http2 = new Http2Pool(
      options,
      fallback
        ? (socket) => {
            this.#chosen = 'http1';
            this.#http1.adopt(socket);
            for (const { request, handler } of this.#http2.takeWaiting()) this.#http1.send(request, handler);
          }
        : undefined,
    );
  }

  send(request: UpstreamRequest, handler: UpstreamHandler): void {
    if (request.upgrade || this.#chosen === 'http1') this.#http1.send(request, handler);
    else this.#http2.send(request, handler);
  }

  sweep(now: number): void {
    this.#http1.sweep(now);
    this.#http2.sweep(now);
  }

  stats(): UpstreamStats {
    const [a, b] = [this.#http1.stats(), this.#http2.stats()];
    return { open: a.open + b.open, idle: a.idle + b.idle, waiting: a.waiting + b.waiting };
  }

  close(force: boolean): void {
    this.#http1.close(force);
    this.#http2.close(force);
  }
}
