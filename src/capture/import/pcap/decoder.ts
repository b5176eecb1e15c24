import { LIMITS } from '../../../model/index.ts';
import type { Decoder, DecoderContext, Item } from '../decoder.ts';
import { Connection } from './connection.ts';
import type { CapturedPacket } from './file.ts';
import { CaptureFile } from './file.ts';
import type { Segment } from './packet.ts';
import { readSegment } from './packet.ts';

const keyOf = ({ from, fromPort, to, toPort }: Segment): string => {
  const here = `${from} ${fromPort}`;
  const there = `${to} ${toPort}`;
  return here < there ? `${here} ${there}` : `${there} ${here}`;
};

/** The connections of a capture, the one that was heard of last at the end. */
class Connections {
  readonly #open = new Map<string, Connection>();
  readonly #context: DecoderContext;
  /** Bytes that all of them hold. */
  #held = 0;
  #found: Item[] = [];

  constructor(context: DecoderContext) {
    this.#context = context;
  }

  segment(segment: Segment, timeMs: number): void {
    const key = keyOf(segment);
    let connection = this.#open.get(key);
    if (connection?.isFollowedBy(segment)) {
      this.#close(connection);
      connection = undefined;
    }
    if (!connection) {
      // Acknowledgements of what is over, and probes, begin nothing.
      if (!segment.syn && segment.data.length === 0) return;
      connection = new Connection(key, segment, {
        nextId: () => this.#context.nextId(),
        emit: (item) => this.#found.push(item),
      });
    }
    this.#open.delete(key);
    this.#open.set(key, connection);
    connection.segment(segment, timeMs);
    const { held } = connection;
    this.#held += held - connection.counted;
    connection.counted = held;
    if (connection.over) this.#close(connection);
    this.#makeRoom(timeMs);
  }

  /** What was found since it was asked last. */
  take(): readonly Item[] {
    const found = this.#found;
    if (found.length > 0) this.#found = [];
    return found;
  }

  /** Closes one after the other. */
  *closeAll(): Generator<Item> {
    for (const connection of this.#open.values()) {
      this.#close(connection);
      yield* this.take();
    }
  }

  #makeRoom(nowMs: number): void {
    for (const oldest of this.#open.values()) {
      const full = this.#open.size > LIMITS.captureConnections || this.#held > LIMITS.captureHeldBytes;
      if (!full && nowMs - oldest.lastMs <= LIMITS.captureIdleMs) return;
      this.#close(oldest);
    }
  }

  #close(connection: Connection): void {
    this.#open.delete(connection.key);
    this.#held -= connection.counted;
    connection.finish();
  }
}

/**
 * The HTTP in a packet capture: TCP put in order, HTTP/1.1, WebSocket messages and HTTP/2 in clear. An exchange is given
 * when its answer is whole. Connections under TLS or of other protocols are counted once each; packets that are no TCP hold
 * no HTTP and are not counted.
 */
export function createCaptureDecoder(context: DecoderContext): Decoder {
  const file = new CaptureFile(context.fileTime);
  const connections = new Connections(context);
  function* take(packet: CapturedPacket): Generator<Item> {
    const segment = readSegment(packet.link, packet.bytes);
    if (segment === undefined) return;
    if (typeof segment === 'string') {
      context.nextId();
      yield segment;
      return;
    }
    connections.segment(segment, packet.timeMs);
    yield* connections.take();
  }
  return {
    *push(chunk) {
      for (const packet of file.push(chunk)) {
        if (typeof packet !== 'string') yield* take(packet);
        else {
          context.nextId();
          yield packet;
        }
      }
    },
    *end() {
      yield* connections.closeAll();
      if (!file.truncated) return;
      context.nextId();
      yield 'truncated';
    },
  };
}
