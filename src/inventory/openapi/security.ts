import type { AuthUse, Endpoint } from '../../model/index.ts';

/** A security scheme of OpenAPI 3.1 with the name it would like to stand under. */
export interface SecurityScheme {
  readonly name: string;
  readonly scheme: Readonly<Record<string, string>>;
  /** Who issued the tokens, as they say themselves. */
  readonly issuers?: readonly string[];
}

/** Issuers named in a description. */
const ISSUERS = 5;

/** What a use is in OpenAPI; undefined for no authentication. */
function securityScheme(use: AuthUse): SecurityScheme | undefined {
  const authorization = use.location === 'header' && use.name.toLowerCase() === 'authorization';
  switch (use.scheme) {
    case 'none':
      return undefined;
    case 'basic':
    case 'digest':
      return { name: use.scheme, scheme: { type: 'http', scheme: use.scheme } };
    case 'bearer':
      return authorization ? { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } } : keyScheme(use);
    case 'jwt':
      return authorization ? jwtScheme(use) : keyScheme(use);
    case 'mtls':
      return { name: 'clientCertificate', scheme: { type: 'mutualTLS' } };
    case 'signature':
      return { ...keyScheme(use), name: 'signature' };
    default:
      return keyScheme(use);
  }
}

function jwtScheme({ token }: AuthUse): SecurityScheme {
  const issuers = Object.keys(token?.issuers ?? {}).filter((issuer) => /^https?:/.test(issuer));
  return { name: 'jwt', scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, issuers };
}

function keyScheme({ location, name }: AuthUse): SecurityScheme {
  const place = location === 'query' || location === 'cookie' ? location : 'header';
  return { name: `${place}.${name}`, scheme: { type: 'apiKey', in: place, name } };
}

/**
 * What the endpoint asks for: every scheme that most of the accepted requests carried (of all, where none was accepted). Two
 * that come together, such as a key and a token, are both needed; none when more came without than with any of them.
 */
export function requirementsOf(endpoint: Pick<Endpoint, 'auth'>): readonly SecurityScheme[] {
  const anyAccepted = endpoint.auth.some(({ accepted }) => accepted > 0);
  const weightOf = ({ requests, accepted }: AuthUse): number => (anyAccepted ? accepted : requests);
  const uses = endpoint.auth.filter(({ scheme }) => scheme !== 'none');
  const most = Math.max(0, ...uses.map(weightOf));
  const without = Math.max(0, ...endpoint.auth.filter(({ scheme }) => scheme === 'none').map(weightOf));
  if (most === 0 || without > most) return [];
  const found = new Map<string, SecurityScheme>();
  for (const use of uses) {
    const scheme = weightOf(use) * 2 > most ? securityScheme(use) : undefined;
    if (scheme !== undefined && !found.has(scheme.name)) found.set(scheme.name, scheme);
  }
  return [...found.values()];
}

/** The names of a document's schemes. */
export interface SchemeNames {
  nameOf(scheme: SecurityScheme): string;
  all(): Readonly<Record<string, SecurityScheme['scheme']>>;
}

/** Names of components are of few letters, so two names of headers may become one: the second gets a number. */
export function schemeNames(): SchemeNames {
  const byText = new Map<string, string>();
  const byName = new Map<string, { readonly scheme: SecurityScheme['scheme']; readonly issuers: Set<string> }>();
  return {
    nameOf({ name, scheme, issuers = [] }) {
      const text = JSON.stringify(scheme);
      let unique = byText.get(text);
      if (unique === undefined) {
        const plain = name.replace(/[^A-Za-z0-9._-]/g, '_');
        unique = plain;
        for (let count = 2; byName.has(unique); count++) unique = `${plain}${count}`;
        byText.set(text, unique);
        byName.set(unique, { scheme, issuers: new Set() });
      }
      for (const issuer of issuers) byName.get(unique)?.issuers.add(issuer);
      return unique;
    },
    all: () =>
      Object.fromEntries(
        [...byName]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, { scheme, issuers }]) => [name, described(scheme, [...issuers].toSorted())]),
      ),
  };
}

const described = (scheme: SecurityScheme['scheme'], issuers: readonly string[]): SecurityScheme['scheme'] =>
  issuers.length === 0
    ? scheme
    : { ...scheme, description: `Tokens name as issuer: ${issuers.slice(0, ISSUERS).join(', ')}.` };
