const LF = 0x0a;
/** Characters of a size line or a trailer line: extensions are rare and short. */
const LINE_CHARS = 8_192;
const TRAILERS = 128;

type Step = 'size' | 'data' | 'data-end' | 'trailers' | 'done' | 'broken';

/** Undoes chunked transfer coding (RFC 9112 §7.1) as the bytes come. */
export class Dechunker {
  readonly #onData: (bytes: Buffer) => void;
  #step: Step = 'size';
  #line = '';
  #left = 0;
  /** Trailer fields, name and value in turn. */
  readonly trailers: string[] = [];

  constructor(onData: (bytes: Buffer) => void) {
    this.#onData = onData;
  }

  get done(): boolean {
    return this.#step === 'done';
  }
  get broken(): boolean {
    return this.#step === 'broken';
  }

  /** Takes what belongs to the body and says how many bytes that were: fewer than all once it is done or broken. */
  push(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.#step !== 'done' && this.#step !== 'broken') {
      if (this.#step === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        this.#onData(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#step = 'data-end';
      } else at = this.#takeLine(bytes, at);
    }
    return at;
  }

  #takeLine(bytes: Buffer, from: number): number {
    const end = bytes.indexOf(LF, from);
    const upTo = end < 0 ? bytes.length : end;
    if (this.#line.length + upTo - from > LINE_CHARS) {
      this.#step = 'broken';
      return from;
    }
    this.#line += bytes.toString('latin1', from, upTo);
    if (end < 0) return bytes.length;
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    this.#step = this.#next(line);
    return end + 1;
  }

  #next(line: string): Step {
    if (this.#step === 'data-end') return line === '' ? 'size' : 'broken';
    if (this.#step === 'trailers') {
      if (line === '') return 'done';
      const colon = line.indexOf(':');
      if (colon > 0 && this.trailers.length < TRAILERS)
        this.trailers.push(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
      return 'trailers';
    }
    const size = /^([\da-f]{1,13})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
    if (size === undefined) return 'broken';
    this.#left = Number.parseInt(size, 16);
    return this.#left === 0 ? 'trailers' : 'data';
  }
}

/** The body under a chunked coding; undefined when these bytes are none, or not a whole one. */
export function dechunk(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  const chunks = new Dechunker((part) => parts.push(part));
  chunks.push(bytes);
  return chunks.done ? Buffer.concat(parts) : undefined;
}
