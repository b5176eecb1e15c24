import type { RequestHead } from '../../model/index.ts';
import type { ClientConnection } from './client-connection.ts';
import type { ReceivedHead } from './client-end.ts';
import { headerValue } from './client-address.ts';
import type { GatewayContext } from './context.ts';
import { addForwarded } from './forwarded.ts';
import { GuardedPassage } from './passage.ts';
import type { RequestPlan } from './request-head.ts';

export interface Opened {
  readonly passage: GuardedPassage;
  /** Added to the clock's readings to give the exchange's own time; 0 except in replays. */
  readonly skew: number;
}

/** Announces a request to the gate and completes the header lines that go upstream. */
export function openPassage(
  context: GatewayContext,
  connection: ClientConnection,
  received: ReceivedHead,
  plan: RequestPlan,
): Opened {
  const raw = received.rawHeaders;
  const now = context.clock();
  const time = connection.trusted && context.clockHeader !== undefined ? timeOf(raw, context.clockHeader, now) : now;
  const client = connection.client(raw);
  const scheme = connection.trusted && forwardedScheme(raw) === 'https' ? 'https' : connection.scheme;
  const head: RequestHead = {
    id: context.newId(),
    time,
    method: received.method,
    scheme,
    host: plan.host,
    target: plan.target,
    httpVersion: received.httpVersion,
    headers: raw,
    client,
  };
  const passage = new GuardedPassage(context.gate, head, context.counters);
  if (plan.host === '') plan.headers.push('Host', context.upstreamHost);
  if (context.forwardedHeaders) addForwarded(plan, client.peer, connection.trusted, connection.scheme, plan.host);
  return { passage, skew: time - now };
}

function timeOf(raw: readonly string[], header: string, now: number): number {
  const time = Number(headerValue(raw, header) ?? Number.NaN);
  return Number.isFinite(time) && time > 0 ? time : now;
}

/** The scheme the outermost trusted proxy saw: the last entry is what the nearest one wrote. */
function forwardedScheme(raw: readonly string[]): string | undefined {
  return headerValue(raw, 'x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase();
}
