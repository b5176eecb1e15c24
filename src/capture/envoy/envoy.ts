import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIMITS, type Body, type RequestHead } from '../../model/index.ts';
import type { Direction, Gate, Passage } from '../gate.ts';
import { toldClient } from '../sensor/address.ts';
import { SensorCounts } from '../sensor/counts.ts';
import { deliverFitting, fits } from '../sensor/fits.ts';
import { bind, closer, createSensorServer } from '../sensor/http-listener.ts';
import { readBeginning, unreadBody } from '../sensor/message-body.ts';
import type { SensorListener, SensorParts } from '../sensor/sensor.ts';
import { plausibleTime } from '../sensor/time.ts';
import { Waiting, WAITING_HEAD_BYTES } from '../sensor/waiting.ts';
import { readCheckRequest, writeCheckResponse } from './check-message.ts';
import { checkedBody, checkedHead, endOf, headerOf, loggedAnswer, loggedExchange } from './exchange.ts';
import { createFront } from './front.ts';
import { createGrpcServer, type GrpcCall } from './grpc-server.ts';
import { readLogEntries, type LogEntry } from './log-message.ts';

export const CHECK = '/envoy.service.auth.v3.Authorization/Check';
export const STREAM_LOGS = '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs';

const SWEEP_MS = 1_000;

/** Let through, and waiting for its log entry; or refused, whose entry says nothing new. */
type Asked =
  | { readonly passage: Passage; readonly head: RequestHead; readonly body: Body | null }
  | { readonly passage: undefined };

/**
 * Envoy's two ways to tell, on one port: external authorization, which can refuse (gRPC, or HTTP for filters set up so), and
 * the access log service. Where both come for one request (the same `x-request-id`) they make one exchange.
 */
export function createEnvoy(parts: SensorParts & { readonly gate: Gate }): SensorListener {
  const { listen, newId, clock } = parts;
  const counts = new SensorCounts();
  const asked = new AskedRequests(parts, counts);

  const check = (): GrpcCall => {
    let answer: Uint8Array | undefined;
    return {
      message(bytes) {
        const request = readCheckRequest(bytes);
        const time = plausibleTime(request.time, clock(), counts, 'envoy-authz');
        const head = checkedHead(request, newId(), time);
        if (head === undefined || !fits(head) || answer !== undefined) throw new RangeError('no request');
        answer = writeCheckResponse(asked.judge(head, checkedBody(request), headerOf(request.headers, 'x-request-id')));
      },
      end: () => answer ?? writeCheckResponse({ type: 'forward' }),
    };
  };
  const log = (): GrpcCall => {
    asked.logStreams++;
    const leave = (): void => void asked.logStreams--;
    return {
      message: (bytes) => readLogEntries(bytes).forEach((entry) => asked.logged(entry)),
      end() {
        leave();
        return new Uint8Array(0);
      },
      cancelled: leave,
    };
  };
  const grpc = createGrpcServer(
    { [CHECK]: check, [STREAM_LOGS]: log },
    {
      onBadMessage: (reason) => counts.count(reason, 'envoy-authz'),
      onBadRequest: () => counts.count('bad-request', 'envoy-authz'),
    },
  );
  // Behind the front its own clock for slow heads does not run: silence is timed instead, and connections are few.
  const http = createSensorServer((req, res) => answerOverHttp(req, res, asked, parts, counts), counts, 'envoy-authz');
  http.setTimeout(LIMITS.clientIdleMs);
  const front = createFront(http, grpc, () => counts.count('busy', 'envoy-authz'));
  const close = closer(front);
  let sweeper: NodeJS.Timeout | undefined;
  return {
    name: 'envoy',
    sensors: ['envoy-authz', 'envoy-log'],
    counts,
    async listen() {
      sweeper = setInterval(() => asked.expire(), SWEEP_MS).unref();
      return bind(front, listen);
    },
    async close() {
      clearInterval(sweeper);
      await close();
      asked.clear();
    },
  };
}

/** The HTTP variant: the request itself is asked about, 200 lets it pass, anything else is given to the client. */
async function answerOverHttp(
  req: IncomingMessage,
  res: ServerResponse,
  asked: AskedRequests,
  { newId, clock }: SensorParts,
  counts: SensorCounts,
): Promise<void> {
  const time = clock();
  const body = await readBeginning(req);
  if (body === undefined) return counts.count('interrupted', 'envoy-authz');
  const requestId = req.headers['x-request-id'];
  const head: RequestHead = {
    id: newId(),
    time,
    method: req.method ?? '',
    scheme: req.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http',
    host: (req.headers.host ?? '').toLowerCase(),
    target: req.url ?? '/',
    httpVersion: req.httpVersion,
    headers: req.rawHeaders,
    client: toldClient(clientOf(req), req.socket.remoteAddress),
    sensor: 'envoy-authz',
  };
  const partial = req.headers['x-envoy-auth-partial-body'] === 'true';
  const direction = asked.judge(
    head,
    partial ? { ...body, complete: false } : body,
    typeof requestId === 'string' ? requestId : undefined,
  );
  if (direction.type === 'forward') res.writeHead(200).end();
  else res.writeHead(direction.status, [...direction.headers]).end(direction.body);
}

/** Envoy overwrites the first header, and appends to the second; what stands before that is the client's own word. */
const clientOf = ({ headers }: IncomingMessage): string | undefined =>
  String(headers['x-envoy-external-address'] ?? headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1);

/** Judges what Envoy asks about and joins it with what the log says afterwards. */
class AskedRequests {
  readonly #parts: SensorParts & { readonly gate: Gate };
  readonly #counts: SensorCounts;
  readonly #waiting: Waiting<Asked>;
  readonly #deliver: ReturnType<typeof deliverFitting>;
  /** Open log streams: without one nobody waits for an entry. */
  logStreams = 0;

  constructor(parts: SensorParts & { readonly gate: Gate }, counts: SensorCounts) {
    this.#parts = parts;
    this.#counts = counts;
    this.#deliver = deliverFitting(parts.deliver, counts, 'envoy-log');
    this.#waiting = new Waiting<Asked>(
      { entries: LIMITS.sensorWaiting, bytes: LIMITS.sensorWaitingBytes, ms: LIMITS.sensorWaitingMs },
      (one) => {
        if (one.passage === undefined) return;
        counts.count('answer-untold', 'envoy-authz');
        endUnseen(one);
      },
    );
  }

  judge(head: RequestHead, body: Body, requestId: string | undefined): Direction {
    const passage = this.#parts.gate.open(head);
    const content = body.size === 0 ? null : body;
    const direction = passage.judge(content);
    const refused = direction.type === 'answer';
    if (refused)
      passage.end({
        end: 'refused',
        time: head.time,
        status: direction.status,
        requestBytes: body.size,
        responseBytes: direction.body.length,
        responseBody: null,
      });
    if (requestId !== undefined && this.logStreams > 0) {
      const weight = body.bytes.length + WAITING_HEAD_BYTES;
      this.#waiting.add(
        requestId,
        refused ? { passage: undefined } : { passage, head, body: content },
        weight,
        this.#parts.clock(),
      );
    } else if (!refused) endUnseen({ passage, head, body: content });
    return direction;
  }

  logged(entry: LogEntry): void {
    if (entry.intermediate) return;
    const one = entry.requestId === '' ? undefined : this.#waiting.take(entry.requestId);
    if (one !== undefined) return finish(one, entry);
    const { newId, clock } = this.#parts;
    const exchange = loggedExchange(entry, newId(), plausibleTime(entry.time, clock(), this.#counts, 'envoy-log'));
    if (exchange === undefined) this.#counts.count('not-http', 'envoy-log');
    else this.#deliver(exchange);
  }

  expire(): void {
    this.#waiting.expire(this.#parts.clock());
  }

  clear(): void {
    this.#waiting.clear();
  }
}

function endUnseen({ passage, head, body }: Extract<Asked, { head: RequestHead }>): void {
  passage.end({
    end: 'unseen',
    time: head.time,
    status: 0,
    requestBytes: body?.size ?? 0,
    responseBytes: 0,
    responseBody: null,
  });
}

function finish(one: Asked, entry: LogEntry): void {
  if (one.passage === undefined) return;
  const time = one.head.time + entry.durationMs;
  const responseBody = unreadBody(entry.responseBytes);
  const answer = loggedAnswer(entry, time);
  const wanted = answer === undefined ? 0 : one.passage.answered(answer);
  one.passage.end({
    end: endOf(entry),
    time,
    status: answer?.status ?? 0,
    requestBytes: Math.max(one.body?.size ?? 0, unreadBody(entry.requestBytes).size),
    responseBytes: responseBody.size,
    responseBody: wanted > 0 ? responseBody : null,
  });
}
