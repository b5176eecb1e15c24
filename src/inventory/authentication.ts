import type { AuthScheme, AuthUse } from '../model/index.ts';

/** A way a request proved who sends it; never the credential itself. */
export interface Credential {
  readonly scheme: AuthScheme;
  readonly location: AuthUse['location'];
  /** Header, query parameter or cookie as sent first. */
  readonly name: string;
}

const NONE: Credential = { scheme: 'none', location: '-', name: '' };

/** Headers that carry a client certificate, or facts of it, from a proxy that ended TLS (RFC 9440 and what came before). */
const CERTIFICATE =
  /^(client-cert|x-forwarded-client-cert|x-(ssl-)?client-(cert|certificate|verify|dn|subject)|ssl-client-.+|x-amzn-mtls-clientcert.*|x-arr-clientcert)$/;

/** Header names that hold a credential, and those that look so but do not. */
const KEY_HEADER =
  /(^|[-_])(api-?_?key|apikey|app-?_?key|auth|authentication|authorization|access|token|secret|identity|session|jwt|credential|credentials|password|subscription-key|functions-key|key)([-_]?id)?$/;
const NO_KEY =
  /(csrf|xsrf|idempotency|idempotent|request|trace|correlation|sec-websocket|sec-fetch|http2|cache|surrogate|page|continuation|next|etag|firebase-instance|device|sort|partition|access-control)/;

const KEY_PARAMETER =
  /^(api[-_]?key|apikey|app[-_]?key|access[-_]?token|auth[-_]?token|authtoken|x-api-key|subscription-key|client[-_]?secret|jwt)$/i;
/** Names that mean a credential only when the value looks like one. */
const MAYBE_PARAMETER = /^(key|token|auth|sig|signature|secret|sid|appid|code)$/i;
const OPAQUE = /^(?=[A-Za-z0-9._~+/=-]*\d)[A-Za-z0-9._~+/=-]{20,}$/;

const SESSION_COOKIE =
  /(^|[._-])(sess(ion)?(id)?|sid|auth|token|jwt|jsessionid|phpsessid|asp\.net_sessionid|connect\.sid|login|remember|identity|access|id_token)($|[._-])|sess(ion)?_?id$/i;
const NO_SESSION =
  /^(_ga|_gid|_gat|_fbp|_hj|ajs_|optimizely|amplitude|intercom|mp_|csrf|xsrf|_csrf|xsrf-token|csrftoken|__cf_bm|cf_clearance|aws(alb|elb)|lang|locale|theme|consent)/i;

const JWT = /^[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*$/;

/** All credentials of a request; `none` alone when there are none. `headers` is flat: name, value, name, value. */
export function readCredentialKinds(
  headers: readonly string[],
  query: readonly (readonly [string, string])[],
  cookies: readonly (readonly [string, string])[],
): readonly Credential[] {
  const found: Credential[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] as string;
    const credential = fromHeader(name, name.toLowerCase(), headers[index + 1] as string);
    if (credential !== undefined) found.push(credential);
  }
  for (const [name, value] of query) {
    if (value !== '' && (KEY_PARAMETER.test(name) || (MAYBE_PARAMETER.test(name) && OPAQUE.test(value)))) {
      found.push({ scheme: JWT.test(value) ? 'jwt' : 'api-key', location: 'query', name });
    }
  }
  for (const [name, value] of cookies) {
    if (value.length >= 8 && SESSION_COOKIE.test(name) && !NO_SESSION.test(name))
      found.push({ scheme: 'cookie', location: 'cookie', name });
  }
  return found.length === 0 ? [NONE] : found;
}

function fromHeader(name: string, lower: string, value: string): Credential | undefined {
  if (lower === 'authorization') return fromAuthorization(name, value);
  if (value.length < 4 || lower === 'cookie' || lower === 'proxy-authorization') return undefined;
  if (CERTIFICATE.test(lower)) return { scheme: 'mtls', location: 'tls', name };
  if (KEY_HEADER.test(lower) && !NO_KEY.test(lower))
    return { scheme: JWT.test(value) ? 'jwt' : 'api-key', location: 'header', name };
  return undefined;
}

function fromAuthorization(name: string, value: string): Credential | undefined {
  const text = value.trim();
  if (text === '') return undefined;
  const space = text.indexOf(' ');
  const scheme = (space === -1 ? '' : text.slice(0, space)).toLowerCase();
  const token = text.slice(space + 1).trim();
  if (scheme === 'basic') return { scheme: 'basic', location: 'header', name };
  if (scheme === 'bearer') return { scheme: JWT.test(token) ? 'jwt' : 'bearer', location: 'header', name };
  if (scheme === '') return { scheme: JWT.test(token) ? 'jwt' : 'api-key', location: 'header', name };
  return { scheme: 'other', location: 'header', name };
}

/** Counts per credential kind. */
export type AuthCounts = Map<string, { readonly credential: Credential; requests: number; accepted: number }>;

export function countCredentials(
  counts: AuthCounts,
  credentials: readonly Credential[],
  accepted: boolean,
  weight: number,
): void {
  for (const credential of credentials) {
    const key = `${credential.scheme} ${credential.location} ${credential.name.toLowerCase()}`;
    let entry = counts.get(key);
    if (entry === undefined) counts.set(key, (entry = { credential, requests: 0, accepted: 0 }));
    entry.requests += weight;
    if (accepted) entry.accepted += weight;
  }
}

export function mergeCredentials(into: AuthCounts, from: AuthCounts): void {
  for (const [key, { credential, requests, accepted }] of from) {
    const entry = into.get(key);
    if (entry === undefined) into.set(key, { credential, requests, accepted });
    else {
      entry.requests += requests;
      entry.accepted += accepted;
    }
  }
}

/** Commonest first. */
export const authUses = (counts: AuthCounts): readonly AuthUse[] =>
  [...counts.values()]
    .toSorted((a, b) => b.requests - a.requests || (a.credential.name < b.credential.name ? -1 : 1))
    .map(({ credential, requests, accepted }) => ({ ...credential, requests, accepted }));
