import type { Socket } from 'node:net';
import { describe } from './dial.ts';
import { ResponseParser, type ResponseSink } from './response-parser.ts';
import type { UpstreamCall, UpstreamHandler, UpstreamRequest, UpstreamResponseHead } from './upstream.ts';

/** What a connection tells the pool it belongs to. */
export interface ConnectionOwner {
  /** Ready for another request. */
  onFree(connection: UpstreamConnection): void;
  /** Gone for good; called once. */
  onGone(connection: UpstreamConnection): void;
  /** No longer counted, but still open. */
  onDetached(connection: UpstreamConnection): void;
  /** Died before a byte of the answer came, on a connection that had served before: worth one more try. */
  onStale(request: UpstreamRequest, handler: UpstreamHandler): void;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
/** Bodies up to this are copied behind their head into one buffer: cheaper than a vectored write of two. */
const JOINED_BODY_BYTES = 16_384;
/** What a request without a body means nothing by; all others say that theirs is empty. */
const BODILESS_METHODS = new Set([...SAFE_METHODS, 'DELETE']);

/** One HTTP/1.1 connection to the upstream; carries one exchange at a time, no pipelining. */
export class UpstreamConnection implements UpstreamCall, ResponseSink {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #parser: ResponseParser;
  #request: UpstreamRequest | undefined;
  #handler: UpstreamHandler | undefined;
  #requestSent = true;
  /** The line break that ends a chunk is written before the next size line: RFC 9112 §7.1 allows no other split. */
  #chunkOpen = false;
  #answerBegan = false;
  #served = 0;
  #error: Error | undefined;
  /** Monotonic milliseconds at which an idle connection is closed. */
  idleUntil = 0;
  detached = false;

  readonly #onData = (bytes: Buffer): void => this.#read(bytes);
  readonly #onDrain = (): void => this.#handler?.onDrain();
  readonly #onEnd = (): void => this.#ended();

  constructor(socket: Socket, owner: ConnectionOwner) {
    this.#socket = socket;
    this.#owner = owner;
    this.#parser = new ResponseParser(this);
    socket.on('data', this.#onData).on('drain', this.#onDrain).on('end', this.#onEnd);
    socket.on('error', (error) => (this.#error = error));
    socket.on('close', () => this.#closed());
  }

  /** False when the peer has closed it, seen or not yet reported. */
  get usable(): boolean {
    return !this.#socket.destroyed && this.#socket.writable && !this.#socket.readableEnded;
  }

  start(given: UpstreamRequest, handler: UpstreamHandler): void {
    const request = given.framing === 'open' ? framed(given) : given;
    this.#request = request;
    this.#handler = handler;
    this.#requestSent = !request.more;
    this.#answerBegan = false;
    this.#parser.begin(request.method, request.upgrade);
    this.#send(request);
    handler.onStart(this);
  }

  write(chunk: Uint8Array): boolean {
    if (this.#socket.destroyed) return true;
    if (this.#request?.framing !== 'chunked') return this.#socket.write(chunk);
    this.#socket.cork();
    this.#socket.write(`${this.#chunkOpen ? '\r\n' : ''}${chunk.length.toString(16)}\r\n`, 'latin1');
    this.#chunkOpen = true;
    const room = this.#socket.write(chunk);
    this.#socket.uncork();
    return room;
  }

  finish(trailers: readonly string[]): void {
    this.#requestSent = true;
    if (this.#socket.destroyed || this.#request?.framing !== 'chunked') return;
    this.#socket.write(`${this.#chunkOpen ? '\r\n' : ''}0\r\n${fieldLines(trailers)}\r\n`, 'latin1');
  }

  resume(): void {
    this.#socket.resume();
  }

  abort(): void {
    this.#handler = undefined;
    this.destroy();
  }

  detach(): void {
    if (this.detached) return;
    this.detached = true;
    this.#owner.onDetached(this);
  }

  destroy(): void {
    this.#parser.stop();
    this.#socket.destroy();
  }

  #send(request: UpstreamRequest): void {
    const { body, framing } = request;
    const head = `${request.method} ${request.target} HTTP/1.1\r\n${fieldLines(request.headers)}\r\n`;
    if (framing === 'chunked') this.#sendChunked(head, request);
    else if (body === null || body.length === 0) this.#socket.write(head, 'latin1');
    else if (body.length <= JOINED_BODY_BYTES) this.#socket.write(joined(head, body));
    else {
      this.#socket.cork();
      this.#socket.write(head, 'latin1');
      this.#socket.write(body);
      this.#socket.uncork();
    }
  }

  #sendChunked(head: string, request: UpstreamRequest): void {
    const { body } = request;
    this.#socket.cork();
    this.#chunkOpen = false;
    if (body === null || body.length === 0) {
      this.#socket.write(request.more ? head : `${head}0\r\n${fieldLines(request.trailers)}\r\n`, 'latin1');
    } else {
      this.#chunkOpen = true;
      this.#socket.write(`${head}${body.length.toString(16)}\r\n`, 'latin1');
      this.#socket.write(body);
      if (!request.more) this.finish(request.trailers);
    }
    this.#socket.uncork();
  }

  #read(bytes: Buffer): void {
    if (this.#handler === undefined) {
      // Bytes that answer nothing would be taken for the answer to the next request.
      this.destroy();
      return;
    }
    this.#answerBegan = true;
    try {
      this.#parser.feed(bytes);
    } catch (error) {
      // Whatever a hostile answer may trip over costs its own exchange, never the process.
      this.#fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
      this.destroy();
    }
  }

  onHead(head: UpstreamResponseHead): void {
    if (head.status < 200) this.#handler?.onInformation(head);
    else this.#handler?.onResponse(head);
  }

  onBody(chunk: Buffer): void {
    if (this.#handler?.onData(chunk) === false) this.#socket.pause();
  }

  onMessageEnd(trailers: readonly string[], clean: boolean): void {
    const handler = this.#handler;
    this.#handler = undefined;
    this.#request = undefined;
    this.#served++;
    // An answer that came before the request was complete leaves the connection in the middle of a body.
    if (clean && this.#requestSent && !this.detached && this.usable) {
      this.#socket.resume();
      this.#owner.onFree(this);
    } else {
      this.destroy();
    }
    handler?.onEnd(trailers);
  }

  onSwitch(head: UpstreamResponseHead, rest: Buffer): void {
    const handler = this.#handler;
    this.#handler = undefined;
    this.#socket.off('data', this.#onData).off('drain', this.#onDrain).off('end', this.#onEnd).pause();
    this.detach();
    handler?.onUpgrade(head, this.#socket, rest);
  }

  onMalformed(detail: string): void {
    this.#fail(`malformed answer: ${detail}`);
    this.destroy();
  }

  #ended(): void {
    if (this.#handler !== undefined && !this.#parser.finish()) {
      this.#error ??= new Error(this.#answerBegan ? 'closed in the middle of the answer' : 'closed without an answer');
    }
    this.#socket.destroy();
  }

  #closed(): void {
    this.#owner.onGone(this);
    const request = this.#request;
    const handler = this.#handler;
    if (handler === undefined) return;
    if (
      request !== undefined &&
      !this.#answerBegan &&
      this.#served > 0 &&
      !request.more &&
      SAFE_METHODS.has(request.method)
    ) {
      this.#handler = undefined;
      this.#owner.onStale(request, handler);
      return;
    }
    this.#fail(this.#error === undefined ? 'connection closed' : describe(this.#error));
  }

  #fail(detail: string): void {
    const handler = this.#handler;
    this.#handler = undefined;
    handler?.onFailure({ kind: 'failed', detail });
  }
}

/** Gives a request of HTTP/2 that declared no length the framing HTTP/1.1 needs: a length where the body is all here. */
function framed(request: UpstreamRequest): UpstreamRequest {
  const { body, headers, method } = request;
  if (request.more || request.trailers.length > 0)
    return { ...request, framing: 'chunked', headers: [...headers, 'transfer-encoding', 'chunked'] };
  const length = body?.length ?? 0;
  if (length === 0 && BODILESS_METHODS.has(method)) return { ...request, framing: 'none' };
  return { ...request, framing: 'length', headers: [...headers, 'content-length', String(length)] };
}

function fieldLines(fields: readonly string[]): string {
  let lines = '';
  for (let i = 0; i < fields.length; i += 2) lines += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return lines;
}

function joined(head: string, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, 'latin1');
  bytes.set(body, head.length);
  return bytes;
}
