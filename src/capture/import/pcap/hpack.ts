import { LIMITS } from '../../../model/index.ts';
import { decodeHuffman } from './huffman.ts';

/** RFC 7541, Appendix A: names with a value after each, from index 1 on. */
const STATIC = `
:authority=|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|:status=200|:status=204|
:status=206|:status=304|:status=400|:status=404|:status=500|accept-charset=|accept-encoding=gzip, deflate|
accept-language=|accept-ranges=|accept=|access-control-allow-origin=|age=|allow=|authorization=|cache-control=|
content-disposition=|content-encoding=|content-language=|content-length=|content-location=|content-range=|
content-type=|cookie=|date=|etag=|expect=|expires=|from=|host=|if-match=|if-modified-since=|if-none-match=|if-range=|
if-unmodified-since=|last-modified=|link=|location=|max-forwards=|proxy-authenticate=|proxy-authorization=|range=|
referer=|refresh=|retry-after=|server=|set-cookie=|strict-transport-security=|transfer-encoding=|user-agent=|vary=|via=|
www-authenticate=`
  .replaceAll('\n', '')
  .split('|')
  .map((entry): readonly [string, string] => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);

/** What an entry costs beside its text (§4.1). */
const OVERHEAD = 32;
/** Larger tables than this nobody asks for; an encoder that uses one is not followed. */
const LARGEST_TABLE = 65_536;

class Damaged extends Error {}

/** Reads the primitive types of §5. */
class Cursor {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  get done(): boolean {
    return this.at >= this.#bytes.length;
  }
  peek(): number {
    return this.#bytes[this.at] ?? 0;
  }
  integer(prefixBits: number): number {
    const mask = 2 ** prefixBits - 1;
    let value = this.#byte() & mask;
    if (value < mask) return value;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (shift > 28) throw new Damaged();
      if ((byte & 0x80) === 0) return value;
    }
  }
  text(): string {
    const coded = (this.peek() & 0x80) !== 0;
    const length = this.integer(7);
    if (length > this.#bytes.length - this.at) throw new Damaged();
    const bytes = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    const plain = coded ? decodeHuffman(bytes) : bytes;
    if (plain === undefined) throw new Damaged();
    return plain.toString('latin1');
  }
  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new Damaged();
    return byte;
  }
}

/** Header compression of one direction of HTTP/2 (RFC 7541), the decoding half. */
export class HpackDecoder {
  /** Oldest first. */
  #table: (readonly [name: string, value: string])[] = [];
  #size = 0;
  #most = 4_096;

  /** Names and values in turn; undefined when the block is damaged: nothing after it can be decoded either. */
  decode(block: Buffer): string[] | undefined {
    const cursor = new Cursor(block);
    const headers: string[] = [];
    let size = 0;
    try {
      while (!cursor.done) {
        const field = this.#field(cursor);
        if (field === undefined) continue;
        // One byte may stand for a whole entry of the table.
        size += costOf(field);
        if (size > LIMITS.captureHeaderBytes) return undefined;
        headers.push(...field);
      }
      return headers;
    } catch (error) {
      if (error instanceof Damaged) return undefined;
      throw error;
    }
  }

  /** Undefined for a change of the table's size. */
  #field(cursor: Cursor): readonly [string, string] | undefined {
    const first = cursor.peek();
    if (first & 0x80) return this.#entry(cursor.integer(7));
    if ((first & 0xe0) === 0x20) {
      this.#most = cursor.integer(5);
      if (this.#most > LARGEST_TABLE) throw new Damaged();
      this.#evict();
      return undefined;
    }
    const indexed = (first & 0x40) !== 0;
    const index = cursor.integer(indexed ? 6 : 4);
    const name = index === 0 ? cursor.text() : this.#entry(index)[0];
    const field: readonly [string, string] = [name, cursor.text()];
    if (indexed) {
      this.#table.push(field);
      this.#size += costOf(field);
      this.#evict();
    }
    return field;
  }

  #entry(index: number): readonly [string, string] {
    const entry =
      index <= STATIC.length ? STATIC[index - 1] : this.#table[this.#table.length - (index - STATIC.length)];
    if (entry === undefined) throw new Damaged();
    return entry;
  }

  #evict(): void {
    let gone = 0;
    while (this.#size > this.#most && gone < this.#table.length) this.#size -= costOf(this.#table[gone++] ?? ['', '']);
    if (gone > 0) this.#table = this.#table.slice(gone);
  }
}

const costOf = ([name, value]: readonly [string, string]): number => name.length + value.length + OVERHEAD;
