import { BlockList, isIP } from 'node:net';
import { CodedError } from '../model/index.ts';

/** An address or a range in CIDR form. */
export interface AddressRange {
  readonly text: string;
  /** Number of leading bits that are fixed, out of `bits`. */
  readonly prefix: number;
  readonly bits: 32 | 128;
  contains(address: string): boolean;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined => {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
};

/** Reads `203.0.113.7` or `203.0.113.0/24`. Errors: SP3004. */
export function readRange(text: string): AddressRange {
  const [address = '', length, ...more] = text.split('/');
  const family = familyOf(address);
  const bits = family === 'ipv6' ? 128 : 32;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (family === undefined || more.length > 0 || !(prefix <= bits)) {
    throw new CodedError('SP3004', `target: ${JSON.stringify(text.slice(0, 100))} is no address and no CIDR range`);
  }
  const list = new BlockList();
  list.addSubnet(address, prefix, family);
  return {
    text,
    prefix,
    bits,
    contains(other) {
      const otherFamily = familyOf(other);
      return otherFamily !== undefined && list.check(other, otherFamily);
    },
  };
}

export const isLoopback = (address: string): boolean => LOOPBACK.check(address, familyOf(address) ?? 'ipv4');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
