/** What an address is for, by the special-purpose registries (RFC 6890) and what it reaches from inside a network. */
export type AddressKind =
  | 'loopback'
  | 'unspecified'
  | 'private'
  | 'link-local'
  | 'shared'
  | 'reserved'
  | 'multicast'
  | 'public';

/** Ranges as the first bytes in hexadecimal with the number of bits that count; the first that fits decides. */
const IPV4: readonly (readonly [prefix: readonly number[], bits: number, kind: AddressKind])[] = [
  [[127], 8, 'loopback'],
  [[0, 0, 0, 0], 32, 'unspecified'],
  [[10], 8, 'private'],
  [[172, 16], 12, 'private'],
  [[192, 168], 16, 'private'],
  [[169, 254], 16, 'link-local'],
  [[100, 64], 10, 'shared'],
  [[192, 0, 0], 24, 'reserved'],
  [[198, 18], 15, 'reserved'],
  [[224], 4, 'multicast'],
  [[240], 4, 'reserved'],
];
const IPV6: typeof IPV4 = [
  [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, 'loopback'],
  [Array<number>(16).fill(0), 128, 'unspecified'],
  [[0xfc], 7, 'private'],
  [[0xfe, 0x80], 10, 'link-local'],
  [[0xfe, 0xc0], 10, 'private'],
  [[0xff], 8, 'multicast'],
];

/** Documentation networks (RFC 5737, RFC 3849) count as public: they lead nowhere. */
export function addressKind(bytes: readonly number[]): AddressKind {
  const ranges = bytes.length === 4 ? IPV4 : IPV6;
  return ranges.find(([prefix, bits]) => startsWith(bytes, prefix, bits))?.[2] ?? 'public';
}

function startsWith(bytes: readonly number[], prefix: readonly number[], bits: number): boolean {
  for (let at = 0; at * 8 < bits; at++) {
    const mask = (0xff << (8 - Math.min(8, bits - at * 8))) & 0xff;
    if (((bytes[at] ?? 0) & mask) !== ((prefix[at] ?? 0) & mask)) return false;
  }
  return true;
}
