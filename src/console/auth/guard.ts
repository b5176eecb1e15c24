import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../model/index.ts';
import type { RecordStore } from '../../storage/index.ts';
import { type Caller, SESSION_COOKIE, findSession } from './session.ts';
import type { FailureCount } from './sign-in.ts';

/**
 * Refuses names an attacker could point at this machine (DNS rebinding): a page of evil.example that resolves to
 * 127.0.0.1 sends `Host: evil.example`. Plain addresses cannot be rebound. Errors: SP3003.
 */
export function checkHost(request: FastifyRequest, hostNames: readonly string[]): void {
  const host = request.headers.host ?? '';
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  if (name === 'localhost' || isIP(name) !== 0 || hostNames.includes(name)) return;
  throw new CodedError('SP3003', `the console does not answer to the name ${JSON.stringify(name.slice(0, 100))}`);
}

/**
 * A write must come from the console's own pages or from a program, never from another site's page. Browsers tell by
 * Sec-Fetch-Site, older ones by Origin. Errors: SP3003.
 */
export function checkOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  const origin = request.headers.origin;
  if (site === undefined && origin !== undefined && origin === `${request.protocol}://${request.headers.host}`) return;
  const byToken = request.headers.authorization !== undefined;
  if (site === undefined && origin === undefined && byToken) return;
  throw new CodedError('SP3003', 'a change must come from the pages of the console itself');
}

/** Who calls. Errors: SP3001 when nobody is signed in, SP3007 after too many wrong tokens. */
export async function identify(
  request: FastifyRequest,
  records: RecordStore,
  failures: FailureCount,
  now: number,
): Promise<Caller> {
  const address = request.socket.remoteAddress ?? request.ip;
  const bearer = /^Bearer ([\w.~+/=-]{16,500})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (request.headers.authorization !== undefined) {
    failures.check(address, now);
    const session = bearer === undefined ? undefined : await findSession(records, bearer, 'api-token', now);
    if (session !== undefined) return { session, address };
    failures.failed(address, now);
    throw new CodedError('SP3001', 'the token is not known or too old');
  }
  const cookie = request.cookies[SESSION_COOKIE];
  const session = cookie === undefined ? undefined : await findSession(records, cookie, 'browser', now);
  if (session === undefined) throw new CodedError('SP3001', 'nobody is signed in');
  return { session, address };
}
