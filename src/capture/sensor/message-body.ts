import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { LIMITS, type Body } from '../../model/index.ts';

export type BodyFailure = 'too-large' | 'busy' | 'interrupted' | 'malformed' | 'unknown-encoding';
/** The HTTP status that tells the sender of each. */
export const FAILURE_STATUS = {
  'too-large': 413,
  busy: 503,
  interrupted: 400,
  malformed: 400,
  'unknown-encoding': 415,
} as const satisfies Record<BodyFailure, number>;
export type MessageBody = { readonly bytes: Buffer } | { readonly failure: BodyFailure };

const gunzip = promisify(zlib.gunzip);
const inflate = promisify(zlib.inflate);

/** Reads messages whole, within the listener's bounds. One listener, one reader. */
export class MessageReader {
  #held = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * The whole message, decompressed, handed to `use`. One message at a time is decompressed and used, so that bombs do not
   * add up. What could not be had goes there as a failure.
   */
  async read<T>(req: IncomingMessage, use: (body: MessageBody) => T | Promise<T>): Promise<T> {
    const received = await this.#receive(req);
    if ('failure' in received) return use(received);
    const before = this.#turn;
    const work = (async () => {
      await before;
      return use(await decompress(received.bytes, req.headers['content-encoding']));
    })();
    this.#turn = work.then(
      () => undefined,
      () => undefined,
    );
    return work.finally(() => (this.#held -= received.bytes.length));
  }

  /** What `failure` tells stays unread: the caller answers and closes the connection. */
  async #receive(req: IncomingMessage): Promise<MessageBody> {
    if (Number(req.headers['content-length'] ?? 0) > LIMITS.sensorMessageBytes) return { failure: 'too-large' };
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (failure: BodyFailure): MessageBody => {
      this.#held -= size;
      return { failure };
    };
    try {
      for await (const chunk of req as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.#held += chunk.length;
        if (size > LIMITS.sensorMessageBytes) return fail('too-large');
        if (this.#held > LIMITS.sensorHeldBytes) return fail('busy');
        chunks.push(chunk);
      }
    } catch {
      return fail('interrupted');
    }
    return { bytes: Buffer.concat(chunks) };
  }
}

async function decompress(bytes: Buffer, encoding: string | undefined): Promise<MessageBody> {
  const decoder = encoding === undefined || encoding === 'identity' ? null : DECODERS[encoding.trim().toLowerCase()];
  if (decoder === null) return { bytes };
  if (decoder === undefined) return { failure: 'unknown-encoding' };
  try {
    return { bytes: await decoder(bytes, { maxOutputLength: LIMITS.sensorInflatedBytes }) };
  } catch (error) {
    return { failure: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'malformed' };
  }
}

const DECODERS: Readonly<Record<string, typeof gunzip>> = { gzip: gunzip, deflate: inflate };

/** The beginning of a request's own body; the rest is read and counted. Undefined when it broke off. */
export async function readBeginning(req: IncomingMessage): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      const room = LIMITS.inspectedBodyBytes - kept;
      if (room <= 0) continue;
      const part = chunk.subarray(0, room);
      kept += part.length;
      chunks.push(part);
    }
  } catch {
    return undefined;
  }
  return { bytes: Buffer.concat(chunks), size, complete: size === kept };
}

/** Bytes at hand as a body; `told` is its size where the sender says that there was more. */
export function bodyOf(bytes: Uint8Array, told = bytes.length, whole = true): Body {
  const size = Math.max(bytes.length, plausibleSize(told));
  const kept = bytes.subarray(0, LIMITS.inspectedBodyBytes);
  return { bytes: kept, size, complete: whole && kept.length === size };
}

const plausibleSize = (told: number): number =>
  Number.isFinite(told) ? Math.min(Math.max(0, Math.trunc(told)), Number.MAX_SAFE_INTEGER) : 0;

/** A body that the sender does not pass on, only its size, if it is told. */
export function unreadBody(told: number | undefined): Body {
  const size = plausibleSize(told ?? 0);
  return { bytes: new Uint8Array(0), size, complete: told !== undefined && size === 0 };
}
