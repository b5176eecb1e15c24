import type { Body, Exchange, RequestHead, ResponseHead } from '../../model/index.ts';
import { toldClient } from '../sensor/address.ts';
import { bodyOf, unreadBody } from '../sensor/message-body.ts';
import type { CheckedRequest } from './check-message.ts';
import type { LogEntry } from './log-message.ts';

type Pairs = readonly (readonly [string, string])[];

/** Pseudo-headers (RFC 9113 §8.3) are no header fields; Envoy puts them among the others. */
function fieldsOf(pairs: Pairs, host: string): readonly string[] {
  const fields = pairs.flatMap(([name, value]) => (name.startsWith(':') || name === '' ? [] : [name, value]));
  const named = pairs.some(([name]) => name.toLowerCase() === 'host');
  return named || host === '' ? fields : ['host', host, ...fields];
}

const schemeOf = (scheme: string): 'http' | 'https' => (scheme.toLowerCase() === 'https' ? 'https' : 'http');
const isTarget = (path: string): boolean => /^[/*]\S*$/.test(path);

export const headerOf = (pairs: Pairs, name: string): string | undefined =>
  pairs.find(([one]) => one.toLowerCase() === name)?.[1];

/** The request that Envoy asks about; undefined when it names no method or path. */
export function checkedHead(request: CheckedRequest, id: string, time: number): RequestHead | undefined {
  const { method, path, host, principal } = request;
  if (method === '' || !isTarget(path)) return undefined;
  const client = toldClient(request.source);
  return {
    id,
    time,
    method,
    scheme: schemeOf(request.scheme),
    host: host.toLowerCase(),
    target: path,
    httpVersion: request.protocol.replace(/^HTTP\//, '').replace(/^([23])\.0$/, '$1') || '1.1',
    headers: fieldsOf(request.headers, host),
    client: principal === '' ? client : { ...client, traits: { certificate: principal.slice(0, 256) } },
    sensor: 'envoy-authz',
  };
}

/** Envoy tells in a header that it sent only the beginning. */
export function checkedBody({ body, size, headers }: CheckedRequest): Body {
  return bodyOf(body, Math.max(0, size), headerOf(headers, 'x-envoy-auth-partial-body') !== 'true');
}

const VERSIONS = ['1.1', '1.0', '1.1', '2', '3'];

/** The exchange that a log entry tells of; undefined when it names no method or path. */
export function loggedExchange(entry: LogEntry, id: string, time: number): Exchange | undefined {
  const { method, path, authority } = entry;
  if (method === '' || method === 'CONNECT' || !isTarget(path)) return undefined;
  const request: RequestHead = {
    id,
    time,
    method,
    scheme: schemeOf(entry.scheme),
    host: authority.toLowerCase(),
    target: path,
    httpVersion: VERSIONS[entry.protocol] ?? '1.1',
    headers: fieldsOf(entry.requestHeaders, authority),
    client: toldClient(entry.client, entry.peer ?? entry.client),
    sensor: 'envoy-log',
  };
  const endTime = time + entry.durationMs;
  const response = loggedAnswer(entry, endTime);
  return {
    request,
    requestBody: unreadBody(entry.requestBytes),
    ...(response && { response, responseBody: unreadBody(entry.responseBytes) }),
    end: endOf(entry),
    endTime,
  };
}

export const loggedAnswer = (entry: LogEntry, time: number): ResponseHead | undefined =>
  isStatus(entry.status) ? { status: entry.status, headers: fieldsOf(entry.responseHeaders, ''), time } : undefined;

/** Status 0 is how Envoy logs a client that went away. */
export function endOf({ status }: LogEntry): 'answered' | 'upgraded' | 'client-gone' {
  if (!isStatus(status)) return 'client-gone';
  return status === 101 ? 'upgraded' : 'answered';
}

const isStatus = (status: number): boolean => status >= 100 && status <= 599;
