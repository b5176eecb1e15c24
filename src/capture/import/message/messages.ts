import type { WireMessage } from '../../../model/index.ts';
import { LIMITS } from '../../../model/index.ts';

/** Gathers the messages of one exchange up to their bounds: the first ones stay. */
export class MessageList {
  readonly messages: WireMessage[] = [];
  /** Bytes held. */
  held = 0;

  add(message: WireMessage): void {
    const size = message.body.bytes.length;
    if (this.messages.length >= LIMITS.messagesPerExchange || this.held + size > LIMITS.messageBytesPerExchange) return;
    this.messages.push(message);
    this.held += size;
  }
}
