import { LIMITS } from '../../../model/index.ts';
import type { UpstreamResponseHead } from './upstream.ts';

/** What the parser found. It may be told to stop (`stop`) from inside any of these calls. */
export interface ResponseSink {
  onHead(head: UpstreamResponseHead): void;
  onBody(chunk: Buffer): void;
  /** `clean` is true when nothing followed and the connection may carry another request. */
  onMessageEnd(trailers: readonly string[], clean: boolean): void;
  /** 101 to a request that asked for it; `rest` belongs to the other protocol. */
  onSwitch(head: UpstreamResponseHead, rest: Buffer): void;
  onMalformed(detail: string): void;
}

const HEAD = 0;
const LENGTH = 1;
const CHUNK_SIZE = 2;
const CHUNK_DATA = 3;
const CHUNK_END = 4;
const TRAILERS = 5;
const UNTIL_CLOSE = 6;
const STOPPED = 7;

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: ([\t\x20-\x7e\x80-\xff]*))?$/;
/** Field lines of RFC 9112 §5 and nothing else: no folding, no bare CR or LF, no space before the colon, no control character. */
const FIELD_LINES = /^(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*$/;
const CHUNK_SIZE_LINE = /^([0-9A-Fa-f]{1,12})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/;
const CHUNK_LINE_BYTES = 1_024;
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'proxy-authenticate',
]);
const CRLF = Buffer.from('\r\n');
const BLANK_LINE = Buffer.from('\r\n\r\n');
const NO_BYTES = Buffer.alloc(0);

interface Fields {
  readonly all: string[];
  readonly endToEnd: string[];
  readonly connection: string;
  /** -1: none. */
  readonly length: number;
  readonly chunked: boolean;
}

/**
 * Reads HTTP/1.1 answers off one connection, strictly: what could be read in two ways (two lengths, length and chunked,
 * folded lines, a bare LF) is malformed, because a second reading is how answers get smuggled (RFC 9112 §11.2).
 */
export class ResponseParser {
  readonly #sink: ResponseSink;
  #state = STOPPED;
  #method = '';
  #upgrade = false;
  #persistent = false;
  /** Body or chunk bytes still to come. */
  #left = 0;
  /** Undecided bytes of a head, size line or trailer section that a read cut. */
  #pending: Buffer = NO_BYTES;

  constructor(sink: ResponseSink) {
    this.#sink = sink;
  }

  /** Expects the answer to a request of this method. */
  begin(method: string, upgrade: boolean): void {
    this.#method = method;
    this.#upgrade = upgrade;
    this.#pending = NO_BYTES;
    this.#state = HEAD;
  }

  stop(): void {
    this.#state = STOPPED;
    this.#pending = NO_BYTES;
  }

  feed(read: Buffer): void {
    let bytes = read;
    if (this.#pending.length > 0) {
      bytes = Buffer.concat([this.#pending, read]);
      this.#pending = NO_BYTES;
    }
    let at = 0;
    while (at >= 0 && at < bytes.length && this.#state !== STOPPED) at = this.#step(bytes, at);
  }

  /** The peer closed. True when that ends the answer properly. */
  finish(): boolean {
    if (this.#state !== UNTIL_CLOSE) return false;
    this.#state = STOPPED;
    this.#sink.onMessageEnd([], false);
    return true;
  }

  /** Consumes what one state can use; returns the next position, or -1 when more bytes are needed. */
  #step(bytes: Buffer, at: number): number {
    switch (this.#state) {
      case HEAD:
        return this.#head(bytes, at);
      case LENGTH:
      case CHUNK_DATA:
        return this.#counted(bytes, at);
      case CHUNK_SIZE:
        return this.#chunkSize(bytes, at);
      case CHUNK_END:
        return this.#chunkEnd(bytes, at);
      case TRAILERS:
        return this.#trailers(bytes, at);
      default:
        this.#sink.onBody(at === 0 ? bytes : bytes.subarray(at));
        return -1;
    }
  }

  #head(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(BLANK_LINE, at);
    if (end < 0 || end - at > LIMITS.headBytes) return this.#wait(bytes, at, LIMITS.headBytes, 'head too large');
    const text = bytes.toString('latin1', at, end + 2);
    const lineEnd = text.indexOf('\r\n');
    const line = STATUS_LINE.exec(text.slice(0, lineEnd));
    if (line === null) return this.#malformed('status line');
    const fields = readFields(text, lineEnd + 2);
    if (typeof fields === 'string') return this.#malformed(fields);
    return this.#answer(Number(line[2]), line[3] ?? '', line[1] === '1', fields, bytes, end + 4);
  }

  #answer(status: number, reason: string, modern: boolean, fields: Fields, bytes: Buffer, next: number): number {
    if (status < 200) return this.#interim(status, reason, fields, bytes, next);
    if (fields.chunked && !modern) return this.#malformed('chunked in HTTP/1.0');
    const bodyless = this.#method === 'HEAD' || status === 204 || status === 304;
    const framing = bodyless ? 'none' : fields.chunked ? 'chunked' : fields.length >= 0 ? 'length' : 'close';
    // A 204 or 304 that announces a body may really send one, which would be read as the next answer.
    const doubtful = bodyless && this.#method !== 'HEAD' && (fields.length > 0 || fields.chunked);
    this.#persistent =
      !doubtful && (modern ? !hasToken(fields.connection, 'close') : hasToken(fields.connection, 'keep-alive'));
    this.#left = fields.length;
    this.#state = framing === 'chunked' ? CHUNK_SIZE : framing === 'close' ? UNTIL_CLOSE : LENGTH;
    this.#sink.onHead({ status, reason, headers: withoutNamed(fields), framing, length: fields.length });
    if (this.#state === LENGTH && (framing === 'none' || fields.length === 0)) return this.#end([], bytes, next);
    return next;
  }

  #interim(status: number, reason: string, fields: Fields, bytes: Buffer, next: number): number {
    if (status !== 101) {
      this.#sink.onHead({ status, reason, headers: withoutNamed(fields), framing: 'none', length: -1 });
      return next;
    }
    if (!this.#upgrade) return this.#malformed('101 without a request to upgrade');
    this.#state = STOPPED;
    this.#sink.onSwitch({ status, reason, headers: fields.all, framing: 'none', length: -1 }, bytes.subarray(next));
    return -1;
  }

  #counted(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#left -= end - at;
    const chunked = this.#state === CHUNK_DATA;
    if (chunked && this.#left === 0) this.#state = CHUNK_END;
    this.#sink.onBody(bytes.subarray(at, end));
    if (!chunked && this.#left === 0 && this.#state === LENGTH) return this.#end([], bytes, end);
    return end;
  }

  #chunkSize(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(CRLF, at);
    if (end < 0 || end - at > CHUNK_LINE_BYTES)
      return this.#wait(bytes, at, CHUNK_LINE_BYTES, 'chunk size line too long');
    const line = CHUNK_SIZE_LINE.exec(bytes.toString('latin1', at, end));
    if (line === null) return this.#malformed('chunk size');
    this.#left = Number.parseInt(line[1] ?? '', 16);
    this.#state = this.#left === 0 ? TRAILERS : CHUNK_DATA;
    return end + 2;
  }

  #chunkEnd(bytes: Buffer, at: number): number {
    if (bytes.length - at < 2) return this.#wait(bytes, at, 2, 'chunk end');
    if (bytes[at] !== 13 || bytes[at + 1] !== 10) return this.#malformed('chunk end');
    this.#state = CHUNK_SIZE;
    return at + 2;
  }

  #trailers(bytes: Buffer, at: number): number {
    if (bytes.length - at >= 2 && bytes[at] === 13 && bytes[at + 1] === 10) return this.#end([], bytes, at + 2);
    const end = bytes.indexOf(BLANK_LINE, at);
    if (end < 0 || end - at > LIMITS.headBytes) return this.#wait(bytes, at, LIMITS.headBytes, 'trailers too large');
    const fields = readFields(bytes.toString('latin1', at, end + 2), 0);
    if (typeof fields === 'string') return this.#malformed(`trailer: ${fields}`);
    return this.#end(fields.endToEnd, bytes, end + 4);
  }

  #end(trailers: readonly string[], bytes: Buffer, at: number): number {
    if (this.#state === STOPPED) return -1;
    this.#state = STOPPED;
    this.#sink.onMessageEnd(trailers, this.#persistent && at === bytes.length);
    return -1;
  }

  #wait(bytes: Buffer, at: number, limit: number, detail: string): number {
    if (bytes.length - at > limit) return this.#malformed(detail);
    this.#pending = at === 0 ? bytes : bytes.subarray(at);
    return -1;
  }

  #malformed(detail: string): number {
    this.#state = STOPPED;
    this.#sink.onMalformed(detail);
    return -1;
  }
}

/** Reads `name: value` lines from `from` to the end of the text. A string says what is wrong with them. */
function readFields(text: string, from: number): Fields | string {
  const lines = from === 0 ? text : text.slice(from);
  if (!FIELD_LINES.test(lines)) return 'header line';
  const all: string[] = [];
  const endToEnd: string[] = [];
  let connection = '';
  let length = -1;
  let chunked = false;
  for (let at = 0; at < lines.length;) {
    const colon = lines.indexOf(':', at);
    const end = lines.indexOf('\r\n', colon);
    const name = lines.slice(at, colon);
    const value = withoutOuterSpace(lines, colon + 1, end);
    at = end + 2;
    all.push(name, value);
    const lower = name.toLowerCase();
    if (lower === 'content-length') {
      if (length >= 0 || !/^[0-9]{1,15}$/.test(value)) return 'content-length';
      length = Number(value);
    } else if (lower === 'transfer-encoding') {
      if (chunked || value.toLowerCase() !== 'chunked') return 'transfer-encoding';
      chunked = true;
    } else if (lower === 'connection') {
      connection = connection === '' ? value : `${connection},${value}`;
    }
    if (!HOP_BY_HOP.has(lower)) endToEnd.push(name, value);
  }
  if (chunked && length >= 0) return 'content-length and transfer-encoding';
  if (all.length > LIMITS.headerLines * 2) return 'too many header lines';
  return { all, endToEnd, connection, length, chunked };
}

/** Optional white space is space and tab only (RFC 9110 §5.6.3); `trim` would also eat 0xA0, a byte of the value. */
function withoutOuterSpace(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** Whether a comma-separated header value holds a token, given in lower case. */
export function hasToken(list: string, token: string): boolean {
  if (list === '') return false;
  return list
    .toLowerCase()
    .split(',')
    .some((item) => item.trim() === token);
}

/** Drops the lines that Connection names (RFC 9110 §7.6.1); nearly always there are none. */
function withoutNamed(fields: Fields): readonly string[] {
  if (fields.connection === '' || /^(?:keep-alive|close)$/i.test(fields.connection)) return fields.endToEnd;
  const named = fields.connection
    .toLowerCase()
    .split(',')
    .map((item) => item.trim());
  const kept: string[] = [];
  for (let i = 0; i < fields.endToEnd.length; i += 2) {
    const name = fields.endToEnd[i] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'content-length' || !named.includes(lower)) kept.push(name, fields.endToEnd[i + 1] ?? '');
  }
  return kept;
}
