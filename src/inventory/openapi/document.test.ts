import { expect, test } from 'vitest';
import { createLearner } from '../learn.ts';
import type { DecodedBody, JsonValue, TransactionRequest, TransactionResponse } from '../../model/index.ts';
import { toOpenApi } from './index.ts';

const HOST = 'api.example.test';

function learned() {
  const learner = createLearner();
  const send = (
    method: string,
    path: string,
    answers: JsonValue,
    more: {
      sends?: JsonValue;
      status?: number;
      query?: readonly (readonly [string, string])[];
      headers?: readonly string[];
    } = {},
  ): void => {
    const { sends, status = 200, query = [], headers = ['Authorization', 'Bearer abcdef'] } = more;
    const body = (value: JsonValue | undefined): DecodedBody =>
      value === undefined ? { kind: 'none' } : { kind: 'json', value };
    const rawBody = { bytes: new Uint8Array(0), size: 10, complete: true };
    const head = {
      id: 't',
      time: 1,
      method,
      scheme: 'https',
      host: HOST,
      target: path,
      httpVersion: '1.1',
      headers,
      client: { address: '198.51.100.7', peer: '198.51.100.7' },
    } as const;
    const header = (): undefined => undefined;
    const request: TransactionRequest = {
      head,
      path,
      query: '',
      rawBody,
      contentType: sends === undefined ? '' : 'application/json',
      header,
      queryPairs: query,
      cookies: [],
      body: body(sends),
    };
    const response: TransactionResponse = {
      head: { status, headers: [], time: 1 },
      rawBody,
      contentType: 'application/json',
      header,
      body: body(answers),
    };
    learner.observe({
      time: 1,
      method,
      host: HOST,
      path,
      query: '',
      requestHeaders: headers,
      status,
      request,
      response,
    });
  };
  for (let id = 100; id < 110; id++) {
    send('GET', `/shop/v2/orders/${id}`, { id, total: id / 4, lines: [{ sku: 'a' }], note: null });
    send('GET', '/shop/v2/orders', [{ id }], {
      query: [['page', '2'], ...(id % 2 === 0 ? [['tag', 'a'] as const, ['tag', 'b'] as const] : [])],
    });
    send('POST', '/shop/v2/orders', { id }, { sends: { items: [1] }, status: 201 });
    send('GET', '/shop/v2/banner', { text: 'hi' }, { headers: [] });
  }
  send('GET', '/shop/v2/orders/999', { error: 'none' }, { status: 404 });
  return learner;
}

const learner = learned();
const [api] = learner.apis();
const document = toOpenApi(api!, learner.endpoints());

test('one document with server, paths, parameters, bodies and answers', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: `https://${HOST}/shop/v2` }]);
  expect(Object.keys(document.paths)).toEqual(['/banner', '/orders', '/orders/{orderId}']);
  const list = document.paths['/orders']?.['get'];
  expect(list?.parameters).toEqual([
    { name: 'page', in: 'query', required: true, schema: { type: 'integer' } },
    { name: 'tag', in: 'query', required: false, schema: { type: 'array', items: { type: 'string' } } },
  ]);
  const one = document.paths['/orders/{orderId}']?.['get'];
  expect(one?.parameters).toEqual([{ name: 'orderId', in: 'path', required: true, schema: { type: 'integer' } }]);
  expect(one?.responses['200']?.content?.['application/json']?.schema).toEqual({
    type: 'object',
    properties: {
      id: { type: 'integer' },
      lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] } },
      note: { type: 'null' },
      total: { type: 'number' },
    },
    required: ['id', 'lines', 'note', 'total'],
  });
  expect(Object.keys(one?.responses ?? {})).toEqual(['200', '404']);
  expect(document.paths['/orders']?.['post']?.requestBody).toMatchObject({
    required: true,
    content: {
      'application/json': { schema: { properties: { items: { type: 'array', items: { type: 'integer' } } } } },
    },
  });
});

test('security is what most requests carried', () => {
  expect(document.components.securitySchemes).toEqual({ bearer: { type: 'http', scheme: 'bearer' } });
  expect(document.paths['/orders']?.['get']?.security).toEqual([{ bearer: [] }]);
  expect(document.paths['/banner']?.['get']?.security).toEqual([]);
});

test('it is consistent: ids are unique, path parameters are those of the path', () => {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.values(item).map((operation) => [path, operation] as const),
  );
  expect(operations).toHaveLength(4);
  expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(4);
  for (const [path, operation] of operations) {
    const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    expect((operation.parameters ?? []).filter(({ in: place }) => place === 'path').map(({ name }) => name)).toEqual(
      named,
    );
    for (const requirement of operation.security)
      for (const name of Object.keys(requirement)) expect(document.components.securitySchemes).toHaveProperty([name]);
  }
});

test('the same whatever the order of the endpoints', () => {
  expect(JSON.stringify(toOpenApi(api!, learner.endpoints().toReversed()))).toBe(JSON.stringify(document));
});
