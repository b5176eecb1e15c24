/** A run of UTF-7 (RFC 2152): `+` base64 of UTF-16 and an optional `-`. */
const RUN = /\+([A-Za-z0-9+/]{2,400})-?/g;

/** The text as a browser reads it that takes it for UTF-7; undefined when that opens no tag. */
export function asUtf7(text: string): string | undefined {
  if (!/\+[A-Za-z]{2}/.test(text)) return undefined;
  const plain = text.replaceAll(RUN, (match, run: string) => decodeRun(run) ?? match);
  return plain !== text && plain.includes('<') ? plain : undefined;
}

function decodeRun(run: string): string | undefined {
  const bytes = Buffer.from(run, 'base64');
  if (bytes.length < 2) return undefined;
  const chars: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const code = bytes.readUInt16BE(at);
    if (code === 0 || code > 0x7e) return undefined;
    chars.push(String.fromCharCode(code));
  }
  return chars.join('');
}

/** Characters that a decoder of seven bits reads as others (US-ASCII in old servers and browsers): `¼script¾`. */
const SEVEN_BIT: Readonly<Record<string, string>> = { '\u00bc': '<', '\u00be': '>', '\u00a2': '"', '\u00a7': "'" };

/** The text without its eighth bits; undefined when that opens no tag. */
export const asSevenBit = (text: string): string | undefined =>
  /\u00bc\/?[a-z]/i.test(text)
    ? text.replaceAll(/[\u00bc\u00be\u00a2\u00a7]/g, (char) => SEVEN_BIT[char] ?? char)
    : undefined;
