import { describe, expect, test } from 'vitest';
import {
  authUses,
  countCredentials,
  mergeCredentials,
  readCredentialKinds,
  type AuthCounts,
} from './authentication.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl';
const kinds = (
  headers: readonly string[],
  query: readonly (readonly [string, string])[] = [],
  cookies: readonly (readonly [string, string])[] = [],
): readonly string[] =>
  readCredentialKinds(headers, query, cookies).map(({ scheme, location, name }) => `${scheme} ${location} ${name}`);

describe('what counts as a credential', () => {
  test.each([
    [['Authorization', 'Basic dXNlcjpwYXNz'], 'basic header Authorization'],
    [['authorization', 'bearer abcdef'], 'bearer header authorization'],
    [['Authorization', `Bearer ${JWT}`], 'jwt header Authorization'],
    [['Authorization', JWT], 'jwt header Authorization'],
    [['Authorization', 'AWS4-HMAC-SHA256 Credential=x'], 'other header Authorization'],
    [['X-API-Key', 'k1234'], 'api-key header X-API-Key'],
    [['apikey', 'k1234'], 'api-key header apikey'],
    [['X-Auth-Token', 'k1234'], 'api-key header X-Auth-Token'],
    [['Ocp-Apim-Subscription-Key', 'k1234'], 'api-key header Ocp-Apim-Subscription-Key'],
    [['X-Forwarded-Client-Cert', 'Hash=ab;Subject="CN=x"'], 'mtls tls X-Forwarded-Client-Cert'],
    [['Client-Cert', ':MIIB:'], 'mtls tls Client-Cert'],
  ])('%s', (headers, expected) => expect(kinds(headers)).toEqual([expected]));

  test.each([
    'X-Request-Id',
    'Idempotency-Key',
    'Sec-WebSocket-Key',
    'X-CSRF-Token',
    'X-Amzn-Trace-Id',
    'Accept',
    'Surrogate-Key',
    'Access-Control-Request-Method',
  ])('%s is none', (name) => expect(kinds([name, 'a1b2c3d4e5f6'])).toEqual(['none - ']));

  test('query and cookies', () => {
    expect(kinds([], [['api_key', 'x']])).toEqual(['api-key query api_key']);
    expect(kinds([], [['token', 'a1b2c3d4e5f6a7b8c9d0e1f2']])).toEqual(['api-key query token']);
    expect(kinds([], [['token', 'next']])).toEqual(['none - ']);
    expect(
      kinds(
        [],
        [],
        [
          ['sessionid', 'abcdefgh'],
          ['_ga', 'GA1.2.3.4'],
        ],
      ),
    ).toEqual(['cookie cookie sessionid']);
    expect(kinds([], [], [['lang', 'de-DE-long']])).toEqual(['none - ']);
  });

  test('all of several', () =>
    expect(kinds(['Authorization', 'Bearer abcdef', 'X-API-Key', 'k1234'])).toEqual([
      'bearer header Authorization',
      'api-key header X-API-Key',
    ]));
});

test('counts add up and merge, names regardless of case', () => {
  const one: AuthCounts = new Map();
  const two: AuthCounts = new Map();
  countCredentials(one, readCredentialKinds(['X-API-Key', 'k1234'], [], []), true, 1);
  countCredentials(two, readCredentialKinds(['x-api-key', 'k1234'], [], []), false, 2);
  countCredentials(two, readCredentialKinds([], [], []), true, 1);
  mergeCredentials(one, two);
  expect(authUses(one)).toEqual([
    { scheme: 'api-key', location: 'header', name: 'X-API-Key', requests: 3, accepted: 1 },
    { scheme: 'none', location: '-', name: '', requests: 1, accepted: 1 },
  ]);
});
