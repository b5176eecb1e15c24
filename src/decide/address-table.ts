import ipaddr from 'ipaddr.js';

/** Addresses and networks with a value each; a look-up costs one map read for every prefix length in use. */
export interface AddressTable<T> {
  /** False when the text is neither an address nor a network. */
  set(block: string, value: T): boolean;
  get(block: string): T | undefined;
  delete(block: string): void;
  /** Values of all blocks that hold the address, longest prefix first. An address that cannot be read is in none. */
  match(address: string): readonly T[];
  readonly size: number;
}

interface Block {
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** Reads `198.18.4.7`, `198.18.0.0/15`, `2001:db8::/32`; IPv4 written as IPv6 is IPv4. */
function parseBlock(text: string): Block | undefined {
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  // ipaddr.js reads `10` and `0x0a000001` as IPv4 too; nobody means that in a policy.
  if (!host.includes(':') && !/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return undefined;
  if (!ipaddr.isValid(host)) return undefined;
  const bytes = ipaddr.process(host).toByteArray();
  if (slash < 0) return { bytes, bits: bytes.length * 8 };
  const digits = text.slice(slash + 1);
  const bits = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
  return bits <= bytes.length * 8 ? { bytes, bits } : undefined;
}

/** The first `bits` bits, with the family, as a map key. */
function prefixKey(bytes: readonly number[], bits: number): string {
  let key = bytes.length === 4 ? '4' : '6';
  for (let index = 0; index * 8 < bits; index++) {
    const kept = Math.min(8, bits - index * 8);
    key += String.fromCharCode((bytes[index] ?? 0) & (0xff << (8 - kept)));
  }
  return key;
}

export const isAddressBlock = (text: string): boolean => parseBlock(text) !== undefined;

export function createAddressTable<T>(): AddressTable<T> {
  /** Prefix length → prefix → value; lengths sorted, longest first. */
  const byLength = new Map<number, Map<string, T>>();
  let lengths: number[] = [];
  let size = 0;

  const sortLengths = (): void => {
    lengths = [...byLength.keys()].sort((a, b) => b - a);
  };

  return {
    set(text, value) {
      const block = parseBlock(text);
      if (block === undefined) return false;
      let values = byLength.get(block.bits);
      if (values === undefined) {
        values = new Map();
        byLength.set(block.bits, values);
        sortLengths();
      }
      const key = prefixKey(block.bytes, block.bits);
      if (!values.has(key)) size++;
      values.set(key, value);
      return true;
    },
    get(text) {
      const block = parseBlock(text);
      return block && byLength.get(block.bits)?.get(prefixKey(block.bytes, block.bits));
    },
    delete(text) {
      const block = parseBlock(text);
      if (block === undefined) return;
      const values = byLength.get(block.bits);
      if (!values?.delete(prefixKey(block.bytes, block.bits))) return;
      size--;
      if (values.size > 0) return;
      byLength.delete(block.bits);
      sortLengths();
    },
    match(address) {
      const found: T[] = [];
      const block = size === 0 ? undefined : parseBlock(address);
      if (block === undefined) return found;
      for (const bits of lengths) {
        if (bits > block.bits) continue;
        const value = byLength.get(bits)?.get(prefixKey(block.bytes, bits));
        if (value !== undefined) found.push(value);
      }
      return found;
    },
    get size() {
      return size;
    },
  };
}
