import type { Exchange } from '../../model/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import { readAccessLogLine } from './access-log.ts';
import { readHarEntry } from './har.ts';
import { parseJson, readJsonLine } from './ndjson.ts';
import type { ImportReport, SkipReason } from './report.ts';
import { countSkip } from './report.ts';
import type { ImportFormat } from './sniff.ts';
import { sniff, SNIFFED_BYTES } from './sniff.ts';
import type { ImportProgress, Source } from './source.ts';
import { openSource, prepend } from './source.ts';
import { createHarSplitter } from './split-har.ts';
import type { Piece, Splitter } from './split.ts';
import { createLineSplitter } from './split.ts';

export type { ImportReport, SkipReason } from './report.ts';
export { SKIP_REASONS } from './report.ts';
export type { ImportProgress } from './source.ts';

export interface ImportOptions {
  /** Host of log lines that name none. */
  readonly defaultHost: string;
  /** Filled while the file is read: every line or entry is counted once, as read or as skipped. */
  readonly report?: ImportReport;
  /** Called about once for each 256 KB of contents. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How a format is cut into pieces, and how one becomes an exchange. */
interface Reader {
  readonly splitter: Splitter;
  read(text: string, id: string): Exchange | SkipReason;
}

function readerFor(format: ImportFormat, defaultHost: string): Reader {
  if (format === 'har')
    return {
      splitter: createHarSplitter(LIMITS.importEntryBytes),
      read: (text, id) => readHarEntry(parseJson(text), id),
    };
  if (format === 'ndjson')
    return {
      splitter: createLineSplitter(LIMITS.importEntryBytes),
      read: (text, id) => readJsonLine(text, id, defaultHost),
    };
  return {
    splitter: createLineSplitter(LIMITS.importLineBytes),
    read: (text, id) => readAccessLogLine(text, id, defaultHost),
  };
}

/** Takes chunks until there is enough to tell the format. */
async function readHead(chunks: AsyncGenerator<Buffer, undefined>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let size = 0; size < SNIFFED_BYTES; size += parts.at(-1)?.length ?? 0) {
    const { value, done } = await chunks.next();
    if (done) break;
    parts.push(value);
  }
  return Buffer.concat(parts);
}

async function* piecesOf(
  source: Source,
  first: Buffer,
  rest: AsyncGenerator<Buffer, undefined>,
  splitter: Splitter,
  onProgress: ImportOptions['onProgress'],
): AsyncGenerator<readonly Piece[]> {
  for await (const chunk of prepend(first, rest)) {
    yield splitter.push(chunk);
    onProgress?.(source.progress());
  }
  yield splitter.end();
}

function readPiece(piece: Piece, n: number, reader: Reader): Exchange | SkipReason {
  if (typeof piece === 'string') return piece;
  const text = piece
    .toString('utf8')
    .replace(/^\u{feff}/u, '')
    .trim();
  return text === '' ? 'empty-line' : reader.read(text, `i-${n}`);
}

/**
 * The exchanges of a recorded file in its order: HAR 1.2, NDJSON of HAR entries, or an access log (common, combined, with
 * virtual hosts, JSON lines), plain or gzip, recognised by content. Memory does not grow with the file. The id of the
 * `n`th line or entry, counted from 0, is `i-<n>`. What cannot be used is counted in the report, not thrown.
 * Errors, thrown while iterating: SP4001 not readable, SP4002 no known format, SP4003 nothing in it, SP4004 damaged
 * before anything could be read.
 */
export async function* readExchanges(
  file: string,
  { defaultHost, report = { read: 0, skipped: {} }, onProgress }: ImportOptions,
): AsyncGenerator<Exchange> {
  const source = openSource(file);
  const { chunks } = source;
  const before = report.read;
  try {
    const head = await readHead(chunks);
    const format = sniff(head);
    if (format !== undefined) {
      const reader = readerFor(format, defaultHost);
      yield* read(piecesOf(source, head, chunks, reader.splitter, onProgress), reader, report);
    }
    if (source.damaged()) countSkip(report, 'damaged-compression');
    if (report.read === before) throw nothingRead(file, head.length === 0 ? 'empty' : format, source.damaged(), report);
  } finally {
    await chunks.return(undefined);
  }
}

async function* read(
  pieces: AsyncIterable<readonly Piece[]>,
  reader: Reader,
  report: ImportReport,
): AsyncGenerator<Exchange> {
  let n = 0;
  for await (const some of pieces) {
    for (const piece of some) {
      const result = readPiece(piece, n++, reader);
      if (typeof result === 'string') {
        countSkip(report, result);
        continue;
      }
      report.read++;
      yield result;
    }
  }
}

function nothingRead(
  file: string,
  format: ImportFormat | 'empty' | undefined,
  damaged: boolean,
  { skipped }: ImportReport,
): CodedError {
  if (damaged) return new CodedError('SP4004', `${file}: the compressed data is damaged and nothing could be read`);
  if (format === 'empty') return new CodedError('SP4003', `${file} is empty`);
  if (format === undefined)
    return new CodedError('SP4002', `${file}: nothing at its beginning is one of the known formats`);
  const reasons = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  return new CodedError(
    'SP4003',
    `${file} looks like ${format} and holds nothing to use${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`,
  );
}
