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

/** What a GraphQL request asks of a server, counted over all documents of the request. */
export interface GraphqlShape {
  /** Calls in one batch. */
  readonly calls: number;
  /** Deepest selection with fragments followed; `cyclic` when a fragment spreads itself. */
  readonly depth: number;
  readonly cyclic: boolean;
  /** Fields selected, fragments followed each time they are spread, up to the bound of the count. */
  readonly fields: number;
  readonly aliases: number;
  /** How often the most repeated field of one selection set is asked for. */
  readonly repeated: number;
  readonly repeatedField: string;
  /** Directives of the request, and most on one field. */
  readonly directives: number;
  readonly directivesOnOne: number;
  /** Fields of the introspection system selected (`__schema`, `__type`); `__typename` is what every client asks. */
  readonly introspection: number;
  /** Mutations asked for by GET, or in a form: what a foreign page can send. */
  readonly crossSite: boolean;
  /** Larger than the bound or damaged: not measured. */
  readonly unread: 'too-large' | 'malformed' | undefined;
}
