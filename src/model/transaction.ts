import type { Body, RequestHead, ResponseHead } from './exchange.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Where a value stands in a transaction. */
export const PARTS = ['path', 'query', 'header', 'cookie', 'body', 'response'] as const;
export type Part = (typeof PARTS)[number];

/**
 * A decoded body. `kind` is decided by content type first and by content where the type is missing or wrong;
 * `unread` names why it could not be read whole (too large, too deep, malformed, compressed beyond the bound); its
 * `text`, where there is any, is what detectors can still look at.
 */
export type DecodedBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'form'; readonly pairs: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'multipart';
      readonly pairs: readonly (readonly [string, string])[];
      readonly files: readonly {
        readonly name: string;
        readonly fileName: string;
        readonly contentType: string;
        readonly size: number;
      }[];
    }
  | { readonly kind: 'xml'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unread'; readonly reason: UnreadReason; readonly text?: string };

export type UnreadReason = 'too-large' | 'too-deep' | 'too-many-values' | 'malformed' | 'encoding';

/** A request, decoded once. Getters decode on first use and keep the result; nothing here throws on hostile input. */
export interface TransactionRequest {
  readonly head: RequestHead;
  /** Path as on the wire, without query. */
  readonly path: string;
  /** Query as on the wire without '?', or ''. */
  readonly query: string;
  readonly rawBody: Body;
  /** Media type in lower case without parameters, or ''. */
  readonly contentType: string;
  /** First value of a header by lower-case name. */
  header(name: string): string | undefined;
  /** Percent-decoded query pairs in order, duplicates kept; '+' is a space. */
  readonly queryPairs: readonly (readonly [string, string])[];
  readonly cookies: readonly (readonly [string, string])[];
  readonly body: DecodedBody;
}

export interface TransactionResponse {
  readonly head: ResponseHead;
  readonly rawBody: Body;
  readonly contentType: string;
  header(name: string): string | undefined;
  readonly body: DecodedBody;
}

/** One leaf value with its place. `name` is the key or a path such as `items[].price`; `value` is text as the application would read it. */
export interface Leaf {
  readonly part: Part;
  readonly name: string;
  readonly value: string;
  /** The value is a name itself: a key, a parameter's name. */
  readonly isName?: true;
}
