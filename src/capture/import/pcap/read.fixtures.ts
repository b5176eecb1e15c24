import type { Exchange } from '../../../model/index.ts';
import type { PacketPlan } from './capture.fixtures.ts';
import { connection, packets, pcap } from './capture.fixtures.ts';
import { createCaptureDecoder } from './decoder.ts';

export interface Read {
  readonly exchanges: readonly Exchange[];
  readonly skipped: readonly string[];
}

/** Everything a capture gives, taken in chunks of `chunk` bytes. Throws when an item was not numbered once. */
export function read(file: Buffer, chunk = file.length): Read {
  let n = 0;
  const decoder = createCaptureDecoder({ defaultHost: 'none', fileTime: 5, nextId: () => `i-${n++}` });
  const exchanges: Exchange[] = [];
  const skipped: string[] = [];
  const take = (items: Iterable<Exchange | string>): void => {
    for (const item of items) {
      if (typeof item === 'string') skipped.push(item);
      else exchanges.push(item);
    }
  };
  for (let at = 0; at < file.length; at += chunk) take(decoder.push(file.subarray(at, at + chunk)));
  take(decoder.end());
  if (n !== exchanges.length + skipped.length)
    throw new Error(`${n} numbers for ${exchanges.length + skipped.length} items`);
  return { exchanges, skipped };
}

export const text = (body: { readonly bytes: Uint8Array } | undefined): string =>
  Buffer.from(body?.bytes ?? []).toString();
/** Method, target, request body, status, response body of each. */
export const short = ({ exchanges }: Read) =>
  exchanges.map(({ request, requestBody, response, responseBody }) =>
    [request.method, request.target, text(requestBody), response?.status, text(responseBody)].join(' '),
  );

export const ask = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: API.example\r\n${more}\r\n`;
export const post = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nHost: api.example\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
export const answer = (body: string, status = '200 OK', more = '') =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

export const talk = connection([
  [true, ask('/a')],
  [false, answer('one')],
  [true, post('/b', '{"x":1}')],
  [false, answer('two', '201 Created')],
]);
export const TALK = ['GET /a  200 one', 'POST /b {"x":1} 201 two'];
export const file = (plans: readonly PacketPlan[]): Buffer => pcap(packets(plans));
