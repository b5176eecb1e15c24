import { percentDecode } from '../../../lib/text/percent.ts';
import { readParameters, type Parameter } from './parameters.ts';

/** One part as it was written; nothing is chosen where it says two things. */
export interface Part {
  /** Lines before the empty one as [name in lower case, value]; a line without a colon has the name ''. */
  readonly headers: readonly (readonly [string, string])[];
  readonly disposition: readonly Parameter[];
  /** Content as [from, to) of the bytes. */
  readonly content: readonly [number, number];
}

export interface Parts {
  readonly parts: readonly Part[];
  /** The closing boundary was found. */
  readonly closed: boolean;
}

/** Parts looked at: forms have tens. */
const MOST_PARTS = 200;
const HEAD_BYTES = 8_192;
const LF = 0x0a;
const CR = 0x0d;

/** Parts of a multipart body (RFC 2046 §5.1), with or without carriage returns. Searches for fixed bytes only; never throws. */
export function readParts(bytes: Uint8Array, boundary: string): Parts {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Part[] = [];
  let at = buffer.indexOf(delimiter);
  for (let seen = 0; at >= 0 && seen < MOST_PARTS; seen++) {
    const start = at + delimiter.length;
    if (buffer[start] === 0x2d && buffer[start + 1] === 0x2d) return { parts, closed: true };
    const next = nextDelimiter(buffer, delimiter, start);
    const part = readPart(buffer, start, next < 0 ? buffer.length : next);
    if (part !== undefined) parts.push(part);
    at = next;
  }
  return { parts, closed: at >= 0 };
}

/** The next one that begins a line. */
function nextDelimiter(bytes: Buffer, delimiter: Buffer, from: number): number {
  let at = bytes.indexOf(delimiter, from);
  while (at > 0 && bytes[at - 1] !== LF) at = bytes.indexOf(delimiter, at + 1);
  return at;
}

function readPart(bytes: Buffer, start: number, end: number): Part | undefined {
  const first = bytes.indexOf(LF, start) + 1;
  if (first === 0 || first > end) return undefined;
  const split = emptyLine(bytes, first, Math.min(end, first + HEAD_BYTES));
  if (split === undefined) return undefined;
  const headers = readLines(bytes.toString('utf8', first, split.from));
  const disposition = headers.find(([name]) => name === 'content-disposition')?.[1] ?? '';
  let to = end;
  if (bytes[to - 1] === LF && to < bytes.length) to -= bytes[to - 2] === CR ? 2 : 1;
  return { headers, disposition: readParameters(disposition), content: [split.to, Math.max(split.to, to)] };
}

/** Where the head ends and the content begins. */
function emptyLine(bytes: Buffer, from: number, end: number): { from: number; to: number } | undefined {
  for (let line = from; line < end;) {
    if (bytes[line] === LF) return { from: line, to: line + 1 };
    if (bytes[line] === CR && bytes[line + 1] === LF) return { from: line, to: line + 2 };
    const next = bytes.indexOf(LF, line);
    if (next < 0) return undefined;
    line = next + 1;
  }
  return undefined;
}

const readLines = (head: string): (readonly [string, string])[] =>
  head
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      // A line that begins with a blank continues the one before (RFC 5322 §2.2.3).
      if (colon <= 0 || /^[ \t]/.test(line)) return ['', line];
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    });

/** File names a part gives, each spelling: `filename`, and `filename*` (RFC 8187) decoded. */
export const fileNames = ({ disposition }: Pick<Part, 'disposition'>): readonly string[] =>
  disposition
    .filter(({ name }) => name === 'filename' || name === 'filename*')
    .map(({ name, value }) => (name === 'filename' ? value : percentDecode(value.slice(value.lastIndexOf("'") + 1))));

export const partHeader = ({ headers }: Part, name: string): string =>
  headers.find(([candidate]) => candidate === name)?.[1] ?? '';

/** The boundary of a Content-Type that is multipart; undefined when it is another type or has none. */
export const boundaryOf = (contentType: string): string | undefined => {
  const value = readParameters(contentType).find(({ name }) => name === 'boundary')?.value;
  return value === '' ? undefined : value;
};
