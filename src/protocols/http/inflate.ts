import zlib from 'node:zlib';
import { LIMITS, type UnreadReason } from '../../model/index.ts';

export type Inflated = { readonly bytes: Uint8Array } | { readonly unread: UnreadReason };

/** Codings applied over one another; honest servers use one, and each costs a pass. */
const MOST_CODINGS = 2;

/**
 * Undoes the content codings of a body, at most `LIMITS.decompressedBytes` of output. Input cut by the inspection limit
 * is decoded as far as it goes. Unknown codings, damaged input and bombs are named, never thrown.
 */
export function inflate(bytes: Uint8Array, contentEncoding: string | undefined): Inflated {
  if (contentEncoding === undefined) return { bytes };
  const codings = contentEncoding
    .toLowerCase()
    .split(',', MOST_CODINGS + 2)
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MOST_CODINGS) return { unread: 'encoding' };
  let current = bytes;
  for (const coding of codings.reverse()) {
    const decoder = DECODERS[coding];
    if (decoder === undefined) return { unread: 'encoding' };
    try {
      current = decoder(current);
    } catch (error) {
      return { unread: (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'encoding' };
    }
  }
  return { bytes: current };
}

const DEFLATE = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: LIMITS.decompressedBytes };
const BROTLI = { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH, maxOutputLength: LIMITS.decompressedBytes };
const ZSTD = { finishFlush: zlib.constants.ZSTD_e_flush, maxOutputLength: LIMITS.decompressedBytes };

const gunzip = (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes, DEFLATE);

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  // RFC 9110 §8.4.1.2: some senders leave out the zlib wrapper; its two bytes are a multiple of 31 (RFC 1950 §2.2).
  deflate: (bytes) => (isZlib(bytes) ? zlib.inflateSync(bytes, DEFLATE) : zlib.inflateRawSync(bytes, DEFLATE)),
  br: (bytes) => zlib.brotliDecompressSync(bytes, BROTLI),
  zstd: (bytes) => zlib.zstdDecompressSync(bytes, ZSTD),
};

const isZlib = (bytes: Uint8Array): boolean =>
  ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
