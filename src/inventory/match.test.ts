import { describe, expect, test } from 'vitest';
import { createMatcher } from './match.ts';

const HOST = 'api.example.test';
const matcher = createMatcher({
  endpoints: [
    '/',
    '/users/me',
    '/users/{userId}',
    '/users/{userId}/orders/{orderId}',
    '/users/{userId}/orders/export',
    '/users/me/settings',
    '/files/{fileId}.json',
    '/files/{fileId}',
    '/report.{format}',
    '/a/{x}/b/c',
    '/a/static/d',
    '/{lang}/docs',
  ].map((template, index) => ({ id: `E-${index}`, method: 'GET', host: HOST, template })),
});
const found = (path: string): unknown => {
  const match = matcher.match('GET', HOST, path);
  return match && [match.endpoint.template, ...match.parameters.map(([name, value]) => `${name}=${value}`)];
};

describe('routes', () => {
  test.each([
    ['/', ['/']],
    ['/users/me', ['/users/me']],
    ['/users/17', ['/users/{userId}', 'userId=17']],
    ['/users/17/', ['/users/{userId}', 'userId=17']],
    ['//users//17', ['/users/{userId}', 'userId=17']],
    ['/users/17;jsessionid=AB', ['/users/{userId}', 'userId=17']],
    ['/users/17/orders/5', ['/users/{userId}/orders/{orderId}', 'userId=17', 'orderId=5']],
    ['/users/17/orders/export', ['/users/{userId}/orders/export', 'userId=17']],
    ['/files/9.json', ['/files/{fileId}.json', 'fileId=9']],
    ['/files/9.xml', ['/files/{fileId}', 'fileId=9.xml']],
    ['/report.csv', ['/report.{format}', 'format=csv']],
    ['/de/docs', ['/{lang}/docs', 'lang=de']],
    ['/a%2Fb/docs', ['/{lang}/docs', 'lang=a%2Fb']],
  ])('%s', (path, expected) => expect(found(path)).toEqual(expected));

  test('steps back from a literal that leads nowhere', () => {
    expect(found('/users/me/orders/5')).toEqual(['/users/{userId}/orders/{orderId}', 'userId=me', 'orderId=5']);
    expect(found('/a/static/b/c')).toEqual(['/a/{x}/b/c', 'x=static']);
    expect(found('/report./x')).toBeNull();
  });

  test.each(['/nothing/here/at/all', '/users', '/users/1/2', '/report.'])('%s is unknown', (path) =>
    expect(found(path)).toBeNull(),
  );
});

test('hosts and methods are apart; HEAD is answered by GET', () => {
  expect(matcher.match('POST', HOST, '/users/me')).toBeNull();
  expect(matcher.match('GET', 'other.test', '/users/me')).toBeNull();
  expect(matcher.match('HEAD', HOST, '/users/me')?.endpoint.template).toBe('/users/me');
});

test('a hostile path of thousands of segments is answered', () => {
  expect(found('/users'.repeat(4_000))).toBeNull();
  expect(found('/'.repeat(60_000))).toEqual(['/']);
});
