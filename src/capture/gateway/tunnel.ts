import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ExchangeEnd } from '../../model/index.ts';
import type { Timed } from './active.ts';
import { rawAnswer, rawHead, withLength } from './answers.ts';
import { cutSocket, type ClientConnection, type ConnectionUser } from './client-connection.ts';
import type { ReceivedHead } from './client-end.ts';
import type { GatewayContext } from './context.ts';
import { openPassage } from './opening.ts';
import { Overheard } from './overheard.ts';
import type { GuardedPassage } from './passage.ts';
import type { RequestPlan } from './request-head.ts';
import type { UpstreamCall, UpstreamFailure, UpstreamHandler, UpstreamResponseHead } from './upstream/index.ts';

/**
 * A request to upgrade (WebSocket). Judged on its head; after the upstream's 101 both connections become one pipe. Node's
 * server has let go of the socket, so every answer is written here, and the connection is closed behind any but a 101.
 */
export class Tunnel implements UpstreamHandler, ConnectionUser, Timed {
  readonly #context: GatewayContext;
  readonly #connection: ClientConnection;
  readonly #client: Socket;
  readonly #early: Buffer;
  readonly #plan: RequestPlan;
  readonly #passage: GuardedPassage;
  readonly #skew: number;
  #call: UpstreamCall | undefined;
  #upstream: Duplex | undefined;
  #overheard: Overheard | undefined;
  #status = 0;
  #requestBytes = 0;
  #responseBytes = 0;
  deadline: number;
  over = false;
  slot = -1;

  constructor(
    context: GatewayContext,
    connection: ClientConnection,
    received: ReceivedHead,
    early: Buffer,
    plan: RequestPlan,
  ) {
    this.#context = context;
    this.#connection = connection;
    this.#client = connection.socket;
    this.#early = early;
    this.#plan = plan;
    const { passage, skew } = openPassage(context, connection, received, plan);
    this.#passage = passage;
    this.#skew = skew;
    this.deadline = performance.now() + context.limits.upstreamHeadersMs;
    context.active.add(this);
    connection.join(this);
  }

  start(): void {
    const direction = this.#passage.judge(null);
    if (direction.type === 'answer') {
      const headers = [...withLength(direction.headers, direction.body.length), 'Connection', 'close'];
      this.#client.write(rawHead(direction.status, '', headers), 'latin1');
      this.#client.end(direction.body);
      this.#status = direction.status;
      this.#responseBytes = direction.body.length;
      return this.#settle('refused');
    }
    const { target, headers } = this.#plan;
    this.#context.upstream.send(
      { method: 'GET', target, headers, framing: 'none', body: null, more: false, trailers: [], upgrade: true },
      this,
    );
  }

  onStart(call: UpstreamCall): void {
    this.#call = call;
  }

  onInformation(): void {
    // Advice about an answer that a handshake does not have.
  }

  onUpgrade(head: UpstreamResponseHead, upstream: Duplex, early: Buffer): void {
    this.#upstream = upstream;
    this.#call = undefined;
    this.#status = head.status;
    this.deadline = Number.POSITIVE_INFINITY;
    const wanted = this.#passage.answered({ status: head.status, headers: head.headers, time: this.#now() });
    this.#client.write(rawHead(head.status, head.reason, head.headers), 'latin1');
    if (early.length > 0) upstream.unshift(early);
    if (this.#early.length > 0) this.#client.unshift(this.#early);
    this.#client.on('data', (chunk: Buffer) => (this.#requestBytes += chunk.length));
    upstream.on('data', (chunk: Buffer) => (this.#responseBytes += chunk.length));
    this.#client.pipe(upstream).pipe(this.#client);
    if (wanted > 0) this.#overhear(head, upstream);
    upstream.on('error', (error) =>
      this.#context.counters.report('tunnel-failed', this.#passage.head.id, error.message),
    );
    // What is still on its way to the client is written; then it has a moment to close.
    upstream.on('close', () => {
      this.#client.end();
      this.deadline = performance.now() + this.#context.limits.clientIdleMs;
    });
  }

  /** Listens behind the pipes: what comes has been passed on when it is looked at. */
  #overhear(head: UpstreamResponseHead, upstream: Duplex): void {
    const { overheard: share, counters } = this.#context;
    const overheard = Overheard.open(head.headers, share, counters, () => this.#now());
    if (overheard === undefined) return;
    this.#overheard = overheard;
    this.#client.on('data', (chunk: Buffer) => overheard.push('client', chunk));
    upstream.on('data', (chunk: Buffer) => overheard.push('server', chunk));
  }

  /** The upstream declined to upgrade. */
  onResponse(head: UpstreamResponseHead): void {
    this.#status = head.status;
    this.deadline = performance.now() + this.#context.limits.upstreamBodyIdleMs;
    this.#passage.answered({ status: head.status, headers: head.headers, time: this.#now() });
    this.#client.on('drain', () => this.#call?.resume());
    this.#client.write(rawHead(head.status, head.reason, [...head.headers, 'Connection', 'close']), 'latin1');
  }

  onData(chunk: Buffer): boolean {
    this.#responseBytes += chunk.length;
    return this.#client.write(chunk);
  }

  onDrain(): void {
    // Nothing but the head was sent.
  }

  onEnd(): void {
    this.#client.end();
    this.#settle('answered');
  }

  onFailure(failure: UpstreamFailure): void {
    if (this.over) return;
    const timeout = failure.kind === 'timeout';
    this.#context.counters.report(
      timeout ? 'upstream-timeout' : 'upstream-failed',
      this.#passage.head.id,
      failure.detail,
    );
    this.#fail(timeout ? 504 : 502, timeout ? 'upstream-timeout' : 'upstream-failed', failure.detail);
  }

  onDeadline(): void {
    if (this.over || this.#upstream !== undefined) {
      this.#client.destroy();
      return;
    }
    this.#call?.abort();
    this.#context.counters.report('upstream-timeout', this.#passage.head.id, 'no answer to an upgrade in time');
    this.#fail(504, 'upstream-timeout', 'no answer in time');
  }

  get answering(): boolean {
    return this.#status !== 0;
  }

  onClientClosed(): void {
    this.#call?.abort();
    this.#upstream?.destroy();
    this.#settle(this.#upstream === undefined ? 'client-gone' : 'upgraded');
    this.#context.active.delete(this);
    this.#connection.leave(this);
  }

  #fail(status: number, end: ExchangeEnd, detail: string): void {
    if (this.#status === 0) {
      this.#status = status;
      this.#client.end(rawAnswer(status, this.#passage.head.id));
    } else {
      cutSocket(this.#client);
    }
    this.#settle(end, detail);
  }

  #settle(end: ExchangeEnd, error?: string): void {
    if (this.over) return;
    this.over = true;
    this.deadline = performance.now() + this.#context.limits.clientIdleMs;
    const messages = this.#overheard?.finish() ?? [];
    this.#passage.end({
      end,
      time: this.#now(),
      status: this.#status,
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
      responseBody: null,
      ...(messages.length > 0 && { messages }),
      ...(error === undefined ? {} : { error }),
    });
  }

  #now(): number {
    return this.#context.clock() + this.#skew;
  }
}
