import {
  LIMITS,
  type DecodedBody,
  type JsonValue,
  type TransactionRequest,
  type TransactionResponse,
} from '../../model/index.ts';
import { parseJson } from '../http/json.ts';
import { bodyText, isFine, isList, isObject, type JsonObject, type Spoken } from '../lib/index.ts';
import { eventValues } from '../sse/index.ts';

export interface RpcCall {
  readonly method: string;
  readonly params: JsonValue | undefined;
  /** Undefined: a notification, which gets no answer. */
  readonly id: string | undefined;
  readonly version: '1' | '2';
}

export interface RpcAnswer {
  readonly result?: JsonValue;
  readonly error?: JsonValue;
}

/** Names as programs have them: `eth_call`, `wallet.transfer`, `textDocument/hover`, `system.listMethods`, `$/cancel`. */
const METHOD = /^[A-Za-z_$][\w$.:/#-]{0,127}$/;
/** Members of version 1, where nothing says JSON-RPC: not one more may stand there. */
const FIRST = new Set(['method', 'params', 'id', 'version', 'jsonrpc']);

/**
 * The calls of a request: one, a batch, or parameters of a GET. None where the request is not JSON-RPC; version 1 says so
 * by its form alone, so there an answer, if there is one to look at, must have the form as well.
 */
export function readRpcCalls({ request, response }: Spoken): readonly RpcCall[] {
  const given = request.head.method === 'POST' ? jsonOf(request.body) : fromQuery(request);
  if (given === undefined) return [];
  const list = isList(given) ? given.slice(0, LIMITS.operationsPerRequest) : [given];
  const calls: RpcCall[] = [];
  for (const one of list) {
    if (!isObject(one)) return [];
    const call = callOf(one);
    if (call !== undefined) calls.push(call);
    // A client answers its server by the same door.
    else if (one['jsonrpc'] !== '2.0') return [];
  }
  return isAnswered(calls, response) ? calls : [];
}

/** Whether the answer, as far as there is one to look at, is one to these calls. */
function isAnswered(calls: readonly RpcCall[], response: TransactionResponse | undefined): boolean {
  if (response === undefined) return true;
  const surely = calls.every(({ version }) => version === '2');
  if (calls.every(({ id }) => id === undefined)) return surely || response.body.kind === 'none';
  const answers = readRpcAnswers(response);
  if (calls.some(({ id }) => id !== undefined && answers.has(id))) return true;
  // What stands before a server (a gateway, a login) fails in its own words; bodies are not always there to be read.
  return surely && (!isFine(response) || answers.has(UNREADABLE) || saysNothing(response));
}

function saysNothing({ body, contentType }: TransactionResponse): boolean {
  if (body.kind === 'json') return isObject(body.value) && Object.keys(body.value).length === 0;
  return body.kind === 'none' || body.kind === 'unread' || contentType === 'text/event-stream';
}

const jsonOf = (body: DecodedBody): JsonValue | undefined => (body.kind === 'json' ? body.value : undefined);

function callOf(given: JsonObject): RpcCall | undefined {
  const { method, params, id } = given;
  if (typeof method !== 'string' || !METHOD.test(method)) return undefined;
  const key = id === undefined || id === null ? undefined : String(typeof id === 'object' ? '' : id);
  if (given['jsonrpc'] === '2.0') {
    return params === undefined || typeof params === 'object' ? { method, params, id: key, version: '2' } : undefined;
  }
  const isFirst = isList(params) && 'id' in given && Object.keys(given).every((name) => FIRST.has(name));
  return isFirst ? { method, params, id: key, version: '1' } : undefined;
}

/** JSON-RPC over HTTP by GET: `?jsonrpc=2.0&method=sum&params=[1,2]&id=1`. */
function fromQuery(request: TransactionRequest): JsonValue | undefined {
  if (request.head.method !== 'GET' || !request.query.includes('jsonrpc=')) return undefined;
  const given: Record<string, JsonValue> = Object.fromEntries(request.queryPairs);
  const params = given['params'];
  const parsed = typeof params === 'string' ? parseJson(params) : undefined;
  if (parsed !== undefined && 'value' in parsed) given['params'] = parsed.value;
  else delete given['params'];
  return given;
}

/** Id under which the failure of a request that could not be read stands: it has none, or null. */
export const UNREADABLE = '';

/** Answers by the id of their call, from JSON or from an event stream. */
export function readRpcAnswers(response: TransactionResponse | undefined): ReadonlyMap<string, RpcAnswer> {
  const answers = new Map<string, RpcAnswer>();
  if (response === undefined) return answers;
  const values =
    response.contentType === 'text/event-stream'
      ? eventValues(bodyText(response.body) ?? '')
      : [jsonOf(response.body) ?? null];
  for (const one of values.flatMap((value) => (isList(value) ? value : [value]))) {
    if (!isObject(one)) continue;
    const { id, result, error } = one;
    if (result === undefined && error === undefined) continue;
    const key = typeof id === 'string' || typeof id === 'number' ? String(id) : UNREADABLE;
    if (key === UNREADABLE && error === undefined) continue;
    answers.set(key, {
      ...(result !== undefined && result !== null && { result }),
      ...(error !== undefined && error !== null && { error }),
    });
  }
  return answers;
}

/** Parse error, invalid request, method not found: the server knows no such call (JSON-RPC 2.0 §5.1). */
export function isRejection(error: JsonValue | undefined): boolean {
  const code = isObject(error) ? error['code'] : undefined;
  return code === -32700 || code === -32600 || code === -32601;
}
