import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { LIMITS } from '../../model/index.ts';

/** Status codes of gRPC that are used here (grpc/doc/statuscodes.md). */
export const GRPC = { ok: 0, invalidArgument: 3, resourceExhausted: 8, unimplemented: 12, internal: 13 } as const;

/**
 * A method of a service. `message` is called for each message of the client, in order, and throws on one that it cannot
 * read; `end` gives the only answer.
 */
export interface GrpcCall {
  message(bytes: Buffer): void;
  end(): Uint8Array;
  /** The call broke off; no answer is wanted. */
  cancelled?(): void;
}
export type GrpcMethods = Readonly<Record<string, () => GrpcCall>>;

export interface GrpcEvents {
  /** A message could not be read, or was longer than allowed. */
  onBadMessage(reason: 'malformed' | 'too-large'): void;
  /** A request that is no call of a known method. */
  onBadRequest(): void;
}

const FRAME = 5;

/**
 * gRPC over HTTP/2 for unary and client-streaming methods, without compression, which it does not offer. Calls are answered
 * as soon as the client has said all.
 */
export function createGrpcServer(methods: GrpcMethods, events: GrpcEvents): Http2Server {
  const server = createServer({
    settings: { maxConcurrentStreams: 1_000, initialWindowSize: 1_048_576, maxHeaderListSize: LIMITS.headBytes },
    maxSessionMemory: 64,
  });
  server.on('sessionError', () => events.onBadRequest());
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    // A reset by the peer is its right and has been counted where it matters.
    stream.on('error', () => {});
    const isGrpc = (headers['content-type'] ?? '').startsWith('application/grpc');
    if (headers[constants.HTTP2_HEADER_METHOD] !== 'POST' || !isGrpc) {
      events.onBadRequest();
      stream.respond({ ':status': 415 }, { endStream: true });
      return;
    }
    const method = methods[String(headers[constants.HTTP2_HEADER_PATH])];
    if (method !== undefined) return new GrpcStream(stream, method(), events).start();
    events.onBadRequest();
    fail(stream, GRPC.unimplemented, 'no such method');
  });
  return server;
}

/** Trailers alone: how gRPC refuses before any message. */
function fail(stream: ServerHttp2Stream, code: number, message: string): void {
  if (stream.destroyed || stream.headersSent) return;
  const trailers = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) };
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
  // What the client still sends is not read.
  stream.close(constants.NGHTTP2_NO_ERROR);
}

/** One call: cuts the body into messages (5 bytes of frame: compressed flag, length) and gives the answer its frame. */
class GrpcStream {
  readonly #stream: ServerHttp2Stream;
  readonly #call: GrpcCall;
  readonly #events: GrpcEvents;
  #chunks: Buffer[] = [];
  #held = 0;
  #wanted = FRAME;
  #over = false;

  constructor(stream: ServerHttp2Stream, call: GrpcCall, events: GrpcEvents) {
    this.#stream = stream;
    this.#call = call;
    this.#events = events;
  }

  start(): void {
    this.#stream.on('data', (chunk: Buffer) => this.#push(chunk));
    this.#stream.on('end', () => this.#finish());
    this.#stream.on('close', () => this.#cancel());
  }

  #push(chunk: Buffer): void {
    if (this.#over) return;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    while (!this.#over && this.#held >= this.#wanted) this.#cut();
  }

  #cut(): void {
    const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    const length = all.readUInt32BE(1);
    if (all[0] !== 0) return this.#refuse(GRPC.unimplemented, 'compressed messages are not taken', 'malformed');
    if (length > LIMITS.sensorMessageBytes)
      return this.#refuse(GRPC.resourceExhausted, 'message too large', 'too-large');
    this.#wanted = FRAME + length;
    if (this.#held < this.#wanted) return;
    const message = all.subarray(FRAME, this.#wanted);
    const rest = all.subarray(this.#wanted);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    this.#wanted = FRAME;
    try {
      this.#call.message(message);
    } catch {
      this.#refuse(GRPC.invalidArgument, 'message cannot be read', 'malformed');
    }
  }

  #finish(): void {
    if (this.#over) return;
    if (this.#held > 0) return this.#refuse(GRPC.internal, 'the last message is cut', 'malformed');
    this.#over = true;
    const answer = this.#call.end();
    if (this.#stream.destroyed) return;
    const frame = Buffer.alloc(FRAME);
    frame.writeUInt32BE(answer.length, 1);
    this.#stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    this.#stream.on('wantTrailers', () => this.#stream.sendTrailers({ 'grpc-status': String(GRPC.ok) }));
    this.#stream.end(Buffer.concat([frame, answer]));
  }

  #refuse(code: number, message: string, reason: 'malformed' | 'too-large'): void {
    this.#over = true;
    this.#chunks = [];
    this.#held = 0;
    this.#events.onBadMessage(reason);
    this.#call.cancelled?.();
    fail(this.#stream, code, message);
  }

  #cancel(): void {
    if (this.#over) return;
    this.#over = true;
    this.#call.cancelled?.();
  }
}
