/**
 * Percent-decoding that never throws. Bytes that are not UTF-8 become U+FFFD; overlong sequences (RFC 3629 §3 forbids
 * them, some servers still read `%c0%af` as `/`) stay escaped, so that `decodings.ts` can judge what they would mean.
 * `+` is a space where `plusIsSpace` says so (HTML form encoding).
 */
export function percentDecode(text: string, plusIsSpace = false): string {
  const escaped = text.includes('%');
  if (!escaped) return plusIsSpace && text.includes('+') ? text.replaceAll('+', ' ') : text;
  const bytes = Buffer.from(text, 'utf8');
  let to = 0;
  for (let from = 0; from < bytes.length; from++) {
    const byte = bytes[from]!;
    if (byte === PERCENT) {
      const decoded = hexPair(bytes, from + 1);
      const kept = decoded < 0 ? 0 : overlongLength(decoded, bytes, from + 3);
      if (kept > 0) {
        bytes.copyWithin(to, from, from + kept * 3);
        to += Math.min(kept * 3, bytes.length - from);
        from += kept * 3 - 1;
        continue;
      }
      if (decoded >= 0) {
        bytes[to++] = decoded;
        from += 2;
        continue;
      }
    }
    bytes[to++] = plusIsSpace && byte === PLUS ? SPACE : byte;
  }
  return bytes.toString('utf8', 0, to);
}

const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 10; digit++) HEX[0x30 + digit] = digit;
for (let digit = 10; digit < 16; digit++) HEX[0x57 + digit] = HEX[0x37 + digit] = digit;

/** Value of the two hex digits at `at`, or a negative number. */
function hexPair(bytes: Uint8Array, at: number): number {
  const high = HEX[bytes[at] ?? 0]!;
  const low = HEX[bytes[at + 1] ?? 0]!;
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** Number of escapes of the overlong sequence that a lead byte begins; 0 when it begins none. `next` is behind the lead. */
function overlongLength(lead: number, bytes: Uint8Array, next: number): number {
  const length = lead === 0xc0 || lead === 0xc1 ? 2 : (LONG_LEADS[lead] ?? 0);
  if (length > 2) {
    const second = bytes[next] === PERCENT ? hexPair(bytes, next + 1) : (bytes[next] ?? 0);
    if (second !== 0x80) return 0;
  }
  let escapes = 1;
  while (escapes < length && bytes[next + (escapes - 1) * 3] === PERCENT) escapes++;
  return length === 0 ? 0 : escapes;
}

/** Leads of the longer forms; with 0x80 next, the value is below 64 or ASCII. */
const LONG_LEADS: Readonly<Record<number, number>> = { 0xe0: 3, 0xf0: 4, 0xf8: 5, 0xfc: 6 };
