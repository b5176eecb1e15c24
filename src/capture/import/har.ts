import type { Body, Exchange, ExchangeEnd, ResponseHead } from '../../model/index.ts';
import { EMPTY_BODY, LIMITS } from '../../model/index.ts';
import { headerValue } from '../gateway/client-address.ts';
import { importedClient } from './client.ts';
import { readEventStream, readWebSocketMessages } from './har-messages.ts';
import type { Loose } from './loose.ts';
import { asAmount, asList, asObject, asText } from './loose.ts';
import type { SkipReason } from './report.ts';
import { isMethod, readHttpVersion, readUrl } from './target.ts';

/** Name and value pairs as a flat list. Pseudo-headers (RFC 9113 §8.3) are no header fields. */
function readHeaders(list: unknown): string[] {
  return asList(list).flatMap((item) => {
    const { name, value } = asObject(item);
    return typeof name === 'string' && name !== '' && !name.startsWith(':')
      ? [name, typeof value === 'number' ? String(value) : asText(value)]
      : [];
  });
}

const pseudoHeader = (list: unknown, name: string): string =>
  asText(
    asList(list)
      .map(asObject)
      .find((item) => item['name'] === name)?.['value'],
  );

/** Pairs as a form would send them. */
function formOf(params: unknown): string {
  const pairs = asList(params).map((item): [string, string] => [
    asText(asObject(item)['name']),
    asText(asObject(item)['value']),
  ]);
  return new URLSearchParams(pairs).toString();
}

interface Content {
  readonly bytes: Buffer;
  /** True when the file holds text, which recorders have decoded from whatever went over the wire. */
  readonly text: boolean;
}

function readContent(content: Loose): Content {
  const text = asText(content['text']);
  if (text === '') return { bytes: Buffer.from(formOf(content['params'])), text: true };
  if (asText(content['encoding']).toLowerCase() === 'base64')
    return { bytes: Buffer.from(text, 'base64'), text: false };
  return { bytes: Buffer.from(text, 'utf8'), text: true };
}

/** The inspected beginning, as the gateway would have seen it. `told` is the size the file states. */
function bodyOf({ bytes }: Content, told: number): Body {
  if (bytes.length === 0 && told === 0) return EMPTY_BODY;
  const size = Math.max(bytes.length, told);
  // A stated size is often that of the compressed body or off by an encoding: a body that is there is taken as whole.
  const complete = bytes.length > 0 && bytes.length <= LIMITS.inspectedBodyBytes;
  return { bytes: bytes.subarray(0, LIMITS.inspectedBodyBytes), size, complete };
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Headers that fit the body as it stands in the file: decoded, in UTF-8 where it is text, with the type the file tells. */
function fitHeaders(headers: readonly string[], content: Content, mimeType: string): readonly string[] {
  const fitted: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    const value = headers[i + 1] as string;
    const lower = name.toLowerCase();
    if (content.bytes.length > 0 && lower === 'content-encoding' && !isGzip(content.bytes)) continue;
    fitted.push(
      name,
      lower === 'content-type' && content.text
        ? value.replace(/;\s*charset\s*=\s*"?[^;"]*"?/i, '; charset=utf-8')
        : value,
    );
  }
  if (
    mimeType !== '' &&
    mimeType !== 'x-unknown' &&
    content.bytes.length > 0 &&
    headerValue(fitted, 'content-type') === undefined
  )
    fitted.push('Content-Type', mimeType);
  return fitted;
}

/** Browsers leave the Cookie line out of the headers of an export and keep the pairs. */
function withCookies(headers: readonly string[], cookies: unknown): readonly string[] {
  const pairs = asList(cookies)
    .map(asObject)
    .filter((cookie) => typeof cookie['name'] === 'string')
    .map((cookie) => `${asText(cookie['name'])}=${asText(cookie['value'])}`);
  return pairs.length === 0 || headerValue(headers, 'cookie') !== undefined
    ? headers
    : [...headers, 'Cookie', pairs.join('; ')];
}

const EVENT_STREAM = 'text/event-stream';

interface Answer {
  readonly response?: ResponseHead;
  readonly responseBody?: Body;
  readonly end: ExchangeEnd;
}

/** Status 0 is how browsers record a request that got no answer. */
function readAnswer(response: Loose, events: string, time: number): Answer {
  const status = response['status'];
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 999)
    return { end: 'upstream-failed' };
  const given = asObject(response['content']);
  const raw = events !== '' && asText(given['text']) === '' ? { mimeType: EVENT_STREAM, text: events } : given;
  const content = readContent(raw);
  const headers = fitHeaders(readHeaders(response['headers']), content, asText(raw['mimeType']));
  const told = Math.max(asAmount(raw['size']), asAmount(response['bodySize']));
  return {
    response: { status, headers, time },
    responseBody: bodyOf(content, told),
    end: status === 101 ? 'upgraded' : 'answered',
  };
}

/**
 * One HAR 1.2 entry as an exchange. Read beyond the standard: `_webSocketMessages`, `_eventSourceMessages`,
 * `_clientAddress` (or `clientIPAddress`), `_country`, `_asn`, `_ja4`, `_h2`, `_certificate`. What a recorder judged about
 * an entry, such as `_resourceType`, is not read.
 */
export function readHarEntry(value: unknown, id: string): Exchange | SkipReason {
  const entry = asObject(value);
  const request = asObject(entry['request']);
  const method = request['method'];
  if (!isMethod(method) || typeof request['url'] !== 'string') return 'malformed';
  const destination = readUrl(request['url']);
  if (!destination || method === 'CONNECT') return 'not-http';
  const time = Date.parse(asText(entry['startedDateTime']));
  if (Number.isNaN(time)) return 'no-time';

  const endTime = time + asAmount(entry['time']);
  const post = asObject(request['postData']);
  const content = readContent(post);
  const headers = withCookies(
    fitHeaders(readHeaders(request['headers']), content, asText(post['mimeType'])),
    request['cookies'],
  );
  const messages = readWebSocketMessages(entry['_webSocketMessages'], time);
  const host = headerValue(headers, 'host') ?? pseudoHeader(request['headers'], ':authority');
  return {
    request: {
      id,
      time,
      method,
      scheme: destination.scheme,
      host: (host || destination.host).trim().toLowerCase(),
      target: destination.target,
      httpVersion: readHttpVersion(request['httpVersion']),
      headers,
      client: importedClient([entry['_clientAddress'], entry['clientIPAddress']], headers, {
        ja4: entry['_ja4'],
        h2: entry['_h2'],
        country: entry['_country'],
        asn: entry['_asn'],
        certificate: entry['_certificate'],
      }),
    },
    requestBody: bodyOf(content, asAmount(request['bodySize'])),
    ...readAnswer(
      asObject(entry['response']),
      readEventStream(entry['_eventSourceMessages']),
      Math.max(time, endTime - asAmount(asObject(entry['timings'])['receive'])),
    ),
    endTime,
    ...(messages && { messages }),
  };
}
