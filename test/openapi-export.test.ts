import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { learnable } from '../src/analysis/index.ts';
import { startPopulation, startShop } from '../src/demo/index.ts';
import { createLearner, toOpenApi, type Learner } from '../src/inventory/index.ts';
import { AUTH_SCHEMES, type Endpoint, type FieldStats, type JsonValue } from '../src/model/index.ts';
import { objections } from './lib/openapi-strict.ts';

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const body = (bytes: Uint8Array) => ({ bytes, size: bytes.length, complete: true });

async function bytesOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A proxy that only learns; gives its address. */
async function learningProxy(upstream: number, learner: Learner): Promise<URL> {
  const server = createServer((request, response) => {
    void (async () => {
      const sent = await bytesOf(request);
      const method = request.method ?? 'GET';
      const target = request.url ?? '/';
      const headers = request.rawHeaders.filter(
        (_, index, all) =>
          !/^(host|connection|content-length|transfer-encoding)$/i.test(all[index - (index % 2)] ?? ''),
      );
      const pairs = headers.flatMap((name, index) =>
        index % 2 === 0 ? [[name, headers[index + 1] ?? ''] as [string, string]] : [],
      );
      const answer = await fetch(`http://127.0.0.1:${upstream}${target}`, {
        method,
        headers: pairs,
        redirect: 'manual',
        ...(sent.length > 0 && { body: sent }),
      });
      const got = Buffer.from(await answer.arrayBuffer());
      learner.observe(
        learnable({
          request: {
            id: 't',
            time: 1,
            method,
            scheme: 'http',
            host: 'shop.example.test',
            target,
            httpVersion: '1.1',
            headers: request.rawHeaders,
            client: { address: '127.0.0.1', peer: '127.0.0.1' },
          },
          requestBody: body(sent),
          response: { status: answer.status, headers: [...answer.headers].flat(), time: 2 },
          responseBody: body(got),
        }),
      );
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      response.end(got);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test(
  'what is learned of the demo passes a strict validator, a linter and an importer',
  { timeout: 60_000 },
  async () => {
    const learner = createLearner();
    const shop = await startShop({ seed: 7 });
    closing.push(() => shop.close());
    const population = startPopulation({ gateway: await learningProxy(shop.port, learner), seed: 7, rate: 150 });
    closing.push(() => population.close());
    await expect.poll(() => learner.endpoints().length, { timeout: 40_000, interval: 500 }).toBeGreaterThan(12);
    await population.close();
    const apis = learner.apis();
    expect(apis.length).toBeGreaterThan(0);
    let operations = 0;
    for (const api of apis) {
      const document = toOpenApi(api, learner.endpoints());
      expect(await objections(document)).toEqual([]);
      for (const item of Object.values(document.paths)) operations += Object.keys(item).length;
    }
    expect(operations).toBe(new Set(learner.endpoints().map(({ method, template }) => `${method} ${template}`)).size);
  },
);

test('the judges do object', async () => {
  const good = { openapi: '3.1.0', info: { title: 'a', version: '1' }, servers: [{ url: 'https://a.test' }] };
  const operation = { operationId: 'a', summary: 'a', security: [], responses: { 200: { description: 'ok' } } };
  expect(await objections({ ...good, paths: { '/a': { get: operation } } })).toEqual([]);
  expect(await objections({ ...good, paths: { '/a/{b}': { get: operation } } })).not.toEqual([]);
  expect(await objections({ ...good, paths: { '/a': { get: { ...operation, responses: {} } } } })).not.toEqual([]);
  expect(await objections({ ...good, paths: { a: { get: operation } } })).not.toEqual([]);
});

const name = fc.oneof(
  fc.constantFrom(
    'id',
    '__proto__',
    'constructor',
    'a.b',
    'a[]',
    'x{}',
    '$ref',
    'type',
    '',
    ' ',
    'ключ',
    '名前',
    '\\',
    '/',
    '~1',
    '%',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const segment = fc.oneof(
  fc.constantFrom(
    'orders',
    '{id}',
    '{id}',
    '{order id}.json',
    'v{v}',
    'a b',
    'a?b',
    '#',
    '{',
    '}{',
    '%7B',
    'ö',
    '..',
    ':x',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((text) => text.replaceAll('/', '-')),
);
const count = fc.integer({ min: 0, max: 50 });
const counts = (keys: fc.Arbitrary<string>) => fc.dictionary(keys, fc.integer({ min: 1, max: 50 }), { maxKeys: 5 });
const places = ['path', 'query', 'header', 'request', 'response'] as const;

const field = fc
  .record({
    place: fc.constantFrom(...places),
    key: fc.array(
      fc.oneof(
        name.map((key) => `.${key.replace(/[\\.[\]{}]/g, '\\$&')}`),
        fc.constantFrom('[]', '{}'),
      ),
      { maxLength: 6 },
    ),
    plain: name,
    types: counts(fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object')),
    format: fc.constantFrom(undefined, 'uuid', 'date-time', 'byte'),
    values: fc.constantFrom(undefined, ['a', 'b'], ['open', 'shut']),
    present: count,
    status: fc.constantFrom('2xx', '4xx', '5xx'),
  })
  .map(({ place, key, plain, types, format, values, present, status }): FieldStats => ({
    place,
    name: place === 'request' || place === 'response' ? `$${key.join('')}` : plain,
    ...(place === 'response' && { status }),
    types,
    ...(format !== undefined && { format }),
    ...(values !== undefined && { enum: values }),
    present,
    outOf: present,
    classes: {},
  }));

const use = fc.record({
  scheme: fc.constantFrom(...AUTH_SCHEMES),
  location: fc.constantFrom('header', 'query', 'cookie', 'tls', '-'),
  name: fc.constantFrom('Authorization', 'X-Key', 'x_key', 'x key', 'ключ'),
  requests: count,
  accepted: count,
});

const endpoint = fc.record({
  id: fc.uuid(),
  formerIds: fc.constant([]),
  api: fc.constant('nasty.test/api'),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PROPFIND', 'OPTIONS'),
  host: fc.constant('nasty.test'),
  template: fc.array(segment, { maxLength: 5 }).map((segments) => `/api/${segments.join('/')}`),
  segments: fc.constant([]),
  requests: count,
  statuses: counts(fc.constantFrom('0', '100', '200', '204', '301', '404', '500', '599', '999')),
  firstSeen: count,
  lastSeen: count,
  auth: fc.array(use, { maxLength: 4 }),
  fields: fc.array(field, { maxLength: 30 }),
  dataClasses: fc.constant({}),
  requestContentTypes: counts(
    fc.constantFrom('application/json', 'multipart/form-data', 'application/pdf', 'x', 'a/b c', '*/*'),
  ),
  responseContentTypes: counts(
    fc.constantFrom('application/json', 'text/xml', 'text/html', 'image/png', 'nonsense/', ''),
  ),
  confidence: fc.constant(0.5),
}) satisfies fc.Arbitrary<Endpoint>;

test('any inventory gives a valid document', { timeout: 120_000 }, async () => {
  const hosts = fc.constantFrom('nasty.test', 'localhost:3000', '[::1]:80', 'a b', '{x}', '');
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(endpoint, { maxLength: 12 }), hosts, async (endpoints, host) => {
      const api = { id: 'nasty.test/api', host, basePath: '/api', endpoints: endpoints.length, requests: 1 };
      expect(await objections(toOpenApi(api, endpoints))).toEqual([]);
      judged++;
    }),
    { numRuns: 30, endOnFailure: true },
  );
  expect(judged).toBe(30);
});

test('whatever bodies are sent, what is learned of them gives a valid document', { timeout: 120_000 }, async () => {
  let judged = 0;
  const value = fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<JsonValue>;
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 8 }), async (values) => {
      const learner = createLearner();
      for (const [index, sent] of values.entries()) {
        const text = Buffer.from(JSON.stringify(sent));
        learner.observe(
          learnable({
            request: {
              id: 't',
              time: index,
              method: 'POST',
              scheme: 'https',
              host: 'bodies.test',
              target: '/things?a%5B%5D=1&%00=x',
              httpVersion: '1.1',
              headers: ['Content-Type', 'application/json', 'X-Odd', 'ö'],
              client: { address: '127.0.0.1', peer: '127.0.0.1' },
            },
            requestBody: body(text),
            response: { status: 200, headers: ['Content-Type', 'application/json'], time: index },
            responseBody: body(text),
          }),
        );
      }
      const [api] = learner.apis();
      if (api === undefined) throw new Error('nothing was learned');
      expect(await objections(toOpenApi(api, learner.endpoints()))).toEqual([]);
      judged++;
    }),
    { numRuns: 20, endOnFailure: true },
  );
  expect(judged).toBe(20);
});
