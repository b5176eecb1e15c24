import zlib from 'node:zlib';
import { LIMITS, type Body } from '../../model/index.ts';

const CONTINUATION = 0;
const TEXT = 1;
const BINARY = 2;
const WINDOW = 32_768;
const NOTHING = Buffer.alloc(0);
const FIRST_ROOM = 256;
/** What a sender cuts from the end of each compressed message (RFC 7692 §7.2.1). */
const DEFLATE_TAIL = Buffer.from([0, 0, 0xff, 0xff]);

interface Frame {
  readonly opcode: number;
  readonly final: boolean;
  readonly compressed: boolean;
  readonly mask: Buffer | undefined;
  readonly size: number;
}

/** How one direction compresses: not at all, each message by itself, or with the window of those before. */
export type Compression = 'none' | 'alone' | 'window';

/** A message's body from its whole payload. */
export const messageBody = (bytes: Buffer, size = bytes.length): Body => ({
  bytes: bytes.subarray(0, LIMITS.inspectedBodyBytes),
  size,
  complete: bytes.length === size && size <= LIMITS.inspectedBodyBytes,
});

/**
 * WebSocket frames of one direction (RFC 6455 §5, RFC 7692) as whole messages; control frames are passed over. What is
 * pushed is neither changed nor kept. Never throws: what is no such frame ends it, and `dead` tells.
 */
export class WebSocketStream {
  readonly #compression: Compression;
  readonly #onMessage: (kind: 'text' | 'binary', body: Body) => void;
  #head: Buffer = NOTHING;
  #frame: Frame | undefined;
  #taken = 0;
  /** The message whose frames come. */
  #opcode = 0;
  #compressed = false;
  /** Its payload, and room to grow: a message may come in frames of one byte. */
  #room: Buffer = NOTHING;
  #size = 0;
  #whole = true;
  #window: Buffer | undefined = NOTHING;
  #dead = false;
  readonly #mostCompressed: number;
  /** Bytes gathered of the message whose frames come. */
  #gathered = 0;

  /** `mostCompressed`: bytes of a compressed message, which is needed whole; a larger one is not read. */
  constructor(
    compression: Compression,
    onMessage: (kind: 'text' | 'binary', body: Body) => void,
    mostCompressed: number = LIMITS.messageBytesPerExchange,
  ) {
    this.#compression = compression;
    this.#onMessage = onMessage;
    this.#mostCompressed = mostCompressed;
  }

  /** Bytes held. */
  get held(): number {
    return this.#room.length + (this.#window?.length ?? 0);
  }

  /** The window went with a message that could not be read: no compressed message can be read any more. */
  get lost(): boolean {
    return this.#compression === 'window' && this.#window === undefined;
  }

  /** Nothing after this can be read. */
  get dead(): boolean {
    return this.#dead;
  }

  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && !this.#dead)
      at += this.#frame ? this.#takePayload(bytes.subarray(at)) : this.#takeHead(bytes.subarray(at));
  }

  gap(size: number): void {
    const frame = this.#frame;
    if (!frame || size > frame.size - this.#taken) {
      this.#dead = true;
      this.#drop();
      return;
    }
    this.#taken += size;
    if (frame.opcode < 8) {
      this.#size += size;
      this.#whole = false;
    }
    if (this.#taken === frame.size) this.#endFrame(frame);
  }

  #takeHead(bytes: Buffer): number {
    const known = this.#head.length;
    const head = Buffer.concat([this.#head, bytes.subarray(0, 14 - known)]);
    const size = headSize(head);
    if (size === undefined || head.length < size) {
      this.#head = head;
      return bytes.length;
    }
    this.#head = NOTHING;
    const frame = readFrame(head, size);
    if (frame === undefined || !this.#fits(frame)) {
      this.#dead = true;
      this.#drop();
      return bytes.length;
    }
    if (frame.opcode === TEXT || frame.opcode === BINARY) {
      this.#drop();
      this.#opcode = frame.opcode;
      this.#compressed = frame.compressed;
    }
    this.#frame = frame;
    this.#taken = 0;
    if (frame.size === 0) this.#endFrame(frame);
    return size - known;
  }

  /** Whether such a frame may come now. */
  #fits({ opcode, compressed }: Frame): boolean {
    if (compressed && (this.#compression === 'none' || (opcode !== TEXT && opcode !== BINARY))) return false;
    if (opcode === CONTINUATION) return this.#opcode !== 0;
    return opcode >= 8 || this.#opcode === 0;
  }

  #takePayload(bytes: Buffer): number {
    const frame = this.#frame as Frame;
    const part = bytes.subarray(0, frame.size - this.#taken);
    if (frame.opcode < 8) this.#gather(part, frame.mask);
    this.#taken += part.length;
    if (this.#taken === frame.size) this.#endFrame(frame);
    return part.length;
  }

  #gather(part: Buffer, mask: Buffer | undefined): void {
    this.#size += part.length;
    const most = this.#compressed ? this.#mostCompressed : LIMITS.inspectedBodyBytes;
    const from = this.#gathered;
    const taken = Math.min(part.length, most - from);
    if (!this.#whole || taken <= 0) return;
    if (from + taken > this.#room.length) {
      const grown = Buffer.alloc(Math.min(most, Math.max(FIRST_ROOM, (from + taken) * 2)));
      this.#room.copy(grown, 0, 0, from);
      this.#room = grown;
    }
    part.copy(this.#room, from, 0, taken);
    this.#gathered += taken;
    if (mask === undefined) return;
    for (let n = 0; n < taken; n++)
      this.#room[from + n] = (this.#room[from + n] as number) ^ (mask[(this.#taken + n) & 3] as number);
  }

  #endFrame(frame: Frame): void {
    this.#frame = undefined;
    if (frame.opcode >= 8 || !frame.final || this.#opcode === 0) return;
    const bytes = Buffer.from(this.#room.subarray(0, this.#gathered));
    const body = this.#compressed ? this.#inflate(bytes) : messageBody(bytes, this.#size);
    const kind = this.#opcode === TEXT ? 'text' : 'binary';
    this.#drop();
    this.#opcode = 0;
    this.#onMessage(kind, body);
  }

  #drop(): void {
    this.#room = NOTHING;
    this.#gathered = 0;
    this.#size = 0;
    this.#whole = true;
  }

  /** A message that cannot be inflated is empty; where the window goes on, so are all after it. */
  #inflate(bytes: Buffer): Body {
    const window = this.#compression === 'window' ? this.#window : NOTHING;
    try {
      if (window === undefined || !this.#whole || bytes.length < this.#size) throw new Error('not whole');
      const out = zlib.inflateRawSync(Buffer.concat([bytes, DEFLATE_TAIL]), {
        finishFlush: zlib.constants.Z_SYNC_FLUSH,
        maxOutputLength: LIMITS.decompressedBytes,
        ...(window.length > 0 && { dictionary: window }),
      });
      this.#window = Buffer.from(Buffer.concat([window, out]).subarray(-WINDOW));
      return messageBody(out);
    } catch {
      this.#window = undefined;
      return messageBody(NOTHING, Math.max(1, this.#size));
    }
  }
}

/** Bytes of a frame's head; undefined until its first two are there. */
function headSize(head: Buffer): number | undefined {
  if (head.length < 2) return undefined;
  const length = (head[1] as number) & 0x7f;
  return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((head[1] as number) & 0x80 ? 4 : 0);
}

function readFrame(head: Buffer, size: number): Frame | undefined {
  const first = head[0] as number;
  const masked = ((head[1] as number) & 0x80) !== 0;
  const short = (head[1] as number) & 0x7f;
  const long = short === 127 ? Number(head.readBigUInt64BE(2)) : 0;
  const opcode = first & 0x0f;
  if ((opcode > BINARY && opcode < 8) || opcode > 10 || (first & 0x30) !== 0 || !Number.isSafeInteger(long))
    return undefined;
  // Control frames are small and whole (RFC 6455 §5.5).
  if (opcode >= 8 && (short > 125 || (first & 0x80) === 0)) return undefined;
  return {
    opcode,
    final: (first & 0x80) !== 0,
    compressed: (first & 0x40) !== 0,
    mask: masked ? Buffer.from(head.subarray(size - 4, size)) : undefined,
    size: short === 126 ? head.readUInt16BE(2) : short === 127 ? long : short,
  };
}
