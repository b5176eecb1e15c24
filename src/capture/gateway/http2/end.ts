import { constants, type ServerHttp2Stream, type ServerStreamResponseOptions } from 'node:http2';
import type { ClientEnd } from '../client-end.ts';
import type { UpstreamResponseHead } from '../upstream/index.ts';
import { addFields, fieldObject } from './fields.ts';
import type { Http2Head } from './head.ts';

const { NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR } = constants;

/** Node's typings lack `sendDate`: a missing Date is the upstream's to decide. */
interface RespondOptions extends ServerStreamResponseOptions {
  readonly sendDate?: boolean;
}

const statusField = (status: number): string[] => [':status', String(status)];

/** One stream of a client's HTTP/2 connection. Whatever is done to a stream that is gone already does nothing. */
export class Http2End implements ClientEnd {
  readonly #stream: ServerHttp2Stream;
  readonly #head: Http2Head;
  #outgoingTrailers: readonly string[] = [];
  readonly httpVersion = '2.0';
  readonly lingers = true;
  status = 0;
  trailers: readonly string[] = [];

  constructor(stream: ServerHttp2Stream, head: Http2Head) {
    this.#stream = stream;
    this.#head = head;
  }

  get method(): string {
    return this.#head.method;
  }

  get rawHeaders(): readonly string[] {
    return this.#head.rawHeaders;
  }

  read(onData: (chunk: Buffer) => void, onEnd: () => void): void {
    this.#stream.on('trailers', (_headers, _flags, raw: string[]) => (this.trailers = raw));
    this.#stream.on('data', onData);
    this.#stream.on('end', onEnd);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  /** The answer is complete: NO_ERROR asks the client to stop without giving the answer up (RFC 9113 §8.1). */
  giveUp(): void {
    this.#stream.close(NGHTTP2_NO_ERROR);
  }

  get answering(): boolean {
    return this.status !== 0;
  }

  writeContinue(): void {
    this.writeInformation(100, []);
  }

  writeInformation(status: number, headers: readonly string[]): void {
    if (this.#gone) return;
    this.#stream.additionalHeaders({ ...fieldObject(headers), ':status': status });
  }

  answer(status: number, headers: readonly string[], body: Uint8Array): void {
    // Without a body it is one frame that also ends the stream: that is what makes a gRPC refusal "trailers only".
    const none = body.length === 0;
    const endStream = none || this.method === 'HEAD';
    const fields = addFields(statusField(status), headers, none ? 'content-length' : undefined);
    this.#respond(status, fields, { endStream });
    if (!endStream && !this.#gone) this.#stream.end(body);
  }

  pass(head: UpstreamResponseHead, body: Uint8Array | null, trailers: readonly string[]): void {
    const endStream = body === null && trailers.length === 0;
    this.#outgoingTrailers = trailers;
    const fields = addFields(statusField(head.status), head.headers);
    this.#respond(head.status, fields, { endStream, waitForTrailers: trailers.length > 0, sendDate: false });
    if (endStream || this.#gone) return;
    if (body === null) this.#stream.end();
    else this.#stream.end(body);
  }

  begin(head: UpstreamResponseHead, onDrain: () => void): void {
    this.#stream.on('drain', onDrain);
    const fields = addFields(statusField(head.status), head.headers);
    this.#respond(head.status, fields, { waitForTrailers: head.framing !== 'close', sendDate: false });
  }

  write(chunk: Buffer): boolean {
    return this.#gone || this.#stream.write(chunk);
  }

  end(trailers: readonly string[]): void {
    this.#outgoingTrailers = trailers;
    if (!this.#gone) this.#stream.end();
  }

  closeAfter(): void {
    // A connection of HTTP/2 is told by GOAWAY, once for all its streams.
  }

  cut(): void {
    // NO_ERROR would wait for bytes that a client does not take.
    this.#stream.close(this.#stream.writableFinished ? NGHTTP2_NO_ERROR : NGHTTP2_INTERNAL_ERROR);
  }

  #respond(status: number, fields: string[], options: RespondOptions): void {
    if (this.#gone) return;
    this.status = status;
    if (options.waitForTrailers === true) {
      this.#stream.on('wantTrailers', () => {
        if (!this.#gone) this.#stream.sendTrailers(fieldObject(this.#outgoingTrailers));
      });
    }
    try {
      this.#stream.respond(fields, options);
    } catch {
      // What HTTP/2 has no form for (a status of 600): the client is told that the answer failed.
      this.#stream.close(NGHTTP2_INTERNAL_ERROR);
    }
  }

  get #gone(): boolean {
    return this.#stream.closed || this.#stream.destroyed;
  }
}
