import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { FORWARD, type Direction, type EndReport, type Gate } from '../../gate.ts';
import type { Body, RequestHead, ResponseHead } from '../../../model/index.ts';
import { createGateway, type Gateway, type GatewayEvent, type GatewayOptions } from '../index.ts';

/** One end of a connection whose bytes are compared as they are (latin1). */
export class Wire {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  received = '';
  #changed: () => void = () => {};

  constructor(socket: Socket) {
    this.socket = socket;
    this.closed = once(socket, 'close').catch(() => {});
    socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1');
      this.#changed();
    });
    // A reset is an outcome that tests look for, not a failure of theirs.
    socket.on('error', () => {});
    socket.on('close', () => this.#changed());
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** Waits until what was received matches, takes it out, and gives the match; fails when the connection ends before. */
  async take(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.received);
      if (match !== null) {
        this.received = this.received.slice(match.index + match[0].length);
        return match;
      }
      if (this.socket.destroyed)
        throw new Error(`connection ended, ${pattern} not in ${JSON.stringify(this.received.slice(0, 500))}`);
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  /** A whole request or answer: head and the body its lines announce. */
  async message(): Promise<Message> {
    const [head] = await this.take(/^[^]*?\r\n\r\n/);
    const length = /\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1];
    if (/\r\ntransfer-encoding: *chunked/i.test(head))
      return { head, body: (await this.take(/^(?:[1-9a-f][0-9a-f]*\r\n[^]*?\r\n)*0\r\n(?:[^\r]+\r\n)*\r\n/i))[0] };
    if (length === undefined) return { head, body: '' };
    return { head, body: (await this.take(new RegExp(`^[^]{${length}}`)))[0] };
  }
}

export interface Message {
  readonly head: string;
  readonly body: string;
}

export async function dial(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return new Wire(socket);
}

export interface RawUpstream {
  readonly port: number;
  readonly url: string;
  readonly server: Server;
  /** Connections accepted so far, in order. */
  readonly wires: readonly Wire[];
  /** Resolves with the n-th connection. */
  connection(n: number): Promise<Wire>;
}

/** A listener whose behaviour a test writes by hand; `serve` runs for each connection. */
export async function rawUpstream(serve: (wire: Wire, n: number) => Promise<unknown> | void): Promise<RawUpstream> {
  const wires: Wire[] = [];
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    const wire = new Wire(socket);
    wires.push(wire);
    // A connection that ends while its script still waits has ended as the test wanted.
    Promise.resolve(serve(wire, wires.length - 1)).catch(() => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const { socket } of wires) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const connection = async (n: number): Promise<Wire> => {
    while (wires[n] === undefined) await once(server, 'connection');
    return wires[n];
  };
  return { port, url: `http://127.0.0.1:${port}`, server, wires, connection };
}

/** Answers every request on every connection with the same bytes; `seen` fills with what arrived. */
export async function answeringUpstream(
  answer: string | ((request: Message) => string),
): Promise<RawUpstream & { readonly seen: Message[] }> {
  const seen: Message[] = [];
  const upstream = await rawUpstream(async (wire) => {
    for (;;) {
      const request = await wire.message();
      seen.push(request);
      wire.send(typeof answer === 'string' ? answer : answer(request));
    }
  });
  return { ...upstream, seen };
}

/** What the gate saw of one exchange. */
export interface Seen {
  readonly head: RequestHead;
  body?: Body | null;
  answer?: ResponseHead;
  readonly ends: EndReport[];
}

export interface TestGateway {
  readonly gateway: Gateway;
  readonly port: number;
  readonly seen: Seen[];
  readonly events: GatewayEvent[];
  /** Resolves when `count` exchanges have ended. */
  ended(count: number): Promise<readonly Seen[]>;
}

export interface GateScript {
  readonly judge?: (seen: Seen) => Direction;
  readonly wanted?: number;
  readonly throws?: 'open' | 'judge' | 'answered' | 'end';
}

export async function startGateway(
  upstream: string,
  options: Partial<GatewayOptions> = {},
  script: GateScript = {},
): Promise<TestGateway> {
  const seen: Seen[] = [];
  const events: GatewayEvent[] = [];
  let changed = (): void => {};
  const trip = (where: GateScript['throws']): void => {
    if (script.throws === where) throw new Error(`gate broken in ${where}`);
  };
  const gate: Gate = {
    open: (head) => {
      trip('open');
      const entry: Seen = { head, ends: [] };
      seen.push(entry);
      return {
        judge: (body) => {
          entry.body = body;
          trip('judge');
          return script.judge?.(entry) ?? FORWARD;
        },
        answered: (answer) => {
          entry.answer = answer;
          trip('answered');
          return script.wanted ?? 0;
        },
        end: (report) => {
          entry.ends.push(report);
          changed();
          trip('end');
        },
      };
    },
  };
  const gateway = createGateway(
    {
      listen: { host: '127.0.0.1', port: 0 },
      upstream,
      log: (event) => events.push(event),
      ...options,
      // Small, so that a test need not send much for a body to be streamed.
      limits: { judgedBodyBytes: 65_536, ...options.limits },
    },
    gate,
  );
  const { port } = await gateway.listen();
  onTestFinished(() => gateway.close());
  const ended = async (count: number): Promise<readonly Seen[]> => {
    while (seen.filter(({ ends }) => ends.length > 0).length < count)
      await new Promise<void>((resolve) => (changed = resolve));
    return seen;
  };
  return { gateway, port, seen, events, ended };
}

export const ok = (body: string, ...lines: string[]): string =>
  `HTTP/1.1 200 OK\r\n${lines.map((line) => `${line}\r\n`).join('')}Content-Length: ${body.length}\r\n\r\n${body}`;

export const get = (target = '/', ...lines: string[]): string =>
  `GET ${target} HTTP/1.1\r\nHost: api.example\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

/** Waits until a condition holds; polls, since it is about sockets of other processes or counters without events. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
