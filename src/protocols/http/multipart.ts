import { LIMITS, type DecodedBody } from '../../model/index.ts';
import { headerParameter } from './headers.ts';
import { percentDecode } from '../../lib/text/percent.ts';

type Multipart = Extract<DecodedBody, { kind: 'multipart' }>;

/** Head of one part: servers allow 8 to 16 KB. */
const PART_HEAD_CHARS = 8_192;

/**
 * Parts of a multipart body (RFC 7578), at most `LIMITS.queryPairs`. A part with a file name is a file and only measured;
 * others are text. A body cut by the inspection limit gives its last part as far as it goes. `text` holds one character
 * per byte (latin1), so that sizes of binary files are right; names and values are read as UTF-8.
 */
export function parseMultipart(text: string, boundary: string): Multipart {
  const pairs: (readonly [string, string])[] = [];
  const files: Multipart['files'][number][] = [];
  const delimiter = `--${boundary}`;
  let from = text.indexOf(delimiter);
  while (from >= 0 && pairs.length + files.length < LIMITS.queryPairs) {
    const start = from + delimiter.length;
    if (text.startsWith('--', start)) break;
    const next = text.indexOf(`\n${delimiter}`, start);
    readPart(text.slice(start, next < 0 ? text.length : next), pairs, files);
    from = next < 0 ? -1 : next + 1;
  }
  return { kind: 'multipart', pairs, files };
}

function readPart(part: string, pairs: (readonly [string, string])[], files: Multipart['files'][number][]): void {
  const crlf = part.indexOf('\r\n\r\n');
  const lf = part.indexOf('\n\n');
  const split = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf : lf;
  if (split < 0 || split > PART_HEAD_CHARS) return;
  const head = utf8(part.slice(0, split));
  const raw = part.slice(split + (split === crlf ? 4 : 2));
  const content = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  const disposition = partHeader(head, 'content-disposition') ?? '';
  const name = headerParameter(disposition, 'name') ?? '';
  const fileName = extendedFileName(disposition) ?? headerParameter(disposition, 'filename');
  if (fileName === undefined) pairs.push([name, utf8(content)]);
  else
    files.push({
      name,
      fileName,
      contentType: (partHeader(head, 'content-type') ?? '').toLowerCase(),
      size: content.length,
    });
}

/** `filename*=UTF-8''…` (RFC 8187) as some clients send it. */
function extendedFileName(disposition: string): string | undefined {
  const value = headerParameter(disposition, 'filename*');
  return value === undefined ? undefined : percentDecode(value.slice(value.lastIndexOf("'") + 1));
}

function partHeader(head: string, name: string): string | undefined {
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) return line.slice(colon + 1).trim();
  }
  return undefined;
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
