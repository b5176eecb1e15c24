import { LIMITS, type RecognisedOperation } from '../../model/index.ts';
import { outcomeOf, readRpcAnswers, readRpcCalls, type RpcAnswer, type RpcCall } from '../json-rpc/index.ts';
import { isObject, textOf, type Recogniser, type Spoken } from '../lib/index.ts';
import { readTools, toolName } from './tools.ts';

/** Methods that only MCP has (specification 2025-11-25 and before). `initialize` and `ping` others have as well. */
const METHODS = new Set(
  [
    'tools/list tools/call resources/list resources/read resources/templates/list resources/subscribe',
    'resources/unsubscribe prompts/list prompts/get completion/complete logging/setLevel',
    'sampling/createMessage elicitation/create roots/list notifications/initialized',
    'notifications/cancelled notifications/progress notifications/message',
    'notifications/roots/list_changed notifications/tools/list_changed notifications/prompts/list_changed',
    'notifications/resources/list_changed notifications/resources/updated tasks/get tasks/result',
    'tasks/list tasks/cancel',
  ].flatMap((line) => line.split(' ')),
);

/** MCP over HTTP: JSON-RPC whose headers or methods are MCP's. Answers come as JSON or as server-sent events. */
export const recogniseMcp: Recogniser = (spoken) => {
  const calls = readRpcCalls(spoken);
  if (calls.length === 0 || !isMcp(spoken, calls)) return undefined;
  const answers = readRpcAnswers(spoken.response);
  return calls.map((call) => operationOf(call, answers));
};

function isMcp({ request }: Spoken, calls: readonly RpcCall[]): boolean {
  if (request.header('mcp-session-id') !== undefined || request.header('mcp-protocol-version') !== undefined)
    return true;
  return calls.every(
    ({ method, params }) =>
      METHODS.has(method) || (method === 'initialize' && isObject(params) && 'protocolVersion' in params),
  );
}

function operationOf(call: RpcCall, answers: ReadonlyMap<string, RpcAnswer>): RecognisedOperation {
  const { request, response, ...outcome } = outcomeOf(call, answers);
  const failedTool = isObject(response) && response['isError'] === true;
  const tools = call.method === 'tools/list' ? readTools(response) : [];
  const given = argumentsOf(call) ?? request;
  return {
    protocol: 'mcp',
    name: nameOf(call).slice(0, LIMITS.operationNameChars),
    ...outcome,
    ...(failedTool && { failed: true }),
    ...(failedTool && isUnknownTool(response) && { rejected: true as const }),
    ...(isUnknownTarget(call, answers) && { rejected: true as const }),
    ...(given !== undefined && { request: given }),
    ...(response !== undefined && !failedTool && { response }),
    ...(tools.length > 0 && { tools }),
  };
}

/** What is called by name is an operation of its own: a tool, a prompt, a resource. */
function nameOf({ method, params }: RpcCall): string {
  const given = isObject(params) ? params : {};
  if (method === 'tools/call' || method === 'prompts/get') {
    const name = toolName(given['name']);
    return name === undefined ? method : `${method}:${name}`;
  }
  if (method !== 'resources/read') return method;
  const uri = textOf(given['uri']);
  return uri === undefined ? method : `${method}:${resourceTemplate(uri)}`;
}

/** A resource's address without what names one thing among many or a person: those parts read `{id}`. */
function resourceTemplate(uri: string): string {
  const [address = ''] = uri.slice(0, LIMITS.operationNameChars).split(/[?#]/, 1);
  const scheme = /^[a-z][a-z0-9+.-]*:\/*/i.exec(address)?.[0] ?? '';
  const steps = address.slice(scheme.length).split('/');
  return scheme + steps.map((step) => (isName(step) ? step : '{id}')).join('/');
}

const isName = (step: string): boolean =>
  step === '' || (/^[A-Za-z_.][\w.-]{0,63}$/.test(step) && !/\d{4}|\d.*\d.*\d|[0-9a-f]{16}/i.test(step));

function argumentsOf({ method, params }: RpcCall): RecognisedOperation['request'] {
  return isObject(params) && (method === 'tools/call' || method === 'prompts/get')
    ? (params['arguments'] ?? {})
    : undefined;
}

/** A tool, prompt or resource that the server does not know is "invalid params" (-32602) or "not found" (-32002). */
function isUnknownTarget({ id, method }: RpcCall, answers: ReadonlyMap<string, RpcAnswer>): boolean {
  if (method !== 'tools/call' && method !== 'prompts/get' && method !== 'resources/read') return false;
  const error = id === undefined ? undefined : answers.get(id)?.error;
  const code = isObject(error) ? error['code'] : undefined;
  return code === -32602 || code === -32002;
}

/** Servers built on the official libraries say so in the result's text. */
function isUnknownTool(result: RecognisedOperation['response']): boolean {
  return /unknown tool|tool .{0,140}not found|no such tool/i.test(JSON.stringify(result).slice(0, 2_000));
}
