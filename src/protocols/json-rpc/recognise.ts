import type { RecognisedOperation } from '../../model/index.ts';
import type { Recogniser } from '../lib/index.ts';
import { isRejection, readRpcAnswers, UNREADABLE, readRpcCalls, type RpcAnswer, type RpcCall } from './calls.ts';

/** JSON-RPC 1 and 2 over HTTP: calls, notifications, batches; named by method. */
export const recogniseJsonRpc: Recogniser = (spoken) => {
  const calls = readRpcCalls(spoken);
  if (calls.length === 0) return undefined;
  const answers = readRpcAnswers(spoken.response);
  return calls.map((call) => ({ protocol: 'json-rpc', name: call.method, ...outcomeOf(call, answers) }));
};

/** What a call was given and what became of it. */
export function outcomeOf(
  { id, params }: RpcCall,
  answers: ReadonlyMap<string, RpcAnswer>,
): Omit<RecognisedOperation, 'protocol' | 'name'> {
  const answer = id === undefined ? undefined : (answers.get(id) ?? answers.get(UNREADABLE));
  return {
    ...(params !== undefined && { request: params }),
    ...(answer?.result !== undefined && { response: answer.result }),
    ...(answer !== undefined && { failed: answer.error !== undefined }),
    ...(isRejection(answer?.error) && { rejected: true as const }),
  };
}
