import { isIP } from 'node:net';
import { UNKNOWN_ADDRESS, type Client } from '../../model/index.ts';

/** A client by the address that a trusted sender tells; whatever is no address names nobody. */
export function toldClient(address: string | undefined, peer = address): Client {
  const known = readAddress(address) ?? UNKNOWN_ADDRESS;
  return { address: known, peer: readAddress(peer) ?? known };
}

function readAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const lower = text.trim().toLowerCase();
  const plain = lower.startsWith('::ffff:') && isIP(lower.slice(7)) === 4 ? lower.slice(7) : lower;
  return isIP(plain) === 0 ? undefined : plain;
}
