import cookie from '@fastify/cookie';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import Fastify from 'fastify';
import { CodedError, LIMITS } from '../model/index.ts';
import { checkHost, checkOrigin, identify } from './auth/guard.ts';
import { type Caller, admitToken, requireRole } from './auth/session.ts';
import { createFailureCount, createSignInTokens } from './auth/sign-in.ts';
import { type OperationId, ROUTES } from './contract.ts';
import type { RouteContract } from './contract/route.ts';
import type { ConsoleDeps } from './control.ts';
import type { Call, Context } from './handler.ts';
import { createHandlers } from './handlers/index.ts';
import { serveHealth } from './health.ts';
import { createLiveHub } from './live.ts';
import { API_PREFIX, describeApi, schemaOf } from './openapi.ts';
import { contentSecurityPolicy, servePages } from './pages.ts';
import { answerError } from './problem.ts';
import { createViews } from './views/views.ts';

/** The management API and the console's pages on one listener. */
export interface Console {
  /** Port 0 takes a free one. Errors: SP2001, SP2002. */
  listen(address: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly host: string; readonly port: number }>;
  /** A new one-time link, good for ten minutes. Errors: SP3006 before `listen`. */
  signInLink(): string;
  /** Accepts a token of the local administrator in `Authorization: Bearer`; the one before it is good no longer. */
  admit(token: string): Promise<void>;
  /** For tests: a request without a socket. */
  readonly inject: FastifyInstance['inject'];
  close(): Promise<void>;
}

const HEADERS = {
  'content-security-policy': contentSecurityPolicy(null),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

export async function createConsole(deps: ConsoleDeps): Promise<Console> {
  let base: string | undefined;
  let failed = 0;
  const context = createContext(
    deps,
    () => base,
    () => failed,
  );
  const app = Fastify({
    bodyLimit: LIMITS.consoleBodyBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    answerError(error, request, reply, (what, cause) => {
      failed++;
      deps.onFailure(what, cause);
    }),
  );
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    checkHost(request, deps.hostNames ?? []);
  });
  await app.register(cookie);
  await describeApi(app, (await deps.control.status()).version);
  serveApi(app, context);
  serveHealth(app, context, (request) => identify(request, deps.records, context.failures, deps.clock()));
  await servePages(app, deps.webRoot);
  await app.ready();

  return {
    async listen({ host, port }) {
      await app.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
        throw new CodedError(
          cause.code === 'EADDRINUSE' ? 'SP2001' : 'SP2002',
          `console on ${host}:${port}: ${cause.message}`,
          { cause },
        );
      });
      const address = app.server.address();
      const bound = { host, port: typeof address === 'object' && address !== null ? address.port : port };
      base = `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
      return bound;
    },
    signInLink: () => context.linkFor(context.signInTokens.make(deps.clock()).token),
    admit: (token) => admitToken(deps.records, token, deps.clock()),
    inject: app.inject.bind(app) as FastifyInstance['inject'],
    async close() {
      context.hub.close();
      await app.close();
    },
  };
}

function createContext(deps: ConsoleDeps, base: () => string | undefined, failedCalls: () => number): Context {
  return {
    deps,
    failedCalls,
    views: createViews(deps),
    hub: createLiveHub(deps.live),
    signInTokens: createSignInTokens(deps.newToken),
    failures: createFailureCount(),
    linkFor(token) {
      const address = base();
      if (address === undefined) throw new CodedError('SP3006', 'the console does not listen yet');
      // Fragments are never sent, so the token reaches no log on its way.
      return `${address}/#t=${token}`;
    },
    audit: ({ session }, note) =>
      deps.records.audit([{ at: deps.clock(), who: session.user, session: session.id.slice(0, 12), ...note }]),
  };
}

/** Registers every call of the contract: who may call is settled before anything of the request is read. */
function serveApi(app: FastifyInstance, context: Context): void {
  const { deps, failures } = context;
  const handlers = createHandlers(context);
  const callers = new WeakMap<FastifyRequest, Caller>();
  for (const [name, route] of Object.entries(ROUTES) as [OperationId, RouteContract][]) {
    // The contract ties each id to its types; that this handler belongs to this route is all the loop must assert.
    const handler = handlers[name] as (call: unknown) => Promise<unknown>;
    app.route({
      method: route.method,
      url: API_PREFIX + route.path,
      schema: schemaOf(name, route),
      ...(route.bodyBytes !== undefined && { bodyLimit: route.bodyBytes }),
      onRequest: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        checkOrigin(request);
        if (route.access === 'public') return;
        const caller = await identify(request, deps.records, failures, deps.clock());
        requireRole(caller, route.access);
        callers.set(request, caller);
      },
      handler: (request, reply) => {
        const { params, query, body } = request;
        const call = { params, query, body, caller: callers.get(request) ?? null, request, reply };
        return handler(call satisfies Record<keyof Call<OperationId>, unknown>);
      },
    });
  }
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
