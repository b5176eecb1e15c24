import { describe, expect, test } from 'vitest';
import { LIMITS, type TransactionRequest } from '../../model/index.ts';
import { json } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer, namesOf } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const call = (method: string, params?: unknown, headers: readonly string[] = []): TransactionRequest =>
  json({ jsonrpc: '2.0', id: 4, method, ...(params !== undefined && { params }) }, '/anything', headers);
const SESSION = ['Mcp-Session-Id', 'f00d'];

describe('operations are named', () => {
  const cases: readonly (readonly [string, TransactionRequest, string])[] = [
    ['initialize', call('initialize', { protocolVersion: '2025-06-18', capabilities: {} }), 'mcp initialize'],
    [
      'initialize of another protocol',
      call('initialize', { rootUri: 'file:///x', capabilities: {} }),
      'json-rpc initialize',
    ],
    ['a list', call('tools/list'), 'mcp tools/list'],
    ['a tool', call('tools/call', { name: 'get_weather', arguments: { city: 'Bonn' } }), 'mcp tools/call:get_weather'],
    ['a tool without a name', call('tools/call', {}), 'mcp tools/call'],
    ['a prompt', call('prompts/get', { name: 'review' }), 'mcp prompts/get:review'],
    [
      'a resource',
      call('resources/read', { uri: 'config://app/settings' }),
      'mcp resources/read:config://app/settings',
    ],
    [
      'a resource of a person',
      call('resources/read', { uri: 'users://anna@example.com/orders/10041?x=1' }),
      'mcp resources/read:users://{id}/orders/{id}',
    ],
    [
      'a resource by uuid',
      call('resources/read', { uri: 'db://notes/3f2b8a1e-5b6c-4d7e-8f90-112233445566' }),
      'mcp resources/read:db://notes/{id}',
    ],
    ['ping in a session', call('ping', undefined, SESSION), 'mcp ping'],
    ['ping of anybody', call('ping'), 'json-rpc ping'],
    ['a method of its own in a session', call('vendor/extra', {}, SESSION), 'mcp vendor/extra'],
    ['a notification', json({ jsonrpc: '2.0', method: 'notifications/initialized' }), 'mcp notifications/initialized'],
  ];
  test.each(cases)('%s', (_title, sent, expected) => {
    expect(namesOf(recogniseOperations(sent))).toEqual([expected]);
  });
  test('all were run', () => expect(cases).toHaveLength(13));
});

const TOOLS = [
  {
    name: 'get_weather',
    description: 'Weather of a city',
    inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
  },
  { name: 'huge', inputSchema: { type: 'object', description: 'x'.repeat(LIMITS.toolSchemaChars) } },
  { name: 'no name\u0000' },
  7,
];

test('tool definitions are kept, from JSON and from an event stream', () => {
  const listed = { jsonrpc: '2.0', id: 4, result: { tools: TOOLS } };
  const stream = answer(200, 'text/event-stream', `event: message\ndata: ${JSON.stringify(listed)}\n\n`);
  const expected = [TOOLS[0], { name: 'huge' }];
  for (const response of [jsonAnswer(listed), stream])
    expect(recogniseOperations(call('tools/list'), response)[0]?.tools).toEqual(expected);
});

test('failures of tools and unknown tools are told apart', () => {
  const asked = call('tools/call', { name: 'get_weather', arguments: { city: 'Bonn' } });
  const text = (value: string, isError: boolean) =>
    jsonAnswer({ jsonrpc: '2.0', id: 4, result: { content: [{ type: 'text', text: value }], isError } });
  expect(recogniseOperations(asked, text('rain', false))).toMatchObject([{ request: { city: 'Bonn' }, failed: false }]);
  const [failed] = recogniseOperations(asked, text('upstream timed out', true));
  expect(failed).toMatchObject({ failed: true });
  expect(failed?.rejected).toBeUndefined();
  expect(recogniseOperations(asked, text('Unknown tool: get_weather', true))).toMatchObject([{ rejected: true }]);
  const invalid = jsonAnswer({ jsonrpc: '2.0', id: 4, error: { code: -32602, message: 'Tool not found' } });
  expect(recogniseOperations(asked, invalid)).toMatchObject([{ failed: true, rejected: true }]);
});
