import type { IncomingMessage } from 'node:http';

/** Who is told as a request body arrives. */
export interface BodyReader {
  /** Some bytes came, but not enough to hand over. */
  onGathering(): void;
  /** The whole body, or a beginning longer than the inspection limit; then nothing follows until `flow`. Called once. */
  onBeginning(bytes: Buffer, whole: boolean): void;
  /** More of a body whose beginning was handed over. False: hold back until `flow`. */
  onMore(chunk: Buffer): boolean;
  onFinished(trailers: readonly string[]): void;
  /** More bytes than a request may have; reading goes on into the void. */
  onTooLarge(): void;
  /** The rest of a refused body has been read. */
  onDiscarded(): void;
}

/** A request's body: gathered up to the inspection limit, then streamed, or read away after a refusal. */
export class RequestBody {
  readonly #req: IncomingMessage;
  readonly #reader: BodyReader;
  readonly #declared: number;
  readonly #inspected: number;
  readonly #most: number;
  readonly #discardLimit: number;
  #state: 'gathering' | 'streaming' | 'discarding' = 'gathering';
  #chunks: Buffer[] = [];
  #discarded = 0;
  /** Bytes seen. */
  size = 0;
  /** True when the last byte has been seen. */
  complete = false;

  /** `declared` is -1 for chunked bodies. */
  constructor(
    req: IncomingMessage,
    reader: BodyReader,
    declared: number,
    limits: { readonly inspected: number; readonly most: number; readonly discarded: number },
  ) {
    this.#req = req;
    this.#reader = reader;
    this.#declared = declared;
    this.#inspected = limits.inspected;
    this.#most = limits.most;
    this.#discardLimit = limits.discarded;
  }

  start(): void {
    this.#req.on('data', (chunk: Buffer) => this.#onData(chunk));
    this.#req.on('end', () => this.#onEnd());
  }

  /** Goes on after `onBeginning` or after `onMore` returned false. */
  flow(): void {
    this.#req.resume();
  }

  /** Reads the rest away, so that the client can read its answer, and cuts the connection if there is too much of it. */
  discard(): void {
    this.#state = 'discarding';
    this.#chunks = [];
    this.#req.resume();
  }

  #onData(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.#state === 'discarding') {
      this.#discarded += chunk.length;
      if (this.#discarded > this.#discardLimit) this.#req.socket.destroy();
    } else if (this.size > this.#most) {
      this.#reader.onTooLarge();
    } else if (this.#state === 'streaming') {
      if (!this.#reader.onMore(chunk)) this.#req.pause();
    } else {
      this.#gather(chunk);
    }
  }

  #gather(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.complete = this.size === this.#declared;
    if (this.complete || this.size > this.#inspected) this.#handOver();
    else this.#reader.onGathering();
  }

  #handOver(): void {
    const [first] = this.#chunks;
    const gathered = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#state = 'streaming';
    if (!this.complete) this.#req.pause();
    this.#reader.onBeginning(gathered, this.complete);
  }

  #onEnd(): void {
    const known = this.complete;
    this.complete = true;
    if (this.#state === 'discarding') this.#reader.onDiscarded();
    else if (this.#state === 'gathering') this.#handOver();
    else if (!known) this.#reader.onFinished(this.#req.rawTrailers);
  }
}
