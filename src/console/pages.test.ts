import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, consoleBench, HOST, problemOf } from '../../test/lib/console.ts';

let folder: string;
let bench: Bench;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pages-'));
  mkdirSync(path.join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'not for the web');
  writeFileSync(
    path.join(folder, 'dist/index.html'),
    '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>',
  );
  writeFileSync(path.join(folder, 'dist/assets/app-1a2b3c.js'), 'export {};');
  writeFileSync(path.join(folder, 'dist/favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  bench = await consoleBench({ webRoot: path.join(folder, 'dist') });
});
afterAll(async () => {
  await bench.console.close();
  rmSync(folder, { recursive: true });
});
const get = (url: string) => bench.console.inject({ url, headers: { host: HOST } });

describe('the single page', () => {
  test.each(['/', '/index.html', '/findings', '/endpoints/E-1', '/explore?path=a.b', '/apis/api.shop.example'])(
    'stands at %s with a nonce of its own',
    async (url) => {
      const answers = [await get(url), await get(url)];
      const nonces = answers.map((answer) => {
        expect(answer.statusCode).toBe(200);
        expect(answer.headers['content-type']).toContain('text/html');
        expect(answer.headers['cache-control']).toBe('no-store');
        const nonce = /content="([\w+/=]{24})"/.exec(answer.body)?.[1] ?? 'none';
        const policy = String(answer.headers['content-security-policy']);
        expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
        expect(policy).toContain("default-src 'self'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toContain('unsafe');
        return nonce;
      });
      expect(nonces[0]).not.toBe(nonces[1]);
    },
  );

  test('is not what a missing call, file or write gets', async () => {
    for (const url of ['/api/v2/x', '/api/v1/none', '/assets/gone.js', '/robots.txt']) {
      const answer = await get(url);
      expect([answer.statusCode, problemOf(answer.body)]).toEqual([404, 'SP0004']);
    }
    const write = await bench.console.inject({ method: 'POST', url: '/findings', headers: { host: HOST } });
    expect(write.statusCode).toBe(404);
  });
});

describe('files', () => {
  test('with a hash in their name are kept for good, others asked for again', async () => {
    const script = await get('/assets/app-1a2b3c.js');
    expect(script.headers['content-type']).toContain('javascript');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  test.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2f..%2fsecret.txt', '/%2e%2e/secret.txt'])(
    'outside the folder are out of reach: %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('not for the web');
    },
  );

  test('and calls carry the headers that keep a browser on the safe side', async () => {
    for (const url of ['/', '/assets/app-1a2b3c.js', '/api/v1/session', '/nothing.txt']) {
      const answer = await get(url);
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });
});

test('without built pages the console says what to do', async () => {
  const bare = await consoleBench();
  const answer = await bare.console.inject({ url: '/', headers: { host: HOST } });
  expect([answer.statusCode, problemOf(answer.body)]).toEqual([503, 'SP3009']);
  await bare.console.close();
});
