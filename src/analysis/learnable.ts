import type { LearnInput } from '../inventory/index.ts';
import { EMPTY_BODY, isOutbound, type Exchange } from '../model/index.ts';
import { decodeRequest, decodeResponse } from '../protocols/http/index.ts';
import { recogniseOperations, type GrpcTypes } from '../protocols/operations/index.ts';

/** What the learner takes of an exchange. An answer without a body (a log line) still tells its content type. `grpcTypes` name gRPC's members. */
export function learnable(
  exchange: Pick<Exchange, 'request' | 'requestBody' | 'response' | 'responseBody' | 'messages' | 'documented'>,
  grpcTypes?: GrpcTypes,
): LearnInput {
  const { request, requestBody, response, responseBody, messages } = exchange;
  const decoded = decodeRequest(request, requestBody);
  const answer = response && decodeResponse(response, responseBody ?? EMPTY_BODY);
  const operations = recogniseOperations(decoded, answer, messages, grpcTypes);
  return {
    time: request.time,
    method: request.method,
    host: request.host,
    path: decoded.path,
    query: decoded.query,
    requestHeaders: request.headers,
    status: response?.status ?? 0,
    request: decoded,
    ...(answer !== undefined && { response: answer }),
    ...(operations.length > 0 && { operations }),
    address: request.client.address,
    ...(exchange.documented === true && { unseen: true, documented: true }),
    ...(isOutbound(request.sensor) && { outbound: true }),
  };
}
