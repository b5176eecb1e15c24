import { readMessage, readPair } from '../sensor/protobuf.ts';
import { plausibleDuration } from '../sensor/time.ts';
import { readSocketAddress, readTimestamp, readWrapped } from './common-messages.ts';

/** What an `envoy.data.accesslog.v3.HTTPAccessLogEntry` tells. */
export interface LogEntry {
  readonly time: number | undefined;
  readonly durationMs: number;
  readonly client: string | undefined;
  readonly peer: string | undefined;
  readonly protocol: number;
  readonly method: string;
  readonly scheme: string;
  readonly authority: string;
  /** With query. */
  readonly path: string;
  readonly requestId: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBytes: number;
  readonly status: number;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly responseBytes: number;
  /** An entry in the middle of a long stream; the last one says all. */
  readonly intermediate: boolean;
}

type Draft = { -readonly [K in keyof LogEntry]: LogEntry[K] } & {
  requestHeaders: (readonly [string, string])[];
  responseHeaders: (readonly [string, string])[];
  originalPath: string;
};

/** config.core.v3.RequestMethod */
const METHODS = ['', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

/** The HTTP entries of a StreamAccessLogsMessage; none for TCP. Throws on what is no such message. */
export function readLogEntries(bytes: Uint8Array): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  readMessage(bytes, (field, value) => {
    if (field !== 2) return false;
    readMessage(value.bytes(), (inner, entry) => {
      if (inner === 1) entries.push(readEntry(entry.bytes()));
      return inner === 1;
    });
    return true;
  });
  return entries;
}

function readEntry(bytes: Uint8Array): LogEntry {
  const draft: Draft = {
    time: undefined,
    durationMs: 0,
    client: undefined,
    peer: undefined,
    protocol: 0,
    method: '',
    scheme: '',
    authority: '',
    path: '',
    originalPath: '',
    requestId: '',
    requestHeaders: [],
    requestBytes: 0,
    status: 0,
    responseHeaders: [],
    responseBytes: 0,
    intermediate: false,
  };
  readMessage(bytes, (field, value) => {
    if (field === 1) readCommon(draft, value.bytes());
    else if (field === 2) draft.protocol = value.number();
    else if (field === 3) readRequest(draft, value.bytes());
    else if (field === 4) readResponse(draft, value.bytes());
    else return false;
    return true;
  });
  const { originalPath, ...entry } = draft;
  // A path that a route rewrote is not what the client asked for.
  return originalPath === '' ? entry : { ...entry, path: originalPath };
}

/** AccessLogCommon */
function readCommon(draft: Draft, bytes: Uint8Array): void {
  let lastByte = 0;
  let duration = 0;
  readMessage(bytes, (field, value) => {
    if (field === 2) draft.client = readSocketAddress(value.bytes());
    else if (field === 5) draft.time = readTimestamp(value.bytes());
    else if (field === 12) lastByte = readTimestamp(value.bytes());
    else if (field === 20) draft.peer = readSocketAddress(value.bytes());
    else if (field === 23) duration = readTimestamp(value.bytes());
    else if (field === 26) draft.intermediate = value.number() !== 0;
    else return false;
    return true;
  });
  draft.durationMs = plausibleDuration(lastByte || duration);
}

/** HTTPRequestProperties */
function readRequest(draft: Draft, bytes: Uint8Array): void {
  readMessage(bytes, (field, value) => {
    if (field === 1) draft.method = METHODS[value.number()] ?? '';
    else if (field === 2) draft.scheme = value.text();
    else if (field === 3) draft.authority = value.text();
    else if (field === 5) draft.path = value.text();
    else if (field === 6) draft.requestHeaders.push(['user-agent', value.text()]);
    else if (field === 7) draft.requestHeaders.push(['referer', value.text()]);
    else if (field === 9) draft.requestId = value.text();
    else if (field === 10) draft.originalPath = value.text();
    else if (field === 12) draft.requestBytes = value.large();
    else if (field === 13) draft.requestHeaders.push(readPair(value.bytes()));
    else return false;
    return true;
  });
}

/** HTTPResponseProperties */
function readResponse(draft: Draft, bytes: Uint8Array): void {
  readMessage(bytes, (field, value) => {
    if (field === 1) draft.status = readWrapped(value.bytes());
    else if (field === 3) draft.responseBytes = value.large();
    else if (field === 4) draft.responseHeaders.push(readPair(value.bytes()));
    else return false;
    return true;
  });
}
