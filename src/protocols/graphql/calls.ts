import { LIMITS, type JsonValue, type TransactionRequest } from '../../model/index.ts';
import { parseJson } from '../http/json.ts';
import { isList, isObject, textOf, type JsonObject } from '../lib/index.ts';

/** One call as a client asks for it. A document, a stored document's id, or both. */
export interface GraphqlCall {
  readonly document: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: JsonValue | undefined;
  readonly stored: string | undefined;
  /** The id stands where only GraphQL puts one. */
  readonly storedSurely: boolean;
  /** Members that no GraphQL request has: somebody else's JSON, perhaps. */
  readonly strange: boolean;
}

/** Names under which clients send the id of a stored document, and names for it that anybody uses. */
const STORED = ['documentId', 'document_id', 'doc_id', 'docId', 'queryId', 'query_id', 'queryHash'];
const COMMON = ['hash', 'id'];
const MEMBERS = new Set([...STORED, ...COMMON, 'query', 'variables', 'operationName', 'extensions', 'opname', 'type']);
/** Ids of stored documents: digests, Relay's numbers, names such as `sha256:…` or `client/version/name`. */
const STORED_ID = /^[\w:./+=-]{8,160}$/;

/** The calls of a request, at most `LIMITS.operationsPerRequest`; none where nothing of it could be one. */
export function readCalls(request: TransactionRequest): readonly GraphqlCall[] {
  if (request.head.method === 'GET' || request.head.method === 'HEAD') return fromPairs(request.queryPairs);
  if (request.head.method !== 'POST') return [];
  const { body } = request;
  switch (body.kind) {
    case 'json':
      return fromValue(body.value);
    case 'form':
      return fromPairs(body.pairs);
    case 'multipart':
      return fromUpload(body.pairs);
    case 'text':
      return request.contentType === 'application/graphql' ? fromText(body.text, request) : [];
    default:
      return [];
  }
}

function fromValue(value: JsonValue): readonly GraphqlCall[] {
  const list = isList(value) ? value.slice(0, LIMITS.operationsPerRequest) : [value];
  const calls: GraphqlCall[] = [];
  for (const one of list) {
    const call = isObject(one) ? fromObject(one) : undefined;
    if (call === undefined) return [];
    calls.push(call);
  }
  return calls;
}

function fromObject(given: JsonObject): GraphqlCall | undefined {
  const document = textOf(given['query']);
  const persisted = persistedHash(given['extensions']);
  const variables = given['variables'];
  // An id alone is a REST call; beside variables it may be a stored document's.
  const sure = persisted ?? (isObject(variables) ? firstId(given, STORED) : undefined);
  const stored = sure ?? (isObject(variables) ? firstId(given, COMMON) : undefined);
  if (document === undefined && stored === undefined) return undefined;
  return {
    document,
    operationName: textOf(given['operationName']),
    variables: isObject(variables) ? variables : undefined,
    stored,
    storedSurely: sure !== undefined,
    strange: Object.keys(given).some((key) => !MEMBERS.has(key)),
  };
}

/** Automatic persisted queries, as Apollo's clients and most servers have them. */
function persistedHash(extensions: JsonValue | undefined): string | undefined {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined;
  return isObject(persisted) ? storedId(persisted['sha256Hash']) : undefined;
}

const firstId = (given: JsonObject, names: readonly string[]): string | undefined =>
  names.map((name) => storedId(given[name])).find((id) => id !== undefined);

const storedId = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && STORED_ID.test(value) ? value : undefined;

/** The same members as parameters; objects are JSON texts there. */
function fromPairs(pairs: readonly (readonly [string, string])[]): readonly GraphqlCall[] {
  const given: Record<string, JsonValue> = {};
  for (const [name, value] of pairs) {
    if (!MEMBERS.has(name)) continue;
    given[name] = name === 'variables' || name === 'extensions' ? jsonOf(value) : value;
  }
  const call = fromObject(given);
  return call === undefined ? [] : [call];
}

/** Files with a GraphQL call (the multipart request specification): the call stands in the part `operations`. */
function fromUpload(pairs: readonly (readonly [string, string])[]): readonly GraphqlCall[] {
  const operations = pairs.find(([name]) => name === 'operations')?.[1];
  if (operations === undefined || !pairs.some(([name]) => name === 'map')) return [];
  return fromValue(jsonOf(operations));
}

function fromText(text: string, { queryPairs }: TransactionRequest): readonly GraphqlCall[] {
  const parameters = new Map(queryPairs);
  const variables = jsonOf(parameters.get('variables') ?? '');
  return [
    {
      document: text,
      operationName: textOf(parameters.get('operationName')),
      variables: isObject(variables) ? variables : undefined,
      stored: undefined,
      storedSurely: false,
      strange: false,
    },
  ];
}

function jsonOf(text: string): JsonValue {
  const parsed = parseJson(text);
  return 'value' in parsed ? parsed.value : null;
}
