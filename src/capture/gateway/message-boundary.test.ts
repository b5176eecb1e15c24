import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundaryOf } from './message-boundary.ts';

const enveloped = (payload: Uint8Array): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
};

test.each([
  ['application/grpc', true],
  ['Application/gRPC+proto; charset=x', true],
  ['application/connect+json', true],
  ['application/x-ndjson', true],
  ['application/json-seq', true],
  ['application/grpc-web+proto', false],
  ['application/json', false],
  ['application/octet-stream', false],
  ['text/plain; note=application/grpc', false],
  ['', false],
])('%s is a stream of messages: %s', (type, streams) => {
  expect(boundaryOf(['x-a', '1', 'Content-Type', type]) !== undefined).toBe(streams);
});

test('the first message is complete with its last byte, however it is cut', () => {
  let runs = 0;
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 50 }),
      fc.array(fc.nat(20)),
      (first, rest, cuts) => {
        runs++;
        const message = enveloped(first);
        const bytes = Buffer.concat([message, rest]);
        const boundary = boundaryOf(['content-type', 'application/grpc']);
        let at = 0;
        for (const size of [...cuts, bytes.length]) {
          const chunk = bytes.subarray(at, at + size);
          at += chunk.length;
          expect(boundary?.passed(chunk)).toBe(at >= message.length);
        }
      },
    ),
  );
  expect(runs).toBe(100);
});

test('a message that says it is endless is waited for, and no number overflows', () => {
  const boundary = boundaryOf(['content-type', 'application/grpc']);
  expect(boundary?.passed(Buffer.from([0, 255, 255, 255, 255, 1, 2, 3]))).toBe(false);
});

test('lines end with a line break', () => {
  const boundary = boundaryOf(['content-type', 'application/x-ndjson']);
  expect([boundary?.passed(Buffer.from('{"a":')), boundary?.passed(Buffer.from('1}\n{'))]).toEqual([false, true]);
});
