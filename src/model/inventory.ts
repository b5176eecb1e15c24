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

export const AUTH_SCHEMES = ['none', 'basic', 'bearer', 'jwt', 'api-key', 'cookie', 'mtls', 'other'] as const;
export type AuthScheme = (typeof AUTH_SCHEMES)[number];

export interface AuthUse {
  readonly scheme: AuthScheme;
  readonly location: 'header' | 'query' | 'cookie' | 'tls' | '-';
  readonly name: string;
  readonly requests: number;
  /** 2xx answers to requests with it. */
  readonly accepted: number;
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
  readonly minimum?: number;
  readonly maximum?: number;
  /** Data classes with counts. */
  readonly classes: Readonly<Record<string, number>>;
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
  readonly operation?: { readonly protocol: string; readonly name: string };
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
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
  }[];
}
