import { expect, test } from 'vitest';
import { request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer, message } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const upgrade = request({ target: '/live/7?token=x', headers: ['Connection', 'Upgrade', 'Upgrade', 'websocket'] });

test('named by the path; refused or plain ones are none', () => {
  expect(recogniseOperations(upgrade)).toEqual([{ protocol: 'websocket', name: '/live/7' }]);
  expect(recogniseOperations(upgrade, answer(101, ''))).toHaveLength(1);
  expect(recogniseOperations(upgrade, answer(403, ''))).toEqual([]);
  expect(recogniseOperations(request({ target: '/live' }), jsonAnswer([]))).toEqual([]);
  expect(recogniseOperations(request({ headers: ['Upgrade', 'h2c'] }), answer(101, ''))).toEqual([]);
  const recorded = request({ target: '/live', headers: ['Sec-WebSocket-Version', '13'] });
  expect(recogniseOperations(recorded, answer(101, ''))).toHaveLength(1);
});

test('messages are typed by what they say they are, else by what they are', () => {
  const messages = [
    message('client', { type: 'join', room: 'a' }),
    message('client', { type: 'join', room: 'b' }),
    message('client', '42["chat",{"text":"hi"}]'),
    message('client', ['3', '5', 'room:lobby', 'phx_join', { user: 1 }]),
    message('client', 'PING'),
    message('client', new Uint8Array([1, 2])),
    message('server', { event: 'tick', n: 1 }),
    message('server', { n: 2 }),
    message('server', { type: '<script>' }),
    message('server', { type: 'order-10041' }),
  ];
  expect(recogniseOperations(upgrade, answer(101, ''), messages)).toEqual([
    {
      protocol: 'websocket',
      name: '/live/7',
      request: {
        join: [
          { type: 'join', room: 'a' },
          { type: 'join', room: 'b' },
        ],
        chat: [[{ text: 'hi' }]],
        phx_join: [[{ user: 1 }]],
        text: [''],
        binary: [''],
      },
      response: { tick: [{ event: 'tick', n: 1 }], object: [{ n: 2 }, { type: '<script>' }, { type: 'order-10041' }] },
    },
  ]);
});

test('kinds that a client makes up are bounded', () => {
  const messages = Array.from({ length: 500 }, (_, index) => message('client', { type: `kind${index}` }));
  const [operation] = recogniseOperations(upgrade, answer(101, ''), messages);
  expect(Object.keys(operation?.request ?? {})).toHaveLength(64);
});
