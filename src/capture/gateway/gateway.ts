import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { CodedError } from '../../model/index.ts';
import type { Gate } from '../gate.ts';
import { ActiveList } from './active.ts';
import { ownAnswer, rawAnswer } from './answers.ts';
import { parseNetworks, type Trust } from './client-address.ts';
import { ClientConnection } from './client-connection.ts';
import { createClock, createIdFactory } from './clock.ts';
import type { GatewayContext } from './context.ts';
import { Counters, type CounterName } from './counters.ts';
import { Exchange } from './exchange.ts';
import {
  limitsOf,
  parseUpstream,
  refuseLoop,
  type GatewayLimits,
  type GatewayOptions,
  type UpstreamAddress,
} from './options.ts';
import { isRefusal, planRequest, type Refusal, type RequestPlan } from './request-head.ts';
import { Tunnel } from './tunnel.ts';
import { KEEP_ALIVE_PROBE_MS, UpstreamPool, type UpstreamStats } from './upstream/index.ts';

export interface GatewayStats {
  readonly connections: number;
  readonly activeExchanges: number;
  readonly upstream: UpstreamStats;
  readonly counters: Readonly<Record<CounterName, number>>;
}

/** An inline reverse proxy. Forwards what its gate lets pass. */
export interface Gateway {
  /** Throws SP2001 (address in use), SP2002 (cannot be bound), SP2005 (would forward to itself). */
  listen(): Promise<{ readonly host: string; readonly port: number }>;
  /** Takes no more connections, lets what is under way finish within `drainMs`, then closes. */
  drain(): Promise<void>;
  /** Closes at once. */
  close(): Promise<void>;
  stats(): GatewayStats;
}

const DEFAULT_TRAIT_HEADERS = {
  ja4: 'x-ja4',
  h2: 'x-h2',
  certificate: 'x-client-cert',
  country: 'x-geo-country',
  asn: 'x-geo-asn',
} as const;
const SLOWEST_SWEEP_MS = 1_000;
const DRAIN_POLL_MS = 20;

/** Throws SP2004 for an unusable upstream address and SP1002 for an unusable trusted proxy. */
export function createGateway(options: GatewayOptions, gate: Gate): Gateway {
  const limits = limitsOf(options);
  const address = parseUpstream(options.upstream);
  refuseLoop(options.listen, address);
  const counters = new Counters(options.log ?? (() => {}));
  const upstream = new UpstreamPool({
    ...address,
    connections: limits.upstreamConnections,
    queue: limits.upstreamQueue,
    connectMs: limits.upstreamConnectMs,
    idleMs: limits.upstreamIdleMs,
    tls: options.upstreamTls ?? {},
    onRetry: () => counters.count('upstream-retried'),
  });
  const trust: Trust = {
    networks: parseNetworks(options.trustedProxies ?? []),
    addressHeaders: options.addressHeaders ?? ['x-forwarded-for', 'forwarded'],
    traitHeaders: options.traitHeaders ?? DEFAULT_TRAIT_HEADERS,
  };
  const context: GatewayContext = {
    gate,
    upstream,
    upstreamHost: hostLine(address),
    counters,
    limits,
    maxBodyBytes: options.maxBodyBytes ?? Number.POSITIVE_INFINITY,
    forwardedHeaders: options.forwardedHeaders ?? true,
    clockHeader: options.clockHeader?.toLowerCase(),
    newId: options.newId ?? createIdFactory(),
    clock: options.clock ?? createClock(),
    active: new ActiveList(),
    draining: false,
  };
  return new HttpGateway(options.listen, context, trust);
}

function hostLine({ host, port, scheme }: UpstreamAddress): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`;
}

class HttpGateway implements Gateway {
  readonly #where: GatewayOptions['listen'];
  readonly #context: GatewayContext;
  readonly #trust: Trust;
  readonly #server: Server;
  readonly #connections = new Set<ClientConnection>();
  #sweeper: NodeJS.Timeout | undefined;

  constructor(where: GatewayOptions['listen'], context: GatewayContext, trust: Trust) {
    this.#where = where;
    this.#context = context;
    this.#trust = trust;
    this.#server = this.#createServer(context.limits);
  }

  async listen(): Promise<{ readonly host: string; readonly port: number }> {
    const { host, port } = this.#where;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          new CodedError(
            error.code === 'EADDRINUSE' ? 'SP2001' : 'SP2002',
            `${host}:${port} (${error.code ?? error.message})`,
            { cause: error },
          ),
        );
      });
      this.#server.listen({ host, port, backlog: 4_096 }, resolve);
    });
    this.#sweeper = setInterval(() => this.#sweep(), sweepInterval(this.#context.limits));
    const bound = this.#server.address() as AddressInfo;
    return { host: bound.address, port: bound.port };
  }

  async drain(): Promise<void> {
    this.#context.draining = true;
    const closed = this.#stopAccepting();
    const deadline = performance.now() + this.#context.limits.drainMs;
    while (this.#connections.size > 0 && performance.now() < deadline) {
      for (const connection of this.#connections) connection.closeIfIdle();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
    await this.#shut(closed);
  }

  async close(): Promise<void> {
    await this.#shut(this.#stopAccepting());
  }

  stats(): GatewayStats {
    const { active, upstream, counters } = this.#context;
    return {
      connections: this.#connections.size,
      activeExchanges: active.size,
      upstream: upstream.stats(),
      counters: counters.snapshot(),
    };
  }

  /** The plain socket server's `close`: that of node:http also destroys connections whose last answer is still being written. */
  async #stopAccepting(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => NetServer.prototype.close.call(this.#server, () => resolve()));
  }

  async #shut(closed: Promise<void>): Promise<void> {
    for (const connection of this.#connections) connection.destroy();
    clearInterval(this.#sweeper);
    await closed;
    this.#context.upstream.close(true);
    // Ends node:http's own timer that checks connections; the listener is closed already.
    this.#server.close(() => {});
  }

  #createServer(limits: GatewayLimits): Server {
    const server = createServer({
      insecureHTTPParser: false,
      maxHeaderSize: limits.headBytes,
      // Refused here with a count instead of by Node without one.
      requireHostHeader: false,
      headersTimeout: limits.clientHeaderMs,
      // Bodies are timed by progress: a total would cut large uploads over slow lines.
      requestTimeout: 0,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: sweepInterval(limits),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
      optimizeEmptyRequests: true,
      shouldUpgradeCallback: (req) => this.#wantsTunnel(req),
    });
    // Node drops lines beyond this without a word; one more than allowed shows that there were too many.
    server.maxHeadersCount = limits.headerLines + 1;
    server.maxConnections = limits.clientConnections;
    server.on('connection', (socket: Socket) => this.#onConnection(socket));
    server.on('request', (req: IncomingMessage, res: ServerResponse) => this.#onRequest(req, res, false));
    server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => this.#onRequest(req, res, true));
    server.on('checkExpectation', (_req: IncomingMessage, res: ServerResponse) =>
      this.#refuse(res, 417, 'unknown-expectation'),
    );
    server.on('upgrade', (req: IncomingMessage, socket: Duplex, early: Buffer) =>
      this.#onUpgrade(req, socket as Socket, early),
    );
    server.on('connect', (_req: IncomingMessage, socket: Duplex) => this.#refuseSocket(socket, 405, 'connect-method'));
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) =>
      this.#onClientError(error, socket as Socket),
    );
    server.on('drop', () => this.#context.counters.count('connections-refused'));
    return server;
  }

  #onConnection(socket: Socket): void {
    const connection = new ClientConnection(socket, this.#trust);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
  }

  #onRequest(req: IncomingMessage, res: ServerResponse, expectsContinue: boolean): void {
    const connection = ClientConnection.of(req.socket);
    if (connection === undefined) throw new Error('a request on a connection that was never announced');
    const plan = this.#plan(req, false);
    if (isRefusal(plan)) return this.#refuse(res, plan.status, plan.name);
    new Exchange(this.#context, connection, req, res, plan).start(expectsContinue);
  }

  /** Only what a tunnel can carry: a request without a body. Cleartext HTTP/2 is not offered, so its offer is not passed on. */
  #wantsTunnel(req: IncomingMessage): boolean {
    const { upgrade } = req.headers;
    return (
      req.method === 'GET' &&
      upgrade !== undefined &&
      !/\bh2c\b/i.test(upgrade) &&
      req.headers['content-length'] === undefined &&
      req.headers['transfer-encoding'] === undefined
    );
  }

  #onUpgrade(req: IncomingMessage, socket: Socket, early: Buffer): void {
    const connection = ClientConnection.of(socket);
    // Node releases before 24.9 do not ask whether to upgrade.
    if (connection === undefined || !this.#wantsTunnel(req)) return this.#refuseSocket(socket, 501, 'bad-request');
    const plan = this.#plan(req, true);
    if (isRefusal(plan)) return this.#refuseSocket(socket, plan.status, plan.name);
    new Tunnel(this.#context, connection, req, early, plan).start();
  }

  #plan(req: IncomingMessage, upgrade: boolean): RequestPlan | Refusal {
    if (req.rawHeaders.length > this.#context.limits.headerLines * 2)
      return { status: 431, name: 'too-many-header-lines', detail: '' };
    return planRequest(req.method ?? '', req.url ?? '', req.httpVersionMinor === 0, req.rawHeaders, upgrade);
  }

  #refuse(res: ServerResponse, status: number, name: CounterName): void {
    this.#context.counters.count(name);
    const { headers, body } = ownAnswer(status, null);
    // What follows a head that could not be understood cannot be told apart from its body.
    res.shouldKeepAlive = false;
    res.writeHead(status, headers as string[]).end(body);
  }

  #refuseSocket(socket: Duplex, status: number, name: CounterName): void {
    this.#context.counters.count(name);
    socket.end(rawAnswer(status, null));
  }

  /** The parser gave up, or a head did not come in time. Node leaves the answer and the closing to this listener. */
  #onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
    const connection = ClientConnection.of(socket);
    if (connection?.refused) return;
    if (connection === undefined || error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, name] = clientErrorAnswer(error.code);
    this.#context.counters.count(name);
    connection.refuse(rawAnswer(status, null));
  }

  #sweep(): void {
    const now = performance.now();
    this.#context.active.expire(now);
    this.#context.upstream.sweep(now);
  }
}

/** Often enough that the shortest time limit is kept to a quarter, at most once in 10 ms. */
function sweepInterval(limits: GatewayLimits): number {
  const shortest = Math.min(
    limits.clientHeaderMs,
    limits.clientIdleMs,
    limits.upstreamHeadersMs,
    limits.upstreamBodyIdleMs,
    limits.upstreamIdleMs,
  );
  return Math.min(SLOWEST_SWEEP_MS, Math.max(10, Math.floor(shortest / 4)));
}

function clientErrorAnswer(code: string | undefined): [number, CounterName] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'head-too-large'];
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 'body-too-large'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'client-too-slow'];
    default:
      return [400, 'bad-request'];
  }
}
