import type { Timed } from './active.ts';
import type { ClientConnection } from './client-connection.ts';

/** The first words of HTTP/2 (RFC 9113 §3.4). No method of HTTP/1.1 begins so, and no more than one letter is shared. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** A connection in clear of which nobody knows yet what it speaks. Waits for its first bytes, and gives them back. */
export class Arrival implements Timed {
  readonly #connection: ClientConnection;
  readonly #known: (http2: boolean) => void;
  readonly #tooSlow: () => void;
  #seen: Buffer = Buffer.alloc(0);
  readonly deadline: number;
  slot = -1;

  /** Exactly one of the two is called, or neither when the connection closes before. */
  constructor(connection: ClientConnection, deadline: number, known: (http2: boolean) => void, tooSlow: () => void) {
    this.#connection = connection;
    this.deadline = deadline;
    this.#known = known;
    this.#tooSlow = tooSlow;
    connection.socket.on('readable', this.#onReadable).on('end', this.#onEnd);
  }

  onDeadline(): void {
    this.#leave();
    this.#tooSlow();
  }

  readonly #onReadable = (): void => {
    const bytes = this.#connection.socket.read() as Buffer | null;
    if (bytes === null) return;
    this.#seen = this.#seen.length === 0 ? bytes : Buffer.concat([this.#seen, bytes]);
    const compared = Math.min(this.#seen.length, PREFACE.length);
    const http2 = this.#seen.compare(PREFACE, 0, compared, 0, compared) === 0;
    if (http2 && compared < PREFACE.length) return;
    this.#leave();
    this.#connection.socket.unshift(this.#seen);
    this.#known(http2);
  };

  readonly #onEnd = (): void => {
    this.#leave();
    this.#connection.socket.destroy();
  };

  #leave(): void {
    this.#connection.socket.off('readable', this.#onReadable).off('end', this.#onEnd);
  }
}
