import { compressionOf, WebSocketStream } from '../../lib/websocket/index.ts';
import { LIMITS, type Body, type WireMessage } from '../../model/index.ts';
import { headerValue } from './client-address.ts';
import type { Counters } from './counters.ts';

type Side = WireMessage['from'];

/** What a message costs beside its bytes. */
const MESSAGE_BYTES = 256;

/** Bytes that all tunnels of a gateway hold of what they overheard. */
export interface OverheardShare {
  held: number;
}

/**
 * Reads along with an open WebSocket: the first messages of each side, within `LIMITS.tunnelMessages` and
 * `LIMITS.tunnelMessageBytes`. It sees bytes after they were passed on and keeps copies. Where a side is full or cannot be
 * read, it is not looked at any more, so a long connection costs no more than a short one.
 */
export class Overheard {
  readonly #share: OverheardShare;
  readonly #counters: Counters;
  readonly #now: () => number;
  readonly #messages: WireMessage[] = [];
  readonly #sides: Record<Side, OverheardSide>;

  /** `headers`: of the answer that switched protocols. Undefined where it switched to something else. */
  static open(
    headers: readonly string[],
    share: OverheardShare,
    counters: Counters,
    now: () => number,
  ): Overheard | undefined {
    if (headerValue(headers, 'upgrade')?.trim().toLowerCase() !== 'websocket') return undefined;
    return new Overheard(headerValue(headers, 'sec-websocket-extensions') ?? '', share, counters, now);
  }

  private constructor(extensions: string, share: OverheardShare, counters: Counters, now: () => number) {
    this.#share = share;
    this.#counters = counters;
    this.#now = now;
    const side = (from: Side): OverheardSide => ({
      stream: new WebSocketStream(
        compressionOf(extensions, from),
        (kind, body) => this.#add(from, kind, body),
        LIMITS.tunnelMessageBytes,
      ),
      count: 0,
      kept: 0,
      counted: 0,
    });
    this.#sides = { client: side('client'), server: side('server') };
  }

  /** Bytes that passed. Never throws. */
  push(from: Side, bytes: Buffer): void {
    const side = this.#sides[from];
    const { stream } = side;
    if (stream === undefined) return;
    try {
      stream.push(bytes);
    } catch {
      return this.#stop(side, 'tunnel-unreadable');
    }
    if (stream.dead || stream.lost) return this.#stop(side, 'tunnel-unreadable');
    this.#account(side);
    if (side.stream !== undefined && this.#share.held > LIMITS.tunnelsHeldBytes)
      this.#stop(side, 'tunnel-messages-left-out');
  }

  /** What was heard, in order; nothing is looked at afterwards. */
  finish(): readonly WireMessage[] {
    for (const side of Object.values(this.#sides)) {
      delete side.stream;
      side.kept = 0;
      this.#account(side);
    }
    return this.#messages;
  }

  #add(from: Side, kind: WireMessage['kind'], body: Body): void {
    const side = this.#sides[from];
    if (side.stream === undefined || side.stream.lost) return;
    // Of a message that was cut only its size can be used.
    const size = body.complete ? body.bytes.length : 0;
    if (side.count >= LIMITS.tunnelMessages || side.kept + size > LIMITS.tunnelMessageBytes)
      return this.#stop(side, 'tunnel-messages-left-out');
    side.count++;
    side.kept += size + MESSAGE_BYTES;
    // A copy of its own: what came is a part of larger buffers, which would live and be cloned with it.
    const bytes = new Uint8Array(body.bytes.subarray(0, size));
    this.#messages.push({ from, kind, time: this.#now(), body: { ...body, bytes } });
  }

  #stop(side: OverheardSide, why: 'tunnel-unreadable' | 'tunnel-messages-left-out'): void {
    delete side.stream;
    this.#counters.count(why);
    this.#account(side);
  }

  #account(side: OverheardSide): void {
    const held = side.kept + (side.stream?.held ?? 0);
    this.#share.held += held - side.counted;
    side.counted = held;
  }
}

interface OverheardSide {
  /** Absent when no further messages are taken. */
  stream?: WebSocketStream;
  count: number;
  /** Bytes of its messages, and what they cost. */
  kept: number;
  /** What the share knows of. */
  counted: number;
}
