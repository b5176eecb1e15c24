import type { IncomingMessage, ServerResponse } from 'node:http';
import { SensorCounts } from '../sensor/counts.ts';
import { deliverFitting } from '../sensor/fits.ts';
import { bind, closer, createSensorServer } from '../sensor/http-listener.ts';
import { FAILURE_STATUS, MessageReader, type MessageBody } from '../sensor/message-body.ts';
import type { SensorListener, SensorParts } from '../sensor/sensor.ts';
import { plausibleTime } from '../sensor/time.ts';
import { inTurns } from '../sensor/turns.ts';
import { spanExchange, startOf } from './exchange.ts';
import { readJsonSpans } from './json.ts';
import { readSpans, writeResponse, writeStatus } from './protobuf.ts';
import { CLIENT, type Span } from './span.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

/** Takes traces over OTLP/HTTP (`POST /v1/traces`, protobuf or JSON) and makes exchanges of the HTTP spans among them. */
export function createOtel(parts: SensorParts): SensorListener {
  const { listen, newId, clock } = parts;
  const counts = new SensorCounts();
  const deliver = {
    otel: deliverFitting(parts.deliver, counts, 'otel'),
    'otel-client': deliverFitting(parts.deliver, counts, 'otel-client'),
  };
  const reader = new MessageReader();

  /** False for a span that should have been an exchange. */
  const use = (span: Span): boolean => {
    const sensor = span.kind === CLIENT ? 'otel-client' : 'otel';
    const time = plausibleTime(startOf(span), clock(), counts, sensor);
    const exchange = spanExchange(span, newId(), time);
    if (typeof exchange === 'object') return deliver[sensor](exchange);
    counts.count(exchange === 'not-http' ? 'not-http' : 'malformed', sensor);
    return exchange !== 'unusable';
  };
  const receive = async (body: MessageBody, type: string, reply: Reply): Promise<void> => {
    if ('failure' in body) {
      counts.count(body.failure === 'unknown-encoding' ? 'bad-request' : body.failure, 'otel');
      return reply.refuse(FAILURE_STATUS[body.failure], body.failure);
    }
    let rejected = 0;
    try {
      await inTurns(type === PROTOBUF ? readSpans(body.bytes) : readJsonSpans(body.bytes.toString('utf8')), (span) => {
        if (!use(span)) rejected++;
      });
    } catch {
      counts.count('malformed', 'otel');
      return reply.refuse(400, 'malformed');
    }
    reply.accept(rejected);
  };
  const server = createSensorServer(
    (req, res) => {
      const type = mediaType(req);
      const reply = new Reply(res, type);
      const problem = unfit(req, type);
      if (problem === undefined) return reader.read(req, (body) => receive(body, type, reply));
      counts.count('bad-request', 'otel');
      return reply.refuse(problem, 'only POST /v1/traces in protobuf or JSON');
    },
    counts,
    'otel',
  );
  const close = closer(server);
  return { name: 'otel', sensors: ['otel', 'otel-client'], counts, listen: () => bind(server, listen), close };
}

const mediaType = (req: IncomingMessage): string =>
  (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

function unfit(req: IncomingMessage, type: string): number | undefined {
  if (req.url?.split('?', 1)[0] !== '/v1/traces') return 404;
  if (req.method !== 'POST') return 405;
  return type === PROTOBUF || type === JSON_TYPE ? undefined : 415;
}

/** Answers in the encoding of the question, as OTLP wants it. */
class Reply {
  readonly #res: ServerResponse;
  readonly #json: boolean;

  constructor(res: ServerResponse, type: string) {
    this.#res = res;
    this.#json = type !== PROTOBUF;
  }

  accept(rejected: number): void {
    const message = 'HTTP spans that name no path';
    const partial = { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } };
    if (this.#json) this.#send(200, rejected === 0 ? '{}' : JSON.stringify(partial));
    else this.#send(200, writeResponse(rejected, message));
  }

  /** 503 asks the sender to come again; the others are final (OTLP 1.x, failures). */
  refuse(status: number, message: string): void {
    this.#res.shouldKeepAlive = false;
    if (status === 503) this.#res.setHeader('retry-after', '1');
    this.#send(status, this.#json ? JSON.stringify({ message }) : writeStatus(message));
  }

  #send(status: number, body: string | Uint8Array): void {
    this.#res.writeHead(status, { 'content-type': this.#json ? JSON_TYPE : PROTOBUF }).end(body);
  }
}
