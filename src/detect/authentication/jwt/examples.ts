import type { MessageExample } from '../../define.ts';

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Base64url of so many bytes: a signature of that length. */
export const signature = (bytes: number): string => Buffer.alloc(bytes, 7).toString('base64url');

export const token = (header: unknown, claims: unknown, signed = signature(32)): string =>
  `${part(header)}.${part(claims)}.${signed}`;

export const bearer = (name: string, value: string): MessageExample => ({
  name,
  headers: [['Authorization', `Bearer ${value}`]],
});

/** 2026-01-05 08:30 UTC, half an hour before the time at which examples are asked about. */
export const ISSUED = 1_767_601_800;
const CLAIMS = { sub: '5512', iss: 'https://id.shop.example/', iat: ISSUED, exp: ISSUED + 3_600 };

/** Tokens of honest issuers; none of the rules about tokens may fire on them. */
export const HONEST: readonly MessageExample[] = [
  bearer('HS256', token({ alg: 'HS256', typ: 'JWT' }, CLAIMS)),
  bearer('RS256 with a key id', token({ alg: 'RS256', typ: 'JWT', kid: 'k-2026-01/a+b=' }, CLAIMS, signature(256))),
  bearer('ES256', token({ alg: 'ES256', typ: 'at+jwt', kid: '7f3c' }, CLAIMS, signature(64))),
  bearer('PS512', token({ alg: 'PS512' }, CLAIMS, signature(512))),
  bearer('EdDSA', token({ alg: 'EdDSA' }, CLAIMS, signature(64))),
  bearer('thumbprint', token({ alg: 'RS256', x5t: signature(20), kid: signature(20) }, CLAIMS, signature(256))),
  bearer(
    'keys at the issuer',
    token({ alg: 'RS256', jku: 'https://id.shop.example/.well-known/jwks.json', kid: '1' }, CLAIMS, signature(256)),
  ),
  bearer('expired minutes ago', token({ alg: 'HS256' }, { ...CLAIMS, exp: ISSUED + 60 })),
  bearer('no expiry', token({ alg: 'HS256' }, { sub: 'service' })),
  bearer(
    'claims of another issuer',
    token({ alg: 'HS256' }, { user_id: 5, role: 'admin', aud: ['a', 'b'], exp: ISSUED + 9 }),
  ),
  bearer('encrypted', `${part({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })}.abc.def.ghi.jkl`),
  bearer('opaque', '3f9c1e7a5b2d4860a1c2e3f405162738'),
  { name: 'basic', headers: [['Authorization', 'Basic YW5uYTpzZWNyZXQ=']] },
  { name: 'session cookie', headers: [['Cookie', 'session=eyJsb2dnZWQiOnRydWV9; theme=dark']] },
  { name: 'nothing', target: '/orders' },
];
