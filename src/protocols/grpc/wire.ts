import type { JsonValue } from '../../model/index.ts';

/** A message as far as it can be read without its description: nested messages, members of one message. */
const DEPTH = 8;
const MEMBERS = 500;

/**
 * A protobuf message by its wire shape alone (no description needed): `{ "1": "abc", "3": [5, 7] }`, members by field
 * number. Undefined when the bytes are no message. What the wire does not tell apart is guessed: readable bytes are text,
 * else a message where they are one, else an empty text.
 */
export function readWire(bytes: Uint8Array, depth = 0): { readonly [field: string]: JsonValue } | undefined {
  const members = new Map<string, JsonValue[]>();
  let at = 0;
  for (let count = 0; at < bytes.length; count++) {
    const tag = varint(bytes, at);
    if (tag === undefined || count >= MEMBERS) return undefined;
    const field = Number(tag.value >> 3n);
    if (field === 0 || field > 536_870_911) return undefined;
    const read = member(bytes, tag.next, Number(tag.value & 7n), depth);
    if (read === undefined) return undefined;
    at = read.next;
    const known = members.get(String(field));
    if (known === undefined) members.set(String(field), [read.value]);
    else known.push(read.value);
  }
  return Object.fromEntries([...members].map(([field, values]) => [field, values.length === 1 ? values[0]! : values]));
}

interface Read {
  readonly value: JsonValue;
  readonly next: number;
}

function member(bytes: Uint8Array, at: number, type: number, depth: number): Read | undefined {
  if (type === 0) {
    const read = varint(bytes, at);
    return read && { value: numeric(BigInt.asIntN(64, read.value)), next: read.next };
  }
  if (type === 1 || type === 5) {
    const size = type === 1 ? 8 : 4;
    if (at + size > bytes.length) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
    const value = size === 8 ? view.getFloat64(0, true) : view.getFloat32(0, true);
    return { value: Number.isFinite(value) ? value : 0, next: at + size };
  }
  if (type !== 2) return undefined;
  const length = varint(bytes, at);
  if (length === undefined || length.value > BigInt(bytes.length - length.next)) return undefined;
  const end = length.next + Number(length.value);
  return { value: content(bytes.subarray(length.next, end), depth), next: end };
}

const numeric = (value: bigint): JsonValue =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);

/** A control character in front is a field's tag rather than the beginning of a text. */
function content(bytes: Uint8Array, depth: number): JsonValue {
  if (bytes.length === 0) return '';
  const message = (): JsonValue | undefined => (depth < DEPTH ? readWire(bytes, depth + 1) : undefined);
  const text = readable(bytes);
  if ((bytes[0] ?? 0) < 0x20) return message() ?? text ?? '';
  return text ?? message() ?? '';
}

const strict = new TextDecoder('utf-8', { fatal: true });

function readable(bytes: Uint8Array): string | undefined {
  for (const byte of bytes)
    if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f) return undefined;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function varint(bytes: Uint8Array, from: number): { readonly value: bigint; readonly next: number } | undefined {
  let value = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[from + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, next: from + index + 1 };
  }
  return undefined;
}
