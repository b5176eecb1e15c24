import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readUser, refuse } from './auth.ts';
import { createRouter, ok, problem, readBody, route, type Reply, type Route } from './http.ts';
import { openApiDocument } from './openapi.ts';
import { accountRoutes } from './routes/account.ts';
import { backOfficeRoutes } from './routes/back-office.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { graphqlRoutes } from './routes/graphql.ts';
import { orderRoutes } from './routes/orders.ts';
import { siteRoutes } from './routes/site.ts';
import { createState, type ShopState } from './state.ts';

export interface ShopOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** The same seed gives the same products, people, orders and gift cards. */
  readonly seed: number;
  /** Milliseconds since the epoch; `Date.now` when absent. */
  readonly clock?: () => number;
}

export interface Shop {
  readonly port: number;
  close(): Promise<void>;
}

const apiRoutes: readonly Route[] = [
  ...siteRoutes,
  ...catalogueRoutes,
  ...accountRoutes,
  ...orderRoutes,
  ...backOfficeRoutes,
  ...graphqlRoutes,
];

/** Every route of the shop, the undocumented ones too. */
export const shopRoutes: readonly Route[] = [
  ...apiRoutes,
  route('GET /openapi.json', 'This document', { documented: false, handle: () => ok(openApiDocument(apiRoutes)) }),
];

/** Starts the demo's shop on the loopback interface. It is flawed on purpose: never put it anywhere else. */
export async function startShop({ port = 0, seed, clock = Date.now }: ShopOptions): Promise<Shop> {
  const state = createState(seed, clock);
  const find = createRouter(shopRoutes);
  const server = createServer((request, response) => {
    void answer(state, find, request)
      .catch((error: unknown) => (request.errored ? problem(400, 'aborted', 'The client went away') : failed(error)))
      .then((reply) => send(request, response, reply));
  });
  await listen(server, port);
  return { port: (server.address() as AddressInfo).port, close: () => close(server, state) };
}

async function answer(
  state: ShopState,
  find: ReturnType<typeof createRouter>,
  request: IncomingMessage,
): Promise<Reply> {
  const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const found = find(request.method ?? 'GET', path);
  if (!('route' in found)) return unroutable(found);
  const { params } = found;
  const user = await readUser(state, request.headers.authorization);
  const apiKey = request.headers['x-api-key'];
  const refusal = refuse(found.route.access, state, user, typeof apiKey === 'string' ? apiKey : undefined);
  if (refusal) return refusal;
  const input = await readInput(found.route, request, search);
  if ('refusal' in input) return input.refusal;
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return found.route.handle({ state, params, user, header, ...input });
}

function unroutable(methods: readonly string[]): Reply {
  if (methods.length === 0) return problem(404, 'no_route', 'There is nothing at this path');
  const reply = problem(405, 'method_not_allowed', `Allowed: ${methods.join(', ')}`);
  return { ...reply, headers: { allow: methods.join(', ') } };
}

type Input = { readonly query: unknown; readonly body: unknown } | { readonly refusal: Reply };

async function readInput(route: Route, request: IncomingMessage, search: string): Promise<Input> {
  const query = route.query?.safeParse(Object.fromEntries(new URLSearchParams(search)));
  if (query && !query.success)
    return { refusal: problem(400, 'invalid_query', 'The query is not valid', query.error.issues) };
  if (!route.body) return { query: query?.data, body: undefined };
  const sent = await readBody(request);
  if (sent === null) return { refusal: problem(413, 'too_large', 'The body is too large') };
  const value = parseJson(sent);
  if (value === undefined) return { refusal: problem(400, 'invalid_json', 'The body is not JSON') };
  const body = route.body.safeParse(value);
  if (!body.success) return { refusal: problem(422, 'invalid_body', 'The body is not valid', body.error.issues) };
  return { query: query?.data, body: body.data };
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    // Not JSON: the caller answers 400.
    return undefined;
  }
}

function failed(error: unknown): Reply {
  process.stderr.write(`demo shop: ${error instanceof Error ? error.stack : String(error)}\n`);
  return problem(500, 'internal', 'Something went wrong');
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const headers: Record<string, string | number> = { server: 'demo-shop', ...reply.headers };
  if (reply.type) headers['content-type'] = reply.type;
  if (reply.status !== 204 && reply.status !== 304) headers['content-length'] = Buffer.byteLength(reply.body);
  if (!request.complete && !request.readableEnded) request.resume();
  response.writeHead(reply.status, headers);
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function close(server: Server, state: ShopState): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      state.search.close();
      resolve();
    });
    server.closeAllConnections();
  });
}
