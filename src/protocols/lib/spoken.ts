import type {
  JsonValue,
  RecognisedOperation,
  TransactionRequest,
  TransactionResponse,
  WireMessage,
} from '../../model/index.ts';

/** What a recogniser is shown of an exchange. On the hot path there is only the request. */
export interface Spoken {
  readonly request: TransactionRequest;
  readonly response?: TransactionResponse | undefined;
  /** What went over an upgraded connection. */
  readonly messages?: readonly WireMessage[] | undefined;
  /** Only the name is asked for: arguments need not be read. */
  readonly nameOnly?: boolean;
  readonly grpcTypes?: GrpcTypes | undefined;
}

/** Message types of gRPC methods, where their descriptions are at hand. */
export interface GrpcTypes {
  /** The message as JSON by the names of its members; undefined when the method is unknown or the bytes do not fit. */
  read(method: string, side: 'request' | 'response', message: Uint8Array): JsonValue | undefined;
}

/** Undefined or none: not this protocol. Never throws. */
export type Recogniser = (spoken: Spoken) => readonly RecognisedOperation[] | undefined;

export type JsonObject = { readonly [key: string]: JsonValue };

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

export const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Text of a body that was read as text, markup, or not at all. */
export function bodyText(body: TransactionRequest['body']): string | undefined {
  return 'text' in body ? body.text : undefined;
}

/** An answer that is no error by its status; true when there is none to look at. */
export const isFine = (response: TransactionResponse | undefined): boolean =>
  response === undefined || response.head.status < 400;
