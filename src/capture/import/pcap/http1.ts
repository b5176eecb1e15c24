import type { WireMessage } from '../../../model/index.ts';
import { LIMITS } from '../../../model/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import type { SeenRequest } from '../message/assemble.ts';
import { assemble } from '../message/assemble.ts';
import { BodyGatherer } from '../message/body.ts';
import type { MessageHead } from '../message/head.ts';
import { readStatusLine } from '../message/head.ts';
import { readRequestLine } from '../log-line.ts';
import type { SkipReason } from '../report.ts';
import type { Conversation, Peers } from './conversation.ts';
import type { Framing } from './http1-stream.ts';
import { Http1Stream } from './http1-stream.ts';

/** A message whose body is still coming, or all of it. */
interface Coming {
  readonly body: BodyGatherer;
  readonly headers: string[];
  readonly timeMs: number;
  done: boolean;
}
interface Asked extends Coming {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  answer?: Coming & { readonly status: number };
  endMs: number;
}

/** What a connection turns into: the bytes after a 101, or after a CONNECT that was accepted. */
export interface Switched {
  readonly protocol: string;
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  /** The request that asked for the change, for protocols that answer it. */
  readonly request: SeenRequest;
  /** Gives the exchange that made the change, with what it carried. */
  finish(messages: readonly WireMessage[] | undefined, timeMs: number): void;
  /** The same, when the new protocol tells of the exchange itself. */
  drop(): void;
}

/** HTTP/1 on one connection: requests and answers paired by their order (RFC 9112 §9.3.2). */
export class Http1Conversation implements Conversation {
  readonly #peers: Peers;
  readonly #asked: Asked[] = [];
  readonly #requests: Http1Stream;
  readonly #answers: Http1Stream;
  readonly #onSwitch: (switched: Switched) => Conversation;
  #request: Asked | undefined;
  #answer: Coming | undefined;
  #next: Conversation | undefined;
  #unordered = false;
  #heldBodies = 0;

  /** `seeking` when the connection was not seen from its start. */
  constructor(peers: Peers, seeking: boolean, onSwitch: (switched: Switched) => Conversation) {
    this.#peers = peers;
    this.#onSwitch = onSwitch;
    this.#requests = new Http1Stream(
      'request',
      {
        head: (head, timeMs) => this.#onRequest(head, timeMs),
        body: (bytes) => this.#gather(this.#request, bytes),
        bodyGap: (size) => this.#request?.body.lose(size),
        end: (trailers, timeMs) => this.#onRequestEnd(trailers, timeMs),
        rest: (bytes, timeMs) => this.#next?.data(true, bytes, timeMs),
        lost: (reason) => this.#skip(reason),
      },
      seeking,
    );
    this.#answers = new Http1Stream(
      'response',
      {
        head: (head, timeMs) => this.#onAnswer(head, timeMs),
        body: (bytes) => this.#gather(this.#answer, bytes),
        bodyGap: (size) => this.#answer?.body.lose(size),
        end: (trailers, timeMs) => this.#onAnswerEnd(trailers, timeMs),
        rest: (bytes, timeMs) => this.#next?.data(false, bytes, timeMs),
        lost: (reason) => this.#onAnswerLost(reason),
      },
      seeking,
    );
  }

  get held(): number {
    return this.#heldBodies + this.#requests.held + this.#answers.held + (this.#next?.held ?? 0);
  }

  data(fromClient: boolean, bytes: Buffer, timeMs: number): void {
    if (this.#next) this.#next.data(fromClient, bytes, timeMs);
    else (fromClient ? this.#requests : this.#answers).push(bytes, timeMs);
  }

  gap(fromClient: boolean, size: number, timeMs: number): void {
    if (this.#next) this.#next.gap(fromClient, size, timeMs);
    else (fromClient ? this.#requests : this.#answers).gap(size, timeMs);
  }

  finish(timeMs: number): void {
    if (this.#next) return this.#next.finish(timeMs);
    this.#requests.finish(timeMs);
    this.#answers.finish(timeMs);
    while (this.#asked.length > 0) this.#give(this.#asked[0] as Asked, timeMs);
  }

  #gather(coming: Coming | undefined, bytes: Buffer): void {
    if (!coming) return;
    const before = coming.body.held;
    coming.body.add(bytes);
    this.#heldBodies += coming.body.held - before;
  }

  #onRequest({ line, headers }: MessageHead, timeMs: number): Framing {
    const start = readRequestLine(line) ?? { method: '', target: '', version: '' };
    this.#request = { ...start, headers, timeMs, body: new BodyGatherer(), done: false, endMs: timeMs };
    if (this.#asked.length >= LIMITS.captureWaiting) this.#give(this.#asked[0] as Asked, timeMs);
    this.#asked.push(this.#request);
    return 'as-told';
  }

  #onRequestEnd(trailers: readonly string[], timeMs: number): void {
    const request = this.#request;
    this.#request = undefined;
    if (!request) return;
    request.headers.push(...trailers);
    request.done = true;
    request.endMs = Math.max(request.endMs, timeMs);
    this.#giveIfDone(request, timeMs);
  }

  #onAnswer({ line, headers }: MessageHead, timeMs: number): Framing {
    const status = readStatusLine(line)?.status ?? 0;
    // 100 and 103 come before the answer; the body of none is none.
    if (status < 200 && status !== 101) return 'none';
    const asked = this.#answered();
    const answer = { status, headers, timeMs, body: new BodyGatherer(), done: false };
    this.#answer = answer;
    if (!asked) {
      this.#skip('no-request');
      return 'until-close';
    }
    asked.answer = answer;
    if (status === 101) return this.#switch(asked, headerValue(headers, 'upgrade') ?? '', timeMs);
    if (asked.method === 'CONNECT' && status < 300) return this.#switch(asked, '', timeMs);
    return asked.method === 'HEAD' || status === 204 || status === 304 ? 'none' : 'until-close';
  }

  #onAnswerEnd(trailers: readonly string[], timeMs: number): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (!answer) return;
    answer.headers.push(...trailers);
    answer.done = true;
    const asked = this.#asked.find((one) => one.answer === answer);
    if (asked) this.#giveIfDone(asked, timeMs);
  }

  /** An answer is lost, and with it the order. */
  #onAnswerLost(reason: SkipReason): void {
    this.#skip(reason);
    this.#unordered = true;
  }

  /** The request that waits for an answer. After a loss it is the last: few clients send another before the answer. */
  #answered(): Asked | undefined {
    const waiting = this.#asked.filter((one) => one.answer === undefined);
    if (!this.#unordered) return waiting[0];
    this.#unordered = false;
    for (const one of waiting.slice(0, -1)) this.#give(one, one.endMs);
    return waiting.at(-1);
  }

  #giveIfDone(asked: Asked, timeMs: number): void {
    if (asked.done && asked.answer?.done) this.#give(asked, timeMs);
  }

  #give(asked: Asked, timeMs: number, messages?: readonly WireMessage[]): void {
    const index = this.#asked.indexOf(asked);
    if (index >= 0) this.#asked.splice(index, 1);
    this.#heldBodies -= asked.body.held + (asked.answer?.body.held ?? 0);
    const { answer } = asked;
    this.#peers.emit(
      assemble({
        id: this.#peers.nextId(),
        request: seen(asked),
        response: answer && {
          status: answer.status,
          headers: answer.headers,
          body: answer.body.body(),
          time: answer.timeMs,
        },
        endTime: timeMs,
        client: this.#peers.client,
        scheme: 'http',
        host: this.#peers.host,
        messages,
      }),
    );
  }

  #switch(asked: Asked, protocol: string, timeMs: number): Framing {
    // What was asked before is over: nothing can answer it any more.
    for (const one of this.#asked.filter((other) => other !== asked)) this.#give(one, timeMs);
    const answer = asked.answer;
    this.#next = this.#onSwitch({
      protocol: protocol.trim().toLowerCase(),
      requestHeaders: asked.headers,
      responseHeaders: answer?.headers ?? [],
      request: seen(asked),
      finish: (messages, endMs) => this.#give(asked, endMs, messages),
      drop: () => {
        this.#asked.length = 0;
        this.#heldBodies = 0;
      },
    });
    return 'rest';
  }

  #skip(reason: SkipReason): void {
    this.#peers.nextId();
    this.#peers.emit(reason);
  }
}

const seen = ({ method, target, version, headers, body, timeMs }: Asked): SeenRequest => ({
  method,
  target,
  version,
  headers,
  body: body.body(),
  time: timeMs,
});
