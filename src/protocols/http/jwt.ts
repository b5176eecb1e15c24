import type { JsonValue } from '../../model/index.ts';

export type Claims = Readonly<Record<string, JsonValue>>;

/** Characters of a token decoded; real ones have a few hundred to 8,000. */
const TOKEN_CHARS = 16_384;

/** Header and claims of a JSON Web Token in compact form (RFC 7519), not verified; undefined when it is none. */
export function readJwt(token: string): { readonly header: Claims; readonly claims: Claims } | undefined {
  // `{"` in base64url: every JOSE header begins so.
  if (!token.startsWith('eyJ') || token.length > TOKEN_CHARS) return undefined;
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 0 || second < 0) return undefined;
  const header = decodePart(token.slice(0, first));
  const claims = decodePart(token.slice(first + 1, second));
  return header && claims && { header, claims };
}

/**
 * The same for what only a careless server reads: with two parts or an empty signature, with a payload that is no object
 * (encrypted, nested, damaged), its claims then undefined.
 */
export function readLooseJwt(
  token: string,
): { readonly header: Claims; readonly claims: Claims | undefined } | undefined {
  if (!token.startsWith('eyJ') || token.length > TOKEN_CHARS) return undefined;
  const [first, second] = token.split('.', 3);
  if (second === undefined) return undefined;
  const header = decodePart(first ?? '');
  return header && { header, claims: decodePart(second) };
}

function decodePart(text: string): Claims | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as JsonValue;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** Claims that name the principal, the registered one first; some issuers know only their own. */
const SUBJECT_CLAIMS = [
  'sub',
  'user_id',
  'userId',
  'uid',
  'username',
  'preferred_username',
  'email',
  'client_id',
  'azp',
  'id',
];

export function jwtSubject(claims: Claims): string | undefined {
  for (const name of SUBJECT_CLAIMS) {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value).slice(0, 256);
  }
  return undefined;
}
