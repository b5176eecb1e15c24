import type { JsonValue } from './transaction.ts';

/** A JSON Web Token that a request carries, decoded and not verified (RFC 7519). */
export interface CarriedToken {
  readonly part: 'header' | 'cookie' | 'query' | 'body';
  /** Header, cookie or parameter it stands in. */
  readonly name: string;
  /** As sent: a secret. */
  readonly raw: string;
  readonly header: Readonly<Record<string, JsonValue>>;
  /** Undefined where the payload is no JSON object. */
  readonly claims: Readonly<Record<string, JsonValue>> | undefined;
}

/** What a GraphQL request asks of a server, over all documents of the request, fragments followed. */
export interface GraphqlShape {
  /** Calls in one batch, and how many of them are the same as another, variables included. */
  readonly calls: number;
  readonly identical: number;
  /** Deepest selection. */
  readonly depth: number;
  /** A fragment spreads itself, however far around. */
  readonly cyclic: boolean;
  /** Fields selected, each time a fragment is spread anew; counted up to a bound. */
  readonly fields: number;
  /** How often the most repeated field of one selection is asked for under different names. */
  readonly repeated: number;
  readonly repeatedField: string;
  /** Directives of one field, at most. */
  readonly directives: number;
  /** `__schema` selected, or the types of introspection named in fragments; `__type` by name. */
  readonly introspection: number;
  readonly typeLookups: number;
  readonly mutation: boolean;
  /** A document that is none: no definition begins it, or it does not lex to its end. */
  readonly malformed: boolean;
}
