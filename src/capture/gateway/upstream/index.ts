/**
 * An own HTTP/1.1 client rather than undici: it sends header lines byte for byte (undici lower-cases and moves Host and
 * Content-Length), passes trailers, 1xx and refused upgrades on, and costs less CPU (`npm run bench:gateway`). HTTP/2 is
 * Node's.
 */
export { createUpstream, UPSTREAM_PROTOCOLS, type UpstreamProtocol } from './choose.ts';
export { KEEP_ALIVE_PROBE_MS, type UpstreamTls } from './dial.ts';
export type * from './upstream.ts';
