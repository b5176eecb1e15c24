import { expect, test } from 'vitest';
import { json, request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';
import { readEvents } from './index.ts';

test('events are read as browsers read them', () => {
  const text =
    ': hello\n\nevent: a\r\ndata: 1\r\ndata:2\r\nid: 7\r\n\r\ndata\n\nretry: 10\n\nevent: b\rdata: x\r\rdata: cut off';
  expect(readEvents(text)).toEqual([
    { event: 'a', data: '1\n2' },
    { event: 'message', data: '' },
    { event: 'b', data: 'x' },
  ]);
});

test('a stream is named by its path, its events are typed', () => {
  const stream = answer(
    200,
    'text/event-stream',
    'event: tick\ndata: {"n":1}\n\ndata: plain\n\nevent: tick\ndata: {"n":2}\n\n',
  );
  expect(recogniseOperations(request({ target: '/feed/7' }), stream)).toEqual([
    { protocol: 'sse', name: '/feed/7', response: { tick: [{ n: 1 }, { n: 2 }], message: ['plain'] } },
  ]);
});

test('a POST that streams its answer, an error and a list stay what they are', () => {
  const stream = answer(200, 'text/event-stream', 'data: {"delta":"a"}\n\n');
  expect(recogniseOperations(json({ prompt: 'x', stream: true }), stream)).toEqual([]);
  expect(recogniseOperations(request({}), answer(503, 'text/event-stream', ''))).toEqual([]);
  expect(recogniseOperations(request({ headers: ['Accept', 'text/event-stream'] }), jsonAnswer([]))).toEqual([]);
});
