import type { SkipReason } from './report.ts';

/** One line or entry as bytes, or why it is lost. */
export type Piece = Buffer | SkipReason;

/** Cuts a stream into pieces. Holds one piece at most; the result does not depend on where chunks begin. */
export interface Splitter {
  push(chunk: Buffer): Piece[];
  /** What the end of the file leaves. */
  end(): Piece[];
}

/** Gathers the bytes of one piece over chunks, up to a bound. */
export interface Gatherer {
  add(bytes: Buffer): void;
  /** The whole piece with its last bytes, or `too-large`. */
  take(last: Buffer): Piece;
  readonly size: number;
}

export function createGatherer(most: number): Gatherer {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(bytes) {
      size += bytes.length;
      if (size > most) parts = [];
      else if (bytes.length > 0) parts.push(bytes);
    },
    take(last) {
      const whole =
        size + last.length > most ? 'too-large' : parts.length === 0 ? last : Buffer.concat([...parts, last]);
      parts = [];
      size = 0;
      return whole;
    },
  };
}

const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** Lines without their line feed; a last line without one counts. */
export function createLineSplitter(most: number): Splitter {
  const line = createGatherer(most);
  return {
    push(chunk) {
      const pieces: Piece[] = [];
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        pieces.push(line.take(chunk.subarray(start, end)));
        start = end + 1;
      }
      line.add(chunk.subarray(start));
      return pieces;
    },
    end: () => (line.size > 0 ? [line.take(NOTHING)] : []),
  };
}
