import { describe, expect, test } from 'vitest';
import { request } from './exchange.fixtures.ts';
import { readCredentials } from './index.ts';

const jwt = (claims: object): string =>
  `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('credentials', () => {
  const cases: readonly (readonly [name: string, headers: readonly string[], target: string, expected: object])[] = [
    [
      'a JWT: its subject',
      ['Authorization', `Bearer ${jwt({ sub: '5512', iss: 'shop' })}`],
      '/',
      { scheme: 'jwt', principal: 'shop 5512', label: 'token sub 5512', location: 'header' },
    ],
    [
      'a JWT whose issuer has its own claim',
      ['authorization', `bearer ${jwt({ user_id: 7 })}`],
      '/',
      { scheme: 'jwt', principal: ' 7' },
    ],
    [
      'a mail address as subject is cut',
      ['Authorization', `Bearer ${jwt({ sub: 'anna@example.com' })}`],
      '/',
      { label: 'token sub a…@example.com' },
    ],
    [
      'an opaque token',
      ['Authorization', 'Bearer 0123456789abcdefghijklmn'],
      '/',
      { scheme: 'bearer', label: 'token …klmn', principal: '0123456789abcdefghijklmn' },
    ],
    ['a short token shows nothing', ['Authorization', 'Token abcdef'], '/', { scheme: 'bearer', label: 'token …' }],
    [
      'Basic: the user',
      ['Authorization', basic('lena:p:w')],
      '/',
      { scheme: 'basic', principal: 'lena', label: 'user lena' },
    ],
    [
      'a signed request: the key id',
      ['Authorization', 'AWS4-HMAC-SHA256 Credential=AKID7/2024/eu, Signature=ff'],
      '/',
      { scheme: 'other', principal: 'aws4-hmac-sha256 AKID7' },
    ],
    [
      'an API key header',
      ['X-API-Key', 'k-0123456789'],
      '/',
      { scheme: 'api-key', location: 'header', name: 'X-API-Key' },
    ],
    ['Authorization before an API key', ['X-Api-Key', 'k', 'Authorization', basic('u:p')], '/', { scheme: 'basic' }],
    [
      'an API key in the query',
      [],
      '/?page=2&api_key=0123456789abcdef',
      { scheme: 'api-key', location: 'query', name: 'api_key' },
    ],
    [
      'a session cookie',
      ['Cookie', 'theme=dark; JSESSIONID=8A7B6C5D4E; _ga=GA1.2'],
      '/',
      { scheme: 'cookie', location: 'cookie', name: 'JSESSIONID' },
    ],
    [
      'a JWT in a cookie',
      ['Cookie', `access_token=${jwt({ sub: 'x9' })}`],
      '/',
      { scheme: 'jwt', location: 'cookie', principal: ' x9' },
    ],
  ];
  let ran = 0;
  test.each(cases)('%s', (_name, headers, target, expected) => {
    ran++;
    expect(readCredentials(request({ headers, target }))).toMatchObject(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));

  test.each([
    ['no header', [], '/'],
    [
      'cookies that say nothing of a session',
      ['Cookie', 'csrftoken=0123456789; consent=yes-please; theme=darkdarkdark'],
      '/',
    ],
    ['a short key parameter', [], '/?key=5&token=abc'],
    ['empty Authorization', ['Authorization', 'Bearer '], '/'],
    ['damaged Basic', ['Authorization', 'Basic !!!'], '/'],
  ])('%s is none', (_name, headers, target) => {
    expect(readCredentials(request({ headers, target }))).toBeUndefined();
  });

  test('labels hold no secret', () => {
    for (const [, headers, target] of cases) {
      const found = readCredentials(request({ headers, target }));
      expect(found && found.label.includes(found.token)).toBe(false);
    }
  });
});
