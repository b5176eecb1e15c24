import type { Gatherer, Piece, Splitter } from './split.ts';
import { createGatherer } from './split.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const opens = (byte: number): boolean => byte === OPEN_BRACE || byte === OPEN_BRACKET;
const closes = (byte: number): boolean => byte === CLOSE_BRACE || byte === CLOSE_BRACKET;

/** Characters of a string remembered while looking for the keys `log` and `entries`. */
const KEY_CHARS = 16;

/**
 * Finds `log.entries` and follows it. `step` takes one byte and says whether it was the bracket that opens the list.
 * Nothing is kept but the depth, the last string at depths 1 and 2, and whether depth 2 is inside `log`.
 */
function createSeeker(): { step(byte: number): boolean } {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let key = '';
  let insideLog = false;
  const inText = (byte: number): void => {
    if (escaped) escaped = false;
    else if (byte === BACKSLASH) escaped = true;
    else if (byte === QUOTE) inString = false;
    else if (depth <= 2 && key.length < KEY_CHARS) key += String.fromCharCode(byte);
  };
  return {
    step(byte) {
      if (inString) inText(byte);
      else if (byte === QUOTE) {
        inString = true;
        if (depth <= 2) key = '';
      } else if (opens(byte)) {
        depth++;
        if (depth === 2) insideLog = byte === OPEN_BRACE && key === 'log';
        return depth === 3 && byte === OPEN_BRACKET && insideLog && key === 'entries';
      } else if (closes(byte)) depth--;
      return false;
    },
  };
}

/** The entries of a HAR file (`log.entries[*]`), wherever chunks end and however large the file is. */
class HarSplitter implements Splitter {
  readonly #seeker = createSeeker();
  readonly #entry: Gatherer;
  #state: 'seeking' | 'between' | 'entry' | 'scalar' | 'done' = 'seeking';
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(most: number) {
    this.#entry = createGatherer(most);
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    for (let at = 0; at < chunk.length && this.#state !== 'done';) {
      if (this.#state === 'seeking') at = this.#seek(chunk, at);
      else if (this.#state === 'between') at = this.#between(chunk, at);
      else if (this.#state === 'scalar') at = this.#scalar(chunk, at, pieces);
      else at = this.#passEntry(chunk, at, pieces);
    }
    return pieces;
  }

  end(): Piece[] {
    return this.#state === 'done' || this.#state === 'seeking' ? [] : ['truncated'];
  }

  #seek(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      if (!this.#seeker.step(chunk[at] as number)) continue;
      this.#state = 'between';
      return at + 1;
    }
    return chunk.length;
  }

  /** Skips what separates entries. */
  #between(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (isSpace(byte) || byte === COMMA) continue;
      this.#state = byte === CLOSE_BRACKET ? 'done' : opens(byte) ? 'entry' : 'scalar';
      return at;
    }
    return chunk.length;
  }

  /** A number, string or null among the entries is none. */
  #scalar(chunk: Buffer, from: number, pieces: Piece[]): number {
    let at = from;
    while (at < chunk.length && chunk[at] !== COMMA && chunk[at] !== CLOSE_BRACKET) at++;
    if (at === chunk.length) return at;
    pieces.push('malformed');
    this.#state = 'between';
    return at;
  }

  #passEntry(chunk: Buffer, from: number, pieces: Piece[]): number {
    let at = from;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#passString(chunk, at);
        continue;
      }
      const byte = chunk[at++] as number;
      if (byte === QUOTE) this.#inString = true;
      else if (opens(byte)) this.#depth++;
      else if (closes(byte) && --this.#depth === 0) {
        pieces.push(this.#entry.take(chunk.subarray(from, at)));
        this.#state = 'between';
        return at;
      }
    }
    this.#entry.add(chunk.subarray(from));
    return at;
  }

  /** Runs to the end of the string it is in, as far as that is in this chunk. Most bytes of a HAR are passed here. */
  #passString(chunk: Buffer, from: number): number {
    let escaped = this.#escaped;
    let at = from;
    while (at < chunk.length) {
      const byte = chunk[at++];
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        break;
      }
    }
    this.#escaped = escaped;
    return at;
  }
}

export const createHarSplitter = (most: number): Splitter => new HarSplitter(most);
