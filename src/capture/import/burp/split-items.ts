import type { Gatherer, Piece, Splitter } from '../split.ts';
import { createGatherer } from '../split.ts';

const CDATA = Buffer.from('<![CDATA[');
const COMMENT = Buffer.from('<!--');
const OPEN = Buffer.from('<item');
const CLOSE = Buffer.from('</item');
/** Characters of a closing tag; there is nothing to write in one but space. */
const TAG_CHARS = 64;
const LESS = 0x3c;
const GREATER = 0x3e;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
const startsAt = (bytes: Buffer, at: number, mark: Buffer): boolean =>
  bytes.compare(mark, 0, mark.length, at, at + mark.length) === 0;
const isTag = (bytes: Buffer, at: number, tag: Buffer): boolean =>
  startsAt(bytes, at, tag) && (bytes[at + tag.length] === GREATER || isSpace(bytes[at + tag.length]));

/** The `<item>` elements of a file, wherever they stand; what CDATA sections and comments hold is no markup. */
class ItemSplitter implements Splitter {
  readonly #item: Gatherer;
  #inItem = false;
  /** What ends the section that is not markup. */
  #until: ']]>' | '-->' | undefined;
  /** Bytes that may be the beginning of a mark. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(most: number) {
    this.#item = createGatherer(most);
  }

  push(chunk: Buffer): Piece[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const pieces: Piece[] = [];
    let at = 0;
    for (;;) {
      const next = this.#step(bytes, at, pieces);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = bytes.subarray(this.#kept(bytes, at));
    return pieces;
  }

  end(): Piece[] {
    return this.#inItem ? ['truncated'] : [];
  }

  /** Passes one section or one mark; undefined when the bytes end before it does. */
  #step(bytes: Buffer, from: number, pieces: Piece[]): number | undefined {
    if (this.#until !== undefined) {
      const end = bytes.indexOf(this.#until, from, 'latin1');
      if (end < 0) return undefined;
      this.#until = undefined;
      return this.#pass(bytes, from, end + 3);
    }
    const mark = bytes.indexOf(LESS, from);
    if (mark < 0 || mark + CDATA.length > bytes.length) return undefined;
    if (this.#inItem && isTag(bytes, mark, CLOSE)) {
      const end = bytes.indexOf(GREATER, mark);
      if (end < 0) return bytes.length - mark > TAG_CHARS ? this.#pass(bytes, from, mark + 1) : undefined;
      pieces.push(this.#item.take(bytes.subarray(from, end + 1)));
      this.#inItem = false;
      return end + 1;
    }
    if (!this.#inItem && isTag(bytes, mark, OPEN)) {
      this.#inItem = true;
      return this.#pass(bytes, mark, mark + OPEN.length);
    }
    if (startsAt(bytes, mark, CDATA)) this.#until = ']]>';
    else if (startsAt(bytes, mark, COMMENT)) this.#until = '-->';
    return this.#pass(bytes, from, mark + (this.#until === ']]>' ? CDATA.length : this.#until ? COMMENT.length : 1));
  }

  #pass(bytes: Buffer, from: number, to: number): number {
    if (this.#inItem) this.#item.add(bytes.subarray(from, to));
    return to;
  }

  /** Passes what cannot be the beginning of a mark and says where that ends. */
  #kept(bytes: Buffer, from: number): number {
    if (this.#until !== undefined) return this.#pass(bytes, from, Math.max(from, bytes.length - 2));
    const mark = bytes.indexOf(LESS, from);
    return this.#pass(bytes, from, mark < 0 ? bytes.length : mark);
  }
}

export const createItemSplitter = (most: number): Splitter => new ItemSplitter(most);
