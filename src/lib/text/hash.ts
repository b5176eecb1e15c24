/**
 * FNV-1a over UTF-16 code units with a seed, 32 bits. Not cryptographic: for counting and equality inside one
 * installation, where the seed comes from the installation's key.
 */
export function hash32(text: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
