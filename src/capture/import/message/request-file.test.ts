import { expect, test } from 'vitest';
import { CodedError, LIMITS } from '../../../model/index.ts';
import { readRequestFile } from './request-file.ts';

const read = (text: string) => readRequestFile(Buffer.from(text), 'r.http');

test.each([
  ['CRLF', 'POST /a?b=1 HTTP/1.1\r\nHost: API.example\r\nX-A: 1\r\n\r\nhello'],
  ['LF', 'POST /a?b=1 HTTP/1.1\nHost: API.example\nX-A: 1\n\nhello'],
  ['absolute form', 'POST https://API.example/a?b=1 HTTP/2\r\nX-A: 1\r\n\r\nhello'],
])('a request with %s', (_name, text) => {
  const { head, body } = read(text);
  expect(head).toMatchObject({ method: 'POST', host: 'api.example', target: '/a?b=1', scheme: 'https' });
  expect(head.headers.slice(-2)).toEqual(['X-A', '1']);
  expect(Buffer.from(body.bytes).toString()).toBe('hello');
  expect(body.complete).toBe(true);
});

test('a body longer than what is judged says so', () => {
  const { body } = read(`POST / HTTP/1.1\n\n${'x'.repeat(LIMITS.judgedBodyBytes + 1)}`);
  expect(body).toMatchObject({ size: LIMITS.judgedBodyBytes + 1, complete: false });
});

test.each(['', '\n\n', '{"a":1}', 'HTTP/1.1 200 OK\n\n', 'GET\n', '\0\ud800'])('%j is none', (text) => {
  expect(() => read(text)).toThrow(CodedError);
});
