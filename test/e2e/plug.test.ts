import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sallyport, scratch, start, type Running } from '../lib/cli.ts';
import { startUpstream, type Upstream } from '../lib/upstream.ts';

/** What happens to the real program when something is pulled from under it. */
describe('the plug is pulled', () => {
  const place = scratch();
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await upstream.close();
    place.dispose();
  });

  const begin = async (data: string, url = upstream.url): Promise<{ running: Running; gateway: string }> => {
    const free = '127.0.0.1:0';
    const running = start(['protect', url, '--listen', free, '--console', free, '--data', data, '--mode', 'enforce']);
    const [, gateway = ''] = await running.seen(/gateway\s+(http:\/\/[\d.]+:\d+)/);
    return { running, gateway };
  };
  const rows = async (data: string): Promise<number> => {
    const { stdout } = await sallyport(['status', '--json', '--data', data]);
    return (JSON.parse(stdout) as { journal: { rows: number } }).journal.rows;
  };

  test('kill -9: what was recorded is there after the next start, which needs no repair', async () => {
    const data = path.join(place.folder, 'killed');
    const first = await begin(data);
    for (let id = 0; id < 40; id++) await (await fetch(`${first.gateway}/orders/${id}`)).arrayBuffer();
    let recorded = 0;
    for (let tries = 0; tries < 40 && recorded < 40; tries++) recorded = await rows(data);
    expect(recorded).toBeGreaterThanOrEqual(40);
    first.running.process.kill('SIGKILL');
    await first.running.finished;
    const second = await begin(data);
    expect(await rows(data)).toBeGreaterThanOrEqual(recorded);
    await second.running.stop();
  }, 60_000);

  test('upstream down: 502 without the reason, which stands in the log', async () => {
    const data = path.join(place.folder, 'down');
    const { running, gateway } = await begin(data, 'http://127.0.0.1:9');
    const answer = await fetch(`${gateway}/orders/1`);
    const text = await answer.text();
    expect(answer.status).toBe(502);
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
    expect((await running.stop()).stderr).toContain('ECONNREFUSED');
  }, 30_000);

  test('a second server on the same data folder is refused by name', async () => {
    const data = path.join(place.folder, 'shared');
    const { running } = await begin(data);
    const free = '127.0.0.1:0';
    const second = await sallyport(['protect', upstream.url, '--listen', free, '--console', free, '--data', data]);
    expect(second.stderr).toContain('error[SP5002]');
    expect(second.code).toBe(1);
    await running.stop();
  }, 30_000);

  test('a damaged key and a damaged policy are named, not guessed around', async () => {
    const data = path.join(place.folder, 'damaged');
    mkdirSync(data);
    writeFileSync(path.join(data, 'installation.key'), 'short');
    chmodSync(data, 0o700);
    const key = await sallyport(['protect', upstream.url, '--data', data]);
    expect(key.stderr).toContain('error[SP5005]');
    const policy = path.join(place.folder, 'policy.yaml');
    writeFileSync(policy, 'rules:\n  sql-injection: { mode: sometimes }\n');
    const bad = await sallyport(['protect', upstream.url, '--data', path.join(place.folder, 'p'), '--policy', policy]);
    expect(bad.stderr).toMatch(/error\[SP110\d\].*policy\.yaml:2/);
  }, 30_000);

  test('rubbish on the socket disturbs nobody', async () => {
    const { connect } = await import('node:net');
    const { running, gateway } = await begin(path.join(place.folder, 'rubbish'));
    const port = Number(new URL(gateway).port);
    const rubbish = [
      '\0\u0001\u0002',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello',
    ];
    for (const bytes of rubbish) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
        socket
          .on('error', () => {})
          .on('data', () => {})
          .on('close', () => resolve());
      });
    }
    const deep = await fetch(`${gateway}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '['.repeat(10_000),
    });
    expect(deep.status).toBe(404);
    expect((await fetch(`${gateway}/orders/1`)).status).toBe(200);
    expect((await running.stop()).code).toBe(0);
  }, 30_000);
});
