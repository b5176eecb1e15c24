import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ask, converse, isHttp2, KINDS, startPair, type Handler, type Kind } from './pairs.ts';

const PAIRS: readonly [Kind, Kind][] = KINDS.flatMap((front) => KINDS.map((back): [Kind, Kind] => [front, back]));

/** Says what it got: head, body, trailers. */
const mirror: Handler = (req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const body = Buffer.concat(chunks);
    const seen = {
      method: req.method,
      url: req.url,
      headers: req.headers,
      trailers: req.trailers,
      body: body.toString(),
    };
    res.setHeader('content-type', 'application/json');
    res.setHeader('set-cookie', ['a=1', 'b=2']);
    res.end(JSON.stringify(seen));
  });
};

const parse = (
  body: Buffer,
): { method: string; url: string; headers: Record<string, string>; trailers: object; body: string } =>
  JSON.parse(body.toString()) as ReturnType<typeof parse>;

describe.each(PAIRS)('%s in front, %s behind', (front, back) => {
  test('a GET arrives as it was sent, and so does its answer', async () => {
    const { port, ended } = await startPair(front, back, mirror);
    const headers = { 'x-thing': 'caf\u00e9', cookie: 'a=1; b=2', te: 'trailers' };
    const reply = await ask(front, port, { path: '/a%2Fb?q=1&q=2', headers });
    expect(reply.status).toBe(200);
    expect(reply.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    const seen = parse(reply.body);
    expect(seen).toMatchObject({ method: 'GET', url: '/a%2Fb?q=1&q=2', body: '', trailers: {} });
    expect(seen.headers).toMatchObject({
      ...headers,
      [isHttp2(back) ? ':authority' : 'host']: 'api.example',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': front === 'h2' || front === 'http1-tls' ? 'https' : 'http',
      'x-forwarded-host': 'api.example',
    });
    for (const name of ['transfer-encoding', 'content-length', 'connection'])
      if (name !== 'connection' || isHttp2(back)) expect(seen.headers).not.toHaveProperty(name);
    const [{ head, ends } = { head: undefined, ends: [] }] = await ended(1);
    expect(head).toMatchObject({
      host: 'api.example',
      httpVersion: isHttp2(front) ? '2.0' : '1.1',
      scheme: front === 'h2' || front === 'http1-tls' ? 'https' : 'http',
      method: 'GET',
      target: '/a%2Fb?q=1&q=2',
    });
    expect(head?.headers.some((text, i) => i % 2 === 0 && text.startsWith(':'))).toBe(false);
    expect(ends).toMatchObject([{ end: 'answered', status: 200 }]);
  });

  test('a body, and trailers, go up', async () => {
    const { port, ended } = await startPair(front, back, mirror);
    const small = parse((await ask(front, port, { method: 'POST', body: '{"a":1}' })).body);
    expect(small).toMatchObject({ method: 'POST', body: '{"a":1}' });
    const trailers = { 'x-sum': '7', 'x-more': 'yes' };
    const reply = await ask(front, port, { method: 'PUT', body: 'hello', trailers });
    expect(parse(reply.body)).toMatchObject({ method: 'PUT', body: 'hello', trailers });
    const seen = await ended(2);
    expect(seen.map(({ body }) => Buffer.from(body?.bytes ?? []).toString())).toEqual(['{"a":1}', 'hello']);
    expect(seen.map(({ ends }) => ends[0]?.requestBytes)).toEqual([7, 5]);
  });

  test('trailers and 103 come down', async () => {
    const { port } = await startPair(front, back, (_req, res) => {
      res.writeEarlyHints({ link: '</a.css>; rel=preload' });
      res.writeHead(200, { trailer: 'x-sum' });
      res.write('part one, ');
      res.addTrailers({ 'x-sum': '9' });
      res.end('part two');
    });
    const { body, trailers, information } = await ask(front, port);
    expect(body.toString()).toBe('part one, part two');
    expect(trailers).toMatchObject({ 'x-sum': '9' });
    expect(information).toEqual([103]);
  });

  test('HEAD, 204 and 304 have no body', async () => {
    const { port } = await startPair(front, back, (req, res) => {
      const status = Number(req.url?.slice(1));
      res.writeHead(status, status === 200 ? { 'content-length': '12' } : {});
      res.end();
    });
    const head = await ask(front, port, { method: 'HEAD', path: '/200' });
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '12', 0]);
    for (const status of [204, 304]) {
      const reply = await ask(front, port, { path: `/${status}` });
      expect([reply.status, reply.body.length]).toEqual([status, 0]);
    }
  });

  test('a large body up and down arrives whole', async () => {
    const size = 8_000_000;
    const bytes = Buffer.alloc(size, 'sallyport ');
    const { port, ended } = await startPair(front, back, (req, res) => {
      const hash = createHash('sha256');
      req.on('data', (chunk: Buffer) => hash.update(chunk));
      req.on('end', () => {
        res.setHeader('x-hash', hash.digest('hex'));
        res.end(bytes);
      });
    });
    const reply = await ask(front, port, { method: 'POST', body: bytes });
    expect(reply.headers['x-hash']).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(reply.body.equals(bytes)).toBe(true);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'answered', requestBytes: size, responseBytes: size }]);
  });

  test('a refusal reaches the client and nothing the upstream', async () => {
    let reached = 0;
    const { port, ended } = await startPair(
      front,
      back,
      () => reached++,
      {},
      {
        judge: () => ({
          type: 'answer',
          status: 403,
          headers: ['Content-Type', 'text/plain', 'X-Block', 'b1'],
          body: Buffer.from('no'),
        }),
      },
    );
    for (const question of [{}, { method: 'POST', body: 'x'.repeat(100_000) }]) {
      const reply = await ask(front, port, question);
      expect([reply.status, reply.headers['x-block'], reply.body.toString()]).toEqual([403, 'b1', 'no']);
    }
    expect((await ended(2)).map(({ ends }) => ends[0]?.end)).toEqual(['refused', 'refused']);
    expect(reached).toBe(0);
  });

  test('an upstream that is down is 502', async () => {
    const { port, origin, events } = await startPair(front, back, mirror);
    await new Promise((resolve) => origin.server.close(resolve));
    const reply = await ask(front, port);
    expect(reply.status).toBe(502);
    expect(reply.body.toString()).not.toContain('ECONNREFUSED');
    expect(events[0]?.detail).toContain('ECONNREFUSED');
  });

  test('an answer that breaks off is not taken for a whole one', async () => {
    const { port, ended } = await startPair(front, back, (_req, res) => {
      res.write('x'.repeat(100));
      setTimeout(() => (res.stream === undefined ? res.destroy() : res.stream.close()), 20);
    });
    await expect(ask(front, port)).rejects.toThrow(isHttp2(front) ? 'NGHTTP2_INTERNAL_ERROR' : /aborted|terminated/);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'upstream-failed' }]);
  });

  test('an answer before the end of the request is passed on', async () => {
    const { port } = await startPair(front, back, (req, res) => {
      req.once('data', () => {
        req.resume();
        res.writeHead(413);
        res.end('enough');
      });
    });
    const reply = await ask(front, port, { method: 'POST', body: 'x'.repeat(200_000) });
    expect([reply.status, reply.body.toString()]).toEqual([413, 'enough']);
  });

  test('each part of an answer is passed on at once', async () => {
    let next = (): void => {};
    const { port } = await startPair(front, back, (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/plain' });
      res.write('first');
      next = () => res.end('second');
    });
    const parts: string[] = [];
    const onData = (chunk: Buffer): void => {
      parts.push(chunk.toString());
      next();
    };
    await ask(front, port, { onData });
    expect(parts).toEqual(['first', 'second']);
  });

  test.each([
    ['speaks first', false],
    ['waits for the other', true],
  ])('messages go to and fro when the client %s', async (_name, waits) => {
    const { port, seen, gateway } = await startPair(front, back, (req, res) => {
      res.writeHead(200, { 'content-type': 'application/x-ndjson' });
      if (waits) res.write('hello\n');
      req.on('data', (chunk: Buffer) => res.write(`re ${chunk.toString()}`));
      req.on('end', () => res.end());
    });
    const talk = converse(front, port, { 'content-type': 'application/x-ndjson' });
    const heard: string[] = [];
    const left = ['one\n', 'two\n', 'three\n'];
    const next = (): unknown => (left.length === 0 ? talk.end() : talk.write(left.shift()));
    talk.on('data', (chunk: Buffer) => {
      heard.push(chunk.toString());
      next();
    });
    if (!waits) next();
    await once(talk, 'end');
    expect(heard).toEqual([...(waits ? ['hello\n'] : []), 're one\n', 're two\n', 're three\n']);
    expect(Buffer.from(seen[0]?.body?.bytes ?? []).toString()).toBe(waits ? '' : 'one\n');
    expect(seen[0]?.body).toMatchObject({ complete: false });
    expect(gateway.stats().counters['judged-before-body']).toBe(waits ? 1 : 0);
  });
});

test('all pairs ran', () => expect(PAIRS).toHaveLength(16));
