import { bump } from './bump.ts';
import type { TokenFacts } from '../model/index.ts';
import { classifyValue } from './data-classes/index.ts';
import { strongShape } from './path/shape.ts';

/**
 * What one token says of itself (RFC 7519, RFC 8693 scopes), unverified. Claims that name a person (sub, email, name …) are
 * not read; a name that could is not kept.
 */
export interface TokenReading {
  readonly kind: TokenFacts['kind'];
  readonly algorithm?: string;
  readonly issuer?: string;
  readonly audiences: readonly string[];
  readonly scopes: readonly string[];
  readonly expires: boolean;
  /** Seconds from issue, or from the request, to the end. */
  readonly lifetime?: number;
}

export interface TokenStats {
  jwt: number;
  opaque: number;
  readonly algorithms: Map<string, number>;
  readonly issuers: Map<string, number>;
  readonly audiences: Map<string, number>;
  readonly scopes: Map<string, number>;
  minimum?: number;
  maximum?: number;
  withoutExpiry: number;
}

const TOKEN_CHARS = 16_384;
const NAMES = 12;
const SCOPES = 48;
const NAME_CHARS = 160;
const NOT_KEPT = '(not kept)';
const OTHERS = '(others)';

const COMPACT = /^eyJ[\w-]*(?:\.[\w-]*){2}(?:(?:\.[\w-]*){2})?$/;
const OPAQUE: TokenReading = { kind: 'opaque', audiences: [], scopes: [], expires: false };

/** A JWS or JWE in compact form (RFC 7515, RFC 7516); of the latter only the head can be read. */
export const isJwt = (text: string): boolean =>
  text.length <= TOKEN_CHARS && COMPACT.test(text) && membersOf(text.slice(0, text.indexOf('.'))) !== undefined;

/** `time`: of the request, milliseconds. */
export function readToken(text: string, time: number): TokenReading {
  if (text.length > TOKEN_CHARS || !COMPACT.test(text)) return OPAQUE;
  const [head = '', payload = '', , ...sealed] = text.split('.');
  const header = membersOf(head);
  if (header === undefined) return OPAQUE;
  const algorithm = typeof header['alg'] === 'string' ? nameOf(header['alg']) : undefined;
  const known = { kind: 'jwt', ...(algorithm !== undefined && { algorithm }) } as const;
  const claims = sealed.length > 0 ? undefined : membersOf(payload);
  // Sealed: whether it ends cannot be seen, so it is not counted as without end.
  if (claims === undefined) return { ...known, audiences: [], scopes: [], expires: true };
  const expires = number(claims['exp']);
  const issued = number(claims['iat']) ?? number(claims['nbf']) ?? time / 1000;
  const issuer = typeof claims['iss'] === 'string' ? issuerOf(claims['iss']) : undefined;
  return {
    ...known,
    ...(issuer !== undefined && { issuer }),
    audiences: listOf(claims['aud']).map(issuerOf),
    scopes: scopesOf(claims),
    expires: expires !== undefined,
    ...(expires !== undefined && expires >= issued && { lifetime: Math.round(expires - issued) }),
  };
}

function membersOf(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11 ? value : undefined;

/** One text, words of a text, or the texts of a list. */
function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/, SCOPES).filter((word) => word !== '');
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, SCOPES) : [];
}

function scopesOf(claims: Readonly<Record<string, unknown>>): readonly string[] {
  const realm = claims['realm_access'];
  const roles = typeof realm === 'object' && realm !== null && 'roles' in realm ? realm.roles : undefined;
  const lists = [claims['scope'], claims['scopes'], claims['scp'], claims['roles'], claims['role'], roles];
  const all = [...lists, claims['permissions'], claims['authorities']].flatMap(listOf);
  return [...new Set(all.map(scopeOf))].slice(0, SCOPES);
}

/** Ids in a scope (`tenant:4711:read`) are data: the name is what is between them. */
const scopeOf = (scope: string): string =>
  nameOf(scope.replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{3,}/gi, '*'));

/** An address without what a person may be named in; ids and anything else that may be personal are not kept. */
function issuerOf(text: string): string {
  if (!URL.canParse(text)) return strongShape(text) === undefined ? nameOf(text) : NOT_KEPT;
  const { protocol, host, pathname } = new URL(text);
  return host === '' ? nameOf(text) : nameOf(`${protocol}//${host}${pathname}`);
}

const nameOf = (text: string): string =>
  text.length > NAME_CHARS || /[@\s]|[^\x21-\x7e]/.test(text) || classifyValue('', text) !== undefined
    ? NOT_KEPT
    : text;

export const newTokenStats = (): TokenStats => ({
  jwt: 0,
  opaque: 0,
  algorithms: new Map(),
  issuers: new Map(),
  audiences: new Map(),
  scopes: new Map(),
  withoutExpiry: 0,
});

export function addToken(stats: TokenStats, token: TokenReading, weight: number): void {
  stats[token.kind] += weight;
  if (token.kind === 'opaque') return;
  if (token.algorithm !== undefined) bumpBounded(stats.algorithms, token.algorithm, weight, NAMES);
  if (token.issuer !== undefined) bumpBounded(stats.issuers, token.issuer, weight, NAMES);
  for (const audience of token.audiences) bumpBounded(stats.audiences, audience, weight, NAMES);
  for (const scope of token.scopes) bumpBounded(stats.scopes, scope, weight, SCOPES);
  if (!token.expires) stats.withoutExpiry += weight;
  if (token.lifetime !== undefined) widen(stats, token.lifetime, token.lifetime);
}

function widen(stats: TokenStats, minimum: number, maximum: number): void {
  stats.minimum = Math.min(stats.minimum ?? Infinity, minimum);
  stats.maximum = Math.max(stats.maximum ?? 0, maximum);
}

export function mergeTokens(into: TokenStats, from: TokenStats): void {
  into.jwt += from.jwt;
  into.opaque += from.opaque;
  into.withoutExpiry += from.withoutExpiry;
  for (const [name, bound] of [
    ['algorithms', NAMES],
    ['issuers', NAMES],
    ['audiences', NAMES],
    ['scopes', SCOPES],
  ] as const)
    for (const [key, count] of from[name]) bumpBounded(into[name], key, count, bound);
  if (from.minimum !== undefined && from.maximum !== undefined) widen(into, from.minimum, from.maximum);
}

export function tokenFacts(stats: TokenStats): TokenFacts {
  return {
    kind: stats.jwt >= stats.opaque ? 'jwt' : 'opaque',
    algorithms: Object.fromEntries(stats.algorithms),
    issuers: Object.fromEntries(stats.issuers),
    audiences: Object.fromEntries(stats.audiences),
    scopes: Object.fromEntries(stats.scopes),
    ...(stats.minimum !== undefined &&
      stats.maximum !== undefined && { lifetime: { minimum: stats.minimum, maximum: stats.maximum } }),
    withoutExpiry: stats.withoutExpiry,
  };
}

/** Names are the client's word: beyond the bound they count together. */
function bumpBounded(counts: Map<string, number>, key: string, by: number, bound: number): void {
  bump(counts, counts.has(key) || counts.size < bound ? key : OTHERS, by);
}
