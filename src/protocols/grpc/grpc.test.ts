import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodedError, type TransactionRequest } from '../../model/index.ts';
import { request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer, namesOf } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';
import { readGrpcTypes } from './index.ts';

/** `{ 1: "hello", 2: 150, 3: { 1: "in" }, 4: [1, 2] }` as protoc would write it. */
const MESSAGE = Buffer.concat([
  Buffer.from([0x0a, 5]),
  Buffer.from('hello'),
  Buffer.from([0x10, 0x96, 0x01, 0x1a, 4, 0x0a, 2]),
  Buffer.from('in'),
  Buffer.from([0x20, 1, 0x20, 2]),
]);
const VALUE = { '1': 'hello', '2': 150, '3': { '1': 'in' }, '4': [1, 2] };

const frame = (bytes: Uint8Array | string, flag = 0): Buffer => {
  const content = Buffer.from(bytes);
  const head = Buffer.alloc(5);
  head[0] = flag;
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
};
const call = (type: string, body: Uint8Array | string, more: readonly string[] = [], path = '/shop.v1.Carts/AddItem') =>
  request({ target: path, headers: ['Content-Type', type, ...more], body });

describe('calls are named by service and method, messages read by their wire shape', () => {
  const cases: readonly (readonly [string, TransactionRequest, string, unknown])[] = [
    ['gRPC', call('application/grpc', frame(MESSAGE)), 'shop.v1.Carts/AddItem', VALUE],
    ['gRPC with proto', call('application/grpc+proto', frame(MESSAGE)), 'shop.v1.Carts/AddItem', VALUE],
    ['gRPC with JSON', call('application/grpc+json', frame('{"a":1}')), 'shop.v1.Carts/AddItem', { a: 1 }],
    [
      'compressed',
      call('application/grpc', frame(gzipSync(MESSAGE), 1), ['grpc-encoding', 'gzip']),
      'shop.v1.Carts/AddItem',
      VALUE,
    ],
    ['gRPC-Web', call('application/grpc-web+proto', frame(MESSAGE)), 'shop.v1.Carts/AddItem', VALUE],
    [
      'gRPC-Web as text',
      call('application/grpc-web-text', frame(MESSAGE).toString('base64')),
      'shop.v1.Carts/AddItem',
      VALUE,
    ],
    ['a Connect stream', call('application/connect+json', frame('{"a":1}')), 'shop.v1.Carts/AddItem', { a: 1 }],
    [
      'Connect',
      call('application/json', '{"a":1}', ['Connect-Protocol-Version', '1']),
      'shop.v1.Carts/AddItem',
      { a: 1 },
    ],
    ['Connect with proto', call('application/proto', MESSAGE), 'shop.v1.Carts/AddItem', VALUE],
    ['Twirp', call('application/json', '{}', [], '/twirp/shop.Carts/AddItem'), 'shop.Carts/AddItem', {}],
    [
      'Twirp under another prefix',
      call('application/protobuf', MESSAGE, ['Twirp-Version', 'v8'], '/rpc/shop.Carts/AddItem'),
      'shop.Carts/AddItem',
      VALUE,
    ],
    ['an empty message', call('application/grpc', frame('')), 'shop.v1.Carts/AddItem', {}],
    ['no package', call('application/grpc', frame(MESSAGE), [], '/Greeter/SayHello'), 'Greeter/SayHello', VALUE],
  ];
  test.each(cases)('%s', (_title, sent, name, value) => {
    expect(recogniseOperations(sent)).toEqual([{ protocol: 'grpc', name, request: value }]);
  });
  test('all were run', () => expect(cases).toHaveLength(13));
});

test('a Connect GET', () => {
  const sent = request({ target: '/shop.v1.Carts/Get?connect=v1&encoding=json&message=%7B%22id%22%3A7%7D' });
  expect(recogniseOperations(sent)).toEqual([{ protocol: 'grpc', name: 'shop.v1.Carts/Get', request: { id: 7 } }]);
});

test('what looks alike stays REST', () => {
  const others = [
    call('application/json', '{"a":1}', [], '/com.acme.App/Register'),
    call('application/json', '{"a":1}', [], '/twirp/notes/add'),
    call('application/grpc', frame(MESSAGE), [], '/'),
    call('application/x-protobuf', MESSAGE, [], '/api/v1/write'),
  ];
  for (const other of others) expect(recogniseOperations(other)).toEqual([]);
  expect(others).toHaveLength(4);
});

describe('what became of a call', () => {
  const sent = call('application/grpc', frame(MESSAGE));
  test('status in a header, as when nothing but trailers came', () => {
    const status = (code: string) =>
      recogniseOperations(sent, answer(200, 'application/grpc', '', ['grpc-status', code]))[0];
    expect(status('0')).toMatchObject({ failed: false });
    expect(status('5')).toMatchObject({ failed: true });
    expect(status('5')?.rejected).toBeUndefined();
    expect(status('12')).toMatchObject({ failed: true, rejected: true });
  });
  test('status in the trailers of gRPC-Web', () => {
    const body = (code: number) =>
      Buffer.concat([frame(MESSAGE), frame(`grpc-status:${code}\r\ngrpc-message:x\r\n`, 0x80)]);
    const web = call('application/grpc-web', frame(MESSAGE));
    expect(recogniseOperations(web, answer(200, 'application/grpc-web', body(0)))).toMatchObject([
      { failed: false, response: VALUE },
    ]);
    const [failed] = recogniseOperations(web, answer(200, 'application/grpc-web-text', body(7).toString('base64')));
    expect(failed).toMatchObject({ failed: true });
    expect(failed?.response).toBeUndefined();
  });
  test('an error of Connect, whole and at the end of a stream', () => {
    const whole = call('application/json', '{}', ['Connect-Protocol-Version', '1']);
    expect(recogniseOperations(whole, jsonAnswer({ code: 'unimplemented' }, 404))).toMatchObject([
      { failed: true, rejected: true },
    ]);
    expect(recogniseOperations(whole, jsonAnswer({ ok: true }))).toMatchObject([
      { failed: false, response: { ok: true } },
    ]);
    const stream = (end: string) =>
      answer(200, 'application/connect+json', Buffer.concat([frame('{"a":1}'), frame(end, 2)]));
    const streamed = call('application/connect+json', frame('{"a":1}'));
    expect(recogniseOperations(streamed, stream('{}'))).toMatchObject([{ failed: false, response: { a: 1 } }]);
    expect(recogniseOperations(streamed, stream('{"error":{"code":"internal"}}'))).toMatchObject([{ failed: true }]);
  });
  test('an answer without a word of it says nothing', () => {
    const [operation] = recogniseOperations(sent, answer(200, 'application/grpc', frame(MESSAGE)));
    expect(operation).toMatchObject({ response: VALUE });
    expect(operation?.failed).toBeUndefined();
  });
});

test('names of paths with prefixes', () => {
  expect(namesOf(recogniseOperations(call('application/grpc', '', [], '/edge/grpc/a.b.C/Do')))).toEqual([
    'grpc a.b.C/Do',
  ]);
});

describe('with descriptors', () => {
  const field = (name: string, number: number, more: object = {}) => ({
    name,
    number,
    label: 1,
    type: 9,
    jsonName: name,
    ...more,
  });
  const set = toBinary(
    FileDescriptorSetSchema,
    create(FileDescriptorSetSchema, {
      file: [
        {
          name: 'shop.proto',
          package: 'shop.v1',
          syntax: 'proto3',
          messageType: [
            { name: 'Item', field: [field('sku_code', 1, { jsonName: 'skuCode' })] },
            {
              name: 'AddItemRequest',
              field: [
                field('cart_id', 1, { jsonName: 'cartId' }),
                field('count', 2, { type: 5 }),
                field('item', 3, { type: 11, typeName: '.shop.v1.Item' }),
                field('sizes', 4, { label: 3, type: 5 }),
              ],
            },
          ],
          service: [
            {
              name: 'Carts',
              method: [{ name: 'AddItem', inputType: '.shop.v1.AddItemRequest', outputType: '.shop.v1.Item' }],
            },
          ],
        },
      ],
    }),
  );

  test('members have their names, both ways; unknown methods keep their numbers', () => {
    const types = readGrpcTypes(set, 'shop.pb');
    const reply = answer(200, 'application/grpc', frame(Uint8Array.from([0x0a, 2, 0x61, 0x62])), ['grpc-status', '0']);
    const sent = call('application/grpc', frame(MESSAGE));
    expect(recogniseOperations(sent, reply, undefined, types)).toEqual([
      {
        protocol: 'grpc',
        name: 'shop.v1.Carts/AddItem',
        request: { cartId: 'hello', count: 150, item: { skuCode: 'in' }, sizes: [1, 2] },
        response: { skuCode: 'ab' },
        failed: false,
      },
    ]);
    const other = call('application/grpc', frame(MESSAGE), [], '/shop.v1.Carts/Other');
    expect(recogniseOperations(other, undefined, undefined, types)).toMatchObject([{ request: VALUE }]);
  });

  test('what is no descriptor set, or has no service, is refused by name', () => {
    for (const bytes of [Buffer.from('syntax = "proto3";'), new Uint8Array(0), set.subarray(0, 40)])
      expect(() => readGrpcTypes(bytes, 'x.pb')).toThrow(/SP4005.*x\.pb: /);
  });

  test('arbitrary bytes give a value, nothing, or the coded error', () => {
    const types = readGrpcTypes(set, 'shop.pb');
    let read = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(set.length - 1), (bytes, at) => {
        if (types.read('shop.v1.Carts/AddItem', 'request', bytes) !== undefined) read++;
        const damaged = Uint8Array.from(set);
        damaged.set(bytes.subarray(0, set.length - at), at);
        try {
          readGrpcTypes(damaged, 'x.pb');
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(0);
  });
});
