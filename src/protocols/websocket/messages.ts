import type { JsonValue, WireMessage } from '../../model/index.ts';
import { decodeText } from '../http/charset.ts';
import { parseJson } from '../http/json.ts';
import { isList, isObject } from '../lib/index.ts';

/** A message as a JSON value; undefined where it is none. */
export function messageValue({ kind, body }: WireMessage): JsonValue | undefined {
  if (kind !== 'text') return undefined;
  const parsed = parseJson(decodeText(body.bytes, undefined) ?? '');
  return 'value' in parsed ? parsed.value : undefined;
}

/** Members that tell what kind of message it is, the likeliest first. */
const KINDS = ['type', 'event', 'action', 'op', 'method', 'cmd', 'command', 'kind'];
const KIND_NAME = /^[A-Za-z_][\w.:/$-]{0,63}$/;
const MOST_KINDS = 64;
const MOST_OF_A_KIND = 24;

/**
 * The messages of one side by kind: `{ join: [{…}, {…}], binary: [''] }`. What does not say its kind is typed by what it
 * is: `object`, `list`, `text`, `binary`. Undefined when there are none.
 */
export function typedMessages(messages: readonly WireMessage[], from: WireMessage['from']): JsonValue | undefined {
  const kinds = new Map<string, JsonValue[]>();
  for (const message of messages) {
    if (message.from !== from) continue;
    const [kind, value] = typed(message);
    const known = kinds.get(kind);
    if (known === undefined) {
      if (kinds.size < MOST_KINDS) kinds.set(kind, [value]);
    } else if (known.length < MOST_OF_A_KIND) known.push(value);
  }
  return kinds.size === 0 ? undefined : Object.fromEntries(kinds);
}

function typed(message: WireMessage): readonly [string, JsonValue] {
  if (message.kind === 'binary') return ['binary', ''];
  const value = messageValue(message) ?? socketIo(message);
  if (value === undefined) return ['text', ''];
  if (isList(value)) {
    const name = eventName(value);
    return name === undefined ? ['list', value] : [name, value.filter((item) => typeof item === 'object')];
  }
  if (!isObject(value)) return ['text', ''];
  for (const member of KINDS) {
    const kind = value[member];
    if (isKind(kind)) return [kind, value];
  }
  return ['object', value];
}

/** A name, not the id of one thing among many. */
const isKind = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && KIND_NAME.test(value) && !/\d{4}/.test(value);

/** An event and its arguments as Socket.IO writes them; Phoenix puts two references and a topic in front. */
function eventName(value: readonly JsonValue[]): string | undefined {
  const name = value.length === 5 && isObject(value[4]) ? value[3] : value[0];
  return isKind(name) ? name : undefined;
}

/** Socket.IO puts numbers before its JSON: `42["event",{…}]`, `42/room,7["event"]`. */
function socketIo({ body }: WireMessage): JsonValue | undefined {
  const text = decodeText(body.bytes, undefined) ?? '';
  const start = /^\d{1,3}(?:\/[\w/-]{0,64},)?\d{0,9}(?=[[{])/.exec(text);
  if (start === null) return undefined;
  const parsed = parseJson(text.slice(start[0].length));
  return 'value' in parsed ? parsed.value : undefined;
}
