/** An address that clients read in a host, as its bytes in network order: 4 for IPv4, 16 for IPv6. */
export interface HostAddress {
  readonly bytes: readonly number[];
  /** Written otherwise than people write it: `127.1`, `0x7f000001`, `2130706433`, `[::ffff:7f00:1]`. */
  readonly disguised: boolean;
}

/** The longest useful spelling: four numbers with many leading zeros. */
const MOST_CHARS = 128;

/**
 * Every address that a client reads in a host's spelling, without a look-up; none for names. IPv4 as `inet_aton` takes it
 * (one to four numbers, each decimal, octal or hexadecimal; WHATWG URL §3.5) and as lenient readers do: numbers taken
 * modulo their size, and a leading zero ignored as well as read as octal. IPv6 in RFC 4291 §2.2 spelling, in brackets or
 * bare, with or without a zone; the IPv4 address that it carries (mapped, compatible, translated, 6to4, NAT64, Teredo) is
 * an address of the host too.
 */
export function readAddresses(host: string): readonly HostAddress[] {
  if (host.length === 0 || host.length > MOST_CHARS) return NONE;
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return bare.includes(':') ? readIpv6(bare.toLowerCase()) : readIpv4(bare.toLowerCase());
}

const NONE: readonly HostAddress[] = [];

function readIpv4(text: string): readonly HostAddress[] {
  const host = text.endsWith('.') ? text.slice(0, -1) : text;
  const parts = host.split('.');
  if (parts.length > 4 || !parts.every((part) => NUMBER.test(part))) return NONE;
  const octal = joinParts(parts.map(numberOf));
  const found = [{ bytes: octal, disguised: text !== octal.join('.') }];
  // Half of the clients read `010.0.0.1` as 10.0.0.1, the other half as 8.0.0.1.
  const padded = parts.length === 4 && parts.some((part) => LEADING_ZERO.test(part));
  const decimal = padded ? joinParts(parts.map(decimalOf)) : undefined;
  if (decimal !== undefined && decimal.join() !== octal.join()) found.push({ bytes: decimal, disguised: true });
  return found;
}

const NUMBER = /^(?:0x[0-9a-f]*|\d+)$/;
const LEADING_ZERO = /^0\d/;

const numberOf = (part: string): bigint => {
  if (part.startsWith('0x')) return part === '0x' ? 0n : BigInt(part);
  return OCTAL.test(part) ? BigInt(`0o${part}`) : BigInt(part);
};
const decimalOf = (part: string): bigint => (part.startsWith('0x') ? numberOf(part) : BigInt(part));
const OCTAL = /^0[0-7]+$/;

/** The last number fills the bytes that are left; what does not fit is cut off, as machine words do. */
function joinParts(numbers: readonly bigint[]): number[] {
  const bytes = numbers.slice(0, -1).map((number) => Number(number & 255n));
  const last = Number((numbers.at(-1) ?? 0n) & 0xffffffffn);
  for (let shift = (3 - bytes.length) * 8; shift >= 0; shift -= 8) bytes.push((last >>> shift) & 255);
  return bytes;
}

function readIpv6(text: string): readonly HostAddress[] {
  const zone = text.indexOf('%');
  const bytes = ipv6Bytes(zone < 0 ? text : text.slice(0, zone));
  if (bytes === undefined) return NONE;
  const inner = embeddedIpv4(bytes);
  const outer = { bytes, disguised: zone >= 0 || (text !== '::' && text !== '::1' && inner !== undefined) };
  return inner === undefined ? [outer] : [outer, { bytes: inner, disguised: true }];
}

function ipv6Bytes(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupBytes(halves[0] ?? '');
  const tail = halves.length === 2 ? groupBytes(halves[1] ?? '') : [];
  if (head === undefined || tail === undefined) return undefined;
  const zeros = 16 - head.length - tail.length;
  if (halves.length === 2 ? zeros < 2 : zeros !== 0) return undefined;
  return [...head, ...Array<number>(zeros).fill(0), ...tail];
}

/** Groups between colons; the last one may be a dotted IPv4 address. */
function groupBytes(text: string): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  if (groups.length > 8) return undefined;
  const bytes: number[] = [];
  for (const [at, group] of groups.entries()) {
    if (/^[0-9a-f]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
      continue;
    }
    const dotted = at === groups.length - 1 && group.includes('.') ? readIpv4(group)[0] : undefined;
    if (dotted === undefined) return undefined;
    bytes.push(...dotted.bytes);
  }
  return bytes;
}

/** The IPv4 address that an IPv6 address stands for: RFC 4291 §2.5.5, RFC 2765, RFC 6052, RFC 3056, RFC 4380. */
function embeddedIpv4(bytes: readonly number[]): readonly number[] | undefined {
  const starts = (...prefix: readonly number[]): boolean => prefix.every((byte, at) => bytes[at] === byte);
  const last = bytes.slice(12);
  const zeros = bytes.findIndex((byte) => byte !== 0);
  if (zeros === 10 && bytes[10] === 0xff && bytes[11] === 0xff) return last;
  if (zeros === 8 && bytes[8] === 0xff && bytes[9] === 0xff && bytes[10] === 0 && bytes[11] === 0) return last;
  // `::1` and `::` are addresses of their own.
  if (zeros >= 12 && zeros < 15) return last;
  if (starts(0, 0x64, 0xff, 0x9b)) return last;
  if (starts(0x20, 0x02)) return bytes.slice(2, 6);
  return starts(0x20, 0x01, 0, 0) ? last.map((byte) => byte ^ 0xff) : undefined;
}
