import type { IncomingHttpHeaders } from 'node:http';
import type { Body, Exchange, RequestHead } from '../../model/index.ts';
import { toldClient } from '../sensor/address.ts';
import { unreadBody } from '../sensor/message-body.ts';
import { plausibleDuration } from '../sensor/time.ts';

/** What the proxy's configuration tells of the original beside the copied request itself. */
const TOLD = /^x-original-/i;
const HOP_BY_HOP = /^(?:connection|keep-alive|transfer-encoding|te|upgrade)$/i;
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/;
const TARGET = /^[/*][^\s]*$/;

export interface MirroredRequest {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
}

/** The original request of a copy, or undefined when what is told of it cannot be. `time` is the told one, if any. */
export function originalHead(
  copy: MirroredRequest,
  id: string,
): { readonly head: Omit<RequestHead, 'time'>; readonly time: number | undefined } | undefined {
  const told = (name: string): string | undefined => {
    const value = copy.headers[`x-original-${name}`];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const method = told('method') ?? copy.method;
  const target = told('uri') ?? copy.url;
  if (!METHOD.test(method) || !TARGET.test(target)) return undefined;
  const seconds = Number(told('time'));
  return {
    time: seconds > 0 ? seconds * 1_000 : undefined,
    head: {
      id,
      method,
      scheme: told('scheme') === 'https' ? 'https' : 'http',
      host: (told('host') ?? copy.headers.host ?? '').toLowerCase(),
      target,
      httpVersion: /^HTTP\/(\d(?:\.\d)?)$/.exec(told('protocol') ?? '')?.[1]?.replace(/^([23])\.0$/, '$1') ?? '1.1',
      headers: ownHeaders(copy.rawHeaders),
      client: toldClient(told('client')),
      sensor: 'mirror',
    },
  };
}

function ownHeaders(raw: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!TOLD.test(name) && !HOP_BY_HOP.test(name)) kept.push(name, raw[index + 1] ?? '');
  }
  return kept;
}

/** What a log line tells of an answer. */
export interface ToldAnswer {
  readonly id: string;
  readonly status: number;
  readonly contentType: string;
  readonly bytes: number;
  /** From the first byte of the request to the last of the answer. */
  readonly durationMs: number;
}

/** A syslog datagram whose text ends in a JSON object as the sample configuration writes it; undefined for anything else. */
export function readAnswerLine(datagram: string): ToldAnswer | undefined {
  const start = datagram.indexOf('{');
  if (start < 0) return undefined;
  let line: unknown;
  try {
    line = JSON.parse(datagram.slice(start));
  } catch {
    return undefined;
  }
  const { id, status, bytes, seconds, type } = line as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || id === '' || id.length > 128) return undefined;
  const code = Number(status);
  if (!Number.isInteger(code) || code < 100 || code > 599) return undefined;
  return {
    id,
    status: code,
    contentType: typeof type === 'string' ? type.slice(0, 256) : '',
    bytes: amount(bytes),
    durationMs: plausibleDuration(amount(seconds) * 1_000),
  };
}

const amount = (value: unknown): number => {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : 0;
};

/** A copy with what is known of its answer. */
export function mirroredExchange(request: RequestHead, requestBody: Body, answer: ToldAnswer | undefined): Exchange {
  if (answer === undefined) return { request, requestBody, end: 'unseen', endTime: request.time };
  const endTime = request.time + answer.durationMs;
  return {
    request,
    requestBody,
    response: {
      status: answer.status,
      headers: answer.contentType === '' ? [] : ['content-type', answer.contentType],
      time: endTime,
    },
    responseBody: unreadBody(answer.bytes),
    end: answer.status === 101 ? 'upgraded' : 'answered',
    endTime,
  };
}
