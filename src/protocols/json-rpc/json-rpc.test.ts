import { describe, expect, test } from 'vitest';
import type { TransactionRequest, TransactionResponse } from '../../model/index.ts';
import { json, request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer, namesOf } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const call = (method: string, params: unknown, id: unknown = 1) => ({ jsonrpc: '2.0', id, method, params });
const result = (value: unknown, id: unknown = 1) => ({ jsonrpc: '2.0', id, result: value });

type Case = readonly [title: string, TransactionRequest, TransactionResponse | undefined, readonly string[]];

describe('calls are named by their method', () => {
  const cases: readonly Case[] = [
    ['a call', json(call('eth_blockNumber', [])), jsonAnswer(result('0x10')), ['json-rpc eth_blockNumber']],
    ['on the way in', json(call('account.list', { page: 1 })), undefined, ['json-rpc account.list']],
    [
      'a batch',
      json([call('sum', [1, 2], 1), call('sum', [3], 'b'), call('sub', [1], 3)]),
      jsonAnswer([result(3), result(1, 3)]),
      ['json-rpc sum', 'json-rpc sum', 'json-rpc sub'],
    ],
    [
      'a notification',
      json({ jsonrpc: '2.0', method: 'log/message', params: { text: 'x' } }),
      answer(204, ''),
      ['json-rpc log/message'],
    ],
    [
      'version 1',
      json({ method: 'getnetworkinfo', params: [], id: 'cli' }),
      jsonAnswer({ result: {}, error: null, id: 'cli' }),
      ['json-rpc getnetworkinfo'],
    ],
    [
      'version 1 that says so',
      json({ jsonrpc: '1.0', method: 'getblock', params: [1], id: 1 }),
      jsonAnswer({ result: 1, error: null, id: 1 }),
      ['json-rpc getblock'],
    ],
    [
      'as plain text',
      request({ headers: ['Content-Type', 'text/plain'], body: JSON.stringify(call('ping.me', [])) }),
      jsonAnswer(result(1)),
      ['json-rpc ping.me'],
    ],
    [
      'by GET',
      request({ target: '/rpc?jsonrpc=2.0&method=sum&params=%5B1%5D&id=1' }),
      jsonAnswer(result(1)),
      ['json-rpc sum'],
    ],
    [
      'behind a gateway that fails',
      json(call('a.b', [])),
      answer(502, 'text/html', '<h1>Bad Gateway</h1>'),
      ['json-rpc a.b'],
    ],
  ];
  test.each(cases)('%s', (_title, sent, answered, expected) => {
    expect(namesOf(recogniseOperations(sent, answered))).toEqual(expected);
  });
  test('all were run', () => expect(cases).toHaveLength(9));
});

describe('what looks alike stays REST', () => {
  const cases: readonly Case[] = [
    [
      'a payment with a method',
      json({ method: 'card', params: { n: 1 }, id: 'p-1' }),
      jsonAnswer({ status: 'ok' }),
      [],
    ],
    [
      'the same with a list',
      json({ method: 'card', params: [1], id: 'p-1' }),
      jsonAnswer({ id: 'p-1', status: 'ok' }),
      [],
    ],
    ['a proxy of requests', json({ method: 'GET', params: [], id: 1, url: '/x' }), undefined, []],
    ['a method that is no name', json(call('do something now', [])), undefined, []],
    ['a list of things', json([{ method: 'a' }, { method: 'b' }]), jsonAnswer([]), []],
    ['an echo', json(call('eth_accounts', [])), jsonAnswer({ received: true }), []],
    ['an answer of a client', json({ jsonrpc: '2.0', id: 1, result: {} }), answer(202, ''), []],
  ];
  test.each(cases)('%s', (_title, sent, answered, expected) => {
    expect(namesOf(recogniseOperations(sent, answered))).toEqual(expected);
  });
  test('all were run', () => expect(cases).toHaveLength(7));
});

test('results, failures and unknown methods are told apart', () => {
  expect(recogniseOperations(json(call('add', { a: 1 })), jsonAnswer(result({ sum: 2 })))).toEqual([
    { protocol: 'json-rpc', name: 'add', request: { a: 1 }, response: { sum: 2 }, failed: false },
  ]);
  const failure = (code: number): TransactionResponse =>
    jsonAnswer({ jsonrpc: '2.0', id: 1, error: { code, message: '' } });
  expect(recogniseOperations(json(call('add', [])), failure(-32000))).toEqual([
    { protocol: 'json-rpc', name: 'add', request: [], failed: true },
  ]);
  expect(recogniseOperations(json(call('nope', [])), failure(-32601))).toMatchObject([
    { failed: true, rejected: true },
  ]);
  const unread = jsonAnswer({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } });
  expect(recogniseOperations(json(call('add', [])), unread)).toMatchObject([{ failed: true, rejected: true }]);
});
