import type { CarriedToken } from '../../../model/index.ts';
import { defineMessageRule } from '../../define.ts';
import { bearer, HONEST, ISSUED, signature, token } from './examples.ts';

const claims = { sub: '5512', iss: 'https://id.shop.example/', exp: ISSUED + 3_600 };
/** Of elliptic curves and RSA, as an attacker puts them beside what they signed. */
const JWK = { kty: 'RSA', n: signature(128), e: 'AQAB' };

export const jwtKeySource = defineMessageRule({
  id: 'jwt-key-source',
  version: 1,
  title: 'JSON Web Token that brings its own key',
  severity: 'critical',
  references: ['CWE-347', 'CWE-290', 'CWE-918', 'CWE-22', 'API2:2023', 'CAPEC-21'],
  explanation:
    'The header of a token may say where the key to check it lies: in the token itself (`jwk`, `x5c`), at an address (`jku`, `x5u`), under a name (`kid`). A library that follows it checks the sender’s signature with the sender’s key (RFC 8725 §3.10). ' +
    'The rule asks whether a key stands in an access token, whether the address is of another host than the issuer’s, and whether the name is one that leads out of a folder, into a query, a shell or an address. Issuers name keys by letters, digits and base64.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask(_request, { tokens }) {
    for (const one of tokens) {
      const found = askAddress(one) ?? askEmbedded(one) ?? askName(one) ?? askCritical(one);
      if (found !== undefined) return { ...found, part: one.part, name: one.name };
    }
    return undefined;
  },
  examples: {
    fires: [
      bearer('jku elsewhere', token({ alg: 'RS256', jku: 'https://keys.evil.example/jwks' }, claims, signature(256))),
      bearer('x5u elsewhere', token({ alg: 'RS256', x5u: 'http://198.51.100.9/c.pem' }, claims, signature(256))),
      bearer('jku inside', token({ alg: 'RS256', jku: 'http://127.0.0.1:8000/k' }, claims, signature(256))),
      bearer(
        'jku without an issuer',
        token({ alg: 'RS256', jku: 'https://evil.example/k' }, { sub: 'a' }, signature(256)),
      ),
      bearer('jku a file', token({ alg: 'RS256', jku: 'file:///dev/null' }, claims, signature(256))),
      bearer(
        'jku with userinfo',
        token({ alg: 'RS256', jku: 'https://id.shop.example@evil.example/' }, claims, signature(256)),
      ),
      bearer('jwk', token({ alg: 'RS256', jwk: JWK }, claims, signature(128))),
      bearer('x5c', token({ alg: 'RS256', x5c: ['MIIB'] }, claims, signature(128))),
      bearer('kid a path', token({ alg: 'HS256', kid: '../../public/app.css' }, claims)),
      bearer('kid a device', token({ alg: 'HS256', kid: '/dev/null' }, claims)),
      bearer('kid a query', token({ alg: 'HS256', kid: "a' UNION SELECT 'k" }, claims)),
      bearer('kid a command', token({ alg: 'HS256', kid: 'key | id' }, claims)),
      bearer('kid with NUL', token({ alg: 'HS256', kid: 'a\0' }, claims)),
      bearer('kid an object', token({ alg: 'HS256', kid: { $ne: 1 } }, claims)),
      bearer('kid an address', token({ alg: 'HS256', kid: 'http://evil.example/k' }, claims)),
      bearer('critical', token({ alg: 'HS256', crit: ['b64', 'zz'], zz: 1 }, claims)),
    ],
    silent: HONEST,
  },
});

interface Found {
  readonly confidence: number;
  readonly statement: string;
}

function askAddress({ header, claims: payload }: CarriedToken): Found | undefined {
  for (const member of ['jku', 'x5u'] as const) {
    const address = header[member];
    if (address === undefined) continue;
    const host = hostOf(address);
    if (host === undefined) return { confidence: 0.95, statement: `${member} of the token is no address of a key` };
    const issuer = hostOf(payload?.['iss']);
    if (issuer === undefined || !sameOwner(host, issuer))
      return {
        confidence: issuer === undefined ? 0.85 : 0.95,
        statement: `${member} of the token leads to ${host.slice(0, 60)}, which is not its issuer`,
      };
  }
  return undefined;
}

function hostOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const { protocol, hostname, username } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' ? hostname : undefined;
}

/** The last two names of the hosts are the same: keys often lie on a host of their own. */
const sameOwner = (a: string, b: string): boolean =>
  a.split('.').slice(-2).join('.') === b.split('.').slice(-2).join('.');

/** A proof of possession (RFC 9449) carries its key, and says so in its type; an access token has no business with one. */
function askEmbedded({ header }: CarriedToken): Found | undefined {
  const type = header['typ'];
  if (typeof type === 'string' && /dpop|kb\+jwt|entity-statement|oauth-client-attestation/i.test(type))
    return undefined;
  if (header['jwk'] !== undefined) return { confidence: 0.9, statement: 'token carries the key to check it (jwk)' };
  return header['x5c'] === undefined
    ? undefined
    : { confidence: 0.75, statement: 'token carries the certificate to check it (x5c)' };
}

const NAME = /^[\w.:@=+/~-]{1,512}$/;

function askName({ header }: CarriedToken): Found | undefined {
  const { kid } = header;
  if (kid === undefined) return undefined;
  if (typeof kid !== 'string') return typeof kid === 'number' ? undefined : odd('no name');
  if (/(?:^|\/)\.\.(?:\/|$)|^\/(?:dev|etc|proc|tmp|var)\//.test(kid)) return odd('a path');
  if (/^(?:https?|ftp|file|gopher):/i.test(kid)) return odd('an address', 0.75);
  return NAME.test(kid) ? undefined : odd('what is no name of a key', /['"`;|$<>\0\\(){}]/.test(kid) ? 0.95 : 0.6);
}

const odd = (what: string, confidence = 0.95): Found => ({ confidence, statement: `kid of the token is ${what}` });

/** Extensions that must be understood (RFC 7515 §4.1.11): `b64` is the only one in use. */
function askCritical({ header }: CarriedToken): Found | undefined {
  const { crit } = header;
  if (crit === undefined) return undefined;
  const known = Array.isArray(crit) && crit.every((name) => name === 'b64' || name === 'exp');
  return known ? undefined : { confidence: 0.75, statement: 'token demands extensions that nobody knows (crit)' };
}
