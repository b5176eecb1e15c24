/** `sallyport/middleware`: reports what a Node server is asked and answers to a running Sallyport. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyPluginCallback } from 'fastify';
import { Reporter, type ReporterStats } from './reporter.ts';
import { watch } from './watch.ts';

export interface SallyportOptions {
  /** Where the program takes exchanges, e.g. `http://127.0.0.1:9103`. */
  readonly collector: string;
  /** The program prints the file that holds it. */
  readonly token: string;
  /** Address of the client where the application stands behind a proxy, from a header that the proxy overwrites. */
  readonly client?: (request: IncomingMessage) => string | undefined;
  /** Told once when the collector stops taking exchanges; silent when absent. */
  readonly onProblem?: (text: string) => void;
}

export interface Sallyport {
  /** Wraps the handler of a `node:http` or `node:https` server. */
  http(handler: RequestListener): RequestListener;
  /** `app.use(watch.express())`, before everything that reads bodies. */
  express(): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** `await app.register(watch.fastify)`, before other plugins. */
  readonly fastify: FastifyPluginCallback;
  /** `app.use(watch.hono())` on @hono/node-server, before other middleware. */
  hono(): (context: { readonly env: unknown }, next: () => Promise<void>) => Promise<void>;
  stats(): ReporterStats;
  /** Sends what waits now. */
  flush(): Promise<void>;
  /** Sends what waits and stops; later exchanges are dropped. */
  close(): Promise<void>;
}

/**
 * Makes the middleware. It reports only: no request is delayed, changed or refused, and none of its failures reach the
 * application. Throws TypeError for a collector that is no http(s) address.
 */
export function sallyport(options: SallyportOptions): Sallyport {
  const reporter = new Reporter(options.collector, options.token, options.onProblem ?? (() => {}));
  const see = (request: IncomingMessage, response: ServerResponse): void =>
    watch(request, response, {
      client: options.client,
      report: (exchange) => reporter.push(JSON.stringify(exchange)),
      onFailure: () => reporter.missed(),
    });
  const fastify: FastifyPluginCallback = (instance, _options, done) => {
    instance.addHook('onRequest', (request, reply, next) => {
      see(request.raw, reply.raw);
      next();
    });
    done();
  };
  // Fastify's own sign that a plugin is for the whole application and not only for what it encloses.
  Object.assign(fastify, { [Symbol.for('skip-override')]: true });
  return {
    http: (handler) => (request, response) => {
      see(request, response);
      handler(request, response);
    },
    express: () => (request, response, next) => {
      see(request, response);
      next();
    },
    fastify,
    hono: () => (context, next) => {
      const { env } = context;
      if (isNodeEnvironment(env)) see(env.incoming, env.outgoing);
      return next();
    },
    stats: () => reporter.stats,
    flush: () => reporter.flush(),
    close: () => reporter.close(),
  };
}

interface NodeEnvironment {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

const isNodeEnvironment = (env: unknown): env is NodeEnvironment =>
  typeof env === 'object' && env !== null && 'incoming' in env && 'outgoing' in env;
