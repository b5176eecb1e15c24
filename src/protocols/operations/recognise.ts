import type {
  OperationRef,
  RecognisedOperation,
  TransactionRequest,
  TransactionResponse,
  WireMessage,
} from '../../model/index.ts';
import { recogniseAction } from '../action/index.ts';
import { recogniseGraphql, socketOperations } from '../graphql/index.ts';
// Not through its entry: descriptions of messages are not for the hot path, and what reads them weighs megabytes.
import { recogniseGrpc } from '../grpc/recognise.ts';
import { recogniseJsonRpc } from '../json-rpc/index.ts';
import type { GrpcTypes, Recogniser, Spoken } from '../lib/index.ts';
import { recogniseMcp } from '../mcp/index.ts';
import { recogniseSoap } from '../soap/index.ts';
import { recogniseSse } from '../sse/index.ts';
import { isWebsocket, recogniseWebsocket } from '../websocket/index.ts';
import { recogniseXmlRpc } from '../xml-rpc/index.ts';

const NONE: readonly RecognisedOperation[] = [];
const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/;

/** The surest first: what says its name, then what shows by its form. The first that recognises something decides. */
const BY_CONTENT: readonly Recogniser[] = [
  recogniseMcp,
  recogniseJsonRpc,
  recogniseGraphql,
  recogniseSoap,
  recogniseXmlRpc,
];

/**
 * The operations of other protocols than plain HTTP that an exchange carries, by content, never by its path: none for
 * REST. With the request alone (on the hot path) it says what is asked for; an answer corrects it and tells whether it
 * failed. `websocket` and `sse` are named by their path as sent. Never throws; bounded by the body that was inspected.
 */
export function recogniseOperations(
  request: TransactionRequest,
  response?: TransactionResponse,
  messages?: readonly WireMessage[],
  grpcTypes?: GrpcTypes,
): readonly RecognisedOperation[] {
  return recognise({ request, response, messages, grpcTypes });
}

/** The operation that a request calls, the first of a batch; for the hot path, where its arguments do not matter. */
export const calledOperation = (request: TransactionRequest): OperationRef | undefined =>
  recognise({ request, nameOnly: true })[0];

function recognise(spoken: Spoken): readonly RecognisedOperation[] {
  const { request, response } = spoken;
  const { method } = request.head;
  if (method !== 'POST' && method !== 'GET') return NONE;
  if (isWebsocket(spoken)) {
    const calls = socketOperations(spoken);
    return calls.length > 0 ? calls : (recogniseWebsocket(spoken) ?? NONE);
  }
  // A page is no answer to a call: something answers everything, a prober asked it.
  if (response !== undefined && response.head.status < 400 && PAGE.test(response.contentType)) return NONE;
  const grpc = recogniseGrpc(spoken);
  if (grpc !== undefined) return grpc;
  if (method === 'POST' || request.query !== '') {
    for (const recogniser of BY_CONTENT) {
      const found = recogniser(spoken);
      if (found !== undefined && found.length > 0) return found;
    }
  }
  return recogniseAction(spoken) ?? recogniseSse(spoken) ?? NONE;
}
