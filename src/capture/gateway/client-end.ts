import type { BodySource } from './request-body.ts';
import type { UpstreamResponseHead } from './upstream/index.ts';

/** A request's head as its connection gave it: what opening a passage needs to know. */
export interface ReceivedHead {
  readonly method: string;
  /** `1.0`, `1.1` or `2.0`. */
  readonly httpVersion: string;
  /** Flat list; order and case as received, without pseudo-headers. */
  readonly rawHeaders: readonly string[];
}

/** The client's end of one exchange: a request and its answer on HTTP/1.1, a stream of HTTP/2. */
export interface ClientEnd extends ReceivedHead, BodySource {
  /** True when part of the answer is out. */
  readonly answering: boolean;
  /** Status of the answer that is out; 0 before. */
  readonly status: number;
  /** True: the exchange hears through `onClientClosed` when its answer has left, and is timed until then. */
  readonly lingers: boolean;
  writeContinue(): void;
  /** 1xx of the upstream other than 100 and 101. */
  writeInformation(status: number, headers: readonly string[]): void;
  /** A whole answer of the gateway or its gate. */
  answer(status: number, headers: readonly string[], body: Uint8Array): void;
  /** A whole answer of the upstream. Trailers are dropped where the protocol cannot carry them behind a declared length. */
  pass(head: UpstreamResponseHead, body: Uint8Array | null, trailers: readonly string[]): void;
  /** The head of an answer that is streamed. `onDrain` is called whenever a full connection has room again. */
  begin(head: UpstreamResponseHead, onDrain: () => void): void;
  /** False when the connection is full. */
  write(chunk: Buffer): boolean;
  end(trailers: readonly string[]): void;
  /** The connection is to be closed behind the answer that comes next. */
  closeAfter(): void;
  /** Half an answer is out and the rest will not come, or the client is too slow: it must be able to tell. */
  cut(): void;
}
