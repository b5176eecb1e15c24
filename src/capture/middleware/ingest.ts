import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { EMPTY_BODY, type Body, type Exchange } from '../../model/index.ts';
import { toldClient } from '../sensor/address.ts';
import { SensorCounts } from '../sensor/counts.ts';
import { deliverFitting } from '../sensor/fits.ts';
import { bind, closer, createSensorServer } from '../sensor/http-listener.ts';
import { bodyOf, FAILURE_STATUS, MessageReader, type MessageBody } from '../sensor/message-body.ts';
import type { SensorListener, SensorParts } from '../sensor/sensor.ts';
import { plausibleDuration, plausibleTime } from '../sensor/time.ts';
import { inTurns } from '../sensor/turns.ts';
import { DROPPED_HEADER, INGEST_PATH } from './reporter.ts';
import { readWire, type WireBody, type WireExchange } from './wire.ts';

const TYPES = ['application/x-ndjson', 'application/json'];

/**
 * Takes exchanges from the middleware (`POST /ingest/v1/exchanges`: NDJSON, or JSON with one exchange or a list), for those
 * who know the token.
 */
export function createIngest(parts: SensorParts & { readonly token: string }): SensorListener {
  const { listen, newId, clock } = parts;
  const counts = new SensorCounts();
  const deliver = deliverFitting(parts.deliver, counts, 'middleware');
  const reader = new MessageReader();
  const secret = digest(parts.token);

  const use = (value: unknown): boolean => {
    const wire = readWire(value);
    if (wire !== undefined)
      return deliver(toExchange(wire, newId(), plausibleTime(wire.time, clock(), counts, 'middleware')));
    counts.count('malformed', 'middleware');
    return false;
  };
  const receive = async (body: MessageBody, type: string, res: ServerResponse): Promise<void> => {
    if ('failure' in body) {
      counts.count(body.failure === 'unknown-encoding' ? 'bad-request' : body.failure, 'middleware');
      return refuse(res, FAILURE_STATUS[body.failure]);
    }
    let [accepted, rejected] = [0, 0];
    await inTurns(type === 'application/json' ? jsonValues(body.bytes) : lineValues(body.bytes), (value) => {
      if (use(value)) accepted++;
      else rejected++;
    });
    res.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ accepted, rejected }));
  };
  const server = createSensorServer(
    (req, res) => {
      const problem = unfit(req, secret);
      if (problem === undefined) {
        const dropped = Number(req.headers[DROPPED_HEADER]);
        if (Number.isSafeInteger(dropped) && dropped > 0) counts.count('dropped-by-sender', 'middleware', dropped);
        return reader.read(req, (body) => receive(body, mediaType(req), res));
      }
      counts.count(problem === 401 ? 'unauthorized' : 'bad-request', 'middleware');
      return refuse(res, problem);
    },
    counts,
    'middleware',
  );
  const close = closer(server);
  return { name: 'ingest', sensors: ['middleware'], counts, listen: () => bind(server, listen), close };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const mediaType = (req: IncomingMessage): string =>
  (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

function unfit(req: IncomingMessage, secret: Buffer): number | undefined {
  const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (token === undefined || !timingSafeEqual(digest(token), secret)) return 401;
  if (req.url?.split('?', 1)[0] !== INGEST_PATH) return 404;
  if (req.method !== 'POST') return 405;
  return TYPES.includes(mediaType(req)) ? undefined : 415;
}

function refuse(res: ServerResponse, status: number): void {
  res.shouldKeepAlive = false;
  res.writeHead(status, status === 503 ? { 'retry-after': '1' } : {}).end();
}

const NOTHING: unknown = undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOTHING;
  }
}

function* lineValues(bytes: Buffer): Generator<unknown> {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.toString('utf8', start, end).trim();
    start = end + 1;
    if (line !== '') yield parse(line);
  }
}

function* jsonValues(bytes: Buffer): Generator<unknown> {
  const value = parse(bytes.toString('utf8'));
  if (Array.isArray(value)) yield* value as unknown[];
  else yield value;
}

function toExchange(wire: WireExchange, id: string, time: number): Exchange {
  const { status, responseHeaders = [] } = wire;
  const endTime = time + plausibleDuration(wire.durationMs);
  return {
    request: {
      id,
      time,
      method: wire.method,
      scheme: wire.scheme,
      host: wire.host.toLowerCase(),
      target: wire.target,
      httpVersion: wire.httpVersion,
      headers: wire.requestHeaders,
      client: toldClient(wire.client, wire.peer),
      sensor: 'middleware',
    },
    requestBody: toBody(wire.requestBody),
    ...(status !== undefined && {
      response: { status, headers: responseHeaders, time: Math.min(endTime, time + (wire.answeredMs ?? 0)) },
      responseBody: toBody(wire.responseBody),
    }),
    end: wire.end,
    endTime,
  };
}

function toBody(wire: WireBody | undefined): Body {
  if (wire === undefined) return EMPTY_BODY;
  return bodyOf(Buffer.from(wire.base64, 'base64'), wire.size, wire.complete);
}
