import { constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { addFields, fieldObject, withoutPseudo } from '../../http2/fields.ts';
import type {
  UpstreamCall,
  UpstreamFailure,
  UpstreamHandler,
  UpstreamRequest,
  UpstreamResponseHead,
} from '../upstream.ts';

const { NGHTTP2_CANCEL, NGHTTP2_FLAG_END_STREAM, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = constants;

/** What a call tells the session it runs on. */
export interface CallOwner {
  /** Its stream is closed; called once. */
  onDone(call: Http2Call): void;
  /** The upstream has not looked at the request (RFC 9113 §8.7), and all of it is still here: worth one more try. */
  onUnprocessed(request: UpstreamRequest, handler: UpstreamHandler, failure: UpstreamFailure): void;
}

/** One request on an HTTP/2 connection to the upstream. */
export class Http2Call implements UpstreamCall {
  readonly #owner: CallOwner;
  readonly #request: UpstreamRequest;
  readonly #stream: ClientHttp2Stream;
  #handler: UpstreamHandler | undefined;
  #answered = false;
  #sentMore = false;
  /** Node ends a stream that is reset without error as if it were complete; see `#watchEnd`. */
  #truncated = false;
  #left = -1;
  #outgoingTrailers: readonly string[];
  #trailers: readonly string[] = [];
  #error: Error | undefined;

  /** Throws what Node throws for a head that HTTP/2 has no form for. */
  constructor(
    owner: CallOwner,
    session: ClientHttp2Session,
    scheme: string,
    request: UpstreamRequest,
    handler: UpstreamHandler,
  ) {
    const { body, framing, more, trailers } = request;
    const empty = body === null || body.length === 0;
    this.#owner = owner;
    this.#request = request;
    this.#handler = handler;
    this.#outgoingTrailers = trailers;
    const endStream = !more && empty && trailers.length === 0;
    const waitForTrailers = !endStream && (framing === 'chunked' || framing === 'open');
    this.#stream = session.request(requestFields(request, scheme), { endStream, waitForTrailers });
    this.#listen(this.#stream);
    if (!empty) this.#stream.write(body);
    if (!more && !endStream) this.#stream.end();
    handler.onStart(this);
  }

  write(chunk: Uint8Array): boolean {
    this.#sentMore = true;
    return this.#gone || this.#stream.write(chunk);
  }

  finish(trailers: readonly string[]): void {
    this.#outgoingTrailers = trailers;
    if (!this.#gone) this.#stream.end();
  }

  resume(): void {
    this.#stream.resume();
  }

  abort(): void {
    this.#handler = undefined;
    this.#stream.close(NGHTTP2_CANCEL);
    // What it holds already is read into the void: only a stream that was read to its end is gone.
    this.#stream.resume();
  }

  detach(): void {
    // A long answer holds no connection of its own.
  }

  get #gone(): boolean {
    return this.#stream.closed || this.#stream.destroyed;
  }

  #listen(stream: ClientHttp2Stream): void {
    this.#watchEnd(stream);
    stream.on('headers', (headers, _flags, raw: string[]) => this.#onInformation(Number(headers[':status']), raw));
    stream.on('response', (headers, flags, raw: string[]) => this.#onResponse(Number(headers[':status']), flags, raw));
    stream.on('trailers', (_headers, _flags, raw: string[]) => (this.#trailers = withoutPseudo(raw)));
    stream.on('wantTrailers', () => {
      if (!this.#gone) stream.sendTrailers(fieldObject(this.#outgoingTrailers));
    });
    stream.on('data', (chunk: Buffer) => this.#onData(chunk));
    stream.on('drain', () => this.#handler?.onDrain());
    stream.on('end', () => this.#onEnd());
    stream.on('error', (error: Error) => (this.#error = error));
    stream.on('close', () => this.#onClose());
  }

  /**
   * RST_STREAM with NO_ERROR in the middle of an answer looks to a reader like its end. Only the moment differs: the end of
   * the data comes before the stream is closed, the end that Node makes up comes after.
   */
  #watchEnd(stream: ClientHttp2Stream): void {
    const push = stream.push.bind(stream);
    let ended = false;
    stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
      if (chunk === null && !ended) {
        ended = true;
        this.#truncated = stream.closed;
      }
      return push(chunk, encoding);
    };
  }

  #onInformation(status: number, raw: readonly string[]): void {
    this.#handler?.onInformation({ status, reason: '', headers: withoutPseudo(raw), framing: 'none', length: -1 });
  }

  #onResponse(status: number, flags: number, raw: readonly string[]): void {
    this.#answered = true;
    const headers = withoutPseudo(raw);
    const ended = (flags & NGHTTP2_FLAG_END_STREAM) !== 0;
    const length = declaredLength(headers);
    if (!ended) this.#left = length;
    const framing: UpstreamResponseHead['framing'] = ended ? 'none' : length >= 0 ? 'length' : 'chunked';
    this.#handler?.onResponse({ status, reason: '', headers, framing, length });
  }

  #onData(chunk: Buffer): void {
    if (this.#left > 0) this.#left -= Math.min(this.#left, chunk.length);
    if (this.#handler?.onData(chunk) === false) this.#stream.pause();
  }

  #onEnd(): void {
    if (this.#truncated || !this.#answered) return;
    const handler = this.#handler;
    this.#handler = undefined;
    // An answer that came before the request was complete: nobody reads the rest.
    if (!this.#stream.writableEnded) this.#stream.close(NGHTTP2_NO_ERROR);
    handler?.onEnd(this.#trailers);
  }

  #onClose(): void {
    this.#owner.onDone(this);
    const handler = this.#handler;
    if (handler === undefined) return;
    this.#handler = undefined;
    const { rstCode } = this.#stream;
    const detail = this.#error?.message ?? `stream closed with code ${rstCode}`;
    const failure: UpstreamFailure = { kind: 'failed', detail };
    if (rstCode === NGHTTP2_REFUSED_STREAM && !this.#answered && !this.#sentMore)
      return this.#owner.onUnprocessed(this.#request, handler, failure);
    handler.onFailure(failure);
  }
}

/** The lines of HTTP/1.1 as a head of HTTP/2: Host becomes the authority. */
function requestFields(request: UpstreamRequest, scheme: string): string[] {
  const { headers, method, target } = request;
  let authority = '';
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]?.toLowerCase() === 'host') authority = headers[i + 1] ?? '';
  return addFields([':method', method, ':scheme', scheme, ':authority', authority, ':path', target], headers, 'host');
}

function declaredLength(headers: readonly string[]): number {
  for (let i = 0; i < headers.length; i += 2) {
    const value = headers[i + 1] ?? '';
    if (headers[i] === 'content-length') return /^[0-9]{1,15}$/.test(value) ? Number(value) : -1;
  }
  return -1;
}
