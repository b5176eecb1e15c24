import type { Gate } from '../capture/gate.ts';
import type { Exchange } from '../model/index.ts';

/**
 * What a passive sensor saw goes the same way as what passes the gateway. The direction is not looked at: the engine knows
 * that this sensor cannot refuse, and records what would have been done.
 */
export function witness(gate: Gate, exchange: Exchange): void {
  const { request, requestBody, response, responseBody, messages } = exchange;
  const passage = gate.open(request);
  passage.judge(requestBody.size === 0 ? null : requestBody);
  const wanted = response === undefined ? 0 : passage.answered(response);
  passage.end({
    end: exchange.end,
    time: exchange.endTime,
    status: response?.status ?? 0,
    requestBytes: requestBody.size,
    responseBytes: responseBody?.size ?? 0,
    responseBody: wanted > 0 ? (responseBody ?? null) : null,
    ...(wanted > 0 && messages && { messages }),
  });
}
