import { LIMITS } from '../../../model/index.ts';
import type { SkipReason } from '../report.ts';
import { Numbers } from './bytes.ts';
import { PcapngFormat } from './pcapng.ts';

/** A packet as captured: `bytes` begins with the header of the link layer `link` (tcpdump.org's LINKTYPE numbers). */
export interface CapturedPacket {
  readonly link: number;
  readonly timeMs: number;
  readonly bytes: Buffer;
}

/** What stands next in a file: `size` bytes with a packet or a reason or neither; more is needed; or it makes no sense. */
export type Taken =
  | { readonly size: number; readonly packet?: CapturedPacket; readonly skip?: SkipReason }
  | 'more'
  | 'damaged';

export interface CaptureFormat {
  take(bytes: Buffer, at: number): Taken;
}

/** First four bytes, read big-endian → byte order and units of a millisecond. */
const PCAP_MAGIC: Readonly<Record<number, { readonly little: boolean; readonly perMs: number }>> = {
  0xa1b2c3d4: { little: false, perMs: 1e3 },
  0xd4c3b2a1: { little: true, perMs: 1e3 },
  0xa1b23c4d: { little: false, perMs: 1e6 },
  0x4d3cb2a1: { little: true, perMs: 1e6 },
};
const PCAPNG_MAGIC = 0x0a0d0d0a;

/** Whether a file begins like pcap or pcapng. */
export function isCapture(head: Buffer): boolean {
  if (head.length < 12) return false;
  const magic = head.readUInt32BE(0);
  if (magic === PCAPNG_MAGIC) return [0x1a2b3c4d, 0x4d3c2b1a].includes(head.readUInt32BE(8));
  return magic in PCAP_MAGIC;
}

/** The classic format (draft-ietf-opsawg-pcap): one link layer, records one after the other. */
class PcapFormat implements CaptureFormat {
  readonly #numbers: Numbers;
  readonly #perMs: number;
  #link: number | undefined;

  constructor(magic: number) {
    const { little, perMs } = PCAP_MAGIC[magic] ?? { little: true, perMs: 1e3 };
    this.#numbers = new Numbers(little);
    this.#perMs = perMs;
  }

  take(bytes: Buffer, at: number): Taken {
    const numbers = this.#numbers;
    if (this.#link === undefined) {
      if (bytes.length - at < 24) return 'more';
      // The upper bits tell of a frame check sequence, which the lengths of IP cut off.
      this.#link = numbers.u32(bytes, at + 20) & 0xffff;
      return { size: 24 };
    }
    if (bytes.length - at < 16) return 'more';
    const captured = numbers.u32(bytes, at + 8);
    if (captured > LIMITS.capturePacketBytes) return 'damaged';
    if (bytes.length - at < 16 + captured) return 'more';
    const timeMs = Math.floor(numbers.u32(bytes, at) * 1e3 + numbers.u32(bytes, at + 4) / this.#perMs);
    const packet = { link: this.#link, timeMs, bytes: bytes.subarray(at + 16, at + 16 + captured) };
    return { size: 16 + captured, packet };
  }
}

/** Packets of a capture file, wherever chunks end. Holds one packet or block at most. */
export class CaptureFile {
  readonly #fileTime: number;
  #format: CaptureFormat | undefined;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a block that is passed over. */
  #passing = 0;
  #damaged = false;

  constructor(fileTime: number) {
    this.#fileTime = fileTime;
  }

  *push(chunk: Buffer): Generator<CapturedPacket | SkipReason> {
    if (this.#damaged) return;
    const passed = Math.min(this.#passing, chunk.length);
    this.#passing -= passed;
    const fresh = chunk.subarray(passed);
    const bytes = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    if (this.#format === undefined && bytes.length >= 4) {
      const magic = bytes.readUInt32BE(0);
      this.#format = magic === PCAPNG_MAGIC ? new PcapngFormat(this.#fileTime) : new PcapFormat(magic);
    }
    let at = 0;
    while (this.#format !== undefined && at < bytes.length) {
      const taken = this.#format.take(bytes, at);
      if (taken === 'more') break;
      if (taken === 'damaged') {
        this.#damaged = true;
        this.#rest = Buffer.alloc(0);
        yield 'malformed';
        return;
      }
      at += taken.size;
      if (taken.skip) yield taken.skip;
      if (taken.packet) yield taken.packet;
    }
    this.#passing += Math.max(0, at - bytes.length);
    this.#rest = bytes.subarray(Math.min(at, bytes.length));
  }

  /** True when the file ends within a packet. */
  get truncated(): boolean {
    return this.#rest.length > 0 || this.#passing > 0;
  }
}
