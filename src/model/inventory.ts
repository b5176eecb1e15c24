import type { OperationRef, ToolDefinition } from './operation.ts';

/** The inventory as records: what analysis learns and stores, the console shows, the gateway matches by. */

/** Why a segment of a template is a literal or a parameter: evidence with counts, readable as it stands. */
export interface SegmentReason {
  readonly segment: string;
  readonly kind: 'literal' | 'parameter' | 'version' | 'base';
  /** Name of the parameter, without braces. */
  readonly parameter?: string;
  /** Type of the values: integer, uuid, slug, word, date … */
  readonly type?: string;
  readonly distinct: number;
  readonly observations: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly because: readonly string[];
  /** Masked examples, bounded. */
  readonly examples: readonly string[];
}

export const AUTH_SCHEMES = [
  'none',
  'basic',
  'bearer',
  'jwt',
  'api-key',
  'cookie',
  'mtls',
  'digest',
  'signature',
  'other',
] as const;
export type AuthScheme = (typeof AUTH_SCHEMES)[number];

export interface AuthUse {
  readonly scheme: AuthScheme;
  readonly location: 'header' | 'query' | 'cookie' | 'tls' | '-';
  readonly name: string;
  readonly requests: number;
  /** 2xx answers to requests with it. */
  readonly accepted: number;
  /** What the tokens say of themselves, where they can be read. */
  readonly token?: TokenFacts;
}

/** Facts of the tokens seen: counts by value, bounded; nothing that names a person. */
export interface TokenFacts {
  readonly kind: 'jwt' | 'opaque';
  readonly algorithms: Readonly<Record<string, number>>;
  readonly issuers: Readonly<Record<string, number>>;
  readonly audiences: Readonly<Record<string, number>>;
  readonly scopes: Readonly<Record<string, number>>;
  /** Seconds from `iat` (or the request) to `exp`; absent when no token says when it ends. */
  readonly lifetime?: { readonly minimum: number; readonly maximum: number };
  readonly withoutExpiry: number;
}

/** What an endpoint is to its owner, each with the rule that said so and its evidence. */
export const ENDPOINT_CLASSES = [
  'managed',
  'unmanaged',
  'shadow',
  'zombie',
  'orphan',
  'third-party',
  'internal',
  'external',
  'deprecated',
] as const;
export type EndpointClass = (typeof ENDPOINT_CLASSES)[number];

export interface Classification {
  readonly class: EndpointClass;
  readonly rule: string;
  readonly because: readonly string[];
}

export interface Owner {
  readonly name: string;
  /** `owners-file:LINE`, `label`, `console` … */
  readonly from: string;
}

/** Requests by where they came from, as far as it was known, and what the answers announced. */
export interface EndpointUse {
  /** From addresses that are not routed on the internet, and from others. */
  readonly inside: number;
  readonly outside: number;
  /** Requests of our own to it. */
  readonly outbound: number;
  /** Answers with a `Deprecation` or `Sunset` header. */
  readonly deprecated: number;
  /** From when it is deprecated, and from when it will be gone: milliseconds since the epoch. */
  readonly since?: number;
  readonly sunset?: number;
}

/** A field of a body or a parameter, by place: `$.items[].price`, `page`. */
export interface FieldStats {
  readonly place: 'path' | 'query' | 'header' | 'request' | 'response';
  /** Status class of the answers it stands in, `2xx`; only where place is `response`. */
  readonly status?: string;
  readonly name: string;
  readonly types: Readonly<Record<string, number>>;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly present: number;
  /** How often the surrounding object was seen: present = outOf means required so far. */
  readonly outOf: number;
  /** Range of the numbers and of the strings' lengths seen; absent where a data class was found: a bound is a value. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minimumLength?: number;
  readonly maximumLength?: number;
  /** Data classes with counts. */
  readonly classes: Readonly<Record<string, number>>;
  /** Of each class, 0 to 1: that data of it stands here. */
  readonly confidence?: Readonly<Record<string, number>>;
  readonly example?: string;
}

export interface Endpoint {
  /** Permanent: `E-` and a hash of the first template; survives relearning through `formerIds`. */
  readonly id: string;
  readonly formerIds: readonly string[];
  readonly api: string;
  readonly method: string;
  readonly host: string;
  readonly template: string;
  readonly segments: readonly SegmentReason[];
  /** Absent: plain HTTP, all that is done at the place but for the operations that have endpoints of their own. */
  readonly operation?: OperationRef;
  /** Of an operation its calls: a batch counts once for each that it carries. */
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Calls that the protocol itself said had failed, whatever the status; absent: none. */
  readonly failed?: number;
  /** What an MCP server offers, as it last described it; only of its `tools/list`. */
  readonly tools?: readonly ToolDefinition[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly auth: readonly AuthUse[];
  readonly fields: readonly FieldStats[];
  /** Data classes anywhere in it, with field counts. */
  readonly dataClasses: Readonly<Record<string, number>>;
  readonly requestContentTypes: Readonly<Record<string, number>>;
  readonly responseContentTypes: Readonly<Record<string, number>>;
  /** 0 to 1: how sure the template is. */
  readonly confidence: number;
  /** Whether requests without credentials are answered like those with. */
  readonly anonymous?: {
    readonly requests: number;
    readonly accepted: number;
    readonly answers: 'same' | 'different' | 'unknown';
  };
  /** Who calls it, and what its answers say about its end. */
  readonly use?: EndpointUse;
  readonly classes?: readonly Classification[];
  readonly owner?: Owner;
}

export interface Api {
  readonly id: string;
  readonly host: string;
  readonly basePath: string;
  readonly endpoints: number;
  readonly requests: number;
}

/** What the hot path matches by: enough to build the trie, nothing else. */
export interface InventorySnapshot {
  readonly version: number;
  readonly endpoints: readonly {
    readonly id: string;
    readonly method: string;
    readonly host: string;
    readonly template: string;
    readonly operation?: OperationRef;
  }[];
}
