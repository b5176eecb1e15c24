import type { RequestContext } from '../detect/index.ts';
import type { CarriedToken, GraphqlShape, TransactionRequest } from '../model/index.ts';
import { measureGraphql } from '../protocols/graphql/index.ts';
import { readTokens } from '../protocols/http/index.ts';

/** What the protocols make of a request, each read when a rule first asks for it. */
export const createContext = (request: TransactionRequest): RequestContext => new ReadOnUse(request);

class ReadOnUse implements RequestContext {
  readonly #request: TransactionRequest;
  /** Null once it was looked for and there is none. */
  #graphql: GraphqlShape | null | undefined;
  #tokens: readonly CarriedToken[] | undefined;

  constructor(request: TransactionRequest) {
    this.#request = request;
  }

  get tokens(): readonly CarriedToken[] {
    return (this.#tokens ??= readTokens(this.#request));
  }

  get graphql(): GraphqlShape | undefined {
    if (this.#graphql === undefined) this.#graphql = measureGraphql(this.#request) ?? null;
    return this.#graphql ?? undefined;
  }
}
