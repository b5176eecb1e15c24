import type { FastifyReply } from 'fastify';
import { CodedError } from '../../model/index.ts';
import type { ConsoleSession } from '../../storage/index.ts';
import { SESSION_COOKIE, startSession } from '../auth/session.ts';
import type { Context, Handlers } from '../handler.ts';

const COOKIE = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

function setCookie(reply: FastifyReply, token: string, session: ConsoleSession): void {
  reply.setCookie(SESSION_COOKIE, token, {
    ...COOKIE,
    secure: reply.request.protocol === 'https',
    maxAge: Math.floor((session.expires - session.created) / 1_000),
  });
}

export function sessionHandlers(context: Context): Handlers<'signIn' | 'session' | 'signOut' | 'createSignInLink'> {
  const { deps, signInTokens, failures, audit, linkFor } = context;
  const shown = ({ user, role, kind, expires }: ConsoleSession) => ({
    user,
    role,
    kind: kind === 'api-token' ? ('api-token' as const) : ('browser' as const),
    expires,
    environment: deps.environment,
  });
  return {
    async signIn({ body, request, reply }) {
      const address = request.socket.remoteAddress ?? request.ip;
      const now = deps.clock();
      failures.check(address, now);
      if (!signInTokens.spend(body.token, now)) {
        failures.failed(address, now);
        throw new CodedError('SP3002', 'the token of this link is not good, or no longer');
      }
      const token = deps.newToken();
      const session = await startSession(deps.records, token, now);
      await audit({ session }, { what: 'session.started', object: session.user, after: { address } });
      setCookie(reply, token, session);
      return shown(session);
    },
    session: async ({ caller }) => shown(caller.session),
    async signOut({ caller, reply }) {
      if (caller.session.kind === 'browser') await deps.records.remove('session', [caller.session.id]);
      await audit(caller, { what: 'session.ended', object: caller.session.user });
      reply.clearCookie(SESSION_COOKIE, COOKIE);
      return { signedOut: true };
    },
    async createSignInLink({ caller }) {
      const { token, expires } = signInTokens.make(deps.clock());
      await audit(caller, { what: 'session.link-made', object: caller.session.user, after: { expires } });
      return { link: linkFor(token), expires };
    },
  };
}
