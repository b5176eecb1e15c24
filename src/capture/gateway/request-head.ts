import type { CounterName } from './counters.ts';
import type { RequestFraming } from './upstream/upstream.ts';

/** What has to be known of a request head to forward it. */
export interface RequestPlan {
  /** Host header or the target's authority in lower case; '' when absent. */
  readonly host: string;
  /** Origin form or `*`, byte for byte. */
  readonly target: string;
  /** Lines for upstream: hop-by-hop lines removed, the rest in order and case as received. */
  readonly headers: string[];
  readonly framing: RequestFraming;
  /** Declared body bytes; -1 when chunked. */
  readonly length: number;
  /** Index into `headers` of the value of a forwarding header that was received, or -1. */
  readonly forwardedFor: number;
  readonly forwardedProto: number;
  readonly forwardedHost: number;
}

/** Why a head is refused before the gate hears of it. */
export interface Refusal {
  readonly status: 400 | 405 | 413 | 431 | 501;
  readonly name: CounterName;
  readonly detail: string;
}

export const isRefusal = (result: object): result is Refusal => 'status' in result;

type Special =
  | 'host'
  | 'connection'
  | 'content-length'
  | 'transfer-encoding'
  | 'te'
  | 'upgrade'
  | 'hop-by-hop'
  | 'cookie'
  | 'x-forwarded-for'
  | 'x-forwarded-proto'
  | 'x-forwarded-host';

const SPECIAL = new Map<string, Special>([
  ['host', 'host'],
  ['connection', 'connection'],
  ['content-length', 'content-length'],
  ['transfer-encoding', 'transfer-encoding'],
  ['te', 'te'],
  ['upgrade', 'upgrade'],
  ['keep-alive', 'hop-by-hop'],
  ['proxy-connection', 'hop-by-hop'],
  ['proxy-authorization', 'hop-by-hop'],
  // Answered by the gateway itself, which has to see the body before anything goes upstream.
  ['expect', 'hop-by-hop'],
  ['cookie', 'cookie'],
  ['x-forwarded-for', 'x-forwarded-for'],
  ['x-forwarded-proto', 'x-forwarded-proto'],
  ['x-forwarded-host', 'x-forwarded-host'],
]);
const SPECIAL_LENGTHS = new Set([...SPECIAL.keys()].map((name) => name.length));
/** Never removed because Connection names them: the request would change its meaning or its end. */
const KEPT = new Set(['host', 'content-length', 'transfer-encoding']);
const UNREMARKABLE_CONNECTION = /^(?:keep-alive|close|upgrade)$/i;
/** RFC 3986 authority without user information; a reverse proxy has no use for the latter and filters are fooled by it. */
const AUTHORITY = /^(?:\[[0-9A-Fa-f:.]+\]|[^\s@/?#[\]]*)(?::[0-9]*)?$/;
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

const CONSOLE_SESSION = /(?:^|; *)sallyport-session=[^;]*/g;

/**
 * Browsers send the cookies of a host to all its ports (RFC 6265 §8.5): the console's session must not reach the API behind
 * the gateway. Every other cookie line stays byte for byte.
 */
const withoutConsoleSession = (value: string): string =>
  value.includes('sallyport-session=') ? value.replaceAll(CONSOLE_SESSION, '').replace(/^; */, '') : value;

const bad = (detail: string): Refusal => ({ status: 400, name: 'bad-request', detail });

interface Scan {
  headers: string[];
  host: string | undefined;
  hostAt: number;
  connection: string;
  length: number;
  chunked: boolean;
  forwardedFor: number;
  forwardedProto: number;
  forwardedHost: number;
}

/**
 * Turns a head as received into what goes upstream. Node's parser (strict mode) has refused bare CR, folded lines and
 * length together with chunked before; what it lets pass and could be read in two ways is refused here.
 */
export function planRequest(
  method: string,
  url: string,
  http10: boolean,
  raw: readonly string[],
  upgrade: boolean,
): RequestPlan | Refusal {
  const scan = scanHeaders(raw, upgrade);
  if ('status' in scan) return scan;
  if (http10 && scan.chunked) return bad('chunked in HTTP/1.0');
  if (scan.chunked && scan.length >= 0) return bad('content-length and transfer-encoding');
  if (scan.host === undefined && !http10) return bad('no Host');
  const place = locate(method, url, scan.host ?? '');
  if ('status' in place) return place;
  if (scan.hostAt >= 0) scan.headers[scan.hostAt] = place.authority;
  const headers = upgrade ? scan.headers : withoutNamed(scan);
  return {
    host: place.authority.toLowerCase(),
    target: place.target,
    headers,
    framing: scan.chunked ? 'chunked' : scan.length >= 0 ? 'length' : 'none',
    length: scan.chunked ? -1 : Math.max(scan.length, 0),
    // Positions hold only for the unfiltered list; a list filtered by Connection is searched by name again.
    ...(headers === scan.headers ? pickForwarded(scan) : findForwarded(headers)),
  };
}

function scanHeaders(raw: readonly string[], upgrade: boolean): Scan | Refusal {
  const scan: Scan = {
    headers: [],
    host: undefined,
    hostAt: -1,
    connection: '',
    length: -1,
    chunked: false,
    forwardedFor: -1,
    forwardedProto: -1,
    forwardedHost: -1,
  };
  const { headers } = scan;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const value = raw[i + 1] ?? '';
    const special = SPECIAL_LENGTHS.has(name.length) ? SPECIAL.get(name.toLowerCase()) : undefined;
    if (special === undefined) {
      headers.push(name, value);
      continue;
    }
    const refusal = applySpecial(scan, special, name, value, upgrade);
    if (refusal !== undefined) return refusal;
  }
  return scan;
}

function applySpecial(
  scan: Scan,
  special: Special,
  name: string,
  value: string,
  upgrade: boolean,
): Refusal | undefined {
  const { headers } = scan;
  switch (special) {
    case 'host':
      if (scan.host !== undefined) return bad('several Host lines');
      if (!AUTHORITY.test(value)) return bad('Host');
      scan.host = value;
      scan.hostAt = headers.push(name, value) - 1;
      return;
    case 'connection':
      scan.connection = scan.connection === '' ? value : `${scan.connection},${value}`;
      if (upgrade) headers.push(name, value);
      return;
    case 'upgrade':
      if (upgrade) headers.push(name, value);
      return;
    case 'content-length':
      if (scan.length >= 0 || !/^[0-9]{1,15}$/.test(value)) return bad('content-length');
      scan.length = Number(value);
      headers.push(name, value);
      return;
    case 'transfer-encoding':
      if (scan.chunked || value.toLowerCase() !== 'chunked')
        return { status: 501, name: 'unknown-transfer-coding', detail: 'transfer-encoding' };
      scan.chunked = true;
      headers.push(name, 'chunked');
      return;
    case 'te':
      // The gateway passes trailers on and knows no other transfer coding (RFC 9110 §10.1.4).
      if (/(?:^|,)[\t ]*trailers[\t ]*(?:,|$)/i.test(value)) headers.push(name, 'trailers');
      return;
    case 'cookie': {
      const kept = withoutConsoleSession(value);
      if (kept !== '') headers.push(name, kept);
      return;
    }
    case 'hop-by-hop':
      return;
    case 'x-forwarded-for':
      scan.forwardedFor = headers.push(name, value) - 1;
      return;
    // Single-valued: a second line says nothing more, and could outlive the correction of the first.
    case 'x-forwarded-proto':
      if (scan.forwardedProto < 0) scan.forwardedProto = headers.push(name, value) - 1;
      return;
    case 'x-forwarded-host':
      if (scan.forwardedHost < 0) scan.forwardedHost = headers.push(name, value) - 1;
  }
}

interface Place {
  readonly target: string;
  readonly authority: string;
}

/** RFC 9112 §3.2: origin form, absolute form (whose authority replaces Host), or `*` for OPTIONS. */
function locate(method: string, url: string, host: string): Place | Refusal {
  if (url.charCodeAt(0) === 47) return { target: url, authority: host };
  if (url === '*') return method === 'OPTIONS' ? { target: url, authority: host } : bad('target *');
  const absolute = ABSOLUTE.exec(url);
  const authority = absolute?.[1] ?? '';
  if (absolute === null || authority === '' || !AUTHORITY.test(authority)) return bad('target');
  const rest = url.slice(absolute[0].length);
  if (rest === '' && method === 'OPTIONS') return { target: '*', authority };
  return { target: rest.startsWith('/') ? rest : `/${rest}`, authority };
}

function withoutNamed(scan: Scan): string[] {
  if (scan.connection === '' || UNREMARKABLE_CONNECTION.test(scan.connection)) return scan.headers;
  const named = new Set(
    scan.connection
      .toLowerCase()
      .split(',')
      .map((token) => token.trim())
      .filter((token) => token !== 'te' && !KEPT.has(token)),
  );
  const kept: string[] = [];
  for (let i = 0; i < scan.headers.length; i += 2) {
    const name = scan.headers[i] ?? '';
    if (!named.has(name.toLowerCase())) kept.push(name, scan.headers[i + 1] ?? '');
  }
  return kept;
}

type Forwarded = Pick<RequestPlan, 'forwardedFor' | 'forwardedProto' | 'forwardedHost'>;

function pickForwarded({ forwardedFor, forwardedProto, forwardedHost }: Scan): Forwarded {
  return { forwardedFor, forwardedProto, forwardedHost };
}

function findForwarded(headers: readonly string[]): Forwarded {
  const at = (name: string): number => {
    const index = headers.findLastIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name);
    return index < 0 ? -1 : index + 1;
  };
  return {
    forwardedFor: at('x-forwarded-for'),
    forwardedProto: at('x-forwarded-proto'),
    forwardedHost: at('x-forwarded-host'),
  };
}
