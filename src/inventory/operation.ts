import { bump } from './bump.ts';
import {
  LIMITS,
  type RecognisedOperation,
  type ToolDefinition,
  type TransactionRequest,
  type TransactionResponse,
} from '../model/index.ts';
import { addAnswer, mergeAnswers, newAnswersByCredential, type AnswersByCredential } from './answers.ts';
import { countCredentials, mergeCredentials, type AuthCounts, type Credential } from './authentication.ts';
import { addBody } from './body-value.ts';
import { addValue, mergeSchema, newSchema, type SchemaSink, type SchemaNode } from './schema.ts';
import { pairsValue } from './scalar.ts';
import { isNamedByPlace } from './operation-key.ts';
import { isAnswered } from './traffic-kind.ts';
import { addUse, mergeUse, type UseCounts } from './use.ts';

/** All that was seen of one method at one path, or of one operation there. Mergeable: counts add up, sets are bounded. */
export interface Operation {
  requests: number;
  firstSeen: number;
  lastSeen: number;
  /** Of the requests, those with an answer below 400. */
  live: number;
  readonly statuses: Map<number, number>;
  /** Requests that the protocol itself called failed, whatever the status. */
  failed?: number;
  /** By name; only of an operation that lists them. */
  tools?: Map<string, ToolDefinition>;
  readonly auth: AuthCounts;
  readonly requestTypes: Map<string, number>;
  readonly responseTypes: Map<string, number>;
  /** Query parameters as the properties of one object. */
  query: SchemaNode;
  /** Custom request headers, by lower-case name, likewise. */
  headers?: SchemaNode;
  /** How requests with and without credentials were answered. */
  readonly answers: AnswersByCredential;
  request?: SchemaNode;
  /** By status class: 2 for 2xx. */
  readonly responses: Map<number, SchemaNode>;
  /** Ids under which it was published, the present one first. */
  ids: readonly string[];
  use?: UseCounts;
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
  answers: newAnswersByCredential(),
  responses: new Map(),
  ids: [],
});

/** One transaction, as far as an operation is concerned. */
export interface Sighting {
  readonly time: number;
  readonly status: number;
  readonly credentials: readonly Credential[];
  readonly query: readonly (readonly [string, string])[];
  /** Custom headers: lower-case name and value. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly request?: TransactionRequest | undefined;
  readonly response?: TransactionResponse | undefined;
  readonly weight: number;
  /** The operation it is counted with; absent: plain HTTP. */
  readonly call?: RecognisedOperation;
  /** It asked for operations that the server does not know. */
  readonly rejected?: boolean;
  /** The answer could not be seen: what is asked with a credential is taken for real, and nothing is counted as answered. */
  readonly unseen?: boolean | undefined;
  /** Somebody wrote it down: it exists, whether it was ever sent or not. */
  readonly documented?: boolean | undefined;
  /** The caller's address, '' or absent when unknown, and whether the request was our own. */
  readonly address?: string | undefined;
  readonly outbound?: boolean | undefined;
}

/** Browsers send cookies along with everything, pages and pictures too. */
const isTrusted = ({ unseen, documented, credentials }: Sighting): boolean =>
  documented === true ||
  (unseen === true && credentials.some(({ scheme }) => scheme !== 'none' && scheme !== 'cookie'));

/** Whether it shows that the endpoint exists. */
export const isLive = (sighting: Sighting): boolean =>
  (isAnswered(sighting.status) && sighting.rejected !== true) || isTrusted(sighting);

/** Adds one transaction that is an API call or an error. */
export function addSighting(operation: Operation, sighting: Sighting, sink: SchemaSink): void {
  const { time, status, weight } = sighting;
  operation.requests += weight;
  if (time < operation.firstSeen) operation.firstSeen = time;
  if (time > operation.lastSeen) operation.lastSeen = time;
  operation.use = addUse(operation.use, sighting, weight);
  const live = isLive(sighting);
  if (live) operation.live += weight;
  if (sighting.unseen !== true) bump(operation.statuses, status, weight);
  if (sighting.response !== undefined && sighting.response.contentType !== '')
    bumpType(operation.responseTypes, sighting.response.contentType, weight);
  if (sighting.call?.failed === true) operation.failed = (operation.failed ?? 0) + weight;
  const accepted = status >= 100 && status < 300 && !isFailed(sighting);
  countCredentials(operation.auth, sighting.credentials, accepted, weight);
  const anonymous = sighting.credentials.every(({ scheme }) => scheme === 'none');
  if (sighting.unseen !== true)
    addAnswer(operation.answers[anonymous ? 'without' : 'with'], status, sighting.response, weight);
  if (live) addParameters(operation, sighting, sink);
  if (sighting.call !== undefined) return addCall(operation, sighting, sighting.call, sink);
  if (sighting.request !== undefined)
    addRequest(operation, sighting.request, accepted || isTrusted(sighting), weight, sink);
  if (sighting.response !== undefined) addResponse(operation, sighting.response, status, weight, sink);
}

const isFailed = ({ call, rejected }: Sighting): boolean => call?.failed === true || rejected === true;

/** Arguments and result of an operation; of the transport only the media types and, where it is a place, the query. */
function addCall(operation: Operation, sighting: Sighting, call: RecognisedOperation, sink: SchemaSink): void {
  const { status, weight, request } = sighting;
  if (request !== undefined && request.contentType !== '')
    bumpType(operation.requestTypes, request.contentType, weight);
  if (call.request !== undefined && !isFailed(sighting))
    addValue((operation.request ??= newSchema()), call.request, '', weight, sink);
  if (call.response !== undefined) {
    const statusClass = Math.trunc(status / 100);
    let schema = operation.responses.get(statusClass);
    if (schema === undefined) operation.responses.set(statusClass, (schema = newSchema()));
    addValue(schema, call.response, '', weight, sink);
  }
  for (const tool of call.tools ?? []) addTool((operation.tools ??= new Map()), tool);
}

/** The newest description counts; the one that was not listed for longest leaves when there are too many. */
function addTool(tools: Map<string, ToolDefinition>, tool: ToolDefinition): void {
  tools.delete(tool.name);
  tools.set(tool.name, tool);
  if (tools.size <= LIMITS.toolsPerEndpoint) return;
  for (const oldest of tools.keys()) {
    tools.delete(oldest);
    return;
  }
}

/** Names that carry the credential are authentication, not parameters. */
function addParameters(operation: Operation, sighting: Sighting, sink: SchemaSink): void {
  const credentials = new Set<string>();
  for (const credential of sighting.credentials) if (credential.location === 'query') credentials.add(credential.name);
  const { call } = sighting;
  const query = call === undefined || isNamedByPlace(call) ? sighting.query : [];
  const parameters = credentials.size === 0 ? query : query.filter(([name]) => !credentials.has(name));
  addValue(operation.query, pairsValue(parameters), '', sighting.weight, sink);
  if (sighting.headers !== undefined)
    addValue((operation.headers ??= newSchema()), pairsValue(sighting.headers), '', sighting.weight, sink);
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
  if (request.contentType !== '') bumpType(operation.requestTypes, request.contentType, weight);
  // What was refused may be malformed on purpose: only the accepted ones say what the endpoint takes.
  const schema = accepted ? addBody(operation.request, body, weight, sink) : undefined;
  if (schema !== undefined) operation.request = schema;
}

function addResponse(
  operation: Operation,
  response: TransactionResponse,
  status: number,
  weight: number,
  sink: SchemaSink,
): void {
  const statusClass = Math.trunc(status / 100);
  const schema = addBody(operation.responses.get(statusClass), response.body, weight, sink);
  if (schema !== undefined) operation.responses.set(statusClass, schema);
}

/** Adds all that `from` saw to `into`; `from` stays as it is. */
export function mergeOperation(into: Operation, from: Operation): void {
  into.requests += from.requests;
  into.firstSeen = Math.min(into.firstSeen, from.firstSeen);
  into.lastSeen = Math.max(into.lastSeen, from.lastSeen);
  into.live += from.live;
  if (from.failed !== undefined) into.failed = (into.failed ?? 0) + from.failed;
  for (const tool of from.tools?.values() ?? []) addTool((into.tools ??= new Map()), tool);
  for (const [status, count] of from.statuses) bump(into.statuses, status, count);
  for (const [type, count] of from.requestTypes) bumpType(into.requestTypes, type, count);
  for (const [type, count] of from.responseTypes) bumpType(into.responseTypes, type, count);
  mergeCredentials(into.auth, from.auth);
  mergeAnswers(into.answers, from.answers);
  mergeSchema(into.query, from.query);
  const use = mergeUse(into.use, from.use);
  if (use !== undefined) into.use = use;
  if (from.headers !== undefined) mergeSchema((into.headers ??= newSchema()), from.headers);
  if (from.request !== undefined) mergeSchema((into.request ??= newSchema()), from.request);
  for (const [statusClass, schema] of from.responses) {
    let own = into.responses.get(statusClass);
    if (own === undefined) into.responses.set(statusClass, (own = newSchema()));
    mergeSchema(own, schema);
  }
  into.ids = [...new Set([...into.ids, ...from.ids])].slice(0, FORMER_IDS);
}

/** Media types are the client's word. */
function bumpType(counts: Map<string, number>, type: string, by: number): void {
  if (counts.has(type) || counts.size < LIMITS.mediaTypes) bump(counts, type.slice(0, LIMITS.segmentChars), by);
}
