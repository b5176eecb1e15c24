import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** Reads one field and tells that it did; a field that nobody reads is skipped. */
type ReadField = (field: number, value: FieldValue) => boolean;

/** The value of a field, read as what the caller knows it to be. A value of another wire type throws. */
export class FieldValue {
  readonly #reader: BinaryReader;
  #wire: WireType = WireType.Varint;

  constructor(reader: BinaryReader) {
    this.#reader = reader;
  }

  at(wire: WireType): this {
    this.#wire = wire;
    return this;
  }

  text(): string {
    this.#expect(WireType.LengthDelimited);
    return this.#reader.string();
  }

  bytes(): Uint8Array {
    this.#expect(WireType.LengthDelimited);
    return this.#reader.bytes();
  }

  /** Enum, bool or uint32. */
  number(): number {
    this.#expect(WireType.Varint);
    return this.#reader.uint32();
  }

  /** int64 or uint64; beyond 2^53 not exact. */
  large(): number {
    this.#expect(WireType.Varint);
    return Number(this.#reader.int64());
  }

  fixed64(): bigint {
    this.#expect(WireType.Bit64);
    return BigInt(this.#reader.fixed64());
  }

  double(): number {
    this.#expect(WireType.Bit64);
    return this.#reader.double();
  }

  #expect(wire: WireType): void {
    if (this.#wire !== wire) throw new RangeError(`wire type ${this.#wire} instead of ${wire}`);
  }
}

/** Walks through a protobuf message. Throws on anything that is none. */
export function readMessage(bytes: Uint8Array, read: ReadField): void {
  const reader = new BinaryReader(bytes);
  const value = new FieldValue(reader);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (!read(field, value.at(wire))) reader.skip(wire, field);
  }
}

/** One entry of a `map<string, string>`. */
export function readPair(bytes: Uint8Array): readonly [string, string] {
  let key = '';
  let text = '';
  readMessage(bytes, (field, value) => {
    if (field === 1) key = value.text();
    else if (field === 2) text = value.text();
    else return false;
    return true;
  });
  return [key, text];
}
