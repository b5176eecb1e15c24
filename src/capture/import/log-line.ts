import type { Exchange } from '../../model/index.ts';
import { EMPTY_BODY } from '../../model/index.ts';
import { importedClient } from './client.ts';
import type { SkipReason } from './report.ts';
import { isMethod, readHttpVersion, readUrl, wireTarget } from './target.ts';

/** What a log of any format tells of one request. */
export interface LoggedRequest {
  readonly id: string;
  readonly time: number;
  readonly method: string;
  /** As in the request line: origin form, absolute form, or `*`. */
  readonly target: string;
  readonly httpVersion: string;
  /** '' when the line names none. */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly client: readonly unknown[];
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  readonly status: number;
  readonly durationMs: number;
}

/** `GET /path HTTP/1.1` apart. The target may hold spaces when a client did not encode them. */
export function readRequestLine(line: string): { method: string; target: string; version: string } | undefined {
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  if (first <= 0) return undefined;
  const hasVersion = last > first && /^HTTP\/\d/i.test(line.slice(last + 1));
  return {
    method: line.slice(0, first),
    target: line.slice(first + 1, hasVersion ? last : undefined),
    version: hasVersion ? line.slice(last + 1) : '',
  };
}

/** A logged request as an exchange: heads and client as far as told, no bodies. */
export function loggedExchange(logged: LoggedRequest): Exchange | SkipReason {
  const { id, time, method, target, status } = logged;
  if (!isMethod(method)) return 'no-request';
  if (Number.isNaN(time)) return 'no-time';
  if (method === 'CONNECT') return 'not-http';
  const absolute = readUrl(target);
  if (!absolute && !target.startsWith('/') && target !== '*') return 'no-request';
  const destination = absolute ?? { scheme: logged.scheme, host: '', target: wireTarget(target) };
  const endTime = time + logged.durationMs;
  const answered = status >= 100 && status <= 999;
  return {
    request: {
      id,
      time,
      method,
      scheme: destination.scheme,
      host: destination.host || logged.host,
      target: destination.target,
      httpVersion: readHttpVersion(logged.httpVersion),
      headers: logged.requestHeaders,
      client: importedClient(logged.client, logged.requestHeaders, {}),
    },
    requestBody: EMPTY_BODY,
    ...(answered && { response: { status, headers: logged.responseHeaders, time: endTime } }),
    end: answered ? (status === 101 ? 'upgraded' : 'answered') : 'client-gone',
    endTime,
  };
}
