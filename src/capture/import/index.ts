import type { Exchange } from '../../model/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import { readAccessLogLine } from './access-log.ts';
import { readHarEntry } from './har.ts';
import { readBurpItem } from './burp/item.ts';
import { createItemSplitter } from './burp/split-items.ts';
import type { Decoder, DecoderContext, Item } from './decoder.ts';
import { createPieceDecoder } from './decoder.ts';
import { parseJson, readJsonLine } from './ndjson.ts';
import { createCaptureDecoder } from './pcap/decoder.ts';
import { createPostmanDecoder } from './postman/collection.ts';
import type { Variables } from './postman/variables.ts';
import type { ImportReport } from './report.ts';
import { countSkip } from './report.ts';
import type { ImportFormat } from './sniff.ts';
import { sniff, SNIFFED_BYTES } from './sniff.ts';
import type { ImportProgress } from './source.ts';
import { openSource, prepend } from './source.ts';
import { createHarSplitter } from './split-har.ts';
import { createLineSplitter } from './split.ts';

export type { Recording } from './inputs.ts';
export { listRecordings } from './inputs.ts';
export { readPostmanEnvironment } from './postman/environment.ts';
export { readRequestFile } from './message/request-file.ts';
export type { ImportReport, SkipReason } from './report.ts';
export { SKIP_REASONS } from './report.ts';
export type { ImportProgress } from './source.ts';

export interface ImportOptions {
  /** Host of requests that name none. */
  readonly defaultHost: string;
  /** Values of the variables of Postman collections; they win over a collection's own. */
  readonly environment?: ReadonlyMap<string, string>;
  /** A file that gives nothing is counted as `other-file` instead of thrown: what a folder holds is not all traffic. */
  readonly lenient?: boolean;
  /** Filled while the file is read: every line or entry is counted once, as read or as skipped. */
  readonly report?: ImportReport;
  /** Called about once for each 256 KB of contents. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

function createDecoder(format: ImportFormat, context: DecoderContext, environment: Variables): Decoder {
  const entries = LIMITS.importEntryBytes;
  switch (format) {
    case 'har':
      return createPieceDecoder(createHarSplitter(entries), context, (text, id) => readHarEntry(parseJson(text), id));
    case 'burp':
      return createPieceDecoder(createItemSplitter(entries), context, readBurpItem);
    case 'postman':
      return createPostmanDecoder({ ...context, environment });
    case 'pcap':
      return createCaptureDecoder(context);
    case 'ndjson':
      return createPieceDecoder(createLineSplitter(entries), context, (text, id) =>
        readJsonLine(text, id, context.defaultHost),
      );
    case 'access-log':
      return createPieceDecoder(createLineSplitter(LIMITS.importLineBytes), context, (text, id) =>
        readAccessLogLine(text, id, context.defaultHost),
      );
  }
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

/**
 * The exchanges of a recorded file in its order: HAR 1.2, NDJSON of HAR entries, an access log (common, combined, with
 * virtual hosts, JSON lines), a Burp XML export, a Postman collection (v2.0, v2.1), a packet capture (pcap, pcapng); plain
 * or gzip, recognised by content. Memory does not grow with the file, but for a collection, which is read as a whole up to
 * LIMITS.importEntryBytes. The id of the `n`th line, entry or exchange, counted from 0, is `i-<n>`. What cannot be used is counted in the report, not thrown.
 * Errors, thrown while iterating: SP4001 not readable, SP4002 no known format, SP4003 nothing in it, SP4004 damaged
 * before anything could be read.
 */
export async function* readExchanges(
  file: string,
  {
    defaultHost,
    environment = new Map(),
    report = { read: 0, skipped: {} },
    lenient = false,
    onProgress,
  }: ImportOptions,
): AsyncGenerator<Exchange> {
  const source = openSource(file);
  const { chunks } = source;
  const before = report.read;
  try {
    const head = await readHead(chunks);
    const format = sniff(head);
    if (format !== undefined) {
      let n = 0;
      const context = { defaultHost, fileTime: source.modified(), nextId: () => `i-${n++}` };
      const decoder = createDecoder(format, context, environment);
      for await (const chunk of prepend(head, chunks)) {
        yield* read(decoder.push(chunk), report);
        onProgress?.(source.progress());
      }
      yield* read(decoder.end(), report);
    }
    if (source.damaged()) countSkip(report, 'damaged-compression');
    if (report.read === before && lenient) countSkip(report, 'other-file');
    else if (report.read === before)
      throw nothingRead(file, head.length === 0 ? 'empty' : format, source.damaged(), report);
  } finally {
    await chunks.return(undefined);
  }
}

function* read(items: Iterable<Item>, report: ImportReport): Generator<Exchange> {
  for (const item of items) {
    if (typeof item === 'string') countSkip(report, item);
    else {
      report.read++;
      yield item;
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
