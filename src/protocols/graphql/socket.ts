import { LIMITS, type JsonValue, type RecognisedOperation } from '../../model/index.ts';
import { isObject, textOf, type JsonObject, type Spoken } from '../lib/index.ts';
import { messageValue } from '../websocket/index.ts';
import { readDocument } from './document.ts';
import { operationOf } from './name.ts';

/** Both sub-protocols in use: graphql-ws of 2021 (`subscribe`, `next`) and what Apollo began with (`start`, `data`). */
const ASKS = new Set(['subscribe', 'start']);
const TELLS = new Set(['next', 'data']);
const FAILS = new Set(['error']);

interface Asked {
  readonly name: string;
  readonly request?: JsonValue;
  response?: JsonValue;
  failed?: boolean;
  rejected?: true;
}

/** The operations that were asked for over a WebSocket, each call once. */
export function socketOperations({ messages }: Spoken): readonly RecognisedOperation[] {
  const calls = new Map<string, Asked>();
  for (const message of messages ?? []) {
    const value = messageValue(message);
    if (!isObject(value)) continue;
    const type = textOf(value['type']) ?? '';
    const id = textOf(value['id']) ?? '';
    if (message.from === 'client' && ASKS.has(type) && calls.size < LIMITS.operationsPerRequest) {
      const call = isObject(value['payload']) ? callOf(value['payload']) : undefined;
      if (call !== undefined) calls.set(id, call);
    }
    const asked = message.from === 'server' ? calls.get(id) : undefined;
    if (asked === undefined) continue;
    if (FAILS.has(type)) {
      asked.failed = true;
      asked.rejected = true;
    } else if (TELLS.has(type) && isObject(value['payload'])) hear(asked, value['payload']);
  }
  return [...calls.values()].map((call) => ({ protocol: 'graphql', ...call }));
}

function callOf(payload: JsonObject): Asked | undefined {
  const document = textOf(payload['query']);
  if (document === undefined) return undefined;
  const name = operationOf(readDocument(document), textOf(payload['operationName']));
  const variables = payload['variables'];
  return name === undefined ? undefined : { name, ...(isObject(variables) && { request: variables }) };
}

function hear(asked: Asked, payload: JsonObject): void {
  if (isObject(payload['data'])) asked.response ??= payload['data'];
  if (payload['errors'] !== undefined) asked.failed = true;
}
