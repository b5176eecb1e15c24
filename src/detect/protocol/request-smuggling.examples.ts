import type { MessageExample } from '../define.ts';

const FORM = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const lines = (...all: readonly string[]): string => all.join('\r\n');

export const fires: readonly MessageExample[] = [
  { name: 'chunked with an underscore', headers: [['Transfer_Encoding', 'chunked']], body: 'x=1' },
  { name: 'chunked with a dot', headers: [['Transfer.Encoding', 'chunked']], body: 'x=1' },
  { name: 'a blank before the colon', headers: [['Transfer-Encoding ', 'chunked']], body: 'x=1' },
  { name: 'a coding nobody knows, misspelt name', headers: [['Transfer-Encoding_', 'gzip']], body: 'x=1' },
  { name: 'another length', headers: [['Content_Length', '77']], body: 'a=1' },
  {
    name: 'length and chunked, heard by a sensor',
    headers: [
      ['Content-Length', '4'],
      ['Transfer-Encoding', 'chunked'],
    ],
    body: '0\r\n\r\n',
  },
  {
    name: 'two lengths',
    headers: [
      ['Content-Length', '4'],
      ['Content-Length', '9'],
    ],
    body: 'abcd',
  },
  { name: 'a signed length', headers: [['Content-Length', '+4']], body: 'abcd' },
  { name: 'a coding behind a vertical tab', headers: [['Transfer-Encoding', '\x0bchunked']], body: 'abcd' },
  { name: 'chunked in quotes', headers: [['Transfer-Encoding', '"chunked"']], body: 'abcd' },
  { name: 'chunked before identity', headers: [['Transfer-Encoding', 'chunked, identity']], body: 'abcd' },
  { name: 'chunked twice', headers: [['Transfer-Encoding', 'chunked, chunked']], body: 'abcd' },
  {
    name: 'two hosts',
    headers: [
      ['Host', 'shop.example'],
      ['Host', 'intern.example'],
    ],
  },
  { name: 'the end of chunks, then a letter', headers: [FORM], body: lines('0', '', 'Q') },
  { name: 'the end of chunks, then a request', headers: [FORM], body: lines('0', '', 'GET /staff HTTP/1.1', 'X: y') },
  {
    name: 'a chunk, the end, a request',
    headers: [FORM],
    body: lines('3', 'q=1', '0', '', 'POST /p HTTP/1.1', '', ''),
  },
  {
    name: 'a request behind a form',
    headers: [FORM],
    body: lines('q=lamp', '', 'DELETE /users/7 HTTP/1.1', 'Host: i'),
  },
  { name: 'a request behind JSON', headers: [JSON_TYPE], body: lines('{"a":1}', 'GET /internal HTTP/1.1', 'Foo: b') },
  { name: 'a request as the body of a GET', method: 'GET', body: lines('GET /hidden HTTP/1.1', 'Host: h', '', '') },
  { name: 'the target splits', target: '/a%20HTTP/1.1%0d%0aHost:%20intern%0d%0a%0d%0aGET%20/b' },
  { name: 'the query splits', target: '/a?b=c%20HTTP/1.1%0aX-Role:%20staff' },
  { name: 'a glued method', method: 'GPOST', body: 'a' },
];

export const silent: readonly MessageExample[] = [
  { name: 'a form', headers: [FORM, ['Content-Length', '7']], body: 'a=1&b=2' },
  { name: 'chunked', headers: [JSON_TYPE, ['Transfer-Encoding', 'chunked']], body: '{"a":1}' },
  { name: 'chunked in capitals', headers: [JSON_TYPE, ['transfer-encoding', 'Chunked']], body: '{"a":1}' },
  { name: 'gzip, chunked', headers: [JSON_TYPE, ['Transfer-Encoding', 'gzip, chunked']], body: '{"a":1}' },
  { name: 'the length once more', headers: [JSON_TYPE, ['Content_Length', '7']], body: '{"a":1}' },
  { name: 'a length of its own kind', headers: [JSON_TYPE, ['X-Content-Length', '900']], body: '{"a":1}' },
  {
    name: 'names that begin alike',
    headers: [
      ['Content-Language', 'de'],
      ['Accept-Encoding', 'gzip'],
    ],
  },
  { name: 'a number as text', headers: [['Content-Type', 'text/plain']], body: '0' },
  { name: 'numbers as lines', headers: [['Content-Type', 'text/plain']], body: lines('5', '7', '0', '12', '') },
  { name: 'a table', headers: [['Content-Type', 'text/csv']], body: lines('n,m', '1,2', '0,4', '', '3,9') },
  { name: 'hexadecimal', headers: [['Content-Type', 'text/plain']], body: 'deadbeef\r\ncafe\r\n' },
  {
    name: 'an access log',
    headers: [['Content-Type', 'text/plain']],
    body: '192.0.2.7 - - [05/Jan/2026:09:00:00 +0000] "GET /items HTTP/1.1" 200 512\n',
  },
  {
    name: 'a message quoted in JSON',
    headers: [JSON_TYPE],
    body: JSON.stringify({ text: 'Send this:\r\nGET /items HTTP/1.1\r\nHost: shop.example\r\n' }),
  },
  {
    name: 'a batch',
    headers: [['Content-Type', 'multipart/mixed; boundary=b']],
    body: lines(
      '--b',
      'Content-Type: application/http',
      '',
      'GET /users/7 HTTP/1.1',
      'Accept: */*',
      '',
      '',
      '--b--',
      '',
    ),
  },
  {
    name: 'an upload in signed chunks',
    method: 'PUT',
    headers: [['Content-Encoding', 'aws-chunked']],
    body: lines('4', 'data', '0', 'x-amz-checksum-crc32:AAAAAA==', '', ''),
  },
  { name: 'a question about HTTP', target: '/search?q=what+is+HTTP/1.1' },
  { name: 'a page about HTTP', target: '/articles/HTTP/2' },
  { name: 'WebDAV', method: 'PROPPATCH', body: '<x/>' },
];
