import { describe, expect, test } from 'vitest';
import { addToken, isJwt, mergeTokens, newTokenStats, readToken, tokenFacts } from './token-facts.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object, head: object = { alg: 'RS256', typ: 'JWT' }): string =>
  `${part(head)}.${part(claims)}.c2ln`;
const NOW = 1_800_000_000;

describe('what a token says', () => {
  test('issuer, audience, scopes, lifetime', () => {
    const token = jwt({
      iss: 'https://id.example.test/',
      aud: ['shop', 'pay'],
      scope: 'read write',
      exp: NOW + 3600,
      iat: NOW,
    });
    expect(readToken(token, 0)).toEqual({
      kind: 'jwt',
      algorithm: 'RS256',
      issuer: 'https://id.example.test/',
      audiences: ['shop', 'pay'],
      scopes: ['read', 'write'],
      expires: true,
      lifetime: 3600,
    });
  });
  test.each([
    [{ scp: ['a', 'b'] }, ['a', 'b']],
    [{ roles: ['admin'] }, ['admin']],
    [{ realm_access: { roles: ['staff'] } }, ['staff']],
    [{ permissions: ['read:orders'] }, ['read:orders']],
    [{ scope: 'tenant:4711:read user:0f9b2c1e-7d3a-4c55-9e1f-8a2b3c4d5e6f' }, ['tenant:*:read', 'user:*']],
    [{ scope: 12, roles: { a: 1 } }, []],
  ])('scopes of %j', (claims, scopes) => expect(readToken(jwt(claims), 0).scopes).toEqual(scopes));

  test('without an issue time the lifetime is counted from the request', () =>
    expect(readToken(jwt({ exp: NOW + 60 }), NOW * 1000).lifetime).toBe(60));
  test('a sealed token is a JWT of which only the algorithm is known', () =>
    expect(readToken(`${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`, 0)).toEqual({
      kind: 'jwt',
      algorithm: 'RSA-OAEP',
      audiences: [],
      scopes: [],
      expires: true,
    }));
  test('nothing of a person is read or kept', () => {
    const person = { sub: 'ann', email: 'ann@example.test', name: 'Ann Lee', preferred_username: 'annlee' };
    const text = JSON.stringify(
      readToken(jwt({ ...person, iss: 'ann@example.test', aud: 'ann@example.test', scope: 'ann@example.test' }), 0),
    );
    expect(text).not.toMatch(/ann/i);
    expect(readToken(jwt({ iss: 'https://ann:secret@id.test/x?user=ann#ann' }), 0).issuer).toBe('https://id.test/x');
    expect(readToken(jwt({ iss: '0f9b2c1e-7d3a-4c55-9e1f-8a2b3c4d5e6f' }), 0).issuer).toBe('(not kept)');
  });
});

test.each([
  '',
  'a.b.c',
  'eyJhbGciOiJIUzI1NiJ9',
  'eyJ4.eyJ4.x',
  `${'a'.repeat(30_000)}.b.c`,
  'eyJhbGciOiJIUzI1NiJ9.!.x',
])('no JWT: %#', (text) => {
  expect(isJwt(text)).toBe(false);
  expect(readToken(text, 0).kind).toBe('opaque');
});

test('hostile claims are bounded', () => {
  const stats = newTokenStats();
  for (let index = 0; index < 500; index++)
    addToken(
      stats,
      readToken(jwt({ iss: `https://i${index}.test`, aud: `a-${index}x`, scope: `s${index}x t${index}x` }), 0),
      1,
    );
  const facts = tokenFacts(stats);
  for (const counts of [facts.issuers, facts.audiences, facts.scopes]) {
    expect(Object.keys(counts).length).toBeLessThanOrEqual(50);
    expect(counts['(others)']).toBeGreaterThan(100);
  }
  expect(facts.withoutExpiry).toBe(500);
});

test('merging is the same as counting both', () => {
  const tokens = [jwt({ exp: NOW + 5, iat: NOW }), jwt({ exp: NOW + 50, iat: NOW, scope: 'a' }), 'opaque'].map((text) =>
    readToken(text, 0),
  );
  const one = newTokenStats();
  const two = newTokenStats();
  const both = newTokenStats();
  for (const [index, token] of tokens.entries()) {
    addToken(index === 0 ? one : two, token, 2);
    addToken(both, token, 2);
  }
  mergeTokens(one, two);
  expect(one).toEqual(both);
  expect(tokenFacts(one).lifetime).toEqual({ minimum: 5, maximum: 50 });
});
