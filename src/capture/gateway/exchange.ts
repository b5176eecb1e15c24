import type { Body, ExchangeEnd } from '../../model/index.ts';
import type { Timed } from './active.ts';
import { ownAnswer, withLength } from './answers.ts';
import type { ClientConnection, ConnectionUser } from './client-connection.ts';
import type { ClientEnd } from './client-end.ts';
import type { GatewayContext } from './context.ts';
import type { CounterName } from './counters.ts';
import { boundaryOf } from './message-boundary.ts';
import { openPassage } from './opening.ts';
import type { GuardedPassage } from './passage.ts';
import { RequestBody, type BodyReader } from './request-body.ts';
import type { RequestPlan } from './request-head.ts';
import { ResponseBody } from './response-body.ts';
import type { UpstreamCall, UpstreamFailure, UpstreamHandler, UpstreamResponseHead } from './upstream/index.ts';

const FAILURE_STATUS = { failed: 502, timeout: 504, busy: 503 } as const;
const FAILURE_NAME = { failed: 'upstream-failed', timeout: 'upstream-timeout', busy: 'upstream-busy' } as const;

/**
 * The life of one request: gather the body, let the gate judge, send it on, pass the answer back, report the end.
 * Whatever happens to either side, `#settle` runs once; the exchange leaves when the request's body is off the wire too.
 */
export class Exchange implements UpstreamHandler, BodyReader, ConnectionUser, Timed {
  readonly #context: GatewayContext;
  readonly #connection: ClientConnection;
  readonly #client: ClientEnd;
  readonly #plan: RequestPlan;
  readonly #passage: GuardedPassage;
  readonly #skew: number;
  readonly #started = performance.now();
  readonly #body: RequestBody | undefined;
  readonly #answer: ResponseBody;
  #call: UpstreamCall | undefined;
  #waitsFor: 'client' | 'upstream' = 'client';
  deadline = Number.POSITIVE_INFINITY;
  over = false;
  slot = -1;

  constructor(context: GatewayContext, connection: ClientConnection, client: ClientEnd, plan: RequestPlan) {
    this.#context = context;
    this.#connection = connection;
    this.#client = client;
    this.#plan = plan;
    const { passage, skew } = openPassage(context, connection, client, plan);
    this.#passage = passage;
    this.#skew = skew;
    this.#answer = new ResponseBody(client, context.limits.inspectedBodyBytes);
    if (plan.framing !== 'none' && plan.length !== 0) this.#body = this.#bodyOf(plan);
    context.active.add(this);
    connection.join(this);
  }

  #bodyOf({ length, headers }: RequestPlan): RequestBody {
    const { judgedBodyBytes: inspected, discardedBodyBytes: discarded, streamStartMs } = this.#context.limits;
    const limits = { inspected, most: this.#context.maxBodyBytes, discarded, streamStartMs };
    return new RequestBody(this.#client, this, length, limits, length < 0 ? boundaryOf(headers) : undefined);
  }

  /** `expectsContinue`: the client waits for 100 before it sends its body. */
  start(expectsContinue: boolean): void {
    if (this.#body === undefined) return this.#judge(null, true);
    this.#body.start();
    if (this.#plan.length > this.#context.maxBodyBytes) return this.onTooLarge();
    // The body is judged before anything goes upstream, so the permission to send it can only come from here.
    if (expectsContinue) this.#client.writeContinue();
    this.onGathering();
  }

  // --- the request -------------------------------------------------------------------------------------------------

  onGathering(): void {
    const { clientIdleMs, clientRequestMs } = this.#context.limits;
    this.#waitsFor = 'client';
    this.deadline = Math.min(performance.now() + clientIdleMs, this.#started + clientRequestMs);
  }

  onBeginning(bytes: Buffer, whole: boolean): void {
    if (!whole && bytes.length === 0) this.#context.counters.count('judged-before-body');
    this.#judge(bytes, whole);
  }

  #judge(bytes: Buffer | null, whole: boolean): void {
    const direction = this.#passage.judge(bytes === null ? null : this.#inspected(bytes, whole));
    if (direction.type === 'forward') return this.#forward(bytes, whole);
    this.#refuse(direction.status, withLength(direction.headers, direction.body.length), direction.body);
  }

  #inspected(bytes: Buffer, whole: boolean): Body {
    const { judgedBodyBytes } = this.#context.limits;
    if (whole && bytes.length <= judgedBodyBytes) return { bytes, size: bytes.length, complete: true };
    return { bytes: bytes.subarray(0, judgedBodyBytes), size: bytes.length, complete: false };
  }

  #forward(bytes: Buffer | null, whole: boolean): void {
    const { target, headers, framing } = this.#plan;
    const { limits, upstream } = this.#context;
    this.#await('upstream', limits.upstreamHeadersMs);
    const trailers = whole && bytes !== null ? this.#client.trailers : [];
    upstream.send(
      { method: this.#client.method, target, headers, framing, body: bytes, more: !whole, trailers, upgrade: false },
      this,
    );
  }

  onStart(call: UpstreamCall): void {
    this.#call = call;
    if (this.#body?.complete === false) this.#body.flow();
  }

  onMore(chunk: Buffer): boolean {
    const room = this.#call?.write(chunk) ?? true;
    if (room) this.#await('client', this.#context.limits.clientIdleMs);
    else this.#await('upstream', this.#context.limits.upstreamBodyIdleMs);
    return room;
  }

  onDrain(): void {
    if (!this.over && this.#body?.complete === false) this.#body.flow();
  }

  onFinished(trailers: readonly string[]): void {
    this.#await('upstream', this.#context.limits.upstreamHeadersMs);
    this.#call?.finish(trailers);
  }

  onTooLarge(): void {
    this.#context.counters.count('body-too-large');
    if (this.#client.answering) return this.#cut('refused', 'request body over the limit');
    this.#call?.abort();
    const { status, headers, body } = ownAnswer(413, this.#passage.head.id);
    this.#refuse(status, headers, body);
  }

  // --- the answer --------------------------------------------------------------------------------------------------

  onInformation(head: UpstreamResponseHead): void {
    // 100 answers an Expect that never went upstream; the client has had its own.
    if (head.status !== 100 && !this.#client.answering) this.#client.writeInformation(head.status, head.headers);
  }

  onResponse(head: UpstreamResponseHead): void {
    const wanted = this.#passage.answered({ status: head.status, headers: head.headers, time: this.#now() });
    if (this.#context.draining) this.#client.closeAfter();
    this.#answer.begin(head, wanted, () => this.#resume());
    this.#await('upstream', this.#context.limits.upstreamBodyIdleMs);
    if (this.#answer.endless) this.#call?.detach();
  }

  onData(chunk: Buffer): boolean {
    const room = this.#answer.push(chunk);
    if (room) this.#await('upstream', this.#context.limits.upstreamBodyIdleMs);
    else this.#await('client', this.#context.limits.clientIdleMs);
    return room;
  }

  #resume(): void {
    if (this.over) return;
    this.#await('upstream', this.#context.limits.upstreamBodyIdleMs);
    this.#call?.resume();
  }

  onEnd(trailers: readonly string[]): void {
    this.#answer.end(trailers);
    this.#settle('answered', this.#client.status, undefined, trailers);
  }

  onUpgrade(): void {
    throw new Error('an ordinary request cannot be upgraded');
  }

  // --- the end -----------------------------------------------------------------------------------------------------

  onFailure(failure: UpstreamFailure): void {
    if (this.over) return;
    const name = FAILURE_NAME[failure.kind];
    this.#fail(
      name,
      FAILURE_STATUS[failure.kind],
      failure.kind === 'timeout' ? 'upstream-timeout' : 'upstream-failed',
      failure.detail,
    );
  }

  onDeadline(): void {
    if (this.over) return this.#cutConnection();
    this.#call?.abort();
    if (this.#waitsFor === 'upstream')
      return this.#fail('upstream-timeout', 504, 'upstream-timeout', 'no answer in time');
    this.#context.counters.count('client-too-slow');
    if (this.#client.answering) return this.#cut('client-gone', 'client too slow');
    this.#write(408, 'client-gone', 'client too slow');
  }

  get answering(): boolean {
    return this.#client.answering;
  }

  onClientClosed(): void {
    if (!this.over) {
      this.#call?.abort();
      this.#context.counters.count('client-gone');
      this.#settle('client-gone', this.#client.status);
    }
    this.#leave();
  }

  onDiscarded(): void {
    if (!this.#client.lingers) this.#leave();
  }

  #fail(name: CounterName, status: number, end: ExchangeEnd, detail: string): void {
    this.#context.counters.report(name, this.#passage.head.id, detail);
    if (this.#client.answering) return this.#cut(end, detail);
    this.#write(status, end, detail);
  }

  /** A status of the gateway's own; the reason stays in the report. */
  #write(status: number, end: ExchangeEnd, detail: string): void {
    const { headers, body } = ownAnswer(status, this.#passage.head.id);
    this.#client.answer(status, headers, body);
    this.#answer.sent = body.length;
    this.#settle(end, status, detail);
  }

  #refuse(status: number, headers: readonly string[], body: Uint8Array): void {
    if (this.#context.draining) this.#client.closeAfter();
    this.#client.answer(status, headers, body);
    this.#answer.sent = body.length;
    this.#settle('refused', status);
  }

  /** Half an answer is out: only a broken connection tells the client that the rest is missing. */
  #cut(end: ExchangeEnd, detail: string): void {
    this.#context.counters.count('answer-cut');
    this.#call?.abort();
    this.#settle(end, this.#client.status, detail);
    this.#cutConnection();
  }

  #cutConnection(): void {
    this.#client.cut();
  }

  #settle(end: ExchangeEnd, status: number, error?: string, trailers: readonly string[] = []): void {
    if (this.over) return;
    this.over = true;
    this.#passage.end({
      end,
      time: this.#now(),
      status,
      requestBytes: this.#body?.size ?? 0,
      responseBytes: this.#answer.sent,
      responseBody: this.#answer.inspected(end === 'answered'),
      ...(error === undefined ? {} : { error }),
      ...(trailers.length === 0 ? {} : { trailers }),
    });
    const complete = this.#body === undefined || this.#body.complete;
    if (complete && !this.#client.lingers) return this.#leave();
    this.#waitsFor = 'client';
    this.deadline = performance.now() + this.#context.limits.clientIdleMs;
    if (!complete) this.#body?.discard();
  }

  #leave(): void {
    this.#context.active.delete(this);
    this.#connection.leave(this);
  }

  /** Sets who has to move next, and by when. */
  #await(side: 'client' | 'upstream', ms: number): void {
    this.#waitsFor = side;
    if (this.#body?.streams === true) this.deadline = performance.now() + this.#context.limits.streamIdleMs;
    // An event stream is silent for as long as nothing happens; either side closing ends it.
    else this.deadline = this.#answer.endless ? Number.POSITIVE_INFINITY : performance.now() + ms;
  }

  #now(): number {
    return this.#context.clock() + this.#skew;
  }
}
