import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../model/index.ts';
import { json, request } from '../http/exchange.fixtures.ts';
import { answer, message } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from './index.ts';

const TYPES = [
  'application/json',
  'application/graphql',
  'text/xml',
  'application/soap+xml',
  'application/grpc',
  '',
  'application/grpc-web-text',
  'application/connect+json',
  'application/proto',
  'text/event-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/related; boundary=x',
  'text/html',
];
const TARGETS = [
  '/',
  '/a.B/C',
  '/twirp/a.B/C',
  '/?query={a}',
  '/?Action=ListUsers&Version=2010-05-08',
  '/x?connect=v1&message=%00',
];

/** Pieces of every protocol put together at random: nearer to the decoders' branches than bytes alone. */
const pieces = fc
  .array(
    fc.constantFrom(
      '{"jsonrpc":"2.0","id":1,"method":"a","params":',
      '[',
      ']',
      '{',
      '}',
      '"query":"',
      'query A { a }',
      '"',
      ',',
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">',
      '<s:Body>',
      '</s:Body>',
      '<a>',
      '</a>',
      '<methodCall><methodName>a</methodName>',
      '<params><param><value>',
      'data: ',
      '\n\n',
      '--x\r\n',
      '\r\n\r\n',
      '\u0000\u0000\u0000\u0000\u0005',
      '\n\u0003abc',
      '"extensions":{"persistedQuery":{"sha256Hash":"aaaaaaaaaa"}}',
      '&',
      '=',
      '%',
    ),
    { maxLength: 24 },
  )
  .map((list) => Buffer.from(list.join(''), 'utf8'));
const bytes = fc.oneof(fc.uint8Array({ maxLength: 512 }), pieces);

test('arbitrary bytes never throw, and names stay within their bound', () => {
  let recognised = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...TYPES),
      fc.constantFrom(...TYPES),
      fc.constantFrom(...TARGETS),
      fc.constantFrom('POST', 'GET', 'PUT'),
      bytes,
      bytes,
      (type, answerType, target, method, sent, answered) => {
        const asked = request({ method, target, headers: ['Content-Type', type, 'Upgrade', 'websocket'], body: sent });
        const plain = request({ method, target, headers: ['Content-Type', type], body: sent });
        const messages = [message('client', sent), message('server', Buffer.from(answered).toString('utf8'))];
        const found = [
          ...recogniseOperations(plain),
          ...recogniseOperations(plain, answer(200, answerType, answered)),
          ...recogniseOperations(asked, answer(101, answerType), messages),
        ];
        recognised += found.length;
        for (const { name } of found) {
          expect(name.length).toBeLessThanOrEqual(LIMITS.operationNameChars);
          expect(name).not.toBe('');
        }
      },
    ),
    { numRuns: 3_000 },
  );
  expect(recognised).toBeGreaterThan(1_000);
});

const nest = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);

test('deep and long input stays cheap', () => {
  const inputs = [
    json({ query: nest(5_000, '{ a ', '} ') }),
    request({ headers: ['Content-Type', 'text/xml'], body: `<Envelope>${nest(5_000, '<a>', '</a>')}` }),
    request({ headers: ['Content-Type', 'text/xml'], body: `<methodCall>${nest(5_000, '<value><array><data>', '')}` }),
    request({ target: '/a.B/C', headers: ['Content-Type', 'application/grpc'], body: Buffer.alloc(65_536, 0x0a) }),
    request({ target: '/a.B/C', headers: ['Content-Type', 'application/proto'], body: Buffer.alloc(65_536, 0x08) }),
    request({
      headers: ['Content-Type', 'text/xml', 'SOAPAction', `"${'a.'.repeat(30_000)}`],
      body: '<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body/></Envelope>',
    }),
    json(Array.from({ length: 2_000 }, () => ({ jsonrpc: '2.0', method: 'a' }))),
  ];
  for (const input of inputs)
    expect(recogniseOperations(input).length).toBeLessThanOrEqual(LIMITS.operationsPerRequest);
  expect(inputs).toHaveLength(7);
});

test('other methods carry none', () => {
  const body = JSON.stringify({ query: '{ a }' });
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    expect(recogniseOperations(request({ method, headers: ['Content-Type', 'application/json'], body }))).toEqual([]);
});
