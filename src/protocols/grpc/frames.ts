import { inflate } from '../http/inflate.ts';

export interface GrpcFrame {
  /** `end`: trailers of gRPC-Web, or the last frame of a Connect stream. */
  readonly kind: 'message' | 'end';
  readonly bytes: Uint8Array;
}

/** Messages looked at in one stream; their shape repeats long before. */
const MOST_FRAMES = 100;
const COMPRESSED = 0x01;
const CONNECT_END = 0x02;
const WEB_TRAILERS = 0x80;

/**
 * Whole frames of a gRPC body: a flag byte, four bytes of length, the message (gRPC over HTTP/2, "Length-Prefixed-Message").
 * Stops at a frame that is cut or makes no sense.
 */
export function readFrames(bytes: Uint8Array, encoding: string | undefined): readonly GrpcFrame[] {
  const frames: GrpcFrame[] = [];
  for (let at = 0; at + 5 <= bytes.length && frames.length < MOST_FRAMES;) {
    const flag = bytes[at] ?? 0;
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
    if ((flag & ~(COMPRESSED | CONNECT_END | WEB_TRAILERS)) !== 0 || length > bytes.length - at - 5) break;
    const content = plain(bytes.subarray(at + 5, at + 5 + length), (flag & COMPRESSED) === 0 ? undefined : encoding);
    at += 5 + length;
    if (content !== undefined)
      frames.push({ kind: (flag & (CONNECT_END | WEB_TRAILERS)) === 0 ? 'message' : 'end', bytes: content });
  }
  return frames;
}

function plain(bytes: Uint8Array, encoding: string | undefined): Uint8Array | undefined {
  const inflated = inflate(bytes, encoding);
  return 'bytes' in inflated ? inflated.bytes : undefined;
}

/** gRPC-Web as text is base64, in pieces that are padded each on its own. Recorders may have undone it. */
export function fromBase64(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!/^[A-Za-z0-9+/=\s]*$/.test(text)) return bytes;
  return Buffer.concat((text.match(/[A-Za-z0-9+/]+={0,2}/g) ?? []).map((piece) => Buffer.from(piece, 'base64')));
}
