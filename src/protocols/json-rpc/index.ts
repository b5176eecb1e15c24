export { readRpcAnswers, readRpcCalls, type RpcAnswer, type RpcCall } from './calls.ts';
export { outcomeOf, recogniseJsonRpc } from './recognise.ts';
