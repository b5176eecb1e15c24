/**
 * Huffman code of HPACK (RFC 7541, Appendix B): bits of each byte's code, and of the end mark. The codes follow from the
 * lengths: shorter first, then by value, each one more than the one before.
 */
const LENGTHS = `
  13 23 28 28 28 28 28 28 28 24 30 28 28 30 28 28
  28 28 28 28 28 28 30 28 28 28 28 28 28 28 28 28
  6 10 10 12 13 6 8 11 10 10 8 11 8 6 6 6
  5 5 5 6 6 6 6 6 6 6 7 8 15 6 12 10
  13 6 7 7 7 7 7 7 7 7 7 7 7 7 7 7
  7 7 7 7 7 7 7 7 8 7 8 13 19 13 14 6
  15 5 6 5 6 5 6 6 6 5 7 7 6 6 6 5
  6 7 6 5 5 6 7 7 7 7 7 15 11 14 13 28
  20 22 20 20 22 22 22 23 22 23 23 23 23 23 24 23
  24 24 22 23 24 23 23 23 23 21 22 23 22 23 23 24
  22 21 20 22 22 23 23 21 23 22 22 24 21 22 23 23
  21 21 22 21 23 22 23 23 20 22 22 22 23 22 22 23
  26 26 20 19 22 23 22 25 26 26 26 27 27 26 24 25
  19 21 26 27 27 26 27 24 21 21 26 26 28 27 27 27
  20 24 20 21 22 21 21 23 22 22 25 25 24 24 26 23
  26 27 26 26 27 27 27 27 27 28 27 27 27 27 27 26
  30
`
  .trim()
  .split(/\s+/)
  .map(Number);
const END = 256;
const SHORTEST = 5;
const LONGEST = 30;

interface Row {
  /** The first code of this length, how many there are, and where their symbols begin. */
  readonly first: number;
  readonly count: number;
  readonly offset: number;
}

const SYMBOLS = LENGTHS.map((_, symbol) => symbol).sort((a, b) => (LENGTHS[a] ?? 0) - (LENGTHS[b] ?? 0) || a - b);

/** By length in bits. */
const ROWS: readonly Row[] = (() => {
  const rows: Row[] = [];
  let code = 0;
  let offset = 0;
  for (let length = 0; length <= LONGEST; length++) {
    const count = LENGTHS.filter((one) => one === length).length;
    code *= 2;
    rows.push({ first: code, count, offset });
    code += count;
    offset += count;
  }
  return rows;
})();

/** The text of a coded string; undefined when it is none: the end mark in it, or wrong padding (§5.2). */
export function decodeHuffman(bytes: Buffer): Buffer | undefined {
  const out = Buffer.allocUnsafe(Math.floor((bytes.length * 8) / SHORTEST));
  let size = 0;
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      if (++length < SHORTEST) continue;
      const row = ROWS[length];
      if (row === undefined) return undefined;
      const index = code - row.first;
      if (index < 0 || index >= row.count) continue;
      const symbol = SYMBOLS[row.offset + index] as number;
      if (symbol === END) return undefined;
      out[size++] = symbol;
      code = 0;
      length = 0;
    }
  }
  // The rest is the beginning of the end mark: ones, less than a byte.
  return length < 8 && code === 2 ** length - 1 ? out.subarray(0, size) : undefined;
}
