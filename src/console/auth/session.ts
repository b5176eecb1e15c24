import { CodedError, LIMITS } from '../../model/index.ts';
import type { ConsoleSession, RecordStore } from '../../storage/index.ts';
import type { Access } from '../contract/route.ts';
import { digest } from './sign-in.ts';

export const SESSION_COOKIE = 'sallyport-session';

/** The person or program behind a call. */
export interface Caller {
  readonly session: ConsoleSession;
  /** Address of the socket. */
  readonly address: string;
}

const RANK = { public: 0, viewer: 1, analyst: 2, admin: 3 } as const satisfies Record<Access, number>;

/** Errors: SP3003 when the role does not reach. */
export function requireRole(caller: Caller, access: Access): void {
  if (RANK[caller.session.role] < RANK[access]) {
    throw new CodedError('SP3003', `this needs the role ${access}, ${caller.session.user} is ${caller.session.role}`);
  }
}

/** The session of a token, undefined when there is none, it is too old, or it is of the other kind. */
export async function findSession(
  records: RecordStore,
  token: string,
  kind: 'browser' | 'api-token',
  now: number,
): Promise<ConsoleSession | undefined> {
  const [session] = await records.get('session', [digest(token)]);
  return session !== undefined && session.kind === kind && session.expires > now ? session : undefined;
}

/** Starts a browser session for whoever holds a one-time link: on this machine that is the administrator. */
export async function startSession(records: RecordStore, token: string, now: number): Promise<ConsoleSession> {
  const session: ConsoleSession = {
    id: digest(token),
    user: 'administrator',
    role: 'admin',
    kind: 'browser',
    created: now,
    expires: now + LIMITS.sessionMs,
  };
  await removeExpired(records, now);
  await records.put('session', [session]);
  return session;
}

/** Every sign-in sweeps out what is over, so that sessions cannot pile up. */
async function removeExpired(records: RecordStore, now: number): Promise<void> {
  const { records: sessions } = await records.list('session', { limit: 1_000 });
  const over = sessions.filter((session) => session.expires <= now).map((session) => session.id);
  if (over.length > 0) await records.remove('session', over);
}

const LOCAL_USER = 'local';
const YEAR_MS = 366 * 86_400_000;

/** Accepts the token of this machine's administrator, who proves by reading the data folder who they are. */
export async function admitToken(records: RecordStore, token: string, now: number): Promise<void> {
  const { records: sessions } = await records.list('session', { limit: 1_000 });
  const earlier = sessions
    .filter((session) => session.kind === 'api-token' && session.user === LOCAL_USER)
    .map((session) => session.id);
  if (earlier.length > 0) await records.remove('session', earlier);
  await records.put('session', [
    { id: digest(token), user: LOCAL_USER, role: 'admin', kind: 'api-token', created: now, expires: now + YEAR_MS },
  ]);
}
