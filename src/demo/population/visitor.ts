import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../random.ts';

export const PERSONAS = [
  'web-shopper',
  'office-shopper',
  'app-shopper',
  'old-app',
  'staff',
  'partner',
  'monitor',
  'crawler',
  'sql-prober',
  'file-prober',
  'credential-stuffer',
  'order-enumerator',
] as const;
export type Persona = (typeof PERSONAS)[number];

/** One request of the population, told when its answer is here. */
export interface PopulationEvent {
  readonly persona: Persona;
  readonly honest: boolean;
  readonly method: string;
  readonly path: string;
  /** 0 when no answer came. */
  readonly status: number;
  /** Whether this visitor was ready for that status: a mistyped password expects its 401. */
  readonly expected: boolean;
}

/** What a visitor is to the outside: its address and the headers of its client, in the order that client sends them. */
export interface Identity {
  readonly persona: Persona;
  readonly honest: boolean;
  readonly address: string;
  readonly headers: readonly string[];
}

export interface Ask {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: readonly string[];
  /** Statuses this visitor is ready for; every status below 400 when absent. */
  readonly expect?: readonly number[];
}

export interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  /** Undefined when the body is not JSON. */
  readonly json: unknown;
}

/** One visitor at work. Every method rejects once the population is closed. */
export interface Visitor {
  readonly random: Random;
  send(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** Waits a time drawn around `ms`, shortened as the population's rate is raised. */
  pause(ms: number): Promise<void>;
}

/** What all visitors share: where they go, how fast all of them together, when to stop. */
export interface Street {
  readonly gateway: URL;
  readonly agent: Agent;
  readonly signal: AbortSignal;
  /** Pauses are divided by this. */
  readonly haste: number;
  /** Resolves when this request may go out. */
  turn(): Promise<void>;
  readonly onEvent: ((event: PopulationEvent) => void) | undefined;
}

/** Bytes of an answer that are read; the shop's largest is about 60 KB. */
const ANSWER_BYTES = 1_048_576;

/** One request after the other with an even distance, so that all visitors together keep to the rate. */
export function createTurns(perSecond: number, signal: AbortSignal): () => Promise<void> {
  let free = 0;
  return async () => {
    const now = performance.now();
    free = Math.max(now, free) + 1000 / perSecond;
    await wait(Math.max(0, free - now), undefined, { signal });
  };
}

export function createVisitor(street: Street, identity: Identity, random: Random): Visitor {
  return {
    random,
    send: async (method, path, ask = {}) => {
      await street.turn();
      const answer = await exchange(street, identity, method, path, ask);
      const expected = ask.expect ? ask.expect.includes(answer.status) : answer.status > 0 && answer.status < 400;
      street.onEvent?.({
        persona: identity.persona,
        honest: identity.honest,
        method,
        path,
        status: answer.status,
        expected,
      });
      return answer;
    },
    pause: async (ms) => {
      await wait((ms * (0.5 + random.next())) / street.haste, undefined, { signal: street.signal });
    },
  };
}

function exchange(street: Street, identity: Identity, method: string, path: string, ask: Ask): Promise<Answer> {
  const { gateway, agent, signal } = street;
  const body = ask.body === undefined ? undefined : Buffer.from(JSON.stringify(ask.body));
  const headers = [
    'Host',
    gateway.host,
    ...identity.headers,
    'X-Forwarded-For',
    identity.address,
    ...(ask.headers ?? []),
  ];
  if (ask.token) headers.push('Authorization', `Bearer ${ask.token}`);
  if (body) headers.push('Content-Type', 'application/json', 'Content-Length', String(body.length));
  return new Promise((resolve, reject) => {
    const options = { host: gateway.hostname, port: gateway.port, method, path, headers, agent, signal };
    const request = httpRequest(options, (response) => read(response).then(resolve, failed));
    // A gateway that is down or cuts the connection is an answer too: the visitor goes on. Only closing ends it.
    const failed = (error: unknown): void =>
      signal.aborted ? reject(error) : resolve({ status: 0, etag: undefined, json: undefined });
    request.on('error', failed);
    request.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= ANSWER_BYTES) chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    etag: response.headers.etag,
    json: parse(Buffer.concat(chunks).toString('utf8')),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A page, a picture, a cut answer.
    return undefined;
  }
}
