import { LIMITS, type RecognisedOperation } from '../../model/index.ts';
import type { Recogniser } from '../lib/index.ts';
import { answerTo, type GraphqlAnswer } from './answers.ts';
import { readCalls, type GraphqlCall } from './calls.ts';
import { readDocument } from './document.ts';
import { operationOf } from './name.ts';

const NAME = /^[_A-Za-z]\w{0,127}$/;

/**
 * GraphQL over HTTP: JSON, batches, parameters, `application/graphql`, uploads, stored documents by hash. All calls of a
 * batch must be GraphQL, or none is.
 */
export const recogniseGraphql: Recogniser = ({ request, response }) => {
  const calls = readCalls(request);
  const found: RecognisedOperation[] = [];
  for (const [index, call] of calls.entries()) {
    const answer = answerTo(response, index, calls.length);
    const name = nameOf(call, answer);
    if (name === undefined) return undefined;
    found.push({
      protocol: 'graphql',
      name,
      ...(call.variables !== undefined && { request: call.variables }),
      ...(answer.data !== undefined && { response: answer.data }),
      ...(answer.failed !== undefined && { failed: answer.failed }),
      ...(answer.rejected && { rejected: true as const }),
    });
  }
  return found;
};

function nameOf(call: GraphqlCall, answer: GraphqlAnswer): string | undefined {
  if (answer.kind === 'other' || (call.strange && answer.kind !== 'graphql')) return undefined;
  if (call.document !== undefined) return operationOf(readDocument(call.document), call.operationName);
  if (!isStoredCall(call, answer)) return undefined;
  if (call.operationName !== undefined && NAME.test(call.operationName)) return `query:${call.operationName}`;
  return `persisted:${call.stored}`.slice(0, LIMITS.operationNameChars);
}

/** An `id` with `variables` may be anybody's; then the answer must tell. */
const isStoredCall = (call: GraphqlCall, answer: GraphqlAnswer): boolean =>
  call.storedSurely || (answer.kind === 'graphql' && call.stored !== undefined);
