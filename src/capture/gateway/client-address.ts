import { BlockList, isIP } from 'node:net';
import { CodedError, type Client, type ClientTrait } from '../../model/index.ts';
import type { AddressHeader } from './options.ts';

/** Hops read from the right of a forwarding header; nobody chains more proxies, and the rest is the client's own text. */
const HOPS = 20;
const TRAIT_CHARS = 256;

/** Reads a list of addresses and CIDR blocks. Throws SP1002 naming the entry that is neither. */
export function parseNetworks(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const slash = entry.lastIndexOf('/');
    const address = slash < 0 ? entry : entry.slice(0, slash);
    const version = isIP(address);
    const bits = slash < 0 ? (version === 4 ? 32 : 128) : Number(entry.slice(slash + 1) || Number.NaN);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) {
      throw new CodedError('SP1002', `trusted proxy ${JSON.stringify(entry)} is no address and no CIDR block`);
    }
    list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

export interface Trust {
  readonly networks: BlockList;
  readonly addressHeaders: readonly AddressHeader[];
  readonly traitHeaders: Readonly<Partial<Record<ClientTrait, string>>>;
}

/** `::ffff:192.0.2.1` is 192.0.2.1: a dual-stack listener reports IPv4 peers so. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

export function isTrusted(trust: Trust, address: string): boolean {
  return trust.networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The client as a trusted proxy describes it. `peer` is the proxy's own address; names in `raw` are as received. */
export function forwardedClient(trust: Trust, peer: string, raw: readonly string[]): Client {
  const traits: Partial<Record<ClientTrait, string>> = {};
  for (const [trait, header] of Object.entries(trust.traitHeaders) as [ClientTrait, string][]) {
    const value = headerValue(raw, header);
    if (value !== undefined && value !== '') traits[trait] = value.slice(0, TRAIT_CHARS);
  }
  return { address: clientAddress(trust, peer, raw), peer, traits };
}

/** Walks from the nearest hop outwards; the first address that is not a trusted proxy's is the client's. */
function clientAddress(trust: Trust, peer: string, raw: readonly string[]): string {
  for (const header of trust.addressHeaders) {
    const value = headerValue(raw, header);
    if (value === undefined) continue;
    let client = peer;
    for (const hop of value.split(',').slice(-HOPS).reverse()) {
      const address = hopAddress(header, hop);
      // An unreadable hop (`unknown`, `_hidden`) ends what can be believed.
      if (address === undefined) return client;
      client = address;
      if (!isTrusted(trust, client)) return client;
    }
    return client;
  }
  return peer;
}

function hopAddress(header: AddressHeader, hop: string): string | undefined {
  if (header === 'x-forwarded-for') return readAddress(hop.trim());
  // RFC 7239: for=192.0.2.60;proto=http, for="[2001:db8::17]:4711"
  const match = /(?:^|;)\s*for\s*=\s*(?:"([^"]*)"|([^;,\s"]*))/i.exec(hop);
  return match === null ? undefined : readAddress(match[1] ?? match[2] ?? '');
}

/** An address with or without port and brackets. */
function readAddress(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::[0-9]+)?$/.exec(text)?.[1] ?? /^([0-9.]+):[0-9]+$/.exec(text)?.[1] ?? text;
  return isIP(bare) === 0 ? undefined : plainAddress(bare.toLowerCase());
}

/** All lines of a header, joined as one list; undefined when there is none. `name` in lower case. */
export function headerValue(raw: readonly string[], name: string): string | undefined {
  let found: string | undefined;
  for (let i = 0; i < raw.length; i += 2) {
    const key = raw[i] ?? '';
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    found = found === undefined ? raw[i + 1] : `${found},${raw[i + 1]}`;
  }
  return found;
}
