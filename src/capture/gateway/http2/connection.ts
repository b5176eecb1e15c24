import { constants, performServerHandshake, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { ownAnswer } from '../answers.ts';
import type { ClientConnection } from '../client-connection.ts';
import type { GatewayContext } from '../context.ts';
import type { CounterName } from '../counters.ts';
import { Exchange } from '../exchange.ts';
import type { GatewayLimits } from '../options.ts';
import { isRefusal } from '../request-head.ts';
import { LIMITS } from '../../../model/index.ts';
import { Bucket } from './bucket.ts';
import { Http2End } from './end.ts';
import { readHead } from './head.ts';

const { NGHTTP2_ENHANCE_YOUR_CALM, NGHTTP2_FLAG_END_STREAM, NGHTTP2_REFUSED_STREAM } = constants;
/** Bytes a client may have on the way on one connection, all streams together; each stream has its own 64 KB besides. */
const CONNECTION_WINDOW = 1_048_576;
/** Pseudo-headers, and one line more than allowed to see that there were too many. */
const EXTRA_LINES = 6;

/** One client's HTTP/2 connection: turns its streams into exchanges and bounds what it may ask of the gateway. */
export class Http2Connection {
  readonly #context: GatewayContext;
  readonly #connection: ClientConnection;
  readonly #session: ServerHttp2Session;
  readonly #resets: Bucket;
  readonly #controls: Bucket;
  #quietSince = performance.now();

  constructor(context: GatewayContext, connection: ClientConnection) {
    const { limits } = context;
    this.#context = context;
    this.#connection = connection;
    this.#resets = new Bucket(limits.streamResets, limits.streamResetsPerSecond, this.#quietSince);
    this.#controls = new Bucket(limits.controlFramesPerSecond, limits.controlFramesPerSecond, this.#quietSince);
    this.#session = performServerHandshake(connection.socket, sessionOptions(limits));
    this.#session.setLocalWindowSize(CONNECTION_WINDOW);
    this.#session.on('stream', (stream, _headers, flags, raw) => this.#onStream(stream, flags, raw));
    this.#session.on('error', () => context.counters.count('http2-failed'));
    this.#session.on('ping', () => this.#onControl());
    this.#session.on('remoteSettings', () => this.#onControl());
    this.#session.on('close', () => this.#linger());
    // The listener keeps half-closed sockets open, as HTTP/1.1 wants; here a client that can send no more cannot even
    // give room for its answers.
    connection.socket.on('end', () => this.#session.destroy());
    connection.retire = () => this.#session.close();
  }

  /** Ends a connection that has had nothing to do for too long. */
  sweep(now: number): void {
    if (this.#connection.busy) this.#quietSince = now;
    else if (now - this.#quietSince > this.#context.limits.keepAliveMs) this.#session.close();
  }

  #onStream(stream: ServerHttp2Stream, flags: number, raw: string[]): void {
    // The reason is in the stream's end; without a listener it would end the process.
    stream.on('error', () => {});
    const { active, counters, limits } = this.#context;
    if (stream.aborted || stream.destroyed) return this.#onReset();
    if (active.size >= limits.clientStreams) {
      counters.count('streams-refused');
      return stream.close(NGHTTP2_REFUSED_STREAM);
    }
    const open = (flags & NGHTTP2_FLAG_END_STREAM) === 0;
    const head = readHead(raw, open, limits);
    if (isRefusal(head)) return this.#refuse(stream, head.status, head.name);
    if (head.expect !== '' && head.expect !== '100-continue') return this.#refuse(stream, 417, 'unknown-expectation');
    // A body of no bytes is read by nobody, and only a stream that was read to its end is closed in both directions.
    if (!open || head.plan.length === 0) stream.resume();
    const exchange = new Exchange(this.#context, this.#connection, new Http2End(stream, head), head.plan);
    const gone = (): void => {
      if (!exchange.over) this.#onReset();
      exchange.onClientClosed();
    };
    stream.on('aborted', gone).on('close', gone);
    exchange.start(head.expect !== '');
  }

  #refuse(stream: ServerHttp2Stream, status: number, name: CounterName): void {
    this.#context.counters.count(name);
    const { headers, body } = ownAnswer(status, null);
    const fields = headers.map((text, i) => (i % 2 === 0 ? text.toLowerCase() : text));
    stream.respond([':status', String(status), ...fields]);
    stream.resume().end(body);
  }

  #onReset(): void {
    if (!this.#resets.take(performance.now())) this.#flooded();
  }

  #onControl(): void {
    if (!this.#controls.take(performance.now())) this.#flooded();
  }

  #flooded(): void {
    if (this.#session.destroyed) return;
    this.#context.counters.count('connection-flooded');
    this.#session.destroy(undefined, NGHTTP2_ENHANCE_YOUR_CALM);
  }

  /** The session has said its last; a client that does not close its side is not waited for long. */
  #linger(): void {
    const { socket } = this.#connection;
    const timer = setTimeout(() => socket.destroy(), LIMITS.lingerMs);
    socket.on('close', () => clearTimeout(timer));
  }
}

function sessionOptions(limits: GatewayLimits): Parameters<typeof performServerHandshake>[1] {
  return {
    maxHeaderListPairs: limits.headerLines + EXTRA_LINES,
    settings: {
      maxConcurrentStreams: limits.streamsPerConnection,
      maxHeaderListSize: limits.headBytes,
      enablePush: false,
    },
    // Whatever the upstream sends twice is passed on twice; a proxy is no judge of it.
    strictSingleValueFields: false,
  } as Parameters<typeof performServerHandshake>[1];
}
