import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { stream as honoStream } from 'hono/streaming';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listenTo, type Listening } from '../../../test/lib/sensors.ts';
import { LIMITS, type Exchange } from '../../model/index.ts';
import { sallyport, type Sallyport } from './index.ts';
import { createIngest } from './ingest.ts';

const TOKEN = 'a-token-for-tests';
const LARGE = 'x'.repeat(LIMITS.inspectedBodyBytes * 3);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Each framework with the same application: JSON in and out, a large answer, a failure, an upload that is digested. */
type Start = (watch: Sallyport) => Promise<{ readonly port: number; close(): Promise<void> }>;

async function listen(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, close };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function plain(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.split('?', 1)[0];
  if (path === '/large') {
    for (let part = 0; part < 3; part++) response.write(LARGE.slice(0, LARGE.length / 3));
    return void response.end();
  }
  if (path === '/fails') return void response.writeHead(500, ['content-type', 'text/plain']).end('broken');
  const text = await textOf(request);
  if (path === '/upload') return void response.end(digest(text));
  response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end(text === '' ? '{"id":7}' : text);
}

const FRAMEWORKS: Readonly<Record<string, Start>> = {
  http: (watch) => listen(createServer(watch.http((request, response) => void plain(request, response)))),
  express: (watch) => {
    const app = express();
    app.use(watch.express());
    app.post('/upload', (request, response) => void textOf(request).then((text) => response.send(digest(text))));
    app.use(express.json());
    app.get('/large', (_, response) => void response.type('text').send(LARGE));
    app.get('/fails', () => {
      throw new Error('broken');
    });
    const orders = express.Router();
    orders.get('/7', (_, response) => void response.status(201).json({ id: 7 }));
    orders.post('/', (request, response) => void response.status(201).json(request.body));
    app.use('/orders', orders);
    // Express prints failures; the test makes one on purpose.
    app.set('env', 'test');
    return listen(createServer(app));
  },
  fastify: async (watch) => {
    const app = fastify();
    await app.register(watch.fastify);
    app.addContentTypeParser('text/plain', (_, payload, done) => done(null, payload));
    app.post('/upload', async (request) => digest(await textOf(request.body as IncomingMessage)));
    app.get('/large', () => LARGE);
    app.get('/fails', () => {
      throw new Error('broken');
    });
    app.get('/orders/7', (_, reply) => reply.status(201).send({ id: 7 }));
    app.post('/orders', (request, reply) => reply.status(201).send(request.body));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
  },
  hono: (watch) => {
    const app = new Hono();
    app.use(watch.hono());
    app.post('/upload', async (context) => context.text(digest(await context.req.text())));
    app.get('/large', (context) =>
      honoStream(context, async (out) => {
        for (let part = 0; part < 3; part++) await out.write(LARGE.slice(0, LARGE.length / 3));
      }),
    );
    app.get('/fails', (context) => context.text('broken', 500));
    app.get('/orders/7', (context) => context.json({ id: 7 }, 201));
    app.post('/orders', async (context) => context.json(await context.req.json(), 201));
    return listen(createServer(getRequestListener(app.fetch)));
  },
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

function ask(port: number, target: string, body?: string, type = 'application/json'): Promise<Answer> {
  const headers = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: target, method, headers, agent: false }, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    })
      .once('error', reject)
      .end(body);
  });
}

async function collector(): Promise<Listening> {
  return listenTo((parts) => createIngest({ ...parts, token: TOKEN }));
}

function watchFor({ url }: { readonly url: string }, token = TOKEN): Sallyport {
  const watch = sallyport({ collector: url, token });
  onTestFinished(() => watch.close());
  return watch;
}

const textIn = (body: Exchange['requestBody'] | undefined): string => Buffer.from(body?.bytes ?? []).toString();
const headerIn = (headers: readonly string[] | undefined, name: string): string | undefined =>
  headers?.[(headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name) ?? -2) + 1];

test.each(Object.entries(FRAMEWORKS))(
  '%s: what is asked and answered is reported, and nothing is changed',
  async (_, start) => {
    const listening = await collector();
    const watch = watchFor(listening);
    const app = await start(watch);
    const { port } = app;
    try {
      expect(await ask(port, '/orders/7?a=%27')).toEqual({ status: 201, text: '{"id":7}' });
      expect(await ask(port, '/orders', '{"amount":3,"name":"ü"}')).toEqual({
        status: 201,
        text: '{"amount":3,"name":"ü"}',
      });
      const upload = 'ü'.repeat(200_000);
      expect(await ask(port, '/upload', upload, 'text/plain')).toEqual({ status: 200, text: digest(upload) });
      expect((await ask(port, '/large')).text).toBe(LARGE);
      expect((await ask(port, '/fails')).status).toBe(500);
      expect((await ask(port, '/missing')).status).toBeGreaterThan(200);
    } finally {
      await app.close();
    }
    await watch.flush();
    const exchanges = await listening.seen.until(6);
    const [get, post, upload, large, fails] = exchanges;
    expect(get).toMatchObject({
      request: {
        method: 'GET',
        target: '/orders/7?a=%27',
        host: `127.0.0.1:${port}`,
        scheme: 'http',
        client: { address: '127.0.0.1' },
        sensor: 'middleware',
      },
      requestBody: { size: 0, complete: true },
      response: { status: 201 },
      responseBody: { size: 8, complete: true },
      end: 'answered',
    });
    expect(headerIn(get?.response?.headers, 'content-type')).toMatch(/^application\/json/);
    expect([textIn(post?.requestBody), textIn(post?.responseBody)]).toEqual(
      Array<string>(2).fill('{"amount":3,"name":"ü"}'),
    );
    expect(upload?.requestBody).toMatchObject({ size: 400_000, complete: false });
    expect(upload?.requestBody.bytes.length).toBe(LIMITS.inspectedBodyBytes);
    expect(large?.responseBody).toMatchObject({ size: LARGE.length, complete: false });
    expect(large?.responseBody?.bytes.length).toBe(LIMITS.inspectedBodyBytes);
    expect(fails?.response?.status).toBe(500);
    expect(watch.stats()).toEqual({ captured: 6, sent: 6, dropped: 0, queued: 0 });
  },
);

describe('the application comes first', () => {
  test('back-pressure, callbacks and return values of the answer are those of Node', async () => {
    const listening = await collector();
    const watch = watchFor(listening);
    const told: unknown[] = [];
    const app = await listen(
      createServer(
        watch.http((request, response) => {
          request.resume();
          told.push(response.write(Buffer.alloc(4_000_000)), response.writableNeedDrain);
          response.once('drain', () => response.end('aGk=', 'base64', () => told.push('ended')));
        }),
      ),
    );
    onTestFinished(app.close);
    expect((await ask(app.port, '/')).text).toHaveLength(4_000_002);
    await watch.flush();
    await listening.seen.until(1);
    expect(told).toEqual([false, true, 'ended']);
    expect(listening.seen.exchanges[0]?.responseBody?.size).toBe(4_000_002);
  });

  test('a request body is not read unless the application reads it', async () => {
    const listening = await collector();
    const watch = watchFor(listening);
    let flowing: unknown;
    const app = await listen(
      createServer(
        watch.http((request, response) => {
          setTimeout(() => {
            flowing = [request.readableFlowing, request.readableDidRead];
            response.end();
          }, 50);
        }),
      ),
    );
    onTestFinished(app.close);
    await ask(app.port, '/', 'x'.repeat(500_000), 'text/plain');
    await watch.flush();
    const [exchange] = await listening.seen.until(1);
    expect(flowing).toEqual([null, false]);
    expect(exchange?.requestBody.complete).toBe(false);
  });

  test('a client that goes away is reported as gone, with what was sent', async () => {
    const listening = await collector();
    const watch = watchFor(listening);
    const app = await listen(createServer(watch.http((_, response) => void response.write('begun'))));
    onTestFinished(app.close);
    await new Promise<void>((resolve) => {
      const call = httpRequest({ host: '127.0.0.1', port: app.port, agent: false }, (response) => {
        response.once('data', () => {
          call.destroy();
          resolve();
        });
        response.on('error', () => {});
      });
      call.on('error', () => {}).end();
    });
    await listening.seen.until(1);
    expect(listening.seen.exchanges[0]).toMatchObject({
      end: 'client-gone',
      response: { status: 200 },
      responseBody: { size: 5 },
    });
  });

  test('the client is who the application says', async () => {
    const listening = await collector();
    const client = (request: IncomingMessage): string | undefined => request.headers['x-real-ip'] as string | undefined;
    const watch = sallyport({ collector: listening.url, token: TOKEN, client });
    onTestFinished(() => watch.close());
    const app = await listen(createServer(watch.http((_, response) => void response.end())));
    onTestFinished(app.close);
    await fetch(`http://127.0.0.1:${app.port}/`, { headers: { 'x-real-ip': '198.51.100.7' } });
    await watch.flush();
    const [exchange] = await listening.seen.until(1);
    expect(exchange?.request.client).toEqual({ address: '198.51.100.7', peer: '127.0.0.1' });
  });

  test('a failing option of ours does not reach the application, and is counted', async () => {
    const watch = sallyport({
      collector: 'http://127.0.0.1:9',
      token: TOKEN,
      client: () => {
        throw new Error('broken');
      },
    });
    const app = await listen(createServer(watch.http((_, response) => void response.end('fine'))));
    onTestFinished(app.close);
    expect(await ask(app.port, '/')).toEqual({ status: 200, text: 'fine' });
    expect(watch.stats()).toMatchObject({ captured: 1, dropped: 1, queued: 0 });
  });

  test('used twice it reports once', async () => {
    const listening = await collector();
    const watch = watchFor(listening);
    const app = await listen(createServer(watch.http(watch.http((_, response) => void response.end()))));
    onTestFinished(app.close);
    await ask(app.port, '/');
    await watch.flush();
    await listening.seen.until(1);
    expect(watch.stats().captured).toBe(1);
  });
});

describe('sending', () => {
  test('without a collector exchanges are dropped and counted, the problem is told once, and memory is bounded', async () => {
    const told: string[] = [];
    const watch = sallyport({ collector: 'http://127.0.0.1:9', token: TOKEN, onProblem: (text) => told.push(text) });
    const app = await listen(createServer(watch.http((_, response) => void response.end())));
    onTestFinished(app.close);
    const total = LIMITS.middlewareQueue + 250;
    for (let sent = 0; sent < total; sent += 50)
      await Promise.all(Array.from({ length: 50 }, () => ask(app.port, '/')));
    const { captured, queued, dropped } = watch.stats();
    expect(captured).toBe(total);
    expect(queued).toBeLessThanOrEqual(LIMITS.middlewareQueue);
    expect(dropped).toBeGreaterThanOrEqual(total - LIMITS.middlewareQueue - LIMITS.middlewareBatch);
    await watch.close();
    expect(watch.stats()).toEqual({ captured: total, sent: 0, dropped: total, queued: 0 });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('http://127.0.0.1:9');
  });

  test('what was dropped is told to the collector when it is back', async () => {
    const listening = await collector();
    const wrong = watchFor(listening, 'another-token');
    const app = await listen(createServer(wrong.http((_, response) => void response.end())));
    onTestFinished(app.close);
    await ask(app.port, '/');
    await wrong.flush();
    expect(wrong.stats()).toMatchObject({ sent: 0, dropped: 1 });
    expect(listening.counted()).toEqual({ unauthorized: 1 });
    const answer = await fetch(`${listening.url}/ingest/v1/exchanges`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/x-ndjson', 'x-sallyport-dropped': '5' },
      body: '',
    });
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: 0, rejected: 0 }]);
    expect(listening.counted()).toEqual({ unauthorized: 1, 'dropped-by-sender': 5 });
    expect(listening.listener.counts.lost('middleware')).toBe(5);
  });

  test.each(['ftp://x', 'not a URL'])('a collector %s is refused at once', (collectorUrl) => {
    expect(() => sallyport({ collector: collectorUrl, token: TOKEN })).toThrow(TypeError);
  });
});
