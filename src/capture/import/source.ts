import { createReadStream, fstatSync, statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CodedError, LIMITS } from '../../model/index.ts';
import { STANDARD_INPUT } from './inputs.ts';

export interface ImportProgress {
  /** Bytes of the file read so far, compressed where it is. */
  readonly bytesRead: number;
  /** Size of the file; 0 for a pipe. */
  readonly bytesTotal: number;
}

/** The contents of a file, decompressed where its first bytes say gzip (RFC 1952 §2.3.1). */
export interface Source {
  readonly chunks: AsyncGenerator<Buffer, undefined>;
  progress(): ImportProgress;
  /** When the file was written last, in milliseconds since the epoch; known once reading began. */
  modified(): number;
  /** True once the compressed data turned out damaged or a bomb; `chunks` then ended early. */
  damaged(): boolean;
}

const CHUNK = 262_144;
/** Below this many bytes out no ratio makes a bomb. */
const HARMLESS = 67_108_864;

async function* inflated(
  raw: AsyncIterable<Buffer>,
  bytesIn: () => number,
  onDamage: () => void,
): AsyncGenerator<Buffer, undefined> {
  // Errors come out of the iteration below; the callback is there because `pipeline` asks for one.
  const gunzip = pipeline(Readable.from(raw, { objectMode: false }), createGunzip({ chunkSize: CHUNK }), () => {});
  let bytesOut = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      yield chunk;
      bytesOut += chunk.length;
      if (bytesOut > HARMLESS && bytesOut > bytesIn() * LIMITS.importInflation) {
        onDamage();
        return;
      }
    }
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error;
    onDamage();
  }
}

/** Opens a file, a pipe or standard input (`-`) for reading. Errors: SP4001. */
export function openSource(file: string): Source {
  const unreadable = (error: unknown): CodedError =>
    new CodedError('SP4001', `${file}: ${(error as Error).message}`, { cause: error });
  const isInput = file === STANDARD_INPUT;
  let bytesTotal = 0;
  let bytesRead = 0;
  let modified = 0;
  let damaged = false;
  async function* raw(): AsyncGenerator<Buffer, undefined> {
    const where = isInput ? { fd: 0, autoClose: false } : {};
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK, ...where }) as AsyncIterable<Buffer>) {
      bytesRead += chunk.length;
      yield chunk;
    }
  }
  async function* chunks(): AsyncGenerator<Buffer, undefined> {
    try {
      const { size, mtimeMs } = isInput ? fstatSync(0) : statSync(file);
      bytesTotal = size;
      modified = Math.floor(mtimeMs);
      const bytes = raw();
      const first = (await bytes.next()).value ?? Buffer.alloc(0);
      const whole = prepend(first, bytes);
      yield* first[0] === 0x1f && first[1] === 0x8b
        ? inflated(
            whole,
            () => bytesRead,
            () => (damaged = true),
          )
        : whole;
    } catch (error) {
      throw unreadable(error);
    }
  }
  return {
    chunks: chunks(),
    progress: () => ({ bytesRead, bytesTotal }),
    modified: () => modified,
    damaged: () => damaged,
  };
}

export async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  yield first;
  yield* rest;
}
