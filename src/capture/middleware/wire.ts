import { LIMITS } from '../../model/index.ts';

/** The beginning of a body as it goes to the collector. */
export interface WireBody {
  readonly base64: string;
  /** Bytes in all. */
  readonly size: number;
  readonly complete: boolean;
}

/** One exchange as the middleware tells of it: one line of NDJSON. Times in milliseconds. */
export interface WireExchange {
  /** Since the epoch. */
  readonly time: number;
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly target: string;
  readonly httpVersion: string;
  /** Flat: name, value, name, value. */
  readonly requestHeaders: readonly string[];
  readonly requestBody?: WireBody;
  /** Address of the client as the application knows it. */
  readonly client: string;
  readonly peer: string;
  /** Absent when no answer was begun. */
  readonly status?: number;
  readonly responseHeaders?: readonly string[];
  readonly responseBody?: WireBody;
  /** From the request's head to that of the answer. */
  readonly answeredMs?: number;
  readonly durationMs: number;
  readonly end: 'answered' | 'client-gone';
}

type Loose = Readonly<Record<string, unknown>>;

/** An exchange that came over the wire, checked; undefined for anything else. */
export function readWire(value: unknown): WireExchange | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const line = value as Loose;
  const { time, method, target, host, client, status, end } = line;
  const requestHeaders = readHeaders(line['requestHeaders']);
  if (!isAmount(time) || !isText(method, /^[^\s]{1,32}$/) || !isText(target, /^[/*]\S*$/)) return undefined;
  if (typeof host !== 'string' || requestHeaders === undefined) return undefined;
  const answered = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599;
  const requestBody = readBody(line['requestBody']);
  const responseBody = readBody(line['responseBody']);
  return {
    time,
    method,
    scheme: line['scheme'] === 'https' ? 'https' : 'http',
    host,
    target,
    httpVersion: isText(line['httpVersion'], /^\d(\.\d)?$/) ? line['httpVersion'] : '1.1',
    requestHeaders,
    ...(requestBody && { requestBody }),
    client: typeof client === 'string' ? client : '',
    peer: typeof line['peer'] === 'string' ? line['peer'] : '',
    ...(answered && { status, responseHeaders: readHeaders(line['responseHeaders']) ?? [] }),
    ...(responseBody && { responseBody }),
    answeredMs: isAmount(line['answeredMs']) ? line['answeredMs'] : 0,
    durationMs: isAmount(line['durationMs']) ? line['durationMs'] : 0,
    end: answered && end === 'answered' ? 'answered' : 'client-gone',
  };
}

const isText = (value: unknown, form: RegExp): value is string => typeof value === 'string' && form.test(value);
const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function readHeaders(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length % 2 !== 0 || value.length > LIMITS.headerLines * 2) return undefined;
  return value.every((one): one is string => typeof one === 'string') ? value : undefined;
}

function readBody(value: unknown): WireBody | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { base64, size, complete } = value as Loose;
  if (typeof base64 !== 'string' || !isAmount(size)) return undefined;
  return { base64, size: Math.trunc(size), complete: complete === true };
}
