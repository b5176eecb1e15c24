import { describe, expect, test } from 'vitest';
import { LIMITS, type TransactionRequest, type TransactionResponse } from '../../model/index.ts';
import { form, json, request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer, message, namesOf } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const get = (parameters: Record<string, string>): TransactionRequest =>
  request({ target: `/api?${new URLSearchParams(parameters).toString()}` });
const HASH = 'a'.repeat(64);
const UPLOAD = [
  ['operations', '{"query":"mutation Send($file: Upload!) { send(file: $file) { id } }","variables":{"file":null}}'],
  ['map', '{"0":["variables.file"]}'],
];
const multipart = (parts: readonly (readonly string[])[]): TransactionRequest =>
  request({
    headers: ['Content-Type', 'multipart/form-data; boundary=x'],
    body: `${parts.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`,
  });

type Case = readonly [title: string, TransactionRequest, TransactionResponse | undefined, readonly string[]];

describe('operations are named', () => {
  const cases: readonly Case[] = [
    [
      'a named query',
      json({ query: 'query Viewer { viewer { login } }' }),
      jsonAnswer({ data: { viewer: { login: 'anna' } } }),
      ['graphql query:Viewer'],
    ],
    [
      'without an answer',
      json({ query: 'mutation Star($id: ID!) { star(id: $id) { ok } }' }),
      undefined,
      ['graphql mutation:Star'],
    ],
    [
      'an anonymous query by its root fields, fragments followed, aliases not',
      json({
        query:
          '{ mine: viewer { login } ...Rest } fragment Rest on Query { rateLimit { cost } ... on Query { node(id: 1) { id } } }',
      }),
      undefined,
      ['graphql query:viewer,rateLimit,node'],
    ],
    [
      'the one that operationName chooses',
      json({ query: 'query A { a } mutation B { b } subscription C { c }', operationName: 'B' }),
      undefined,
      ['graphql mutation:B'],
    ],
    [
      'comments, commas and a byte order mark in front',
      json({ query: '\ufeff# query Wrong { x }\n,, query Right { a }' }),
      undefined,
      ['graphql query:Right'],
    ],
    [
      'a keyword in a string',
      json({ query: '{ search(text: "mutation Evil { a }") { id } }' }),
      jsonAnswer({ data: { search: [] } }),
      ['graphql query:search'],
    ],
    [
      'a batch',
      json([{ query: '{ a }' }, { query: 'mutation M { m }', variables: { x: 1 } }]),
      jsonAnswer([{ data: { a: 1 } }, { errors: [{ message: 'no' }], data: null }]),
      ['graphql query:a', 'graphql mutation:M'],
    ],
    [
      'GET',
      get({ query: 'query Menu { menu { title } }', variables: '{}' }),
      jsonAnswer({ data: {} }),
      ['graphql query:Menu'],
    ],
    [
      'application/graphql',
      request({ headers: ['Content-Type', 'application/graphql'], body: 'query Raw { raw }' }),
      undefined,
      ['graphql query:Raw'],
    ],
    ['a form', form('query=query+Old+%7B+old+%7D'), jsonAnswer({ data: {} }), ['graphql query:Old']],
    ['an upload', multipart(UPLOAD), jsonAnswer({ data: {} }), ['graphql mutation:Send']],
    [
      'a stored query by hash alone',
      json({ variables: {}, extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } }),
      jsonAnswer({ data: { menu: [] } }),
      [`graphql persisted:${HASH}`],
    ],
    [
      'a stored query with its name, by GET',
      get({ operationName: 'Menu', extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: HASH } }) }),
      undefined,
      ['graphql query:Menu'],
    ],
    [
      'a stored document of a compiler',
      json({ doc_id: '24368985919464652', variables: { first: 3 } }),
      undefined,
      ['graphql persisted:24368985919464652'],
    ],
    [
      'a subscription over server-sent events',
      json({ query: 'subscription Ticks { tick }' }),
      answer(200, 'text/event-stream', 'event: next\ndata: {"data":{"tick":1}}\n\n'),
      ['graphql subscription:Ticks'],
    ],
    [
      'GitHub-like introspection',
      json({ query: 'query IntrospectionQuery { __schema { types { name } } }' }),
      undefined,
      ['graphql query:IntrospectionQuery'],
    ],
  ];
  test.each(cases)('%s', (_title, sent, answered, expected) => {
    expect(namesOf(recogniseOperations(sent, answered))).toEqual(expected);
  });
  test('all were run', () => expect(cases).toHaveLength(16));
});

describe('what looks alike stays REST', () => {
  const cases: readonly Case[] = [
    ['a search with a query', json({ query: 'red shoes', variables: { page: 2 } }), jsonAnswer({ hits: [] }), []],
    ['a search in braces', json({ query: '{"match":{"title":"x"}}' }), jsonAnswer({ hits: [] }), []],
    ['a JQL or SQL text', json({ query: 'select { a } from b' }), jsonAnswer({ rows: [] }), []],
    ['a query parameter', get({ query: 'red', operationName: 'x' }), jsonAnswer([]), []],
    [
      'a shop of saved queries',
      json({ name: 'mine', query: 'query Viewer { viewer { login } }' }),
      jsonAnswer({ id: 7, name: 'mine' }),
      [],
    ],
    ['an id with variables', json({ id: 'order-10041-a', variables: { a: 1 } }), jsonAnswer({ ok: true }), []],
    ['a JSON:API document', json({ id: 'order-10041-a', type: 'orders' }), jsonAnswer({ data: { id: '1' } }), []],
    [
      'a page that answers everything',
      json({ query: '{ __typename }' }),
      answer(200, 'text/html', '<html></html>'),
      [],
    ],
    [
      'a form with a map of its own',
      multipart([
        ['operations', '["add"]'],
        ['map', '{}'],
      ]),
      jsonAnswer({ ok: true }),
      [],
    ],
  ];
  test.each(cases)('%s', (_title, sent, answered, expected) => {
    expect(namesOf(recogniseOperations(sent, answered))).toEqual(expected);
  });
  test('all were run', () => expect(cases).toHaveLength(9));
});

test('arguments, results and failures are told apart', () => {
  const asked = json({ query: 'query Order($id: ID!) { order(id: $id) { id } }', variables: { id: '7' } });
  expect(recogniseOperations(asked, jsonAnswer({ data: { order: { id: '7' } } }))).toEqual([
    { protocol: 'graphql', name: 'query:Order', request: { id: '7' }, response: { order: { id: '7' } }, failed: false },
  ]);
  const [denied] = recogniseOperations(asked, jsonAnswer({ data: { order: null }, errors: [{ message: 'denied' }] }));
  expect(denied).toMatchObject({ failed: true });
  expect(denied?.rejected).toBeUndefined();
  const [invalid] = recogniseOperations(asked, jsonAnswer({ errors: [{ message: 'Cannot query field "order"' }] }));
  expect(invalid).toMatchObject({ failed: true, rejected: true });
});

test('subscriptions over a WebSocket, in both sub-protocols', () => {
  const upgrade = request({ headers: ['Upgrade', 'websocket', 'Sec-WebSocket-Protocol', 'graphql-transport-ws'] });
  const messages = [
    message('client', { type: 'connection_init' }),
    message('client', {
      id: '1',
      type: 'subscribe',
      payload: { query: 'subscription Price($s: ID) { price(s: $s) }', variables: { s: 'a' } },
    }),
    message('client', { id: '2', type: 'start', payload: { query: '{ now }' } }),
    message('client', { id: '3', type: 'subscribe', payload: { query: '{ gone }' } }),
    message('server', { id: '1', type: 'next', payload: { data: { price: 4 } } }),
    message('server', { id: '2', type: 'data', payload: { data: { now: 1 } } }),
    message('server', { id: '3', type: 'error', payload: [{ message: 'no such field' }] }),
  ];
  expect(recogniseOperations(upgrade, answer(101, ''), messages)).toEqual([
    { protocol: 'graphql', name: 'subscription:Price', request: { s: 'a' }, response: { price: 4 } },
    { protocol: 'graphql', name: 'query:now', response: { now: 1 } },
    { protocol: 'graphql', name: 'query:gone', failed: true, rejected: true },
  ]);
});

test('bounds hold', () => {
  const huge = `{ ${'a '.repeat(LIMITS.graphqlTokens)} }`;
  expect(recogniseOperations(json({ query: huge }))).toEqual([]);
  const wide = `{ ${Array.from({ length: 400 }, (_, index) => `field${index}`).join(' ')} }`;
  expect(recogniseOperations(json({ query: wide }))[0]?.name.length).toBeLessThanOrEqual(LIMITS.operationNameChars);
  const batch = Array.from({ length: 500 }, () => ({ query: '{ a }' }));
  expect(recogniseOperations(json(batch))).toHaveLength(LIMITS.operationsPerRequest);
});
