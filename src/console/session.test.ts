import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, consoleBench, HOST, problemOf, TOKEN } from '../../test/lib/console.ts';
import { LIMITS } from '../model/index.ts';

let bench: Bench;
const fresh = async (): Promise<() => Promise<void>> => {
  bench = await consoleBench();
  return () => bench.console.close();
};

const PAGE = { host: HOST, 'sec-fetch-site': 'same-origin' };
const signIn = (token: string, headers: Readonly<Record<string, string>> = PAGE) =>
  bench.console.inject({ method: 'POST', url: '/api/v1/session', headers, payload: { token } });

async function link(): Promise<string> {
  await bench.console.listen({ host: '127.0.0.1', port: 0 });
  return bench.console.signInLink();
}
const tokenOf = (text: string): string => new URL(text).hash.replace('#t=', '');
const cookieOf = (header: unknown): string => String(header).split(';')[0] ?? '';

describe('the one-time link', () => {
  beforeEach(fresh);

  test('carries its token in the fragment of the address that listens', async () => {
    const text = await link();
    expect(text).toMatch(/^http:\/\/127\.0\.0\.1:\d{2,5}\/#t=[\w-]{32}$/);
    expect((await fetch(text.split('#')[0] ?? '')).status).toBe(503);
  });

  test('cannot be made before the console listens', () => {
    expect(() => bench.console.signInLink()).toThrow('SP3006');
  });

  test('gives a session in a cookie no script can read, once', async () => {
    const token = tokenOf(await link());
    const answer = await signIn(token);
    expect(answer.json()).toMatchObject({ user: 'administrator', role: 'admin', kind: 'browser' });
    expect(answer.headers['set-cookie']).toMatch(
      /^sallyport-session=[\w-]{32}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(answer.headers['set-cookie']);
    const session = () => bench.console.inject({ url: '/api/v1/session', headers: { host: HOST, cookie } });
    expect((await session()).json()).toMatchObject({ user: 'administrator' });
    expect(problemOf((await signIn(token)).body)).toBe('SP3002');
    bench.now += LIMITS.sessionMs;
    expect((await session()).statusCode).toBe(401);
  });

  test('is too old after ten minutes', async () => {
    const token = tokenOf(await link());
    bench.now += LIMITS.signInLinkMs;
    const answer = await signIn(token);
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([401, 'SP3002']);
  });

  test('only the digest of a session is kept', async () => {
    const answer = await signIn(tokenOf(await link()));
    const token = cookieOf(answer.headers['set-cookie']).split('=')[1] ?? '-';
    const { records: sessions } = await bench.records.list('session', { limit: 10 });
    expect(sessions).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toContain(token);
  });

  test('signing out ends the session', async () => {
    const cookie = cookieOf((await signIn(tokenOf(await link()))).headers['set-cookie']);
    const out = await bench.console.inject({ method: 'DELETE', url: '/api/v1/session', headers: { ...PAGE, cookie } });
    expect(out.headers['set-cookie']).toMatch(/^sallyport-session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await bench.console.inject({ url: '/api/v1/session', headers: { host: HOST, cookie } })).statusCode).toBe(
      401,
    );
  });

  test('guessing has to wait after ten failures, even with a good link, and may go on later', async () => {
    const text = await link();
    for (let n = 0; n < LIMITS.failedSignIns; n++)
      expect(problemOf((await signIn(`guess-number-${n}-of-many`)).body)).toBe('SP3002');
    const answer = await signIn(tokenOf(text));
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([429, 'SP3007']);
    bench.now += LIMITS.failedSignInMs;
    expect((await signIn(tokenOf(text))).statusCode).toBe(200);
  });
});

describe('tokens', () => {
  beforeEach(fresh);

  test('of a program are no cookies and the other way round', async () => {
    await bench.console.admit(TOKEN);
    const asCookie = await bench.console.inject({
      url: '/api/v1/session',
      headers: { host: HOST, cookie: `sallyport-session=${TOKEN}` },
    });
    expect(asCookie.statusCode).toBe(401);
    const cookie = cookieOf((await signIn(tokenOf(await link()))).headers['set-cookie']).split('=')[1];
    const asToken = await bench.console.inject({
      url: '/api/v1/session',
      headers: { host: HOST, authorization: `Bearer ${cookie}` },
    });
    expect(asToken.statusCode).toBe(401);
  });

  test('a newly admitted one takes the place of the one before', async () => {
    const ask = (token: string) =>
      bench.console.inject({ url: '/api/v1/session', headers: { host: HOST, authorization: `Bearer ${token}` } });
    await bench.console.admit(TOKEN);
    expect((await ask(TOKEN)).statusCode).toBe(200);
    await bench.console.admit('the-next-token-after-a-restart');
    expect((await ask(TOKEN)).statusCode).toBe(401);
    expect((await ask('the-next-token-after-a-restart')).statusCode).toBe(200);
  });

  test('guessing them has to wait as well', async () => {
    const ask = (value: string) =>
      bench.console.inject({ url: '/api/v1/status', headers: { host: HOST, authorization: value } });
    for (let n = 0; n < LIMITS.failedSignIns; n++)
      expect((await ask(`Bearer wrong-token-number-${n}`)).statusCode).toBe(401);
    expect((await ask('Basic YTpi')).statusCode).toBe(429);
  });
});

describe('where a call comes from', () => {
  let cookie: string;
  beforeAll(async () => {
    const close = await fresh();
    cookie = cookieOf((await signIn(tokenOf(await link()))).headers['set-cookie']);
    await bench.console.admit(TOKEN);
    return close;
  });
  const write = (headers: Readonly<Record<string, string>>) =>
    bench.console.inject({
      method: 'POST',
      url: '/api/v1/mode',
      headers,
      payload: { mode: 'monitor', reason: 'trying it out' },
    });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this host', { 'sec-fetch-site': 'same-site' }],
    ['a typed address', { 'sec-fetch-site': 'none' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a form without any origin', {}],
  ])('a write from %s is refused', async (_, headers) => {
    const answer = await write({ host: HOST, cookie, ...headers });
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([403, 'SP3003']);
  });

  test.each([
    ['the console itself', { 'sec-fetch-site': 'same-origin' }],
    ['the console in an old browser', { origin: `http://${HOST}` }],
  ])('a write from %s is accepted', async (_, headers) => {
    expect((await write({ host: HOST, cookie, ...headers })).statusCode).toBe(200);
  });

  test('a browser of another site cannot use a token it has got hold of', async () => {
    const authorization = `Bearer ${TOKEN}`;
    expect((await write({ host: HOST, authorization, origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await write({ host: HOST, authorization })).statusCode).toBe(200);
  });

  test.each(['evil.example', 'evil.example:9090', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'the name %j is not ours',
    async (host) => {
      for (const url of ['/', '/api/v1/session', '/healthz', '/metrics']) {
        const answer = await bench.console.inject({ url, headers: { host } });
        expect([answer.statusCode, problemOf(answer.body)]).toEqual([403, 'SP3003']);
      }
    },
  );

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:9090', '[::1]:9090', '192.0.2.7:9090'])(
    'the name %j is',
    async (host) => {
      expect((await bench.console.inject({ url: '/healthz', headers: { host } })).json()).toEqual({ status: 'ok' });
    },
  );

  test('only JSON is read', async () => {
    const answer = await bench.console.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { ...PAGE, 'content-type': 'text/plain' },
      payload: '{"token":"0123456789abcdef"}',
    });
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([415, 'SP3004']);
  });

  test('a body beyond the bound is not read', async () => {
    const answer = await signIn('x'.repeat(LIMITS.consoleBodyBytes));
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([413, 'SP3004']);
  });
});
