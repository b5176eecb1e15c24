import type { LearnInput } from '../inventory/index.ts';
import { EMPTY_BODY, type Exchange } from '../model/index.ts';
import { decodeRequest, decodeResponse } from '../protocols/http/index.ts';

/** What the learner takes of an exchange. An answer without a body (a log line) still tells its content type. */
export function learnable(
  exchange: Pick<Exchange, 'request' | 'requestBody' | 'response' | 'responseBody'>,
): LearnInput {
  const { request, requestBody, response, responseBody } = exchange;
  const decoded = decodeRequest(request, requestBody);
  return {
    time: request.time,
    method: request.method,
    host: request.host,
    path: decoded.path,
    query: decoded.query,
    requestHeaders: request.headers,
    status: response?.status ?? 0,
    request: decoded,
    ...(response !== undefined && { response: decodeResponse(response, responseBody ?? EMPTY_BODY) }),
  };
}
