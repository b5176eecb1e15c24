import type { JsonValue } from './transaction.ts';

/** How an API is spoken. `rest` is a plain method and path; the others carry the operation in headers, body or frames. */
export const PROTOCOLS = [
  'rest',
  'graphql',
  'soap',
  'grpc',
  'grpc-web',
  'json-rpc',
  'xml-rpc',
  'mcp',
  'websocket',
  'sse',
  'action',
] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Which operation of a protocol, e.g. graphql `query:GetReport`, grpc `pkg.Service/Method`, mcp `tools/call:search`. */
export interface OperationRef {
  readonly protocol: Protocol;
  readonly name: string;
}

/** An operation recognised in one exchange. A batch has several. */
export interface RecognisedOperation extends OperationRef {
  /** What the operation was given and what it answered, as JSON values by name; absent when unknown. */
  readonly request?: JsonValue;
  readonly response?: JsonValue;
  /** The protocol's own word that it failed, whatever the HTTP status said. */
  readonly failed?: boolean;
}
