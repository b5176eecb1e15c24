import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTo } from '../../src/app/client.ts';
import { sallyport, scratch, start, type Running } from '../lib/cli.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const INJECTION = encodeURIComponent("x' OR '1'='1' UNION SELECT login, password FROM users --");
const SENSORS = ['mirror', 'envoy', 'otel', 'ingest'] as const;

/** The real program without a gateway: what sensors see is learned, judged, recorded, and nothing is refused. */
describe('protect without an upstream', () => {
  const place = scratch();
  let running: Running;
  const urls: Record<string, string> = {};
  let token = '';

  const run = async (
    ...args: string[]
  ): Promise<{ readonly code: number | null; readonly json: Record<string, unknown> }> => {
    const { code, stdout } = await sallyport([...args, '--json', '--data', place.folder]);
    return { code, json: JSON.parse(stdout) as Record<string, unknown> };
  };
  const eventually = async <T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> => {
    for (let tries = 0; ; tries++) {
      const value = await read();
      if (good(value) || tries >= 20) return value;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  // In this process: a command costs seconds on a busy machine, and test/e2e/cli.test.ts tries them all.
  const client = (): ReturnType<typeof connectTo> => connectTo(place.folder);
  const sources = async (): Promise<Readonly<Record<string, { readonly requests: number; readonly lost: number }>>> =>
    Object.fromEntries((await client().call('status')).sources.map((one) => [one.id, one]));

  beforeAll(async () => {
    const free = ['--console', '127.0.0.1:0', '--data', place.folder, '--mode', 'enforce'];
    running = start(['protect', '--sensor', ...SENSORS.map((name) => `${name}=127.0.0.1:0`), ...free]);
    for (const name of SENSORS)
      urls[name] = (await running.seen(new RegExp(`sensor\\s+${name} (http://[\\d.]+:\\d+)`)))[1] ?? '';
    token = readFileSync((await running.seen(/token in (\S+)/))[1] ?? '', 'utf8').trim();
  }, 60_000);
  afterAll(async () => {
    await running.stop();
    place.dispose();
  });

  test('the message says that nothing is refused', async () => {
    expect((await running.seen(/gateway {2}none: (.*)/))[1]).toContain('nothing is refused');
  });

  test('an attack seen in a copy and one asked about by Envoy: the first is only recorded, the second refused', async () => {
    const host = new URL(urls['envoy'] ?? '').host;
    const told = {
      'x-original-uri': `/search?q=${INJECTION}`,
      'x-original-client': '198.51.100.7',
      'x-original-host': host,
    };
    expect((await fetch(urls['mirror'] ?? '', { headers: told })).status).toBe(204);
    const asked = await fetch(`${urls['envoy']}/search?q=${INJECTION}`, {
      headers: { 'x-forwarded-for': '198.51.100.8' },
    });
    expect(asked.status).toBe(403);
    const { rows } = await eventually(
      () => client().call('findings'),
      (found) => found.rows[0]?.occurrences === 2,
    );
    expect(rows).toMatchObject([{ rule: 'sql-injection', occurrences: 2, refused: 1 }]);
    expect(await sources()).toMatchObject({ mirror: { requests: 1 }, 'envoy-authz': { requests: 1 } });
  });

  test.each(['http', 'express', 'fastify', 'hono'])('examples/%s reports to it', async (name) => {
    const before = (await sources())['middleware']?.requests ?? 0;
    const file = path.join(ROOT, 'examples', name, 'server.mjs');
    const env = { ...process.env, PORT: '0', SALLYPORT_COLLECTOR: urls['ingest'], SALLYPORT_TOKEN: token };
    // From a clone the package's entry is the source; an installed one is compiled.
    const flags = ['--conditions=sallyport-source', '--disable-warning=ExperimentalWarning'];
    const child = spawn(process.execPath, [...flags, file], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit');
    const [line] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => [''])])) as [Buffer | string];
    const url = /http:\S+/.exec(String(line))?.[0];
    expect(url, errors).toBeDefined();
    for (let id = 100; id < 112; id++) expect((await fetch(`${url}/orders/${id}`)).status).toBe(200);
    const headers = { 'content-type': 'application/json' };
    const posted = await fetch(`${url}/orders`, { method: 'POST', headers, body: `{"example":"${name}"}` });
    expect(await posted.json()).toEqual({ path: '/orders', received: { example: name } });
    child.kill('SIGTERM');
    await ended;
    expect(errors).toBe('');
    const after = await eventually(sources, (now) => (now['middleware']?.requests ?? 0) >= before + 13);
    expect(after['middleware']).toMatchObject({ requests: before + 13, lost: 0 });
  });

  test('what the middleware saw is in the inventory', async () => {
    const { rows } = await eventually(
      () => client().call('endpoints'),
      (found) => found.rows.some(({ template }) => template.startsWith('/orders/{')),
    );
    expect(rows.map(({ method, template }) => `${method} ${template.replace(/\{\w+\}/, '{}')}`)).toEqual(
      expect.arrayContaining(['GET /orders/{}', 'POST /orders']),
    );
  });

  test('spans are taken, rubbish is counted, and doctor tells', async () => {
    const attributes = [
      { key: 'http.request.method', value: { stringValue: 'GET' } },
      { key: 'url.full', value: { stringValue: 'https://api.partner.example/rates' } },
      { key: 'http.response.status_code', value: { intValue: '200' } },
    ];
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ kind: 3, attributes }] }] }] });
    const post = (content: string): Promise<Response> =>
      fetch(`${urls['otel']}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: content,
      });
    expect((await post(body)).status).toBe(200);
    expect((await post('{')).status).toBe(400);
    expect(await sources()).toMatchObject({ 'otel-client': { requests: 1, lost: 0 }, otel: { requests: 0, lost: 1 } });
    const { json } = await run('doctor');
    expect(json['checks']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'otel', state: 'warning', code: 'SP2020' }),
        expect.objectContaining({ id: 'middleware', state: 'ok' }),
        expect.objectContaining({ id: 'mode', state: 'ok' }),
      ]),
    );
  });

  test('the journal replays to the same verdicts', async () => {
    const end = await running.stop();
    expect(end.code).toBe(0);
    const { json } = await run('journal', 'verify');
    expect(json).toMatchObject({ different: 0, runs: 1, transactions: 2 + 4 * 13 + 1 });
  });
});

test.each([
  [['--sensor', 'nothing'], 'SP0003'],
  [['--sensor', 'otel=here'], 'SP1002'],
  [[], 'SP2004'],
])('protect %j is refused with %s', async (args, code) => {
  const place = scratch();
  const { stderr, code: exit } = await sallyport(['protect', ...args, '--data', place.folder]);
  expect(stderr).toContain(code);
  expect(exit).not.toBe(0);
  place.dispose();
});

test('two sensors on one address: the second is refused, and nothing is left running', async () => {
  const place = scratch();
  const taken = start(['protect', '--sensor', 'otel=127.0.0.1:0', '--console', '127.0.0.1:0', '--data', place.folder]);
  const url = (await taken.seen(/sensor\s+otel http:\/\/([\d.]+:\d+)/))[1] ?? '';
  const other = scratch();
  const { stderr } = await sallyport([
    'protect',
    '--sensor',
    `ingest=${url}`,
    '--console',
    '127.0.0.1:0',
    '--data',
    other.folder,
  ]);
  expect(stderr).toContain('SP2001');
  await taken.stop();
  place.dispose();
  other.dispose();
}, 90_000);

test('a token of the settings is the one that is asked for, and no file is told of', async () => {
  const place = scratch();
  const config = path.join(place.folder, 'sallyport.yaml');
  writeFileSync(config, 'sensors: { ingest: { listen: 127.0.0.1:0, token: stable-door-key-16 } }\n');
  const running = start(['protect', '--config', config, '--console', '127.0.0.1:0', '--data', place.folder]);
  const [, url = '', note = ''] = await running.seen(/sensor\s+ingest (http:\/\/[\d.]+:\d+)\s+(token.*)/);
  const headers = { authorization: 'Bearer stable-door-key-16', 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/ingest/v1/exchanges`, { method: 'POST', headers, body: '\n' });
  await running.stop();
  expect([note, answer.status]).toEqual(['token of the settings file', 202]);
  expect(existsSync(path.join(place.folder, 'ingest.token'))).toBe(false);
  place.dispose();
}, 30_000);
