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
    [['Authorization', 'AWS4-HMAC-SHA256 Credential=x'], 'signature header Authorization'],
    [['X-API-Key', 'k1234'], 'api-key header X-API-Key'],
    [['apikey', 'k1234'], 'api-key header apikey'],
    [['X-Auth-Token', 'k1234'], 'api-key header X-Auth-Token'],
    [['Ocp-Apim-Subscription-Key', 'k1234'], 'api-key header Ocp-Apim-Subscription-Key'],
    [['X-Forwarded-Client-Cert', 'Hash=ab;Subject="CN=x"'], 'mtls tls X-Forwarded-Client-Cert'],
    [['Client-Cert', ':MIIB:'], 'mtls tls Client-Cert'],
    [['X-SSL-Client-Verify', 'SUCCESS'], 'mtls tls X-SSL-Client-Verify'],
    [['Authorization', 'Digest username="a", response="b"'], 'digest header Authorization'],
    [['Authorization', 'Signature keyId="a",signature="b"'], 'signature header Authorization'],
    [['Authorization', 'HMAC-SHA256 a:b'], 'signature header Authorization'],
    [['Authorization', 'OAuth oauth_consumer_key="a"'], 'signature header Authorization'],
    [['Authorization', 'SharedKey account:c2ln'], 'signature header Authorization'],
    [['Authorization', 'Token 9944b09199c62bcf'], 'api-key header Authorization'],
    [['Authorization', 'ApiKey 9944b09199c62bcf'], 'api-key header Authorization'],
    [['Authorization', '9944b09199c62bcf'], 'api-key header Authorization'],
    [['Authorization', 'Negotiate YIIB'], 'other header Authorization'],
    [['Authorization', `JWT ${JWT}`], 'jwt header Authorization'],
    [['X-Hub-Signature-256', 'sha256=0123456789abcdef'], 'signature header X-Hub-Signature-256'],
    [['X-Vault-Token', 's.8Kd0f2bQ7zLw03PxTa19'], 'api-key header X-Vault-Token'],
    [['X-Shop-Access-Token', 'shp12'], 'api-key header X-Shop-Access-Token'],
    [['DD-APPLICATION-KEY', 'abcd'], 'api-key header DD-APPLICATION-KEY'],
    [['userKey', 'abcd'], 'api-key header userKey'],
    [['X-Client-Id', 'a81f3c09b27d4e65'], 'api-key header X-Client-Id'],
    [['X-Session-Id', 'a81f3c09b27d4e65'], 'api-key header X-Session-Id'],
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
    'X-Next-Page-Token',
    'X-Device-Token',
    'X-Encryption-Key',
    'X-Captcha-Token',
    'X-Tenant',
    'X-Monkey',
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
    expect(kinds([], [], [['laravel_session', 'abcdefgh']])).toEqual(['cookie cookie laravel_session']);
    expect(kinds([], [], [['access_token', JWT]])).toEqual(['cookie cookie access_token']);
  });

  test.each([
    ['apiToken', 'x', 'api-key query apiToken'],
    ['user_key', 'x', 'api-key query user_key'],
    ['key', 'a81f3c09b27d4e65', 'api-key query key'],
    ['app_id', 'a81f3c09b27d4e65', 'api-key query app_id'],
    ['X-Amz-Signature', 'a81f3c09b27d4e65', 'signature query X-Amz-Signature'],
    ['oauth_signature', 'a81f3c09b27d4e65', 'signature query oauth_signature'],
    ['oauth_token_secret', 'a81f3c09b27d4e65', 'none - '],
    ['sharingKey', 'a81f3c09b27d4e65', 'none - '],
    ['user_id', 'a81f3c09b27d4e65', 'none - '],
    ['pageToken', 'a81f3c09b27d4e65', 'none - '],
    ['sort_key', 'a81f3c09b27d4e65', 'none - '],
    ['key', 'name', 'none - '],
  ])('query %s=%s', (name, value, expected) => expect(kinds([], [[name, value]])).toEqual([expected]));

  test('what says little counts only alone', () => {
    const id = ['app_id', 'a81f3c09b27d4e65'] as const;
    expect(kinds([], [id, ['app_key', 'x']])).toEqual(['api-key query app_key']);
    expect(kinds(['Authorization', 'Bearer abcdef'], [id])).toEqual(['bearer header Authorization']);
  });

  test('no certificate is none, and several facts of one are one', () => {
    expect(kinds(['X-SSL-Client-Verify', 'NONE'])).toEqual(['none - ']);
    expect(kinds(['X-SSL-Client-Verify', 'SUCCESS', 'X-SSL-Client-DN', 'CN=x'])).toEqual([
      'mtls tls X-SSL-Client-Verify',
    ]);
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

test('facts of tokens are counted, the token is not kept', () => {
  const counts: AuthCounts = new Map();
  countCredentials(counts, readCredentialKinds(['Authorization', `Bearer ${JWT}`], [], [], 1), true, 3);
  expect(authUses(counts)[0]?.token).toEqual({
    kind: 'jwt',
    algorithms: { HS256: 3 },
    issuers: {},
    audiences: {},
    scopes: {},
    withoutExpiry: 3,
  });
  expect(JSON.stringify([...counts])).not.toContain(JWT.slice(0, 20));
});

test('invented names do not grow it', () => {
  const counts: AuthCounts = new Map();
  countCredentials(counts, readCredentialKinds(['X-API-Key', 'k1234'], [], []), true, 50);
  for (let index = 0; index < 1_000; index++)
    countCredentials(counts, readCredentialKinds([`X-${index}-API-Key`, 'k1234'], [], []), false, 1);
  expect(counts.size).toBeLessThanOrEqual(24);
  expect(authUses(counts)[0]).toMatchObject({ name: 'X-API-Key', requests: 50 });
});
