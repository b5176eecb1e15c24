import { expect, test } from 'vitest';
import { EMPTY_BODY, type RequestHead } from '../model/index.ts';
import { decodeRequest } from '../protocols/http/index.ts';
import { createLearner } from './learn.ts';

function ask(learner: ReturnType<typeof createLearner>, target: string, headers: readonly string[], body = ''): void {
  const [path = '', query = ''] = target.split('?');
  const bytes = Buffer.from(body);
  const head: RequestHead = {
    id: 't',
    time: 1,
    method: body === '' ? 'GET' : 'POST',
    scheme: 'https',
    host: 'api.example',
    target,
    httpVersion: '1.1',
    headers,
    client: { address: '198.51.100.7', peer: '198.51.100.7' },
  };
  const request = decodeRequest(head, body === '' ? EMPTY_BODY : { bytes, size: bytes.length, complete: true });
  learner.observe({
    time: 1,
    method: head.method,
    host: head.host,
    path,
    query,
    requestHeaders: headers,
    status: 0,
    request,
    unseen: true,
  });
}

const TOKEN = ['Authorization', 'Bearer abcdefghijklmnop'];

test('where answers are not seen, requests with a credential show what there is, and no status is invented', () => {
  const learner = createLearner();
  for (let n = 100; n < 130; n++) ask(learner, `/orders/${n}?expand=items`, TOKEN);
  ask(learner, '/orders', [...TOKEN, 'Content-Type', 'application/json'], '{"amount":3}');
  const endpoints = learner.endpoints();
  expect(endpoints.map(({ method, statuses }) => [method, statuses])).toEqual([
    ['POST', {}],
    ['GET', {}],
  ]);
  expect(endpoints[1]?.template).toMatch(/^\/orders\/\{\w+\}$/);
  expect(endpoints[1]?.auth).toMatchObject([{ scheme: 'bearer', requests: 30, accepted: 0 }]);
  expect(endpoints[1]?.fields.some(({ place, name }) => place === 'query' && name === 'expand')).toBe(true);
  expect(endpoints[0]?.fields.some(({ place, name }) => place === 'request' && name === '$.amount')).toBe(true);
});

test('probes of a scanner, and what browsers fetch with their cookies, make no endpoint', () => {
  const learner = createLearner();
  for (const target of ['/wp-login.php', '/.env', '/admin', '/api/v1/users']) ask(learner, target, []);
  ask(learner, '/static/app.js', ['Cookie', 'sessionid=0123456789abcdef']);
  expect(learner.endpoints()).toEqual([]);
});
