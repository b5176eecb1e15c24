import type { MessageAnswer } from '../../define.ts';

/** Read ASCII as something else than ASCII: what a filter reads is not what the application reads. */
const UTF7 = /^(?:x-)?(?:utf-?7|unicode-1-1-utf-7|csutf7)/;
const EBCDIC =
  /^(?:ibm|cp|ebcdic|x-ebcdic|csibm)-?_?(?:0?37|273|277|278|280|284|285|290|297|420|424|500|870|871|875|1026|1047|114\d)\b|^ebcdic/;
const WIDE = /^(?:utf-?32|ucs-?4|iso-10646-ucs-4)/;
const UTF16 = /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|unicode)/;
const OTHER_TRICKS = /^(?:hz-gb-2312|iso-2022-(?:cn|kr)|scsu|bocu-1|cesu-8|utf-1$|x-user-defined|x-imap)/;

/** What a charset label says about its sender; `bytes` are the body's. */
export function askCharset(label: string, bytes: Uint8Array, name: string): MessageAnswer | undefined {
  const charset = label.trim().toLowerCase().replace(/^'|'$/g, '');
  if (charset === '' || charset === 'utf-8' || charset === 'utf8') return undefined;
  const found = (confidence: number, statement: string): MessageAnswer => ({
    confidence,
    statement,
    part: 'header',
    name,
    value: label,
    mark: [0, label.length],
  });
  if (UTF7.test(charset)) return found(0.9, 'charset UTF-7, which hides markup in letters');
  if (EBCDIC.test(charset)) return found(0.9, 'charset of mainframes, in which no filter finds a word');
  if (WIDE.test(charset)) return found(0.85, 'charset of four bytes a character, which no client sends');
  if (OTHER_TRICKS.test(charset)) return found(0.7, 'charset that no client of an API sends');
  // Sent in UTF-16 by honest clients of XML; named but not used, it makes the text unreadable to who believes it.
  if (UTF16.test(charset) && bytes.length > 8 && !bytes.subarray(0, 64).includes(0))
    return found(0.75, 'charset says UTF-16 and the body is written in another');
  return undefined;
}

/**
 * Bytes that are text of another width or alphabet than the type says, with no mark in front. Parsers that guess (RFC 4627
 * §3, XML 1.0 appendix F) read them; filters that believe the type do not.
 */
export function askBytes(bytes: Uint8Array, declared: string): MessageAnswer | undefined {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  const found = (statement: string): MessageAnswer => ({ confidence: 0.8, statement, part: 'body' });
  if ((a === 0 && b === 0 && c === 0xfe && d === 0xff) || (a === 0xff && b === 0xfe && c === 0 && d === 0))
    return found('body in UTF-32');
  if ((a === 0 && b === 0 && c === 0 && isOpening(d)) || (isOpening(a) && b === 0 && c === 0 && d === 0))
    return found('body in UTF-32 that says so nowhere');
  const utf16 = (a === 0 && isOpening(b) && c === 0 && d !== 0) || (isOpening(a) && b === 0 && c !== 0 && d === 0);
  if (utf16 && !/utf-?16|ucs-?2/i.test(declared)) return found('body in UTF-16 that says so nowhere');
  // `<?xm` in every EBCDIC page.
  return a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94 ? found('XML in a charset of mainframes') : undefined;
}

/** First characters of JSON and XML. */
const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b || code === 0x3c;

const DECLARATION = /^\s{0,16}<\?xml[^>]{0,80}?\sencoding\s{0,4}=\s{0,4}["']([\w.:-]{1,40})/i;
const DECLARATION_BYTES = 200;

/** What the XML declaration says. */
export function askDeclaration(bytes: Uint8Array): MessageAnswer | undefined {
  if (bytes[0] !== 0x3c && bytes[1] !== 0x3c) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, DECLARATION_BYTES)).toString(
    'latin1',
  );
  const declared = DECLARATION.exec(text)?.[1];
  const answer = declared === undefined ? undefined : askCharset(declared, bytes, 'encoding');
  return answer && { ...answer, part: 'body' };
}
