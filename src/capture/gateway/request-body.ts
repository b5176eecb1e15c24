import type { MessageBoundary } from './message-boundary.ts';

/** Where a request's body comes from. */
export interface BodySource {
  /** Starts reading. */
  read(onData: (chunk: Buffer) => void, onEnd: () => void): void;
  pause(): void;
  resume(): void;
  /** Flat list; complete at the body's end. */
  readonly trailers: readonly string[];
  /** There is too much of it to read away. */
  giveUp(): void;
}

/** Who is told as a request body arrives. */
export interface BodyReader {
  /** Some bytes came, but not enough to hand over. */
  onGathering(): void;
  /**
   * The whole body, or a beginning: longer than the inspection limit, or the first message of a stream, or nothing yet of a
   * stream that is silent. Then nothing follows until `flow`. Called once.
   */
  onBeginning(bytes: Buffer, whole: boolean): void;
  /** More of a body whose beginning was handed over. False: hold back until `flow`. */
  onMore(chunk: Buffer): boolean;
  onFinished(trailers: readonly string[]): void;
  /** More bytes than a request may have; reading goes on into the void. */
  onTooLarge(): void;
  /** The rest of a refused body has been read. */
  onDiscarded(): void;
}

export interface BodyLimits {
  readonly inspected: number;
  readonly most: number;
  readonly discarded: number;
  /** How long the first byte of a stream is waited for. */
  readonly streamStartMs: number;
}

/** A request's body: gathered up to the inspection limit, then streamed, or read away after a refusal. */
export class RequestBody {
  readonly #source: BodySource;
  readonly #reader: BodyReader;
  readonly #declared: number;
  readonly #limits: BodyLimits;
  readonly #boundary: MessageBoundary | undefined;
  #state: 'gathering' | 'streaming' | 'discarding' = 'gathering';
  #chunks: Buffer[] = [];
  #discarded = 0;
  #silence: NodeJS.Timeout | undefined;
  /** Bytes seen. */
  size = 0;
  /** True when the last byte has been seen. */
  complete = false;

  /** `declared` is -1 when the length is not known beforehand. */
  constructor(
    source: BodySource,
    reader: BodyReader,
    declared: number,
    limits: BodyLimits,
    boundary: MessageBoundary | undefined,
  ) {
    this.#source = source;
    this.#reader = reader;
    this.#declared = declared;
    this.#limits = limits;
    this.#boundary = boundary;
  }

  /** True for a stream of messages, on which silence is no fault. */
  get streams(): boolean {
    return this.#boundary !== undefined;
  }

  start(): void {
    this.#source.read(
      (chunk) => this.#onData(chunk),
      () => this.#onEnd(),
    );
    if (this.#boundary === undefined) return;
    this.#silence = setTimeout(() => {
      if (this.#state === 'gathering' && this.size === 0) this.#handOver();
    }, this.#limits.streamStartMs);
  }

  /** Goes on after `onBeginning` or after `onMore` returned false. */
  flow(): void {
    this.#source.resume();
  }

  /** Reads the rest away, so that the client can read its answer, and gives the sender up if there is too much of it. */
  discard(): void {
    clearTimeout(this.#silence);
    this.#state = 'discarding';
    this.#chunks = [];
    this.#source.resume();
  }

  #onData(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.#state === 'discarding') {
      this.#discarded += chunk.length;
      if (this.#discarded > this.#limits.discarded) this.#source.giveUp();
    } else if (this.size > this.#limits.most) {
      this.#reader.onTooLarge();
    } else if (this.#state === 'streaming') {
      if (!this.#reader.onMore(chunk)) this.#source.pause();
    } else {
      this.#gather(chunk);
    }
  }

  #gather(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.complete = this.size === this.#declared;
    if (this.complete || this.size > this.#limits.inspected) return this.#handOver();
    this.#reader.onGathering();
    if (this.#boundary?.passed(chunk) !== true) return;
    // The end of a stream of one message mostly comes in the same read as the message.
    setImmediate(() => {
      if (this.#state === 'gathering') this.#handOver();
    });
  }

  #handOver(): void {
    clearTimeout(this.#silence);
    const [first] = this.#chunks;
    const gathered = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#state = 'streaming';
    if (!this.complete) this.#source.pause();
    this.#reader.onBeginning(gathered, this.complete);
  }

  #onEnd(): void {
    const known = this.complete;
    this.complete = true;
    if (this.#state === 'discarding') this.#reader.onDiscarded();
    else if (this.#state === 'gathering') this.#handOver();
    else if (!known) this.#reader.onFinished(this.#source.trailers);
  }
}
