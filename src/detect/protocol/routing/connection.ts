import type { MessageAnswer } from '../../define.ts';

/** What Connection may name: hop-by-hop fields (RFC 9110 §7.6.1) and what clients write there by custom. */
const HOP_BY_HOP = new Set([
  '',
  'close',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'trailers',
  'transfer-encoding',
  'http2-settings',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'websocket',
]);

/** End to end: who asks, from where, for what, and where the message ends. */
const TRUSTED =
  /^(?:x-[\w-]+|authorization|cookie2?|host|content-[a-z-]+|forwarded|via|origin|referer|user-agent|true-client-ip|cf-[\w-]+|fastly-[\w-]+|client-ip|client-cert|sec-[\w-]+|api-?key|tenant[\w-]*|range|expect|accept[a-z-]*|if-[a-z-]+|vary|cache-control|date|pragma|max-forwards)$/;

/** Connection names a field that an honest proxy would need: each proxy on the way then removes it (RFC 9110 §7.6.1). */
export function askConnection(value: string): MessageAnswer | undefined {
  if (value.length < 12 && HOP_BY_HOP.has(value.toLowerCase())) return undefined;
  const named = value
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => !HOP_BY_HOP.has(token));
  const target = named.find((token) => TRUSTED.test(token)) ?? '';
  if (target === '') return undefined;
  const at = value.toLowerCase().indexOf(target);
  return {
    // Some libraries list Cache-Control or Accept here by mistake; nobody asks for that to be removed to any use.
    confidence: /^(?:accept|cache-control|pragma|date|range|user-agent|if-|vary)/.test(target) ? 0.5 : 0.85,
    statement: `Connection names ${target.slice(0, 60)}, so that proxies remove it`,
    part: 'header',
    name: 'connection',
    value,
    mark: [at, at + target.length],
  };
}
