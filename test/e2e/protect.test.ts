import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sallyport, scratch, start, type Running } from '../lib/cli.ts';
import { startUpstream, type Upstream } from '../lib/upstream.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const INJECTION = encodeURIComponent("x' OR '1'='1' UNION SELECT login, password FROM users --");

/** The real program before a real API: seen, explained, stopped, remembered. */
describe('protect', () => {
  const place = scratch();
  let upstream: Upstream;
  let running: Running;
  let gateway = '';

  const begin = async (mode: string, ...more: readonly string[]): Promise<void> => {
    running = start([
      'protect',
      upstream.url,
      '--listen',
      '127.0.0.1:0',
      '--console',
      '127.0.0.1:0',
      '--data',
      place.folder,
      '--mode',
      mode,
      ...more,
    ]);
    gateway = (await running.seen(/gateway\s+(http:\/\/[\d.]+:\d+)/))[1] ?? '';
  };
  const run = async (
    ...args: string[]
  ): Promise<{ code: number | null; json: Record<string, unknown>; stderr: string }> => {
    const { code, stdout, stderr } = await sallyport([...args, '--json', '--data', place.folder]);
    return { code, json: JSON.parse(stdout) as Record<string, unknown>, stderr };
  };
  const eventually = async <T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> => {
    for (let tries = 0; ; tries++) {
      const value = await read();
      if (good(value) || tries >= 40) return value;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };

  beforeAll(async () => {
    upstream = await startUpstream();
    await begin('monitor');
  }, 30_000);
  afterAll(async () => {
    await running.stop();
    await upstream.close();
    place.dispose();
  });

  test('in monitor mode an attack passes, and what enforcement would do is recorded', async () => {
    const answer = await fetch(`${gateway}/search?q=${INJECTION}`);
    expect(answer.status).toBe(200);
    expect(upstream.seen.some((line) => line.includes('UNION'))).toBe(true);
    const { json } = await eventually(
      () => run('finding', 'list'),
      ({ json: found }) => (found['rows'] as readonly unknown[]).length > 0,
    );
    expect(json['rows']).toMatchObject([{ rule: 'sql-injection', state: 'new', refused: 0, occurrences: 1 }]);
  });

  test('switched to enforce, the attack is refused with an id that explains itself', async () => {
    const { code } = await run('policy', 'mode', 'enforce', '--reason', 'test');
    expect(code).toBe(0);
    const before = upstream.seen.length;
    const answer = await eventually(
      () => fetch(`${gateway}/search?q=${INJECTION}`),
      (one) => one.status === 403,
    );
    expect(answer.status).toBe(403);
    const { id } = (await answer.json()) as { id: string };
    expect(answer.headers.get('x-sallyport-id')).toBe(id);
    const refused = upstream.seen.slice(before).filter((line) => line.includes('UNION')).length;
    const { json } = await eventually(
      () => run('explain', id),
      (one) => one.code === 0,
    );
    expect(json).toMatchObject({
      id,
      transaction: { verdict: { conclusion: 'block', reason: 'sql-injection' }, status: 403 },
    });
    expect(json['signals']).toMatchObject([{ rule: 'sql-injection', evidence: { part: 'query', name: 'q' } }]);
    expect(refused).toBeLessThanOrEqual(1);
  });

  test('honest requests pass unchanged and the inventory learns them', async () => {
    for (let id = 100; id < 130; id++) expect((await fetch(`${gateway}/orders/${id}`)).status).toBe(200);
    const { json } = await eventually(
      () => run('endpoint', 'list'),
      ({ json: found }) =>
        (found['rows'] as readonly { template: string }[]).some(({ template }) => /^\/orders\/\{\w+\}$/.test(template)),
    );
    const rows = json['rows'] as readonly { template: string; method: string; dataClasses: readonly string[] }[];
    expect(rows.filter(({ template }) => template.startsWith('/orders/'))).toMatchObject([
      { method: 'GET', dataClasses: ['email'] },
    ]);
  });

  test('an address is blocked and let in again from the command line; an own address is guarded', async () => {
    expect((await run('respond', '127.0.0.1', '--block', '--for', '5m', '--reason', 'test')).code).toBe(8);
    const blocked = await run('respond', '203.0.113.9', '--block', '--for', '5m', '--reason', 'test');
    expect(blocked.code).toBe(0);
    const ended = await run('response', 'end', String(blocked.json['id']), '--reason', 'test over');
    expect(ended.json['ended']).toBeDefined();
  });

  test('doctor finds nothing wrong, by a probe through the gateway', async () => {
    const { code, json } = await run('doctor');
    expect(json['checks']).toContainEqual(expect.objectContaining({ id: 'mode', state: 'ok' }));
    expect(code).toBe(0);
  });

  test('a second start remembers endpoints and findings, and the journal replays to the same verdicts', async () => {
    const end = await running.stop();
    expect(end.code).toBe(0);
    const { json } = await run('journal', 'verify');
    expect(json).toMatchObject({ different: 0, runs: 1 });
    expect(json['transactions']).toBeGreaterThan(30);
    await begin('enforce');
    const findings = await run('finding', 'list');
    expect((findings.json['rows'] as readonly unknown[]).length).toBeGreaterThan(0);
    const endpoints = await run('endpoint', 'list');
    expect((endpoints.json['rows'] as readonly unknown[]).length).toBeGreaterThan(0);
  }, 30_000);

  test('stateless, an attack is refused and what only memory could tell is not', async () => {
    await running.stop();
    await begin('enforce', '--stateless');
    // Password after password for one name, which is stopped after ten where failures are remembered.
    const statuses = new Set<number>();
    for (let n = 0; n < 40; n++) {
      const body = JSON.stringify({ email: 'anna@example.com', password: `guess-${n}` });
      statuses.add((await fetch(`${gateway}/login`, { method: 'POST', headers: JSON_TYPE, body })).status);
    }
    expect([...statuses]).toEqual([401]);
    expect((await fetch(`${gateway}/search?q=${INJECTION}`)).status).toBe(403);
  }, 30_000);
});
