import type { JsonValue } from './transaction.ts';

/**
 * How an API is spoken. `rest` is a plain method and path; the others carry the operation in headers, body or frames. `grpc`
 * is all that calls a service's methods by path (gRPC, gRPC-Web, Connect, Twirp): one operation, whatever the dialect.
 */
export const PROTOCOLS = [
  'rest',
  'graphql',
  'soap',
  'grpc',
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

/** A tool as its MCP server describes it to models. Bounded; the schemas are JSON Schema as the server sent them. */
export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
}

/** An operation recognised in one exchange. A batch has several. */
export interface RecognisedOperation extends OperationRef {
  /** What the operation was given and what it answered, as JSON values by name; absent when unknown. */
  readonly request?: JsonValue;
  readonly response?: JsonValue;
  /** The protocol's own word that it failed, whatever the HTTP status said. */
  readonly failed?: boolean;
  /** The server knows no such operation or took it for malformed: its name is the client's word alone. */
  readonly rejected?: true;
  /** What a server offers; only of an MCP `tools/list`. */
  readonly tools?: readonly ToolDefinition[];
}
