import { randomBytes } from 'node:crypto';

/**
 * Milliseconds since the epoch with a fraction. Between two readings it runs on the monotonic clock; when the wall clock
 * was set (NTP, suspend) it follows.
 */
export function createClock(): () => number {
  let offset = performance.timeOrigin;
  return () => {
    const wall = Date.now();
    const precise = performance.now() + offset;
    // Date.now() is cut to the millisecond, so a true reading lies in [wall, wall + 1).
    if (precise >= wall - 1 && precise < wall + 2) return precise;
    // The thread may have waited between the two readings: only what a second one contradicts too is a clock that was set.
    const later = Date.now();
    if (precise >= wall - 1 && precise < later + 2) return precise;
    offset += later - precise;
    return later;
  };
}

/** Transaction ids `t3k9x-1f`: a random part of this start of the program, then a count, both in base 36. */
export function createIdFactory(): () => string {
  const start = `t${randomBytes(4).readUInt32BE().toString(36).padStart(7, '0').slice(-5)}-`;
  let count = 0;
  return () => start + (++count).toString(36);
}
