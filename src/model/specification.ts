import type { AuthScheme } from './inventory.ts';
import type { OperationRef } from './operation.ts';

/** What an API's owner says it does, read from a document, and what traffic says, in one form so that they compare. */

export const SPECIFICATION_FORMATS = [
  'openapi-2',
  'openapi-3.0',
  'openapi-3.1',
  'graphql',
  'wsdl',
  'protobuf',
] as const;
export type SpecificationFormat = (typeof SPECIFICATION_FORMATS)[number];

/** A parameter or a place in a body: `page`, `$.items[].price`. */
export interface ContractField {
  readonly place: 'path' | 'query' | 'header' | 'cookie' | 'request' | 'response';
  /** Status class `2xx` or `default`; only where place is `response`. */
  readonly status?: string;
  /** Names as in `FieldStats`. */
  readonly name: string;
  /** JSON types, sorted; none means any. */
  readonly types: readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly required: boolean;
  /** What stands below it is not described: anything goes there. */
  readonly open?: true;
}

/** One operation as promised or as seen. */
export interface OperationContract {
  readonly method: string;
  /** `HOST` or `HOST:PORT` in lower case; absent: any host. */
  readonly host?: string;
  /**
   * Path with parameters in braces: below a base path of the document's servers, or the whole one where it was learned;
   * '' where the protocol has no path of its own.
   */
  readonly template: string;
  /** Absent: plain HTTP. */
  readonly operation?: OperationRef;
  /** The author's name for it: operationId, field, method. */
  readonly name?: string;
  readonly deprecated?: true;
  /** Milliseconds since the epoch from which it is announced to be gone. */
  readonly sunset?: number;
  readonly fields: readonly ContractField[];
  /** `200`, `4XX`, `default`; sorted. */
  readonly statuses: readonly string[];
  /** Absent: nothing is said about it. */
  readonly security?: { readonly required: boolean; readonly schemes: readonly AuthScheme[] };
  /** Fields beyond the bound were left out: their absence says nothing. */
  readonly partial?: true;
}

export interface SpecificationServer {
  /** Absent: the document names none. `*.example.com` where a part of it is variable. */
  readonly host?: string;
  /** '' or `/v1`. */
  readonly basePath: string;
}

export interface Specification {
  /** `S-` and a hash of the content: the same document has the same id. */
  readonly id: string;
  /** What its versions have in common. */
  readonly family: string;
  readonly title: string;
  readonly version: string;
  readonly format: SpecificationFormat;
  /** Name of the file it was read from. */
  readonly file: string;
  readonly sha256: string;
  readonly importedAt: number;
  readonly owner?: string;
  readonly servers: readonly SpecificationServer[];
  readonly operations: readonly OperationContract[];
  /** What could not be read or contradicts itself, each with its place; bounded. */
  readonly problems: readonly string[];
}
