import type { Exchange } from '../../model/index.ts';
import type { SkipReason } from './report.ts';
import type { Piece, Splitter } from './split.ts';

/** One exchange, or why there is none. */
export type Item = Exchange | SkipReason;

/**
 * A format: takes a file in chunks and gives what is in it, wherever chunks end. Holds no more than its bounds.
 * The results are lazy and to be taken before the next call.
 */
export interface Decoder {
  push(chunk: Buffer): Iterable<Item>;
  /** What the end of the file leaves. */
  end(): Iterable<Item>;
}

/** What a decoder is told about the file. */
export interface DecoderContext {
  /** Host of requests that name none. */
  readonly defaultHost: string;
  /** When the file was written last, in milliseconds: the time of what bears none. */
  readonly fileTime: number;
  /** `i-<n>` for the `n`th item, read or skipped; to be called once for each. */
  nextId(): string;
}

/** A format that is cut into independent texts, each of which is one item. */
export function createPieceDecoder(
  splitter: Splitter,
  { nextId }: DecoderContext,
  read: (text: string, id: string) => Item,
): Decoder {
  const readPiece = (piece: Piece): Item => {
    const id = nextId();
    if (typeof piece === 'string') return piece;
    const text = piece
      .toString('utf8')
      .replace(/^\u{feff}/u, '')
      .trim();
    return text === '' ? 'empty-line' : read(text, id);
  };
  function* readAll(pieces: readonly Piece[]): Generator<Item> {
    for (const piece of pieces) yield readPiece(piece);
  }
  return { push: (chunk) => readAll(splitter.push(chunk)), end: () => readAll(splitter.end()) };
}
