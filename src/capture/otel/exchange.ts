import type { Exchange, RequestHead } from '../../model/index.ts';
import { toldClient } from '../sensor/address.ts';
import { unreadBody } from '../sensor/message-body.ts';
import { plausibleDuration } from '../sensor/time.ts';
import { CLIENT, SERVER, type Attributes, type Span } from './span.ts';

/**
 * An HTTP exchange from a span of the stable semantic conventions (since 1.23) or the ones before, which SDKs still send.
 * `not-http` for spans of anything else, `unusable` for those that do not say where the request went. Spans have no bodies;
 * headers are there if the SDK was told to capture them.
 */
export function spanExchange(span: Span, id: string, time: number): Exchange | 'not-http' | 'unusable' {
  const { attributes } = span;
  const method = methodOf(attributes);
  if (method === undefined || (span.kind !== SERVER && span.kind !== CLIENT)) return 'not-http';
  const place = span.kind === SERVER ? servedPlace(attributes) : askedPlace(attributes);
  if (place === undefined) return 'unusable';
  const outbound = span.kind === CLIENT;
  const status = numberOf(attributes, 'http.response.status_code', 'http.status_code') ?? 0;
  const answered = status >= 100 && status <= 599;
  const endTime = time + durationMs(span);
  const body = (...names: readonly string[]) => unreadBody(numberOf(attributes, ...names));
  return {
    request: {
      id,
      time,
      method,
      ...place,
      httpVersion: textOf(attributes, 'network.protocol.version', 'http.flavor') ?? '1.1',
      headers: requestHeaders(attributes, place.host),
      client: outbound ? toldClient(undefined) : clientOf(attributes),
      sensor: outbound ? 'otel-client' : 'otel',
    },
    requestBody: body('http.request.body.size', 'http.request_content_length'),
    ...(answered && {
      response: { status, headers: headersOf(attributes, 'http.response.header.'), time: endTime },
      responseBody: body('http.response.body.size', 'http.response_content_length'),
    }),
    end: answered ? (status === 101 ? 'upgraded' : 'answered') : outbound ? 'upstream-failed' : 'client-gone',
    endTime,
  };
}

/** Milliseconds since the epoch; undefined when the span has none. */
export const startOf = ({ start }: Span): number | undefined => (start > 0n ? Number(start) / 1e6 : undefined);

const durationMs = ({ start, end }: Span): number =>
  start > 0n && end > start ? plausibleDuration(Number(end - start) / 1e6) : 0;

type Place = Pick<RequestHead, 'scheme' | 'host' | 'target'>;

/** The first of the named attributes that is a text, or a number, as text. */
function textOf(attributes: Attributes, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

function numberOf(attributes: Attributes, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = Number(attributes.get(name) ?? Number.NaN);
    if (Number.isInteger(value)) return value;
  }
  return undefined;
}

/** Methods that an SDK does not know stand as `_OTHER` beside the original. */
function methodOf(attributes: Attributes): string | undefined {
  const told = textOf(attributes, 'http.request.method', 'http.method');
  const method = told === '_OTHER' ? textOf(attributes, 'http.request.method_original') : told;
  return method !== undefined && /^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(method) ? method : undefined;
}

function servedPlace(attributes: Attributes): Place | undefined {
  const target = targetOf(attributes) ?? urlOf(attributes)?.target;
  if (target === undefined) return undefined;
  const url = urlOf(attributes);
  const scheme = textOf(attributes, 'url.scheme', 'http.scheme') ?? url?.scheme;
  return { scheme: scheme === 'https' ? 'https' : 'http', host: hostOf(attributes, scheme) ?? url?.host ?? '', target };
}

const askedPlace = (attributes: Attributes): Place | undefined => urlOf(attributes);

function targetOf(attributes: Attributes): string | undefined {
  const path = textOf(attributes, 'url.path');
  const query = textOf(attributes, 'url.query');
  const target =
    path === undefined ? textOf(attributes, 'http.target') : query === undefined ? path : `${path}?${query}`;
  return target !== undefined && /^\/\S*$/.test(target) ? target : undefined;
}

function urlOf(attributes: Attributes): Place | undefined {
  const text = textOf(attributes, 'url.full', 'http.url');
  const match = text === undefined ? null : /^(https?):\/\/(?:[^/?#@]*@)?([^/?#\s]+)([^#\s]*)/i.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', host = '', rest = ''] = match;
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    host: host.toLowerCase(),
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/** The Host header where it was captured, else the server's name with its port unless that is the scheme's own. */
function hostOf(attributes: Attributes, scheme: string | undefined): string | undefined {
  const header = attributes.get('http.request.header.host');
  const sent = Array.isArray(header) ? (header[0] as string | undefined) : undefined;
  const whole = sent ?? textOf(attributes, 'http.host');
  if (whole !== undefined) return whole.toLowerCase();
  const name = textOf(attributes, 'server.address', 'net.host.name', 'http.server_name')?.toLowerCase();
  if (name === undefined) return undefined;
  const port = numberOf(attributes, 'server.port', 'net.host.port');
  const usual = scheme === 'https' ? 443 : 80;
  return port === undefined || port === usual || name.includes(':') ? name : `${name}:${port}`;
}

function clientOf(attributes: Attributes): RequestHead['client'] {
  const peer = textOf(attributes, 'network.peer.address', 'net.sock.peer.addr', 'net.peer.ip');
  return toldClient(textOf(attributes, 'client.address', 'http.client_ip') ?? peer, peer);
}

function requestHeaders(attributes: Attributes, host: string): readonly string[] {
  const headers = headersOf(attributes, 'http.request.header.');
  const has = (name: string): boolean => headers.some((text, index) => index % 2 === 0 && text === name);
  const agent = textOf(attributes, 'user_agent.original', 'http.user_agent');
  return [
    ...(host === '' || has('host') ? [] : ['host', host]),
    ...headers,
    ...(agent === undefined || has('user-agent') ? [] : ['user-agent', agent]),
  ];
}

/** Captured headers. The older conventions wrote `_` for `-`. */
function headersOf(attributes: Attributes, prefix: string): readonly string[] {
  const headers: string[] = [];
  for (const [key, value] of attributes) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length).replaceAll('_', '-').toLowerCase();
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)]) headers.push(name, one);
  }
  return headers;
}
