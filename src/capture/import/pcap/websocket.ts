import { compressionOf, WebSocketStream } from '../../../lib/websocket/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import { MessageList } from '../message/messages.ts';
import type { Conversation, Peers } from './conversation.ts';
import type { Switched } from './http1.ts';

/** A connection after its upgrade: one exchange with its messages, given when it is over. */
export class WebSocketConversation implements Conversation {
  readonly #peers: Peers;
  readonly #switched: Switched;
  readonly #list = new MessageList();
  readonly #client: WebSocketStream;
  readonly #server: WebSocketStream;
  #timeMs = 0;

  constructor(peers: Peers, switched: Switched) {
    this.#peers = peers;
    this.#switched = switched;
    const extensions = headerValue(switched.responseHeaders, 'sec-websocket-extensions') ?? '';
    const open = (from: 'client' | 'server'): WebSocketStream =>
      new WebSocketStream(compressionOf(extensions, from), (kind, body) =>
        this.#list.add({ from, kind, time: this.#timeMs, body }),
      );
    this.#client = open('client');
    this.#server = open('server');
  }

  get held(): number {
    return this.#list.held + this.#client.held + this.#server.held;
  }

  data(fromClient: boolean, bytes: Buffer, timeMs: number): void {
    this.#timeMs = timeMs;
    (fromClient ? this.#client : this.#server).push(bytes);
  }

  gap(fromClient: boolean, size: number): void {
    const side = fromClient ? this.#client : this.#server;
    if (side.dead) return;
    side.gap(size);
    if (!side.dead) return;
    this.#peers.nextId();
    this.#peers.emit('packets-missing');
  }

  finish(timeMs: number): void {
    this.#switched.finish(this.#list.messages, timeMs);
  }
}
