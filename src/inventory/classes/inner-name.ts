import { isIP } from 'node:net';
import { isInside } from '../use.ts';

/** Names reserved for inner use (RFC 6761, 6762, 8375, ICANN's .internal) and those that clusters and offices use. */
const INNER = /(^|\.)(localhost|local|internal|intranet|lan|corp|home|private|svc|consul|home\.arpa|docker|test)$/;

/** Whether a host, with or without a port, has a name that the internet does not know. */
export function isInnerName(host: string): boolean {
  const bare = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return isInside(bare);
  return bare !== '' && (!bare.includes('.') || INNER.test(bare));
}
