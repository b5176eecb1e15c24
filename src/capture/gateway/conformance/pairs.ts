import { once } from 'node:events';
import { createServer as createHttp1, request as requestHttp1, type IncomingMessage } from 'node:http';
import {
  connect,
  createSecureServer as createHttp2Tls,
  createServer as createHttp2,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type ServerHttp2Stream,
} from 'node:http2';
import { createServer as createHttp1Tls, request as requestHttp1Tls } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { Duplex, PassThrough, type Readable, type Writable } from 'node:stream';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { selfSigned } from './certificate.ts';
import { startGateway, type GateScript, type TestGateway } from './harness.ts';
import type { GatewayOptions } from '../index.ts';

export const KINDS = ['http1', 'http1-tls', 'h2c', 'h2'] as const;
export type Kind = (typeof KINDS)[number];
const encrypted = (kind: Kind): boolean => kind === 'h2' || kind === 'http1-tls';
export const isHttp2 = (kind: Kind): boolean => kind.startsWith('h2');

/** One certificate for all servers of a test file: making keys is slow. */
export const CERTIFICATE = selfSigned({ names: ['localhost', 'api.example'] });

/** What both of Node's server APIs have in common. */
export interface Answering extends Writable {
  setHeader(name: string, value: string | string[]): unknown;
  writeHead(status: number, headers?: Record<string, string>): unknown;
  writeEarlyHints(hints: Record<string, string>): void;
  addTrailers(trailers: Record<string, string>): void;
  readonly stream?: ServerHttp2Stream;
}
export interface Asking extends Readable {
  readonly method?: string;
  readonly url?: string;
  readonly headers: Record<string, unknown>;
  readonly trailers: Record<string, unknown>;
}
export type Handler = (req: Asking, res: Answering) => void;

export interface Origin {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
}

/** A real server of Node's that speaks one protocol and nothing else. */
export async function startOrigin(kind: Kind, handler: Handler): Promise<Origin> {
  const listener = handler as (req: unknown, res: unknown) => void;
  const server: Server =
    kind === 'http1'
      ? createHttp1(listener)
      : kind === 'http1-tls'
        ? createHttp1Tls(CERTIFICATE, listener)
        : kind === 'h2c'
          ? createHttp2(listener)
          : createHttp2Tls({ ...CERTIFICATE, allowHTTP1: false }, listener);
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  // An abort that a test causes is no failure of its origin.
  server.on('sessionError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${encrypted(kind) ? 'https' : 'http'}://127.0.0.1:${port}`, port, server };
}

/** A gateway that listens for `front` and speaks `back` to the origin. */
export async function startPair(
  front: Kind,
  back: Kind,
  handler: Handler,
  options: Partial<GatewayOptions> = {},
  script: GateScript = {},
): Promise<TestGateway & { readonly origin: Origin }> {
  const origin = await startOrigin(back, handler);
  const gateway = await startGateway(
    origin.url,
    {
      upstreamTls: { ca: CERTIFICATE.cert },
      upstreamProtocol: back === 'h2c' ? 'h2c' : 'auto',
      ...(encrypted(front) && { tls: { certificates: [certificateFiles()] } }),
      ...options,
    },
    script,
  );
  return { ...gateway, origin };
}

/** Puts a certificate where a gateway can read it. */
export function certificateFiles(certificate = CERTIFICATE): { cert: string; key: string; folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  writeFileSync(cert, certificate.cert);
  writeFileSync(key, certificate.key);
  return { cert, key, folder };
}

export interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: Buffer | string;
  readonly trailers?: Record<string, string>;
  /** Called as parts of the answer's body arrive. */
  readonly onData?: (chunk: Buffer) => void;
}

/** A request whose body and answer are written and read in turns. */
export function converse(front: Kind, port: number, headers: Record<string, string>): Duplex {
  if (isHttp2(front)) {
    const client = session(front === 'h2' ? 'h2' : 'h2c', port);
    const stream = client.request({ ':method': 'POST', ':authority': 'api.example', ...headers }, { endStream: false });
    stream.on('close', () => client.close());
    return stream;
  }
  const options = { port, host: '127.0.0.1', method: 'POST', headers, agent: false as const };
  const request = front === 'http1-tls' ? requestHttp1Tls({ ...options, ca: CERTIFICATE.cert }) : requestHttp1(options);
  request.flushHeaders();
  const answer = new PassThrough();
  request.on('response', (response) => response.pipe(answer));
  request.on('error', (error) => answer.destroy(error));
  return Duplex.from({ writable: request, readable: answer });
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly trailers: Readonly<Record<string, string | string[] | undefined>>;
  readonly information: readonly number[];
}

/** A client session; `authority` is what requests name. */
export function session(kind: 'h2' | 'h2c', port: number): ClientHttp2Session {
  const client = connect(`${kind === 'h2' ? 'https' : 'http'}://127.0.0.1:${port}`, { ca: CERTIFICATE.cert });
  client.on('error', () => {});
  onTestFinished(() => client.destroy());
  return client;
}

/** One exchange on a connection of its own. Rejects when the answer is cut. */
export async function ask(front: Kind, port: number, question: Question = {}): Promise<Reply> {
  if (!isHttp2(front)) return await askHttp1(front, port, question);
  const client = session(front === 'h2' ? 'h2' : 'h2c', port);
  try {
    return await askOn(client, question);
  } finally {
    client.close();
  }
}

export async function askOn(client: ClientHttp2Session, question: Question): Promise<Reply> {
  const { method = 'GET', path: target = '/', headers = {}, body, trailers } = question;
  const endStream = body === undefined && trailers === undefined;
  const stream = client.request(
    { ':method': method, ':path': target, ':authority': 'api.example', ...headers },
    { endStream, waitForTrailers: trailers !== undefined },
  );
  if (trailers !== undefined) stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  if (question.onData !== undefined) stream.on('data', question.onData);
  if (!endStream) stream.end(body);
  return await replyOf(stream);
}

export async function replyOf(stream: ClientHttp2Stream): Promise<Reply> {
  const information: number[] = [];
  let trailers: Reply['trailers'] = {};
  let head: Reply['headers'] & { readonly ':status'?: number } = {};
  const chunks: Buffer[] = [];
  stream.on('headers', (fields) => information.push(Number(fields[':status'])));
  stream.on('trailers', (fields) => (trailers = fields as Reply['trailers']));
  stream.on('response', (fields) => (head = fields as typeof head));
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(stream, 'close');
  if (stream.rstCode !== 0) throw new Error(`stream closed with code ${stream.rstCode}`);
  return { status: head[':status'] ?? 0, headers: head, body: Buffer.concat(chunks), trailers, information };
}

async function askHttp1(front: Kind, port: number, question: Question): Promise<Reply> {
  const { method = 'GET', path: target = '/', headers = {}, body, trailers } = question;
  const options = {
    port,
    host: '127.0.0.1',
    method,
    path: target,
    headers: { host: 'api.example', ...(trailers && { 'transfer-encoding': 'chunked' }), ...headers },
    agent: false as const,
  };
  const request = front === 'http1-tls' ? requestHttp1Tls({ ...options, ca: CERTIFICATE.cert }) : requestHttp1(options);
  const information: number[] = [];
  request.on('information', ({ statusCode }) => information.push(statusCode));
  // A reset behind an early answer is none of the test's business.
  request.on('error', () => {});
  if (trailers !== undefined) request.addTrailers(trailers);
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    question.onData?.(chunk as Buffer);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks),
    trailers: response.trailers,
    information,
  };
}
