import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientEnd } from './client-end.ts';
import { cutSocket } from './client-connection.ts';
import type { UpstreamResponseHead } from './upstream/index.ts';

/** One request of an HTTP/1.x connection, through Node's own server. */
export class Http1End implements ClientEnd {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly lingers = false;

  constructor(req: IncomingMessage, res: ServerResponse) {
    this.#req = req;
    this.#res = res;
  }

  get method(): string {
    return this.#req.method ?? '';
  }

  get httpVersion(): string {
    return this.#req.httpVersion;
  }

  get rawHeaders(): readonly string[] {
    return this.#req.rawHeaders;
  }

  get trailers(): readonly string[] {
    return this.#req.rawTrailers;
  }

  read(onData: (chunk: Buffer) => void, onEnd: () => void): void {
    this.#req.on('data', onData);
    this.#req.on('end', onEnd);
  }

  pause(): void {
    this.#req.pause();
  }

  resume(): void {
    this.#req.resume();
  }

  giveUp(): void {
    this.#req.socket.destroy();
  }

  get answering(): boolean {
    return this.#res.headersSent;
  }

  get status(): number {
    return this.#res.headersSent ? this.#res.statusCode : 0;
  }

  writeContinue(): void {
    this.#res.writeContinue();
  }

  writeInformation(status: number, headers: readonly string[]): void {
    if (this.#req.httpVersionMinor === 0) return;
    // Older supported Node releases cannot send any 1xx; it is advice that may be dropped.
    this.#res.writeInformation?.(status, headers);
  }

  answer(status: number, headers: readonly string[], body: Uint8Array): void {
    this.#res.writeHead(status, headers as string[]).end(body);
  }

  pass(head: UpstreamResponseHead, body: Uint8Array | null): void {
    this.#writeHead(head);
    if (body === null) this.#res.end();
    else this.#res.end(body);
  }

  begin(head: UpstreamResponseHead, onDrain: () => void): void {
    this.#res.on('drain', onDrain);
    this.#writeHead(head);
    this.#flushHead();
  }

  write(chunk: Buffer): boolean {
    return this.#res.write(chunk);
  }

  end(trailers: readonly string[]): void {
    if (trailers.length > 0) this.#res.addTrailers(pairs(trailers));
    this.#res.end();
  }

  closeAfter(): void {
    this.#res.shouldKeepAlive = false;
  }

  cut(): void {
    cutSocket(this.#req.socket);
  }

  #writeHead(head: UpstreamResponseHead): void {
    // A missing Date is the upstream's to decide.
    this.#res.sendDate = false;
    const trailing = head.framing === 'chunked' && this.#req.httpVersionMinor > 0;
    const headers = trailing ? (head.headers as string[]) : withoutTrailer(head.headers);
    this.#res.writeHead(head.status, head.reason, headers);
  }

  /** The head must not wait for the body's first part, but leaves with it when both came in one read. */
  #flushHead(): void {
    const { socket } = this.#res;
    socket?.cork();
    this.#res.flushHeaders();
    process.nextTick(() => socket?.uncork());
  }
}

/** Node refuses a Trailer line where the message cannot carry trailers (HTTP/1.0, HEAD, declared length). */
function withoutTrailer(headers: readonly string[]): string[] {
  const has = headers.some((text, i) => i % 2 === 0 && text.length === 7 && text.toLowerCase() === 'trailer');
  if (!has) return headers as string[];
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== 'trailer') kept.push(headers[i] ?? '', headers[i + 1] ?? '');
  }
  return kept;
}

function pairs(fields: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let i = 0; i < fields.length; i += 2) list.push([fields[i] ?? '', fields[i + 1] ?? '']);
  return list;
}
