import {
  LIMITS,
  type JsonValue,
  type RecognisedOperation,
  type TransactionRequest,
  type TransactionResponse,
} from '../../model/index.ts';
import { parseJson } from '../http/json.ts';
import { isObject, textOf, type Recogniser } from '../lib/index.ts';
import { fromBase64, readFrames, type GrpcFrame } from './frames.ts';
import { readWire } from './wire.ts';

/** `/pkg.Service/Method`, below whatever prefix a proxy or framework puts in front. */
const CALL = /(?:^|\/)([A-Za-z_][\w.]{0,127}\/[A-Za-z_]\w{0,127})$/;
/** gRPC, gRPC-Web, and the streams of Connect: a frame before each message. */
const FRAMED = /^application\/(?:grpc(?:-web(?:-text)?)?(?:\+[\w.-]+)?|connect\+[\w.-]+)$/;
/** Status UNIMPLEMENTED, and its names in Connect and Twirp. */
const UNIMPLEMENTED = new Set(['12', 'unimplemented', 'bad_route']);

/** How a service speaks: messages in frames, or one message as the whole body. */
type Dialect = 'framed' | 'whole';

/** gRPC and its kin: gRPC-Web, Connect, Twirp. All name an operation by the service and method that end the path. */
export const recogniseGrpc: Recogniser = ({ request, response, nameOnly, grpcTypes }) => {
  const dialect = dialectOf(request);
  const name = dialect === undefined ? undefined : CALL.exec(request.path)?.[1];
  if (dialect === undefined || name === undefined) return undefined;
  if (nameOnly) return [{ protocol: 'grpc', name: name.slice(0, LIMITS.operationNameChars) }];
  const proto =
    (side: 'request' | 'response'): ProtoReader =>
    (bytes) =>
      grpcTypes?.read(name, side, bytes) ?? readWire(bytes);
  const sent =
    request.head.method === 'GET'
      ? queryMessage(request, proto('request'))
      : messageOf(request, dialect, proto('request'));
  const operation: RecognisedOperation = {
    protocol: 'grpc',
    name: name.slice(0, LIMITS.operationNameChars),
    ...(sent !== undefined && { request: sent }),
  };
  return [response === undefined ? operation : { ...operation, ...outcomeOf(response, dialect, proto('response')) }];
};

function dialectOf(request: TransactionRequest): Dialect | undefined {
  const { contentType } = request;
  if (request.head.method === 'GET')
    return request.query !== '' && request.queryPairs.some(([name, value]) => name === 'connect' && value === 'v1')
      ? 'whole'
      : undefined;
  if (FRAMED.test(contentType)) return 'framed';
  if (!WHOLE.has(contentType)) return undefined;
  const named = request.header('connect-protocol-version') ?? request.header('twirp-version');
  return named !== undefined || contentType === 'application/proto' || TWIRP.test(request.path) ? 'whole' : undefined;
}

const WHOLE = new Set(['application/json', 'application/proto', 'application/protobuf']);
/** Twirp's clients need not say the version; its paths begin so by the specification. */
const TWIRP = /^\/twirp\/(?:[\w]+\.)*[A-Z]\w*\/[A-Z]\w*$/;

/** A message's bytes as JSON: by its description, else by wire shape. */
type ProtoReader = (bytes: Uint8Array) => JsonValue | undefined;

function messageOf(
  message: TransactionRequest | TransactionResponse,
  dialect: Dialect,
  proto: ProtoReader,
): JsonValue | undefined {
  if (dialect === 'framed') {
    const first = framesOf(message).find(({ kind }) => kind === 'message');
    return first && (message.contentType.endsWith('+json') ? jsonOf(first.bytes) : proto(first.bytes));
  }
  if (message.body.kind === 'json') return message.body.value;
  return message.contentType.endsWith('proto') || message.contentType.endsWith('protobuf')
    ? proto(message.rawBody.bytes)
    : undefined;
}

/** Connect's GET: the message is a parameter, as JSON or as base64 of either encoding. */
function queryMessage({ queryPairs }: TransactionRequest, proto: ProtoReader): JsonValue | undefined {
  const given = new Map(queryPairs);
  const message = given.get('message') ?? '';
  const bytes = Buffer.from(message, given.get('base64') === '1' ? 'base64url' : 'utf8');
  return given.get('encoding') === 'json' ? jsonOf(bytes) : proto(bytes);
}

function jsonOf(bytes: Uint8Array): JsonValue | undefined {
  const parsed = parseJson(Buffer.from(bytes).toString('utf8'));
  return 'value' in parsed ? parsed.value : undefined;
}

function framesOf(message: TransactionRequest | TransactionResponse): readonly GrpcFrame[] {
  const { bytes } = message.rawBody;
  const encoding = message.header('grpc-encoding') ?? message.header('connect-content-encoding');
  return readFrames(message.contentType.includes('-text') ? fromBase64(bytes) : bytes, encoding);
}

function outcomeOf(
  response: TransactionResponse,
  dialect: Dialect,
  proto: ProtoReader,
): Pick<RecognisedOperation, 'response' | 'failed' | 'rejected'> {
  const code = dialect === 'framed' ? framedStatus(response) : wholeStatus(response);
  const failed = code !== undefined && code !== '0';
  const value = failed ? undefined : messageOf(response, dialect, proto);
  return {
    ...(code !== undefined && { failed }),
    ...(failed && UNIMPLEMENTED.has(code) && { rejected: true as const }),
    ...(value !== undefined && { response: value }),
  };
}

/** Status from the header, the trailers in the last frame (gRPC-Web), or its JSON (Connect); undefined when unsaid. */
function framedStatus(response: TransactionResponse): string | undefined {
  const inHeader = response.header('grpc-status');
  if (inHeader !== undefined) return inHeader.trim();
  const end = framesOf(response).findLast(({ kind }) => kind === 'end');
  if (end === undefined) return undefined;
  const text = Buffer.from(end.bytes).toString('utf8');
  const trailer = /(?:^|\n)grpc-status:\s*(\d{1,2})/i.exec(text);
  if (trailer !== null) return trailer[1];
  const parsed = parseJson(text);
  if (!('value' in parsed) || !isObject(parsed.value)) return undefined;
  const { error } = parsed.value;
  return isObject(error) ? (textOf(error['code']) ?? 'unknown') : '0';
}

/** Connect and Twirp fail with a status of 400 or more and a JSON body that holds a code. */
function wholeStatus({ head, body }: TransactionResponse): string | undefined {
  if (head.status < 400) return '0';
  return body.kind === 'json' && isObject(body.value) ? textOf(body.value['code']) : undefined;
}
