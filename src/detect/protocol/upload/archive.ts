const ZIP_HEADER = Buffer.from('PK\u0003\u0004', 'latin1');
const ZIP_NAME_AT = 30;
const ZIP_LENGTH_AT = 26;
const MOST_ENTRIES = 200;
const TAR_BLOCK = 512;
const LONGEST_NAME = 1_024;

/** Names of the entries that lie open in a ZIP's local headers or a tar's blocks; none when it is neither. Never throws. */
export function entryNames(bytes: Buffer): readonly string[] {
  if (bytes.subarray(0, 4).equals(ZIP_HEADER)) return zipNames(bytes);
  return bytes.toString('latin1', 257, 262) === 'ustar' ? tarNames(bytes) : [];
}

function zipNames(bytes: Buffer): readonly string[] {
  const names: string[] = [];
  let at = 0;
  while (at >= 0 && at + ZIP_NAME_AT < bytes.length && names.length < MOST_ENTRIES) {
    const length = Math.min(bytes.readUInt16LE(at + ZIP_LENGTH_AT), LONGEST_NAME);
    names.push(bytes.toString('utf8', at + ZIP_NAME_AT, at + ZIP_NAME_AT + length));
    at = bytes.indexOf(ZIP_HEADER, at + ZIP_NAME_AT + length);
  }
  return names;
}

function tarNames(bytes: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at + TAR_BLOCK <= bytes.length && names.length < MOST_ENTRIES;) {
    const name = bytes.toString('utf8', at, at + 100).replace(/\0[^]*$/, '');
    if (name === '') break;
    names.push(name);
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 136), 8);
    at += TAR_BLOCK * (1 + Math.ceil((size > 0 ? size : 0) / TAR_BLOCK));
  }
  return names;
}

/** True for a name that is unpacked outside of its folder. */
export const escapes = (name: string): boolean => /(?:^|[\\/])\.\.[\\/]|^[\\/]|^[a-z]:[\\/]/i.test(name);
