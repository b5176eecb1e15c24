import { Buffer } from 'node:buffer';
import type { TransactionRequest } from '../../../model/index.ts';
import type { MessageAnswer } from '../../define.ts';

const CR = 0x0d;
const LF = 0x0a;
const ZERO = 0x30;

/** Chunks of a body that are followed; an attacker needs one or two. */
const MOST_CHUNKS = 64;
/** Request lines of a body that are looked at. */
const MOST_LINES = 8;
const LONGEST_LINE = 2_100;
const MOST_REST = 80;

const VERSION = ' HTTP/1.';
const REQUEST_LINE =
  /^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS|TRACE|CONNECT|PROPFIND|MOVE|COPY) (?:\/|https?:\/\/|\*|[\w.-]+:\d)\S{0,2000} HTTP\/1\.[01]$/;
const METHOD = /^\s*[A-Z]{3,10} [/*h]/;
/** Types whose documents hold messages. */
const HOLDS_MESSAGES = /^(?:multipart\/|application\/http|message\/)/;

/** What of the body another server would take for a request of its own. Passed over once, besides searches for fixed bytes. */
export function askBody(request: TransactionRequest): MessageAnswer | undefined {
  const { bytes } = request.rawBody;
  if (bytes.length < 5 || HOLDS_MESSAGES.test(request.contentType)) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return askChunks(buffer, request) ?? askRequestLine(buffer, request);
}

/** Read as chunked: does the body end before its end? Then what is left begins the next request (RFC 9112 §6.1, §11.2). */
function askChunks(bytes: Buffer, request: TransactionRequest): MessageAnswer | undefined {
  if (!isHex(bytes[0]!)) return undefined;
  const end = chunkedEnd(bytes);
  if (end === undefined) return undefined;
  // Amazon's signed uploads are chunks within a body of declared length.
  if (/aws-chunked/i.test(request.header('content-encoding') ?? '')) return undefined;
  const rest = bytes.toString('latin1', end, end + MOST_REST);
  if (rest.trim() === '')
    return { confidence: 0.6, statement: 'body of declared length is written as chunks', part: 'body' };
  // Lines of digits in a text may be chunks by chance.
  const sure = bytes[0] === ZERO || !request.contentType.startsWith('text/') || METHOD.test(rest);
  return {
    confidence: sure ? 0.9 : 0.6,
    statement: 'read as chunked, the body ends early, and what follows is a request of its own',
    part: 'body',
    value: rest,
    mark: [0, rest.length],
  };
}

/** Where the last chunk's end is when the bytes are chunks from the start; undefined when they are not. */
export function chunkedEnd(bytes: Uint8Array): number | undefined {
  let at = 0;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    let size = 0;
    const from = at;
    while (at - from < 8 && isHex(bytes[at] ?? 0)) size = size * 16 + hexValue(bytes[at++]!);
    if (at === from) return undefined;
    const data = lineEnd(bytes, at);
    if (data < 0) return undefined;
    if (size === 0) {
      const end = lineEnd(bytes, data);
      return end < 0 ? undefined : end;
    }
    at = lineEnd(bytes, data + size);
    if (at < 0) return undefined;
  }
  return undefined;
}

/** Behind the line break at `at`, or -1. */
function lineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === LF) return at + 1;
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : -1;
}

const isHex = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);

const hexValue = (code: number): number => (code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57);

function askRequestLine(bytes: Buffer, request: TransactionRequest): MessageAnswer | undefined {
  let at = bytes.indexOf(VERSION);
  for (let seen = 0; at >= 0 && seen < MOST_LINES; seen++) {
    const start = Math.max(bytes.lastIndexOf(LF, at) + 1, at - LONGEST_LINE, 0);
    const end = at + VERSION.length + 1;
    const next = bytes[end];
    if ((next === undefined || next === CR || next === LF) && REQUEST_LINE.test(bytes.toString('latin1', start, end)))
      return answer(bytes.toString('latin1', start, end), lineConfidence(request, start));
    at = bytes.indexOf(VERSION, end);
  }
  return undefined;
}

const answer = (line: string, confidence: number): MessageAnswer => ({
  confidence,
  statement: 'a line of the body begins a request of its own',
  part: 'body',
  value: line,
  mark: [0, line.length],
});

/** No form and no JSON has a bare line break where such a line could begin; texts quote messages now and then. */
function lineConfidence({ contentType }: TransactionRequest, start: number): number {
  if (contentType === 'application/x-www-form-urlencoded' || /[/+]json$/.test(contentType)) return 0.85;
  if (contentType === '' && start === 0) return 0.75;
  return contentType.includes('markdown') || contentType.includes('html') ? 0.5 : 0.6;
}
