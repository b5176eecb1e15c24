import type { Server } from 'node:http';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';
import { Server as TlsServer, TLSSocket } from 'node:tls';
import { CodedError } from '../../model/index.ts';
import type { Gate } from '../gate.ts';
import { ActiveList } from './active.ts';
import { rawAnswer } from './answers.ts';
import { Arrival } from './arrival.ts';
import { parseNetworks, type Trust } from './client-address.ts';
import { ClientConnection } from './client-connection.ts';
import { createClock, createIdFactory } from './clock.ts';
import type { GatewayContext } from './context.ts';
import { Counters, type CounterName } from './counters.ts';
import { Http1Front } from './http1-front.ts';
import { Http2Connection } from './http2/connection.ts';
import {
  limitsOf,
  parseUpstream,
  refuseLoop,
  type GatewayLimits,
  type GatewayOptions,
  type UpstreamAddress,
} from './options.ts';
import { CertificateStore, clientCertificate, type CertificateFacts } from './tls/index.ts';
import { createUpstream, type UpstreamStats } from './upstream/index.ts';

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
  /** Reads the certificate files again. Resolves when done; what is broken is reported, and the old ones stay. */
  reloadCertificates(): Promise<void>;
  /** What the listener shows to clients; empty in clear. */
  certificates(): readonly CertificateFacts[];
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

/**
 * Throws SP2004 for an unusable upstream address, SP1002 for an unusable trusted proxy, SP2007 to SP2009 for an unusable
 * certificate.
 */
export function createGateway(options: GatewayOptions, gate: Gate): Gateway {
  const limits = limitsOf(options);
  const address = parseUpstream(options.upstream);
  refuseLoop(options.listen, address);
  const counters = new Counters(options.log ?? (() => {}));
  const upstream = createUpstream(options.upstreamProtocol ?? 'auto', {
    ...address,
    connections: limits.upstreamConnections,
    queue: limits.upstreamQueue,
    connectMs: limits.upstreamConnectMs,
    idleMs: limits.upstreamIdleMs,
    probeMs: limits.upstreamProbeMs,
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
    overheard: { held: 0 },
    draining: false,
  };
  const certificates =
    options.tls && new CertificateStore(options.tls, (detail) => counters.report('certificate-kept', null, detail));
  return new HttpGateway(options.listen, context, trust, certificates);
}

function hostLine({ host, port, scheme }: UpstreamAddress): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`;
}

class HttpGateway implements Gateway {
  readonly #where: GatewayOptions['listen'];
  readonly #context: GatewayContext;
  readonly #trust: Trust;
  readonly #certificates: CertificateStore | undefined;
  readonly #http1: Http1Front;
  readonly #server: Server;
  /** Sockets from before TLS is through; the listener's own end waits for them. */
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Set<ClientConnection>();
  readonly #http2 = new Set<Http2Connection>();
  readonly #arrivals = new ActiveList();
  #sweeper: NodeJS.Timeout | undefined;

  constructor(
    where: GatewayOptions['listen'],
    context: GatewayContext,
    trust: Trust,
    certificates: CertificateStore | undefined,
  ) {
    this.#where = where;
    this.#context = context;
    this.#trust = trust;
    this.#certificates = certificates;
    this.#http1 = new Http1Front(context, certificates, sweepInterval(context.limits));
    this.#server = this.#http1.server;
    this.#server.maxConnections = context.limits.clientConnections;
    this.#server.on('drop', () => context.counters.count('connections-refused'));
    this.#server.on(this.#http1.arrives, (socket: Socket) => this.#onConnection(socket));
    if (certificates === undefined) return;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('tlsClientError', () => context.counters.count('tls-failed'));
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
    if (this.#server instanceof TlsServer) this.#certificates?.watch(this.#server);
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

  async reloadCertificates(): Promise<void> {
    await this.#certificates?.reload();
  }

  certificates(): readonly CertificateFacts[] {
    return this.#certificates?.facts ?? [];
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
    for (const socket of this.#sockets) socket.destroy();
    clearInterval(this.#sweeper);
    this.#certificates?.unwatch();
    await closed;
    this.#context.upstream.close(true);
    // Ends node:http's own timer that checks connections; the listener is closed already.
    this.#server.close(() => {});
  }

  #onConnection(socket: Socket): void {
    const certificate = clientCertificate(socket);
    if (certificate === null) {
      this.#context.counters.count('client-certificate-refused');
      socket.destroy();
      return;
    }
    const connection = new ClientConnection(socket, this.#trust, certificate);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
    if (socket instanceof TLSSocket) this.#hand(connection, socket.alpnProtocol === 'h2');
    else this.#await(connection);
  }

  /** In clear both protocols share the port, and only the first bytes tell them apart. */
  #await(connection: ClientConnection): void {
    const { counters, limits } = this.#context;
    const arrival = new Arrival(
      connection,
      performance.now() + limits.clientHeaderMs,
      (http2) => {
        this.#arrivals.delete(arrival);
        this.#hand(connection, http2);
      },
      () => {
        this.#arrivals.delete(arrival);
        counters.count('client-too-slow');
        connection.refuse(rawAnswer(408, null));
      },
    );
    this.#arrivals.add(arrival);
    connection.socket.on('close', () => this.#arrivals.delete(arrival));
  }

  #hand(connection: ClientConnection, http2: boolean): void {
    if (!http2) return this.#http1.accept(connection.socket);
    const session = new Http2Connection(this.#context, connection);
    this.#http2.add(session);
    connection.socket.on('close', () => this.#http2.delete(session));
    if (this.#context.draining) connection.retire?.();
  }

  #sweep(): void {
    const now = performance.now();
    this.#context.active.expire(now);
    this.#arrivals.expire(now);
    for (const connection of this.#http2) connection.sweep(now);
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
    limits.upstreamProbeMs,
  );
  return Math.min(SLOWEST_SWEEP_MS, Math.max(10, Math.floor(shortest / 4)));
}
