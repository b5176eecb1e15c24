import { jwtVerify, SignJWT } from 'jose';
import { problem, type Access, type Reply } from './http.ts';
import type { ShopState, User } from './state.ts';

const TOKEN_SECONDS = 3_600;

export async function issueToken(state: ShopState, user: User): Promise<{ token: string; expiresIn: number }> {
  const now = Math.floor(state.clock() / 1000);
  const token = await new SignJWT({ role: user.role, name: user.name })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(String(user.id))
    .setIssuer('demo-shop')
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_SECONDS)
    .sign(state.signingKey);
  return { token, expiresIn: TOKEN_SECONDS };
}

/** The user of `Authorization: Bearer …`; null when none is sent or it does not hold. */
export async function readUser(state: ShopState, authorization: string | undefined): Promise<User | null> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return null;
  try {
    const options = { algorithms: ['HS256'], issuer: 'demo-shop', currentDate: new Date(state.clock()) };
    const { payload } = await jwtVerify(token, state.signingKey, options);
    return state.users.get(Number(payload.sub)) ?? null;
  } catch {
    // A forged, damaged or expired token is no user; the caller answers 401.
    return null;
  }
}

/** Undefined when the caller may go on. */
export function refuse(
  access: Access,
  state: ShopState,
  user: User | null,
  apiKey: string | undefined,
): Reply | undefined {
  if (access === 'anyone') return undefined;
  if (access === 'partner')
    return apiKey === state.partnerKey ? undefined : problem(401, 'invalid_api_key', 'Send a valid X-Api-Key');
  if (!user) return problem(401, 'unauthenticated', 'Sign in and send the token as Authorization: Bearer');
  if (access === 'admin' && user.role !== 'admin') return problem(403, 'forbidden', 'Administrators only');
  return undefined;
}
