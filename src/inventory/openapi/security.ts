import type { AuthUse, Endpoint } from '../../model/index.ts';

/** A security scheme of OpenAPI 3.1 with the name it stands under. */
export interface SecurityScheme {
  readonly name: string;
  readonly scheme: Readonly<Record<string, string>>;
}

/** What a use is in OpenAPI; undefined for no authentication. */
export function securityScheme(use: AuthUse): SecurityScheme | undefined {
  switch (use.scheme) {
    case 'none':
      return undefined;
    case 'basic':
      return { name: 'basic', scheme: { type: 'http', scheme: 'basic' } };
    case 'bearer':
    case 'jwt':
      return use.location === 'header' && use.name.toLowerCase() === 'authorization'
        ? { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } }
        : keyScheme(use);
    case 'mtls':
      return { name: 'clientCertificate', scheme: { type: 'mutualTLS' } };
    case 'other':
      return { name: 'authorization', scheme: { type: 'apiKey', in: 'header', name: use.name } };
    default:
      return keyScheme(use);
  }
}

function keyScheme({ location, name }: AuthUse): SecurityScheme {
  const place = location === 'query' || location === 'cookie' ? location : 'header';
  const text = name.replace(/[^A-Za-z0-9._-]/g, '_');
  return { name: `${place}.${text}`, scheme: { type: 'apiKey', in: place, name } };
}

/**
 * What the endpoint asks for: every scheme that most of its requests carried. Two that come together, such as a key and a
 * token, are both needed; none when most requests came without.
 */
export function requirementsOf(endpoint: Pick<Endpoint, 'auth' | 'requests'>): readonly SecurityScheme[] {
  const total = Math.max(...endpoint.auth.map(({ requests }) => requests), 1);
  const found = new Map<string, SecurityScheme>();
  const leading = endpoint.auth[0];
  if (leading === undefined || leading.scheme === 'none') return [];
  for (const use of endpoint.auth) {
    const scheme = use.requests * 2 > total ? securityScheme(use) : undefined;
    if (scheme !== undefined && !found.has(scheme.name)) found.set(scheme.name, scheme);
  }
  return [...found.values()];
}
