import type { Compression } from './stream.ts';

/** What the server agreed to (`Sec-WebSocket-Extensions` of its answer) for what `side` sends (RFC 7692 §7.1). */
export function compressionOf(extensions: string, side: 'client' | 'server'): Compression {
  if (!/\bpermessage-deflate\b/i.test(extensions)) return 'none';
  return new RegExp(`\\b${side}_no_context_takeover\\b`, 'i').test(extensions) ? 'alone' : 'window';
}
