import type { CarriedToken, GraphqlShape } from '../model/index.ts';

/** What the protocols make of a request beyond its values. Read on first use, since most requests have nothing of it. */
export interface RequestContext {
  /** JSON Web Tokens where credentials stand. The same token gives the same object as long as it is remembered. */
  readonly tokens: readonly CarriedToken[];
  /** Undefined when it is no GraphQL request. */
  readonly graphql: GraphqlShape | undefined;
}

/** A request about which nothing more is known. */
export const NO_CONTEXT: RequestContext = { tokens: [], graphql: undefined };
