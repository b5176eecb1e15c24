/**
 * An own HTTP/1.1 client rather than undici: it sends header lines byte for byte (undici lower-cases and moves Host and
 * Content-Length), passes trailers, 1xx and refused upgrades on, and costs less CPU (`npm run bench:gateway`).
 */
export { KEEP_ALIVE_PROBE_MS, UpstreamPool } from './pool.ts';
export type * from './upstream.ts';
