import { LIMITS, type AuthScheme, type AuthUse } from '../model/index.ts';
import { credentialName } from './credential-names.ts';
import {
  addToken,
  isJwt,
  mergeTokens,
  newTokenStats,
  readToken,
  tokenFacts,
  type TokenReading,
  type TokenStats,
} from './token-facts.ts';

/** A way a request proved who sends it; never the credential itself. */
export interface Credential {
  readonly scheme: AuthScheme;
  readonly location: AuthUse['location'];
  /** Header, query parameter or cookie as sent first. */
  readonly name: string;
  /** What a bearer token, or any other credential that is a JWT, says of itself. */
  readonly token?: TokenReading;
}

const NONE: Credential = { scheme: 'none', location: '-', name: '' };

/** Long, of the letters tokens are made of, and with a digit: no word, no phrase. */
const OPAQUE = /^(?=[\w.~+/=%:|-]*\d)[\w.~+/=%:|-]{16,}$/;
/** The result of a check that no certificate passed. */
const NO_CERTIFICATE = /^(?:none|failed(?::.*)?|false|0|-|null|\(null\))$/i;
/** Authorization schemes that sign the request (AWS, Azure, Akamai, OAuth 1.0, Hawk, RFC 9421's forerunner). */
const SIGNING =
  /^(?:aws4?(?:-.+)?|aws4-hmac-.+|signature|.*hmac.*|oauth|hawk|shared-?key(?:lite)?|eg1-.+|acs|goog\d?-.+)$/;
/** Schemes that hand over a token under another name than Bearer. */
const TOKEN_SCHEME = /^(?:token|bearertoken|jwt|dpop|gnap|oauth2)$/;

/**
 * All credentials of a request; `none` alone when there are none. `headers` is flat: name, value, name, value; `time` is the
 * request's, in milliseconds.
 */
export function readCredentialKinds(
  headers: readonly string[],
  query: readonly (readonly [string, string])[],
  cookies: readonly (readonly [string, string])[],
  time = 0,
): readonly Credential[] {
  const found: Credential[] = [];
  const weak: Credential[] = [];
  const add = (credential: Credential | undefined): void => {
    if (credential !== undefined && !found.some((other) => isSame(other, credential))) found.push(credential);
  };
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] as string;
    const value = (headers[index + 1] as string).trim();
    if (name.length === 13 && name.toLowerCase() === 'authorization') add(fromAuthorization(name, value, time));
    else named('header', name, value, time, add, weak);
  }
  for (const [name, value] of query) named('query', name, value, time, add, weak);
  for (const [name, value] of cookies) {
    if (value.length < 8 || credentialName('cookie', name) === 'no') continue;
    add({ scheme: 'cookie', location: 'cookie', name, ...(isJwt(value) && { token: readToken(value, time) }) });
  }
  if (found.length > 0) return found;
  return weak.length > 0 ? weak.slice(0, 1) : [NONE];
}

/** Facts of one certificate may stand in several headers. */
const isSame = (one: Credential, two: Credential): boolean =>
  one.scheme === two.scheme && one.location === two.location && (one.scheme === 'mtls' || one.name === two.name);

function named(
  location: 'header' | 'query',
  name: string,
  value: string,
  time: number,
  add: (credential: Credential | undefined) => void,
  weak: Credential[],
): void {
  const kind = credentialName(location, name);
  if (kind === 'no' || value.length < (location === 'header' ? 4 : 1)) return;
  if (kind === 'certificate') {
    if (!NO_CERTIFICATE.test(value)) add({ scheme: 'mtls', location: 'tls', name });
    return;
  }
  if (kind === 'signature') {
    if (value.length < 16) return;
    // Beside another credential a signature in the query is a parameter: of a link, a call back, an OAuth exchange.
    if (location === 'query') weak.push({ scheme: 'signature', location, name });
    else add({ scheme: 'signature', location, name });
    return;
  }
  if (kind !== 'sure' && !OPAQUE.test(value)) return;
  const text = value.replace(/^bearer /i, '');
  const jwt = isJwt(text);
  const credential = {
    scheme: jwt ? 'jwt' : 'api-key',
    location,
    name,
    ...(jwt && { token: readToken(text, time) }),
  } as const;
  if (kind === 'weak') weak.push(credential);
  else add(credential);
}

function fromAuthorization(name: string, text: string, time: number): Credential | undefined {
  if (text === '') return undefined;
  const space = text.indexOf(' ');
  const scheme = (space === -1 ? '' : text.slice(0, space)).toLowerCase();
  const token = text.slice(space + 1).trim();
  const use = (kind: AuthScheme, reading?: TokenReading): Credential => ({
    scheme: kind,
    location: 'header',
    name,
    ...(reading !== undefined && { token: reading }),
  });
  if (scheme === 'basic' || scheme === 'digest') return use(scheme);
  const reading = readToken(token, time);
  if (scheme === 'bearer' || (reading.kind === 'jwt' && (scheme === '' || TOKEN_SCHEME.test(scheme))))
    return use(reading.kind === 'jwt' ? 'jwt' : 'bearer', reading);
  if (SIGNING.test(scheme)) return use('signature');
  // One word after the scheme is a key under whatever name; more is a scheme of its own.
  return use(
    scheme === '' || (/^[^\s,]+$/.test(token) && !/^(?:negotiate|ntlm|kerberos)$/.test(scheme)) ? 'api-key' : 'other',
  );
}

/** Counts per credential kind. */
export type AuthCounts = Map<string, AuthCount>;
export interface AuthCount {
  readonly credential: Pick<Credential, 'scheme' | 'location' | 'name'>;
  requests: number;
  accepted: number;
  token?: TokenStats;
}

export function countCredentials(
  counts: AuthCounts,
  credentials: readonly Credential[],
  accepted: boolean,
  weight: number,
): void {
  for (const credential of credentials) {
    const entry = entryOf(counts, credential);
    entry.requests += weight;
    if (accepted) entry.accepted += weight;
    if (credential.token !== undefined) addToken((entry.token ??= newTokenStats()), credential.token, weight);
  }
}

/** Names are the client's word: when there are too many, the least used one makes room. */
function entryOf(
  counts: AuthCounts,
  { scheme, location, name }: Pick<Credential, 'scheme' | 'location' | 'name'>,
): AuthCount {
  const key = `${scheme} ${location} ${name.toLowerCase()}`;
  const known = counts.get(key);
  if (known !== undefined) return known;
  if (counts.size >= LIMITS.credentialKinds) {
    const [least] = [...counts].toSorted(([, a], [, b]) => a.requests - b.requests);
    if (least !== undefined) counts.delete(least[0]);
  }
  const entry: AuthCount = { credential: { scheme, location, name }, requests: 0, accepted: 0 };
  counts.set(key, entry);
  return entry;
}

export function mergeCredentials(into: AuthCounts, from: AuthCounts): void {
  for (const { credential, requests, accepted, token } of from.values()) {
    const entry = entryOf(into, credential);
    entry.requests += requests;
    entry.accepted += accepted;
    if (token !== undefined) mergeTokens((entry.token ??= newTokenStats()), token);
  }
}

/** Commonest first. */
export const authUses = (counts: AuthCounts): readonly AuthUse[] =>
  [...counts.values()]
    .toSorted((a, b) => b.requests - a.requests || (a.credential.name < b.credential.name ? -1 : 1))
    .map(({ credential, requests, accepted, token }) => ({
      ...credential,
      requests,
      accepted,
      ...(token !== undefined && { token: tokenFacts(token) }),
    }));
