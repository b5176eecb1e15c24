import { LIMITS, type Exchange, type RequestHead, type SensorName } from '../../model/index.ts';
import type { SensorCounts } from './counts.ts';
import type { Deliver } from './sensor.ts';

/** Senders are no parsers of ours: a head longer than the gateway takes is not taken from them either. */
export function fits({ target, host, headers }: Pick<RequestHead, 'target' | 'host' | 'headers'>): boolean {
  if (headers.length > LIMITS.headerLines * 2) return false;
  let size = target.length + host.length;
  for (const text of headers) size += text.length;
  return size <= LIMITS.headBytes;
}

/** Hands on what fits and counts the rest. False for what does not. */
export function deliverFitting(
  deliver: Deliver,
  counts: SensorCounts,
  sensor: SensorName,
): (exchange: Exchange) => boolean {
  return (exchange) => {
    const answer = exchange.response?.headers ?? [];
    if (fits(exchange.request) && fits({ target: '', host: '', headers: answer })) {
      deliver(exchange);
      return true;
    }
    counts.count('too-large', sensor);
    return false;
  };
}
