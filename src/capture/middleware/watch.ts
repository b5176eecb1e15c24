import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { Tap } from './tap.ts';
import type { WireExchange } from './wire.ts';

export interface WatchOptions {
  /** Who the client is, for applications behind a proxy; the socket's peer when absent or when it gives nothing. */
  readonly client?: ((request: IncomingMessage) => string | undefined) | undefined;
  readonly report: (exchange: WireExchange) => void;
  /** Something of our own failed; the application goes on as if we were not there. */
  readonly onFailure: () => void;
}

const WATCHED = new WeakSet<IncomingMessage>();

/**
 * Watches one request of a Node server and its answer, and reports when both are over. What the application reads and
 * writes passes unchanged and at its own pace. Has to be called before anything waits, or the beginning of the body is missed.
 */
export function watch(request: IncomingMessage, response: ServerResponse, options: WatchOptions): void {
  const guard = (work: () => void): void => {
    try {
      work();
    } catch {
      options.onFailure();
    }
  };
  guard(() => {
    if (WATCHED.has(request)) return;
    WATCHED.add(request);
    const time = Date.now();
    const began = performance.now();
    const begun = headOf(request, time, options);
    const asked = tapRequest(request, guard);
    const answer = tapResponse(response, guard);
    response.once('close', () =>
      guard(() => {
        const durationMs = performance.now() - began;
        const requestBody = asked.body();
        const responseBody = answer.tap.body();
        options.report({
          ...begun,
          ...(requestBody && {
            requestBody: { ...requestBody, complete: requestBody.complete && isWhole(request, asked) },
          }),
          ...(response.headersSent && { status: response.statusCode, responseHeaders: answer.headers() }),
          ...(responseBody && { responseBody }),
          answeredMs: Math.max(0, answer.at() - began),
          durationMs,
          end: response.writableFinished ? 'answered' : 'client-gone',
        });
      }),
    );
  });
}

type Guard = (work: () => void) => void;
type Head = Omit<WireExchange, 'durationMs' | 'end'>;

function headOf(request: IncomingMessage & { originalUrl?: unknown }, time: number, { client }: WatchOptions): Head {
  const { socket } = request;
  const peer = socket.remoteAddress ?? '';
  // Routers of frameworks cut the path of the request they hand on.
  const target = typeof request.originalUrl === 'string' ? request.originalUrl : (request.url ?? '/');
  return {
    time,
    method: request.method ?? 'GET',
    scheme: 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http',
    host: request.headers.host ?? String(request.headers[':authority'] ?? ''),
    target,
    httpVersion: request.httpVersion,
    requestHeaders: withoutPseudo(request.rawHeaders),
    client: client?.(request) ?? peer,
    peer,
  };
}

function withoutPseudo(raw: readonly string[]): readonly string[] {
  if (!raw[0]?.startsWith(':')) return raw;
  return raw.filter((_, index) => raw[index - (index % 2)]?.startsWith(':') !== true);
}

/** Bytes are copied where the parser puts them into the stream, so that how and whether they are read makes no difference. */
function tapRequest(request: IncomingMessage, guard: Guard): Tap {
  const tap = new Tap();
  tap.whole = request.readableLength === 0 && !request.readableDidRead;
  const { push } = request;
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    guard(() => tap.add(chunk, encoding));
    return push.call(request, chunk, encoding);
  };
  return tap;
}

/** What the application did not read Node throws away unseen. */
function isWhole(request: IncomingMessage, tap: Tap): boolean {
  const declared = Number(request.headers['content-length'] ?? tap.size);
  return request.complete && tap.size >= declared;
}

interface Answer {
  readonly tap: Tap;
  headers(): readonly string[];
  /** When its head went out, as performance.now() tells. */
  at(): number;
}

function tapResponse(response: ServerResponse, guard: Guard): Answer {
  const tap = new Tap();
  let told: unknown;
  let at = 0;
  let ending = false;
  const { write, end, writeHead } = response;
  response.writeHead = ((...args: unknown[]) => {
    guard(() => {
      at ||= performance.now();
      told = args.findLast((arg) => typeof arg === 'object' && arg !== null) ?? told;
    });
    return Reflect.apply(writeHead, response, args) as ServerResponse;
  }) as ServerResponse['writeHead'];
  response.write = ((...args: unknown[]) => {
    // An `end` may call `write` for its last chunk.
    if (!ending) guard(() => tap.add(args[0], args[1]));
    return Reflect.apply(write, response, args) as boolean;
  }) as ServerResponse['write'];
  response.end = ((...args: unknown[]) => {
    if (!ending) guard(() => tap.add(args[0], args[1]));
    ending = true;
    return Reflect.apply(end, response, args) as ServerResponse;
  }) as ServerResponse['end'];
  return { tap, headers: () => flatHeaders(response.getHeaders(), told), at: () => at };
}

/** Headers given to `writeHead` alone are kept nowhere by Node; they stand over those that were set before. */
function flatHeaders(set: Readonly<Record<string, OutgoingHttpHeader | undefined>>, told: unknown): readonly string[] {
  const all = new Map<string, readonly string[]>();
  const put = (name: string, value: unknown, more: boolean): void => {
    const values = (Array.isArray(value) ? value : [value]).map(String);
    const key = name.toLowerCase();
    all.set(key, more ? [...(all.get(key) ?? []), ...values] : values);
  };
  for (const [name, value] of Object.entries(set)) put(name, value, false);
  const pairs = toldPairs(told);
  const names = new Set(pairs.map(([name]) => name.toLowerCase()));
  for (const name of names) all.delete(name);
  for (const [name, value] of pairs) put(name, value, true);
  return [...all].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
}

/** The three forms that `writeHead` takes: an object, a flat list, a list of pairs. */
function toldPairs(told: unknown): readonly (readonly [string, unknown])[] {
  if (typeof told !== 'object' || told === null) return [];
  if (!Array.isArray(told)) return Object.entries(told);
  if (told.every((one) => Array.isArray(one))) return told.map(([name, value]: unknown[]) => [String(name), value]);
  const pairs: (readonly [string, unknown])[] = [];
  for (let index = 0; index + 1 < told.length; index += 2) pairs.push([String(told[index]), told[index + 1]]);
  return pairs;
}
