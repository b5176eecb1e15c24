import type { Client } from '../../../model/index.ts';
import type { Item } from '../decoder.ts';

/** What is known of a connection whatever it speaks. */
export interface Peers {
  readonly client: Client;
  /** Host of requests that name none. */
  readonly host: string;
  nextId(): string;
  emit(item: Item): void;
}

/** What two peers say in one protocol. */
export interface Conversation {
  data(fromClient: boolean, bytes: Buffer, timeMs: number): void;
  gap(fromClient: boolean, size: number, timeMs: number): void;
  /** The connection is over, or is followed no longer. */
  finish(timeMs: number): void;
  /** Bytes held. */
  readonly held: number;
}
