import type { SkipReason } from '../report.ts';

/** A TCP segment with `length` bytes, of which `data` holds the first: a capture may cut packets. */
export interface Segment {
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly seq: number;
  readonly ack: number | undefined;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly length: number;
  readonly data: Buffer;
}

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
/** IEEE 802.1Q, 802.1ad and the older double tag. */
const VLAN = [0x8100, 0x88a8, 0x9100];
const TCP = 6;

interface Network {
  readonly protocol: number;
  readonly at: number;
}

function ethernet(bytes: Buffer, from: number): Network | undefined {
  let at = from;
  while (at + 2 <= bytes.length) {
    const protocol = bytes.readUInt16BE(at);
    if (!VLAN.includes(protocol)) return { protocol, at: at + 2 };
    at += 4;
  }
  return undefined;
}

/** By the version in the first four bits. */
function raw(bytes: Buffer, at: number): Network | undefined {
  const version = (bytes[at] ?? 0) >> 4;
  return version === 4 ? { protocol: IPV4, at } : version === 6 ? { protocol: IPV6, at } : undefined;
}

/** LINKTYPE number → where the network layer begins. Undefined: too short, or another network. */
const LINKS: Readonly<Record<number, (bytes: Buffer) => Network | undefined>> = {
  // BSD loopback: the family in the writer's byte order, whose numbers differ between systems.
  0: (bytes) => raw(bytes, 4),
  1: (bytes) => ethernet(bytes, 12),
  12: (bytes) => raw(bytes, 0),
  14: (bytes) => raw(bytes, 0),
  101: (bytes) => raw(bytes, 0),
  108: (bytes) => raw(bytes, 4),
  // Linux cooked, versions 1 and 2.
  113: (bytes) => ethernet(bytes, 14),
  228: (bytes) => raw(bytes, 0),
  229: (bytes) => raw(bytes, 0),
  276: (bytes) => (bytes.length < 20 ? undefined : afterTags(bytes, bytes.readUInt16BE(0), 20)),
};

/** Tags of a VLAN follow the header where the protocol, which stands elsewhere, says so. */
const afterTags = (bytes: Buffer, protocol: number, at: number): Network | undefined =>
  VLAN.includes(protocol) ? ethernet(bytes, at + 2) : { protocol, at };

/** The TCP segment in a packet; undefined for packets of other kinds, which hold no HTTP. */
export function readSegment(link: number, bytes: Buffer): Segment | SkipReason | undefined {
  const toNetwork = LINKS[link];
  if (!toNetwork) return 'link-type';
  const network = toNetwork(bytes);
  if (network?.protocol === IPV4) return readIpv4(bytes, network.at);
  return network?.protocol === IPV6 ? readIpv6(bytes, network.at) : undefined;
}

function readIpv4(bytes: Buffer, at: number): Segment | SkipReason | undefined {
  if (at + 20 > bytes.length || (bytes[at] ?? 0) >> 4 !== 4) return undefined;
  const headBytes = ((bytes[at] ?? 0) & 0x0f) * 4;
  if (bytes[at + 9] !== TCP || headBytes < 20) return undefined;
  // More fragments, or not the first.
  if ((bytes.readUInt16BE(at + 6) & 0x3fff) !== 0) return 'ip-fragment';
  const total = bytes.readUInt16BE(at + 2);
  // 0: the card cut the packet into segments after it was captured.
  const end = total === 0 ? bytes.length : at + total;
  const address = (from: number): string => bytes.subarray(from, from + 4).join('.');
  return readTcp(bytes, at + headBytes, end, address(at + 12), address(at + 16));
}

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const DESTINATION = 60;
const EXTENSIONS = 8;

function readIpv6(bytes: Buffer, at: number): Segment | SkipReason | undefined {
  if (at + 40 > bytes.length || (bytes[at] ?? 0) >> 4 !== 6) return undefined;
  const length = bytes.readUInt16BE(at + 4);
  const end = length === 0 ? bytes.length : at + 40 + length;
  let next = bytes[at + 6] as number;
  let from = at + 40;
  for (let n = 0; n < EXTENSIONS && next !== TCP; n++) {
    if (next === FRAGMENT) return from < bytes.length && bytes[from] === TCP ? 'ip-fragment' : undefined;
    if ((next !== HOP_BY_HOP && next !== ROUTING && next !== DESTINATION) || from + 2 > bytes.length) return undefined;
    next = bytes[from] as number;
    from += ((bytes[from + 1] as number) + 1) * 8;
  }
  if (next !== TCP) return undefined;
  return readTcp(bytes, from, end, ipv6Text(bytes, at + 8), ipv6Text(bytes, at + 24));
}

/** RFC 5952: the first of the longest runs of zero groups is left out. */
function ipv6Text(bytes: Buffer, at: number): string {
  const groups = Array.from({ length: 8 }, (_, n) => bytes.readUInt16BE(at + 2 * n));
  let start = 0;
  let most = 1;
  for (let n = 0; n < 8; n++) {
    let end = n;
    while (end < 8 && groups[end] === 0) end++;
    if (end - n > most) [start, most] = [n, end - n];
  }
  const text = (some: readonly number[]): string => some.map((group) => group.toString(16)).join(':');
  return most === 1 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + most))}`;
}

function readTcp(bytes: Buffer, at: number, end: number, from: string, to: string): Segment | undefined {
  if (at + 20 > Math.min(bytes.length, end)) return undefined;
  const headBytes = ((bytes[at + 12] ?? 0) >> 4) * 4;
  const flags = bytes[at + 13] ?? 0;
  if (headBytes < 20) return undefined;
  return {
    from,
    to,
    fromPort: bytes.readUInt16BE(at),
    toPort: bytes.readUInt16BE(at + 2),
    seq: bytes.readUInt32BE(at + 4),
    ack: flags & 0x10 ? bytes.readUInt32BE(at + 8) : undefined,
    syn: (flags & 0x02) !== 0,
    fin: (flags & 0x01) !== 0,
    rst: (flags & 0x04) !== 0,
    length: Math.max(0, end - at - headBytes),
    data: bytes.subarray(Math.min(at + headBytes, bytes.length), Math.max(at + headBytes, Math.min(end, bytes.length))),
  };
}
