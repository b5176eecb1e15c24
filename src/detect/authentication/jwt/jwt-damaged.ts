import type { CarriedToken } from '../../../model/index.ts';
import { defineMessageRule } from '../../define.ts';
import { bearer, HONEST, ISSUED, signature, token } from './examples.ts';

/** Bytes of a signature by algorithm (RFC 7518 §3); RSA's are those of the key, 128 at least. */
const LENGTHS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  HS256: [32, 32],
  HS384: [48, 48],
  HS512: [64, 64],
  ES256: [64, 64],
  ES256K: [64, 64],
  ES384: [96, 96],
  ES512: [132, 132],
  EDDSA: [64, 114],
  RS256: [128, 2_048],
  RS384: [128, 2_048],
  RS512: [128, 2_048],
  PS256: [128, 2_048],
  PS384: [128, 2_048],
  PS512: [128, 2_048],
};
const TIMES = ['exp', 'nbf', 'iat'] as const;

export const jwtDamaged = defineMessageRule({
  id: 'jwt-damaged',
  version: 1,
  title: 'JSON Web Token that no issuer made',
  severity: 'medium',
  references: ['CWE-347', 'CWE-345', 'API2:2023', 'CAPEC-115'],
  explanation:
    'Who changes a token by hand leaves traces: a signature of a length that its algorithm cannot have (`ES256` makes 64 bytes, all zeros are none), claims that are times by RFC 7519 and are no numbers, a token valid from a day that is long in the future. The API should refuse all of these itself; one that arrives shows somebody at work. ' +
    'A token that expired long ago is only logged: old clients send them honestly.',
  limits: { expiredDays: 30, futureDays: 1 },
  action: 'block-request',
  blockMs: 0,
  ask(request, { tokens }, limits) {
    for (const one of tokens) {
      const found = askSignature(one) ?? askTimes(one, request.head.time / 1_000, limits);
      if (found !== undefined) return { ...found, part: one.part, name: one.name };
    }
    return undefined;
  },
  examples: {
    fires: [
      bearer('HS256 cut', token({ alg: 'HS256' }, { sub: 'a', iat: ISSUED }, signature(20))),
      bearer('HS256 of three bytes', token({ alg: 'HS256' }, { sub: 'a' }, 'abcd')),
      bearer('RS256 with 32 bytes', token({ alg: 'RS256' }, { sub: 'a' }, signature(32))),
      bearer('ES256 too long', token({ alg: 'ES256' }, { sub: 'a' }, signature(72))),
      bearer('ES256 of zeros', token({ alg: 'ES256' }, { sub: 'a' }, Buffer.alloc(64).toString('base64url'))),
      bearer('EdDSA cut', token({ alg: 'EdDSA' }, { sub: 'a' }, signature(12))),
      bearer('no base64', token({ alg: 'HS256' }, { sub: 'a' }, '<script>')),
      bearer('exp an object', token({ alg: 'HS256' }, { sub: 'a', exp: { $gt: 0 } })),
      bearer('exp a list', token({ alg: 'HS256' }, { sub: 'a', exp: [9_999_999_999] })),
      bearer('exp true', token({ alg: 'HS256' }, { sub: 'a', exp: true })),
      bearer('not before next year', token({ alg: 'HS256' }, { sub: 'a', nbf: ISSUED + 31_536_000 })),
      bearer('issued next month', token({ alg: 'HS256' }, { sub: 'a', iat: ISSUED + 2_678_400 })),
    ],
    silent: HONEST,
  },
});

interface Found {
  readonly confidence: number;
  readonly statement: string;
}

function askSignature({ raw, header, claims }: CarriedToken): Found | undefined {
  const parts = raw.split('.', 6);
  const algorithm = typeof header['alg'] === 'string' ? header['alg'].toUpperCase() : '';
  const lengths = LENGTHS[algorithm];
  const signed = parts[2] ?? '';
  if (parts.length !== 3 || claims === undefined || lengths === undefined || signed === '') return undefined;
  if (!/^[\w+/=-]+$/.test(signed)) return { confidence: 0.85, statement: 'signature of the token is no base64' };
  const bytes = Buffer.from(signed, 'base64url');
  if (bytes.every((byte) => byte === 0)) return { confidence: 0.9, statement: 'signature of the token is all zeros' };
  if (bytes.length >= lengths[0] && bytes.length <= lengths[1]) return undefined;
  return {
    confidence: 0.8,
    statement: `signature of ${bytes.length} bytes, which ${algorithm} does not make`,
  };
}

const DAY = 86_400;

function askTimes({ claims }: CarriedToken, now: number, limits: Readonly<Record<string, number>>): Found | undefined {
  if (claims === undefined) return undefined;
  for (const name of TIMES) {
    const value = claims[name];
    if (value === undefined || value === null || typeof value === 'number') continue;
    // Some issuers write numbers as text.
    if (typeof value === 'string') continue;
    return { confidence: 0.85, statement: `${name} of the token is no time` };
  }
  const latest = now + (limits['futureDays'] ?? 0) * DAY;
  for (const name of ['nbf', 'iat'] as const) {
    const value = claims[name];
    // Milliseconds by mistake are an honest issuer's.
    if (typeof value === 'number' && value > latest && value < 1e11)
      return { confidence: 0.75, statement: `${name} of the token lies in the future` };
  }
  const { exp } = claims;
  return typeof exp === 'number' && exp < now - (limits['expiredDays'] ?? 0) * DAY
    ? { confidence: 0.5, statement: 'token expired long ago' }
    : undefined;
}
