/** Numbers of a capture file, whose writer's byte order holds. */
export class Numbers {
  readonly #little: boolean;

  constructor(little: boolean) {
    this.#little = little;
  }
  u16(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }
  u32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }
  i64(bytes: Buffer, at: number): number {
    return Number(this.#little ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at));
  }
}
