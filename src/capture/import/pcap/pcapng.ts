import { LIMITS } from '../../../model/index.ts';
import { Numbers } from './bytes.ts';
import type { CaptureFormat, Taken } from './file.ts';

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

interface Interface {
  readonly link: number;
  /** Units of a timestamp in a second, and what is added to it in milliseconds. */
  readonly perSecond: bigint;
  readonly offsetMs: number;
}

/** Value of option `code` in the options from `at` on. */
function option(numbers: Numbers, bytes: Buffer, at: number, code: number): Buffer | undefined {
  for (let next = at; next + 4 <= bytes.length;) {
    const found = numbers.u16(bytes, next);
    const length = numbers.u16(bytes, next + 2);
    if (found === 0) return undefined;
    if (found === code && next + 4 + length <= bytes.length) return bytes.subarray(next + 4, next + 4 + length);
    next += 4 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}

/** `if_tsresol`: a power of ten, or of two with the highest bit set; microseconds when missing. */
function unitsPerSecond(resolution = 6): bigint {
  return resolution & 0x80 ? 2n ** BigInt(resolution & 0x7f) : 10n ** BigInt(resolution);
}

/** Blocks of a pcapng file (draft-ietf-opsawg-pcapng): sections of either byte order, several interfaces, unknown blocks passed. */
export class PcapngFormat implements CaptureFormat {
  #numbers = new Numbers(true);
  #interfaces: Interface[] = [];
  #lastMs: number;

  /** `fileTime` is the time of packets that bear none before any that does. */
  constructor(fileTime: number) {
    this.#lastMs = fileTime;
  }

  take(bytes: Buffer, at: number): Taken {
    if (bytes.length - at < 12) return 'more';
    const isSection = bytes.readUInt32BE(at) === SECTION;
    if (isSection) {
      const magic = bytes.readUInt32LE(at + 8);
      if (magic !== 0x1a2b3c4d && magic !== 0x4d3c2b1a) return 'damaged';
      this.#numbers = new Numbers(magic === 0x1a2b3c4d);
      this.#interfaces = [];
    }
    const kind = isSection ? SECTION : this.#numbers.u32(bytes, at);
    const size = this.#numbers.u32(bytes, at + 4);
    if (size < 12 || size > 0x7fffffff) return 'damaged';
    const padded = Math.ceil(size / 4) * 4;
    const isPacket = kind === ENHANCED_PACKET || kind === SIMPLE_PACKET || kind === OLD_PACKET;
    if (size > LIMITS.capturePacketBytes || !(isPacket || kind === INTERFACE))
      return { size: padded, ...(isPacket && { skip: 'too-large' as const }) };
    if (bytes.length - at < padded) return 'more';
    const body = bytes.subarray(at + 8, at + size - 4);
    if (isPacket) return this.#packet(kind, body, padded);
    return this.#interface(body) ? { size: padded } : 'damaged';
  }

  #interface(body: Buffer): boolean {
    if (body.length < 8 || this.#interfaces.length >= LIMITS.captureInterfaces) return false;
    const numbers = this.#numbers;
    const perSecond = unitsPerSecond(option(numbers, body, 8, 9)?.[0]);
    const offset = option(numbers, body, 8, 14);
    this.#interfaces.push({
      link: numbers.u16(body, 0),
      perSecond,
      offsetMs: offset?.length === 8 ? numbers.i64(offset, 0) * 1e3 : 0,
    });
    return true;
  }

  #packet(kind: number, body: Buffer, size: number): Taken {
    const numbers = this.#numbers;
    const start = kind === SIMPLE_PACKET ? 4 : 20;
    if (body.length < start) return { size, skip: 'malformed' };
    if (kind === SIMPLE_PACKET) {
      const captured = Math.min(numbers.u32(body, 0), body.length - start);
      const link = this.#interfaces[0]?.link;
      if (link === undefined) return { size, skip: 'malformed' };
      return { size, packet: { link, timeMs: this.#lastMs, bytes: body.subarray(start, start + captured) } };
    }
    const from = this.#interfaces[kind === ENHANCED_PACKET ? numbers.u32(body, 0) : numbers.u16(body, 0)];
    const captured = numbers.u32(body, 12);
    if (from === undefined || captured > body.length - start) return { size, skip: 'malformed' };
    // Nanoseconds since the epoch are more than a double holds.
    const units = (BigInt(numbers.u32(body, 4)) << 32n) | BigInt(numbers.u32(body, 8));
    const timeMs = Number((units * 1_000n) / from.perSecond) + from.offsetMs;
    this.#lastMs = Number.isSafeInteger(timeMs) ? timeMs : this.#lastMs;
    return { size, packet: { link: from.link, timeMs: this.#lastMs, bytes: body.subarray(start, start + captured) } };
  }
}
