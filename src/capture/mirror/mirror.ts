import { createSocket } from 'node:dgram';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIMITS, type Body, type RequestHead } from '../../model/index.ts';
import { SensorCounts } from '../sensor/counts.ts';
import { deliverFitting } from '../sensor/fits.ts';
import { bind, bindError, closer, createSensorServer } from '../sensor/http-listener.ts';
import { readBeginning } from '../sensor/message-body.ts';
import type { Bound, SensorListener, SensorParts } from '../sensor/sensor.ts';
import { plausibleTime } from '../sensor/time.ts';
import { Waiting, WAITING_HEAD_BYTES } from '../sensor/waiting.ts';
import { mirroredExchange, originalHead, readAnswerLine } from './exchange.ts';

const SWEEP_MS = 1_000;

interface Copy {
  readonly request: RequestHead;
  readonly body: Body;
}

/**
 * Takes copies of requests as NGINX's `mirror` sends them, and on the same port, by UDP, the lines of its access log, which
 * tell what became of them. Without log lines the answers count as unseen.
 */
export function createMirror(parts: SensorParts): SensorListener {
  const { listen, clock } = parts;
  const counts = new SensorCounts();
  const copies = new Copies(parts, counts);
  const server = createSensorServer((req, res) => copies.take(req, res), counts, 'mirror');
  const close = closer(server);
  const log = createSocket(listen.host.includes(':') ? 'udp6' : 'udp4', (datagram) => copies.answered(datagram));
  let sweeper: NodeJS.Timeout | undefined;
  return {
    name: 'mirror',
    sensors: ['mirror'],
    counts,
    async listen(): Promise<Bound> {
      const bound = await bind(server, listen);
      await new Promise<void>((resolve, reject) => {
        log.once('error', (cause: NodeJS.ErrnoException) => {
          server.close();
          reject(bindError(cause, bound));
        });
        log.bind({ address: listen.host, port: bound.port }, resolve);
      });
      sweeper = setInterval(() => copies.waiting.expire(clock()), SWEEP_MS).unref();
      return bound;
    },
    async close() {
      clearInterval(sweeper);
      await close();
      await new Promise<void>((resolve) => log.close(() => resolve()));
      copies.waiting.clear();
    },
  };
}

/** Joins copies with what the log says of them. */
class Copies {
  readonly waiting: Waiting<Copy>;
  readonly #parts: SensorParts;
  readonly #counts: SensorCounts;
  readonly #deliver: ReturnType<typeof deliverFitting>;
  /** Nobody waits for a log that does not come. */
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SensorParts, counts: SensorCounts) {
    this.#parts = parts;
    this.#counts = counts;
    this.#deliver = deliverFitting(parts.deliver, counts, 'mirror');
    const bounds = { entries: LIMITS.sensorWaiting, bytes: LIMITS.sensorWaitingBytes, ms: LIMITS.sensorWaitingMs };
    this.waiting = new Waiting<Copy>(bounds, ({ request, body }) => {
      counts.count('answer-untold', 'mirror');
      this.#deliver(mirroredExchange(request, body, undefined));
    });
  }

  async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { newId, clock } = this.#parts;
    const arrived = clock();
    const body = await readBeginning(req);
    if (body === undefined) return this.#counts.count('interrupted', 'mirror');
    res.writeHead(204).end();
    const copy = { method: req.method ?? '', url: req.url ?? '', rawHeaders: req.rawHeaders, headers: req.headers };
    const original = originalHead(copy, newId());
    if (original === undefined) return this.#counts.count('malformed', 'mirror');
    const request = { ...original.head, time: plausibleTime(original.time, arrived, this.#counts, 'mirror') };
    const id = req.headers['x-original-id'];
    const logged = clock() - this.#toldAt <= LIMITS.sensorWaitingMs;
    if (typeof id === 'string' && id !== '' && logged)
      this.waiting.add(id, { request, body }, body.bytes.length + WAITING_HEAD_BYTES, clock());
    else this.#deliver(mirroredExchange(request, body, undefined));
  }

  answered(datagram: Buffer): void {
    const answer = readAnswerLine(datagram.toString('utf8'));
    if (answer === undefined) return this.#counts.count('malformed', 'mirror');
    this.#toldAt = this.#parts.clock();
    const copy = this.waiting.take(answer.id);
    if (copy === undefined) return this.#counts.count('answer-unmatched', 'mirror');
    this.#deliver(mirroredExchange(copy.request, copy.body, answer));
  }
}
