import { LIMITS } from '../../../model/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import type { SeenRequest } from '../message/assemble.ts';
import { assemble } from '../message/assemble.ts';
import { BodyGatherer } from '../message/body.ts';
import type { SkipReason } from '../report.ts';
import type { Conversation, Peers } from './conversation.ts';
import type { Http2Events } from './http2-stream.ts';
import { Http2Stream } from './http2-stream.ts';

/** One direction of a stream. */
interface Half {
  /** Without pseudo-headers; trailers follow. Undefined until they were read. */
  headers: string[] | undefined;
  pseudo: ReadonlyMap<string, string>;
  timeMs: number;
  readonly body: BodyGatherer;
  done: boolean;
}
interface Stream {
  readonly request: Half;
  readonly response: Half;
}

const half = (): Half => ({ headers: undefined, pseudo: new Map(), timeMs: 0, body: new BodyGatherer(), done: false });

/** Cookie crumbs are joined (RFC 9113 §8.2.3). */
function fieldsOf(fields: readonly string[]): { pseudo: Map<string, string>; headers: string[] } {
  const pseudo = new Map<string, string>();
  const headers: string[] = [];
  const cookies: string[] = [];
  for (let n = 0; n < fields.length; n += 2) {
    const name = fields[n] as string;
    const value = fields[n + 1] as string;
    if (name.startsWith(':')) pseudo.set(name, value);
    else if (name === 'cookie') cookies.push(value);
    else headers.push(name, value);
  }
  if (cookies.length > 0) headers.push('cookie', cookies.join('; '));
  return { pseudo, headers };
}

/** HTTP/2 in clear on one connection, seen from its start: the tables of its header compression begin there. */
export class Http2Conversation implements Conversation {
  readonly #peers: Peers;
  readonly #streams = new Map<number, Stream>();
  readonly #client: Http2Stream;
  readonly #server: Http2Stream;
  #heldBodies = 0;

  /** `first` is the request that asked for HTTP/2 over HTTP/1: stream 1 answers it (RFC 7540 §3.2). */
  constructor(peers: Peers, first?: SeenRequest) {
    this.#peers = peers;
    this.#client = new Http2Stream(this.#eventsOf('request'), true);
    this.#server = new Http2Stream(this.#eventsOf('response'), false);
    if (!first) return;
    const request: Half = {
      ...half(),
      headers: [...first.headers],
      pseudo: new Map([
        [':method', first.method],
        [':path', first.target],
        [':authority', headerValue(first.headers, 'host') ?? ''],
      ]),
      timeMs: first.time,
      done: true,
    };
    request.body.add(Buffer.from(first.body.bytes));
    this.#streams.set(1, { request, response: half() });
  }

  get held(): number {
    return this.#heldBodies + this.#client.held + this.#server.held;
  }

  data(fromClient: boolean, bytes: Buffer, timeMs: number): void {
    this.#attend(fromClient, (side) => side.push(bytes, timeMs));
  }

  gap(fromClient: boolean, size: number, timeMs: number): void {
    this.#attend(fromClient, (side) => side.gap(size, timeMs));
  }

  finish(timeMs: number): void {
    for (const id of this.#streams.keys()) this.#give(id, timeMs);
  }

  /** A direction that cannot be read on is counted once. */
  #attend(fromClient: boolean, work: (side: Http2Stream) => void): void {
    const side = fromClient ? this.#client : this.#server;
    if (side.dead) return;
    work(side);
    if (side.dead) this.#skip('packets-missing');
  }

  #eventsOf(part: 'request' | 'response'): Http2Events {
    const of = (id: number): Half | undefined => this.#streams.get(id)?.[part];
    return {
      headers: (id, fields, timeMs) => this.#onHeaders(id, part, fields, timeMs),
      body: (id, bytes) => {
        const one = of(id);
        if (!one) return;
        const before = one.body.held;
        one.body.add(bytes);
        this.#heldBodies += one.body.held - before;
      },
      bodyGap: (id, size) => of(id)?.body.lose(size),
      end: (id, timeMs) => this.#onEnd(id, part, timeMs),
      reset: (id, timeMs) => this.#give(id, timeMs),
    };
  }

  #onHeaders(id: number, part: 'request' | 'response', given: readonly string[], timeMs: number): void {
    const { pseudo, headers } = fieldsOf(given);
    // Interim answers come before the one that counts.
    if (part === 'response' && /^1\d\d$/.test(pseudo.get(':status') ?? '')) return;
    let stream = this.#streams.get(id);
    if (!stream) {
      if (part === 'response') return this.#skip('no-request');
      for (const oldest of this.#streams.keys()) {
        if (this.#streams.size < LIMITS.captureWaiting) break;
        this.#give(oldest, timeMs);
      }
      stream = { request: half(), response: half() };
      this.#streams.set(id, stream);
    }
    const one = stream[part];
    if (one.headers) one.headers.push(...headers);
    else Object.assign(one, { headers, pseudo, timeMs } satisfies Partial<Half>);
  }

  #onEnd(id: number, part: 'request' | 'response', timeMs: number): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    stream[part].done = true;
    if (stream.request.done && stream.response.done) this.#give(id, timeMs);
  }

  #give(id: number, timeMs: number): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    this.#streams.delete(id);
    const { request, response } = stream;
    this.#heldBodies -= request.body.held + response.body.held;
    const status = Number(response.pseudo.get(':status'));
    this.#peers.emit(
      assemble({
        id: this.#peers.nextId(),
        request: {
          method: request.pseudo.get(':method') ?? '',
          target: request.pseudo.get(':path') ?? '',
          version: 'HTTP/2.0',
          headers: request.headers ?? [],
          body: request.body.body(),
          time: request.timeMs,
        },
        response:
          response.headers && status >= 200
            ? { status, headers: response.headers, body: response.body.body(), time: response.timeMs }
            : undefined,
        endTime: timeMs,
        client: this.#peers.client,
        scheme: 'http',
        host: request.pseudo.get(':authority') || this.#peers.host,
      }),
    );
  }

  #skip(reason: SkipReason): void {
    this.#peers.nextId();
    this.#peers.emit(reason);
  }
}
