import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 of a text in six digits of base 62, as GitHub and npm put it behind their tokens (github.blog, 5 April 2021). */
export function crcBase62(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let at = 0; at < 6; at++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** The last six characters are the checksum of those before. */
export const hasCrcBase62 = (token: string): boolean => crcBase62(token.slice(0, -6)) === token.slice(-6);

/** Grafana's service accounts: eight hexadecimal digits of CRC-32 behind the last underscore, over what is before it. */
export function hasCrcHex(token: string): boolean {
  const at = token.lastIndexOf('_');
  return crc32(token.slice(0, at)).toString(16).padStart(8, '0') === token.slice(at + 1);
}
