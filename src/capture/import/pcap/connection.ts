import { importedClient } from '../client.ts';
import type { Item } from '../decoder.ts';
import type { Conversation, Peers } from './conversation.ts';
import type { Switched } from './http1.ts';
import { Http1Conversation } from './http1.ts';
import { startsMessage } from './http1-stream.ts';
import { Http2Conversation } from './http2.ts';
import { PREFACE } from './http2-stream.ts';
import type { SkipReason } from '../report.ts';
import type { Segment } from './packet.ts';
import { Reassembly } from './reassembly.ts';
import { WebSocketConversation } from './websocket.ts';

/** Where a connection puts what it finds. */
export interface Sink {
  nextId(): string;
  emit(item: Item): void;
}

type Protocol = 'request' | 'response' | 'http2-client' | 'http2-server' | 'tls' | 'other' | 'more';

/** Bytes after which a beginning that fits nothing is something else. */
const ENOUGH = 64;

/** What the first bytes of a direction are the beginning of. */
function recognise(bytes: Buffer): Protocol {
  if (isTls(bytes)) return bytes.length < 3 ? 'more' : 'tls';
  if (bytes.length >= PREFACE.length ? bytes.indexOf(PREFACE) === 0 : PREFACE.indexOf(bytes) === 0)
    return bytes.length >= PREFACE.length ? 'http2-client' : 'more';
  if (startsMessage('request', bytes)) return 'request';
  if (startsMessage('response', bytes)) return 'response';
  // SETTINGS on stream 0 is what a server of HTTP/2 begins with.
  if (bytes.length >= 9 && bytes[0] === 0 && bytes[3] === 4 && bytes.readUInt32BE(5) === 0) return 'http2-server';
  return mayBegin(bytes) ? 'more' : 'other';
}

/** Whether more bytes may make a beginning of it. */
function mayBegin(bytes: Buffer): boolean {
  if (bytes.length >= ENOUGH) return false;
  if (bytes[0] === 0) return bytes.length < 9 && (bytes.length < 4 || bytes[3] === 4);
  return /^(?:H|HT|HTT|HTTP|HTTP\/|HTTP\/1|HTTP\/1\.[01]?(?: \d{0,2})?|[A-Z][A-Z_-]{0,19}(?: [^ ]*)?)$/.test(
    bytes.toString('latin1'),
  );
}

/** A record of TLS 1.0 to 1.3: a kind from 20 to 23, and the version. */
const isTls = ([kind = 0, major = 3, minor = 0]: Buffer): boolean =>
  kind >= 0x14 && kind <= 0x17 && major === 3 && minor <= 4;

/** What it carried is no HTTP, or counted already. */
class Ignored implements Conversation {
  readonly held = 0;
  readonly #onFinish: (timeMs: number) => void;

  constructor(onFinish: (timeMs: number) => void = () => {}) {
    this.#onFinish = onFinish;
  }
  data(): void {}
  gap(): void {}
  finish(timeMs: number): void {
    this.#onFinish(timeMs);
  }
}

/** A conversation whose client is not the side that was taken for it. */
class Turned implements Conversation {
  readonly #inner: Conversation;

  constructor(inner: Conversation) {
    this.#inner = inner;
  }
  get held(): number {
    return this.#inner.held;
  }
  data(fromClient: boolean, bytes: Buffer, timeMs: number): void {
    this.#inner.data(!fromClient, bytes, timeMs);
  }
  gap(fromClient: boolean, size: number, timeMs: number): void {
    this.#inner.gap(!fromClient, size, timeMs);
  }
  finish(timeMs: number): void {
    this.#inner.finish(timeMs);
  }
}

/** Makes the conversation, given whose words told the protocol. */
type Opener = (protocol: Protocol, fromClient: boolean) => Conversation;

/** Waits until one side says something that tells the protocol, then hands over. */
class Undetermined implements Conversation {
  readonly #fromStart: boolean;
  readonly #sink: Sink;
  readonly #open: Opener;
  #first: [client: Buffer, server: Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
  #talked = false;
  #next: Conversation | undefined;

  constructor(sink: Sink, fromStart: boolean, open: Opener) {
    this.#sink = sink;
    this.#fromStart = fromStart;
    this.#open = open;
  }

  get held(): number {
    return this.#next?.held ?? this.#first[0].length + this.#first[1].length;
  }

  data(fromClient: boolean, bytes: Buffer, timeMs: number): void {
    if (this.#next) return this.#next.data(fromClient, bytes, timeMs);
    this.#talked = true;
    const side = fromClient ? 0 : 1;
    const first = Buffer.concat([this.#first[side], bytes]);
    const protocol = recognise(first);
    if (protocol === 'more') {
      this.#first[side] = first;
      return;
    }
    this.#first[side] = Buffer.alloc(0);
    // In the middle of a connection the next segment may begin a message.
    if (protocol === 'other' && !this.#fromStart) return;
    this.#next = this.#open(protocol, fromClient);
    const other = this.#first[1 - side] as Buffer;
    if (other.length > 0) this.#next.data(!fromClient, other, timeMs);
    this.#next.data(fromClient, first, timeMs);
  }

  gap(fromClient: boolean, size: number, timeMs: number): void {
    this.#talked = true;
    this.#next?.gap(fromClient, size, timeMs);
  }

  finish(timeMs: number): void {
    if (this.#next) this.#next.finish(timeMs);
    else if (this.#talked) {
      this.#sink.nextId();
      this.#sink.emit('not-http');
    }
  }
}

/** One TCP connection: its two directions in order, and what is said on it. */
export class Connection {
  readonly key: string;
  readonly #sink: Sink;
  /** The side that opened it, or that was seen first; who is the client, the words tell better. */
  readonly #opener: string;
  readonly #ends: readonly [opener: End, other: End];
  readonly #sides: readonly [Reassembly, Reassembly];
  readonly #talk: Undetermined;
  readonly #fromStart: boolean;
  readonly #syn: number | undefined;
  #reset = false;
  /** Time of the last segment. */
  lastMs = 0;
  /** `held` when it was counted last; kept for whoever sums up. */
  counted = 0;

  constructor(key: string, first: Segment, sink: Sink) {
    this.key = key;
    this.#sink = sink;
    const here = { address: first.from, port: first.fromPort };
    const there = { address: first.to, port: first.toPort };
    this.#ends = first.syn && first.ack !== undefined ? [there, here] : [here, there];
    this.#opener = textOf(this.#ends[0]);
    this.#fromStart = first.syn;
    this.#syn = first.syn && first.ack === undefined ? first.seq : undefined;
    this.#talk = new Undetermined(sink, this.#fromStart, (protocol, fromOpener) => this.#open(protocol, fromOpener));
    const sideOf = (fromOpener: boolean): Reassembly =>
      new Reassembly({
        data: (bytes, timeMs) => this.#talk.data(fromOpener, bytes, timeMs),
        gap: (size, timeMs) => this.#talk.gap(fromOpener, size, timeMs),
      });
    this.#sides = [sideOf(true), sideOf(false)];
  }

  /** Bytes held. */
  get held(): number {
    return this.#sides[0].held + this.#sides[1].held + this.#talk.held;
  }

  /** All that both sides sent was seen. */
  get over(): boolean {
    return this.#reset || (this.#sides[0].over && this.#sides[1].over);
  }

  /** Whether a segment begins another connection between the same ends. */
  isFollowedBy({ syn, ack, seq }: Segment): boolean {
    return syn && ack === undefined && seq !== this.#syn;
  }

  segment(segment: Segment, timeMs: number): void {
    this.lastMs = Math.max(this.lastMs, timeMs);
    const opener = textOf({ address: segment.from, port: segment.fromPort }) === this.#opener;
    const [own, other] = opener ? this.#sides : [this.#sides[1], this.#sides[0]];
    if (segment.ack !== undefined) other.acknowledged(segment.ack);
    const seq = segment.syn ? (segment.seq + 1) >>> 0 : segment.seq;
    if (segment.syn) own.start(seq);
    own.segment(seq, segment.data, timeMs);
    if (segment.fin) own.ends((seq + segment.length) >>> 0);
    if (segment.rst) this.#reset = true;
  }

  finish(): void {
    this.#sides[0].finish();
    this.#sides[1].finish();
    this.#talk.finish(this.lastMs);
  }

  #open(protocol: Protocol, fromOpener: boolean): Conversation {
    const fromClient = protocol === 'request' || protocol === 'http2-client';
    const turned = protocol !== 'tls' && protocol !== 'other' && fromClient !== fromOpener;
    const [client, server] = turned ? [this.#ends[1], this.#ends[0]] : this.#ends;
    const peers: Peers = {
      client: importedClient([client.address], [], {}),
      host: textOf(server),
      nextId: () => this.#sink.nextId(),
      emit: (item) => this.#sink.emit(item),
    };
    const talk = converse(protocol, peers, this.#fromStart);
    return turned ? new Turned(talk) : talk;
  }
}

interface End {
  readonly address: string;
  readonly port: number;
}
const textOf = ({ address, port }: End): string => `${address.includes(':') ? `[${address}]` : address}:${port}`;

function converse(protocol: Protocol, peers: Peers, fromStart: boolean): Conversation {
  const skip = (reason: SkipReason): Conversation => {
    peers.nextId();
    peers.emit(reason);
    return new Ignored();
  };
  switch (protocol) {
    case 'request':
    case 'response':
      return new Http1Conversation(peers, !fromStart, (switched) => follow(switched, peers));
    case 'http2-client':
      return new Http2Conversation(peers);
    case 'http2-server':
      // Without the beginning the tables of its header compression are lost.
      return fromStart ? new Http2Conversation(peers) : skip('packets-missing');
    case 'tls':
      return skip('encrypted');
    case 'other':
    case 'more':
      return skip('not-http');
  }
}

/** What goes on after an upgrade or in a tunnel. */
function follow(switched: Switched, peers: Peers): Conversation {
  if (switched.protocol === 'websocket') return new WebSocketConversation(peers, switched);
  if (switched.protocol === 'h2c') {
    switched.drop();
    return new Http2Conversation(peers, switched.request);
  }
  if (switched.protocol !== '') return new Ignored((timeMs) => switched.finish(undefined, timeMs));
  switched.drop();
  return new Undetermined(peers, true, (protocol) => converse(protocol, peers, true));
}
