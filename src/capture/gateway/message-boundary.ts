import { headerValue } from './client-address.ts';

/** Watches the beginning of a stream of messages go by. */
export interface MessageBoundary {
  /** True once the first message is complete. */
  passed(chunk: Buffer): boolean;
}

/** Five bytes before each message: a flag and the length (gRPC over HTTP/2, and Connect, which took it over). */
const ENVELOPED = /^application\/(?:grpc(?!-web)|connect\+)/i;
const LINES = /^application\/(?:x-ndjson|ndjson|x-jsonlines|jsonl|json-seq|stream\+json)\b/i;
const ENVELOPE_BYTES = 5;

/**
 * For bodies that are streams by their type: a client may wait for an answer to its first message, or to none, before it
 * sends on, so judging cannot wait for the body's end. Undefined for all others, which are judged whole: what is cut off
 * by time is what an attacker can choose to send later.
 */
export function boundaryOf(headers: readonly string[]): MessageBoundary | undefined {
  const type = headerValue(headers, 'content-type') ?? '';
  if (ENVELOPED.test(type)) return new Envelope();
  return LINES.test(type) ? { passed: (chunk) => chunk.includes(10) } : undefined;
}

class Envelope implements MessageBoundary {
  readonly #head: number[] = [];
  #seen = 0;

  passed(chunk: Buffer): boolean {
    for (let i = 0; this.#head.length < ENVELOPE_BYTES && i < chunk.length; i++) this.#head.push(chunk[i] ?? 0);
    this.#seen += chunk.length;
    const [, a = 0, b = 0, c = 0, d = 0] = this.#head;
    const length = a * 0x1000000 + b * 0x10000 + c * 0x100 + d;
    return this.#head.length === ENVELOPE_BYTES && this.#seen >= ENVELOPE_BYTES + length;
  }
}
