import type { Exchange } from '../../../model/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import { importedClient } from '../client.ts';
import type { Item } from '../decoder.ts';
import type { SeenRequest, SeenResponse } from '../message/assemble.ts';
import { assemble } from '../message/assemble.ts';
import { bodyOf } from '../message/body.ts';
import { asAmount, asList, asObject, asScalar, asText } from '../loose.ts';
import { authParts } from './auth.ts';
import { languageType, readPostmanBody } from './body.ts';
import { readPostmanUrl } from './url.ts';
import type { Variables } from './variables.ts';
import { fill, openPlaces } from './variables.ts';

/** What a request takes from the folders it is in, and from the file. */
export interface Surroundings {
  readonly variables: Variables;
  readonly auth: unknown;
  readonly defaultHost: string;
  readonly fileTime: number;
}

/** Header lines as a list of `{key, value, disabled}`, as text, or missing. */
function readHeaders(value: unknown, show: (text: string) => string): string[] {
  if (typeof value === 'string')
    return value.split(/\r?\n/).flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [line.slice(0, colon).trim(), show(line.slice(colon + 1).trim())] : [];
    });
  return asList(value)
    .map(asObject)
    .filter((header) => header['disabled'] !== true && asScalar(header['key']).trim() !== '')
    .flatMap((header) => [asScalar(header['key']).trim(), show(asScalar(header['value']))]);
}

const withType = (headers: readonly string[], type: string, sent: boolean): readonly string[] =>
  sent && type !== '' && headerValue(headers, 'content-type') === undefined
    ? [...headers, 'Content-Type', type]
    : headers;

/** An example's answer; the body is kept decoded. Undefined when it has no status. */
function readAnswer(value: unknown, fileTime: number): SeenResponse | undefined {
  const answer = asObject(value);
  const status = Number(answer['code']);
  if (!Number.isInteger(status) || status < 100 || status > 999) return undefined;
  const headers = readHeaders(answer['header'], (text) => text);
  const body = Buffer.from(asText(answer['body']), 'utf8');
  const coded = headers.filter((_, index, all) => all[index - (index % 2)]?.toLowerCase() !== 'content-encoding');
  const type = languageType(asText(answer['_postman_previewlanguage']));
  const told = Date.parse(headerValue(headers, 'date') ?? '');
  return {
    status,
    headers: withType(coded, type, body.length > 0),
    body: bodyOf(body),
    time: Number.isNaN(told) ? fileTime : told,
  };
}

interface Sending {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly request: SeenRequest;
}

function readSending(
  value: unknown,
  time: number,
  { variables, auth, defaultHost }: Surroundings,
): Sending | undefined {
  const written = typeof value === 'string' ? { url: value } : asObject(value);
  const destination = readPostmanUrl(written['url'], variables, defaultHost);
  if (destination === undefined) return undefined;
  const show = (text: string): string => openPlaces(fill(text, variables));
  const own = readHeaders(written['header'], show);
  const signing = authParts(written['auth'] ?? auth, show);
  const signed = headerValue(own, signing.headers[0]?.toLowerCase() ?? '') !== undefined;
  const body = readPostmanBody(written['body'], variables);
  const headers = withType([...own, ...(signed ? [] : signing.headers)], body.type, body.text !== '');
  const query = signing.query.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&');
  const joint = destination.target.includes('?') ? '&' : '?';
  return {
    scheme: destination.scheme,
    host: destination.host,
    request: {
      method: (asText(written['method']) || 'GET').toUpperCase(),
      target: query === '' ? destination.target : `${destination.target}${joint}${query}`,
      version: '',
      headers,
      body: bodyOf(Buffer.from(body.text, 'utf8')),
      time,
    },
  };
}

/**
 * A request of a collection with one of its saved examples, or with none: then it is documented and not known to have been
 * sent. The time is that of the example's Date header, else the file's.
 */
export function readPostmanRequest(written: unknown, example: unknown, id: string, around: Surroundings): Item {
  const response = example === undefined ? undefined : readAnswer(example, around.fileTime);
  const took = asAmount(asObject(example)['responseTime']);
  const time = (response?.time ?? around.fileTime) - took;
  const sending = readSending(asObject(example)['originalRequest'] ?? written, time, around);
  if (sending === undefined) return 'malformed';
  const item = assemble({
    id,
    ...sending,
    response,
    endTime: time + took,
    client: importedClient([], [], {}),
  });
  return typeof item === 'string' || response !== undefined
    ? item
    : ({ ...item, end: 'unseen', documented: true } satisfies Exchange);
}
