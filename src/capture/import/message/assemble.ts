import type { Body, Client, Exchange, ExchangeEnd, WireMessage } from '../../../model/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import type { Item } from '../decoder.ts';
import { isMethod, readHttpVersion, readUrl, wireTarget } from '../target.ts';

export interface SeenRequest {
  readonly method: string;
  /** Origin form, absolute form or `*`. */
  readonly target: string;
  readonly version: string;
  readonly headers: readonly string[];
  readonly body: Body;
  readonly time: number;
}

export interface SeenResponse {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Body;
  readonly time: number;
}

export interface SeenExchange {
  readonly id: string;
  readonly request: SeenRequest;
  readonly response?: SeenResponse | undefined;
  readonly endTime: number;
  readonly client: Client;
  /** For requests that do not say themselves. */
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly messages?: readonly WireMessage[] | undefined;
}

/** What was seen of a request and its answer as an exchange. */
export function assemble({ id, request, response, endTime, client, scheme, host, messages }: SeenExchange): Item {
  const { method, target } = request;
  if (!isMethod(method)) return 'malformed';
  if (method === 'CONNECT') return 'not-http';
  const absolute = readUrl(target);
  if (!absolute && !target.startsWith('/') && target !== '*') return 'malformed';
  const named = headerValue(request.headers, 'host') || absolute?.host || host;
  return {
    request: {
      id,
      time: request.time,
      method,
      scheme: absolute?.scheme ?? scheme,
      host: named.trim().toLowerCase(),
      target: absolute?.target ?? wireTarget(target),
      httpVersion: readHttpVersion(request.version),
      headers: request.headers,
      client,
    },
    requestBody: request.body,
    ...(response && answerOf(response, request.time)),
    end: endOf(response),
    endTime: Math.max(endTime, response?.time ?? 0, request.time),
    ...(messages && { messages }),
  };
}

const answerOf = (
  { status, headers, body, time }: SeenResponse,
  asked: number,
): Pick<Exchange, 'response' | 'responseBody'> => ({
  response: { status, headers, time: Math.max(time, asked) },
  responseBody: body,
});

const endOf = (response: SeenResponse | undefined): ExchangeEnd =>
  response === undefined ? 'upstream-failed' : response.status === 101 ? 'upgraded' : 'answered';
