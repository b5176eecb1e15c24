import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ownAnswer, rawAnswer } from './answers.ts';
import { ClientConnection } from './client-connection.ts';
import type { GatewayContext } from './context.ts';
import type { CounterName } from './counters.ts';
import { Exchange } from './exchange.ts';
import { Http1End } from './http1-end.ts';
import type { GatewayLimits } from './options.ts';
import { isRefusal, planRequest, type Refusal, type RequestPlan } from './request-head.ts';
import type { CertificateStore } from './tls/index.ts';
import { Tunnel } from './tunnel.ts';
import { KEEP_ALIVE_PROBE_MS } from './upstream/index.ts';

/**
 * The listener, and what it does with connections of HTTP/1.x. Node's server listens, but a connection reaches its parser
 * only through `accept`, once it is known what it speaks.
 */
export class Http1Front {
  readonly server: Server;
  /** The event by which the server announces a connection that can be read. */
  readonly arrives: 'connection' | 'secureConnection';
  readonly #context: GatewayContext;
  readonly #parse: (socket: Socket) => void;

  /** `sweepMs`: how often time limits are looked at. */
  constructor(context: GatewayContext, certificates: CertificateStore | undefined, sweepMs: number) {
    this.#context = context;
    const options = this.#options(context.limits, sweepMs);
    this.server =
      certificates === undefined
        ? createServer(options)
        : createSecureServer({ ...options, ...certificates.serverOptions(context.limits.clientHeaderMs) });
    this.arrives = certificates === undefined ? 'connection' : 'secureConnection';
    const [listener] = this.server.listeners(this.arrives);
    if (listener === undefined) throw new Error('node:http has changed how it hears of connections');
    this.server.removeAllListeners(this.arrives);
    this.#parse = (socket) => void listener.call(this.server, socket);
    this.#listen(context.limits);
  }

  accept(socket: Socket): void {
    this.#parse(socket);
  }

  #options(limits: GatewayLimits, sweepMs: number): ServerOptions {
    return {
      insecureHTTPParser: false,
      maxHeaderSize: limits.headBytes,
      // Refused here with a count instead of by Node without one.
      requireHostHeader: false,
      headersTimeout: limits.clientHeaderMs,
      // Bodies are timed by progress: a total would cut large uploads over slow lines.
      requestTimeout: 0,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: sweepMs,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
      optimizeEmptyRequests: true,
      shouldUpgradeCallback: (req) => this.#wantsTunnel(req),
    };
  }

  #listen(limits: GatewayLimits): void {
    const { server } = this;
    // Node drops lines beyond this without a word; one more than allowed shows that there were too many.
    server.maxHeadersCount = limits.headerLines + 1;
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
  }

  #onRequest(req: IncomingMessage, res: ServerResponse, expectsContinue: boolean): void {
    const connection = ClientConnection.of(req.socket);
    if (connection === undefined) throw new Error('a request on a connection that was never announced');
    const plan = this.#plan(req, false);
    if (isRefusal(plan)) return this.#refuse(res, plan.status, plan.name);
    new Exchange(this.#context, connection, new Http1End(req, res), plan).start(expectsContinue);
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
    const received = { method: req.method ?? '', httpVersion: req.httpVersion, rawHeaders: req.rawHeaders };
    new Tunnel(this.#context, connection, received, early, plan).start();
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
