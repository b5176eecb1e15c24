import type { RequestPlan } from './request-head.ts';

/**
 * Tells the upstream who asked: X-Forwarded-For grows by the peer; -Proto and -Host are set, unless a trusted proxy has
 * set them already. What an untrusted client claims there is replaced, since applications build links from it.
 */
export function addForwarded(
  plan: RequestPlan,
  peer: string,
  trusted: boolean,
  scheme: string,
  originalHost: string,
): void {
  const { headers, forwardedFor, forwardedProto, forwardedHost } = plan;
  if (forwardedFor < 0) headers.push('X-Forwarded-For', peer);
  else headers[forwardedFor] = `${headers[forwardedFor]}, ${peer}`;
  if (forwardedProto < 0) headers.push('X-Forwarded-Proto', scheme);
  else if (!trusted) headers[forwardedProto] = scheme;
  if (originalHost === '') return;
  if (forwardedHost < 0) headers.push('X-Forwarded-Host', originalHost);
  else if (!trusted) headers[forwardedHost] = originalHost;
}
