import { messageBody } from '../../lib/websocket/index.ts';
import type { WireMessage } from '../../model/index.ts';
import type { Loose } from './loose.ts';
import { asList, asObject, asScalar, asText } from './loose.ts';
import { MessageList } from './message/messages.ts';

const TEXT = 1;
const BINARY = 2;
/** Farther from its request no message's time is believed: some recorders count from the start of the machine. */
const FAR_MS = 2_592_000_000;

function timeOf(seconds: unknown, openedMs: number): number {
  const time = typeof seconds === 'number' ? Math.round(seconds * 1_000) : NaN;
  return time >= openedMs && time - openedMs <= FAR_MS ? time : openedMs;
}

/** Messages of a WebSocket as Chrome exports them (`_webSocketMessages`); undefined when the entry lists none. */
export function readWebSocketMessages(value: unknown, openedMs: number): readonly WireMessage[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = new MessageList();
  for (const one of value) {
    const { type, opcode, data, time } = asObject(one);
    if ((type !== 'send' && type !== 'receive') || typeof data !== 'string') continue;
    if (opcode !== undefined && opcode !== TEXT && opcode !== BINARY) continue;
    list.add({
      from: type === 'send' ? 'client' : 'server',
      kind: opcode === BINARY ? 'binary' : 'text',
      time: timeOf(time, openedMs),
      body: messageBody(Buffer.from(data, opcode === BINARY ? 'base64' : 'utf8')),
    });
  }
  return list.messages;
}

const lines = (name: string, text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `${name}: ${line}\n`)
    .join('');

function eventText({ eventName, eventId, data }: Loose): string {
  const name = asText(eventName);
  const id = asScalar(eventId);
  return `${name === '' || name === 'message' ? '' : lines('event', name)}${id === '' ? '' : lines('id', id)}${lines('data', asText(data))}\n`;
}

/**
 * The stream that was received, from its events as Chrome exports them (`_eventSourceMessages`): the content of such an
 * entry is often empty. '' when the entry lists none.
 */
export const readEventStream = (value: unknown): string =>
  asList(value)
    .map((one) => eventText(asObject(one)))
    .join('');
