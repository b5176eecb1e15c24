import type { JsonValue, TransactionRequest, TransactionResponse } from '../model/index.ts';
import { countCredentials, mergeCredentials, type AuthCounts, type Credential } from './authentication.ts';
import { addValue, mergeSchema, newSchema, type SchemaSink, type SchemaNode } from './schema.ts';
import { pairsValue } from './scalar.ts';
import { isAnswered } from './traffic-kind.ts';
import { xmlValue } from './xml-value.ts';

/** All that was seen of one method at one path. Mergeable: counts add up, sets are bounded. */
export interface Operation {
  requests: number;
  firstSeen: number;
  lastSeen: number;
  /** Of the requests, those with an answer below 400. */
  live: number;
  readonly statuses: Map<number, number>;
  readonly auth: AuthCounts;
  readonly requestTypes: Map<string, number>;
  readonly responseTypes: Map<string, number>;
  /** Query parameters as the properties of one object. */
  query: SchemaNode;
  request?: SchemaNode;
  /** By status class: 2 for 2xx. */
  readonly responses: Map<number, SchemaNode>;
  /** Ids under which it was published, the present one first. */
  ids: readonly string[];
}

/** Former ids kept. */
export const FORMER_IDS = 16;

export const newOperation = (time: number): Operation => ({
  requests: 0,
  firstSeen: time,
  lastSeen: time,
  live: 0,
  statuses: new Map(),
  auth: new Map(),
  requestTypes: new Map(),
  responseTypes: new Map(),
  query: newSchema(),
  responses: new Map(),
  ids: [],
});

/** One transaction, as far as an operation is concerned. */
export interface Sighting {
  readonly time: number;
  readonly status: number;
  readonly credentials: readonly Credential[];
  readonly query: readonly (readonly [string, string])[];
  readonly request?: TransactionRequest | undefined;
  readonly response?: TransactionResponse | undefined;
  readonly weight: number;
}

/** Adds one transaction that is an API call or an error. */
export function addSighting(operation: Operation, sighting: Sighting, sink: SchemaSink): void {
  const { time, status, weight } = sighting;
  operation.requests += weight;
  if (time < operation.firstSeen) operation.firstSeen = time;
  if (time > operation.lastSeen) operation.lastSeen = time;
  const live = isAnswered(status);
  if (live) operation.live += weight;
  bump(operation.statuses, status, weight);
  if (sighting.response !== undefined && sighting.response.contentType !== '')
    bump(operation.responseTypes, sighting.response.contentType, weight);
  const accepted = status >= 200 && status < 300;
  countCredentials(operation.auth, sighting.credentials, accepted, weight);
  if (live) addQuery(operation, sighting, sink);
  if (sighting.request !== undefined) addRequest(operation, sighting.request, accepted, weight, sink);
  if (sighting.response !== undefined) addResponse(operation, sighting.response, status, weight, sink);
}

/** Names that carry the credential are authentication, not parameters. */
function addQuery(operation: Operation, sighting: Sighting, sink: SchemaSink): void {
  const credentials = new Set<string>();
  for (const credential of sighting.credentials) if (credential.location === 'query') credentials.add(credential.name);
  const parameters =
    credentials.size === 0 ? sighting.query : sighting.query.filter(([name]) => !credentials.has(name));
  addValue(operation.query, pairsValue(parameters), '', sighting.weight, sink);
}

function addRequest(
  operation: Operation,
  request: TransactionRequest,
  accepted: boolean,
  weight: number,
  sink: SchemaSink,
): void {
  const body = request.body;
  if (body.kind === 'none') return;
  if (request.contentType !== '') bump(operation.requestTypes, request.contentType, weight);
  // What was refused may be malformed on purpose: only the accepted ones say what the endpoint takes.
  const value = accepted ? bodyValue(body) : undefined;
  if (value !== undefined) addValue((operation.request ??= newSchema()), value, '', weight, sink);
}

function addResponse(
  operation: Operation,
  response: TransactionResponse,
  status: number,
  weight: number,
  sink: SchemaSink,
): void {
  const value = bodyValue(response.body);
  if (value === undefined) return;
  const statusClass = Math.trunc(status / 100);
  let schema = operation.responses.get(statusClass);
  if (schema === undefined) operation.responses.set(statusClass, (schema = newSchema()));
  addValue(schema, value, '', weight, sink);
}

/** A body as one JSON-like value; undefined where its structure cannot be read. */
function bodyValue(body: TransactionRequest['body']): JsonValue | undefined {
  switch (body.kind) {
    case 'json':
      return body.value;
    case 'form':
      return pairsValue(body.pairs);
    case 'multipart':
      return pairsValue([...body.pairs, ...body.files.map((file) => [file.name, ''] as const)]);
    case 'xml':
      return xmlValue(body.text);
    default:
      return undefined;
  }
}

/** Adds all that `from` saw to `into`; `from` stays as it is. */
export function mergeOperation(into: Operation, from: Operation): void {
  into.requests += from.requests;
  into.firstSeen = Math.min(into.firstSeen, from.firstSeen);
  into.lastSeen = Math.max(into.lastSeen, from.lastSeen);
  into.live += from.live;
  for (const [status, count] of from.statuses) bump(into.statuses, status, count);
  for (const [type, count] of from.requestTypes) bump(into.requestTypes, type, count);
  for (const [type, count] of from.responseTypes) bump(into.responseTypes, type, count);
  mergeCredentials(into.auth, from.auth);
  mergeSchema(into.query, from.query);
  if (from.request !== undefined) mergeSchema((into.request ??= newSchema()), from.request);
  for (const [statusClass, schema] of from.responses) {
    let own = into.responses.get(statusClass);
    if (own === undefined) into.responses.set(statusClass, (own = newSchema()));
    mergeSchema(own, schema);
  }
  into.ids = [...new Set([...into.ids, ...from.ids])].slice(0, FORMER_IDS);
}

function bump<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
