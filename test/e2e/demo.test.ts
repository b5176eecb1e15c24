import { afterAll, expect, test } from 'vitest';
import { sallyport, scratch, start } from '../lib/cli.ts';

const place = scratch();
afterAll(() => place.dispose());

interface Row {
  readonly rule: string;
  readonly refused: number;
}

/** The newcomer's first minute, hurried: attackers are seen and stopped, honest customers are not. */
test('the demo shows APIs, stopped attacks and their reasons, and ends with all its children', async () => {
  const demo = start([
    'demo',
    '--listen',
    '127.0.0.1:0',
    '--console',
    '127.0.0.1:0',
    '--rate',
    '80',
    '--data',
    place.folder,
  ]);
  await demo.seen(/Console {2}http:\/\/127\.0\.0\.1:\d+\/#t=\S+/);
  await demo.seen(/Protect your own API: {3}/);
  const read = async (...args: string[]): Promise<readonly Row[]> => {
    const { stdout } = await sallyport([...args, '--json', '--data', place.folder]);
    return (JSON.parse(stdout) as { rows: readonly Row[] }).rows;
  };
  const wanted = ['sql-injection', 'path-traversal', 'object-enumeration', 'credential-stuffing'];
  let findings: readonly Row[] = [];
  for (let tries = 0; tries < 30; tries++) {
    findings = await read('finding', 'list');
    if (wanted.every((rule) => findings.some((finding) => finding.rule === rule))) break;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  expect(findings.map((finding) => finding.rule)).toEqual(expect.arrayContaining(wanted));
  expect(findings.find((finding) => finding.rule === 'sql-injection')?.refused).toBeGreaterThan(0);
  expect((await read('endpoint', 'list')).length).toBeGreaterThan(10);

  const { stdout } = await sallyport(['status', '--json', '--data', place.folder]);
  const { upstream } = JSON.parse(stdout) as { upstream: string };
  expect((await fetch(`${upstream}/health`)).ok).toBe(true);
  const { code, stderr } = await demo.stop();
  expect(code).toBe(0);
  expect(stderr).toContain('stopping');
  await expect(fetch(`${upstream}/health`)).rejects.toThrow('fetch failed');

  const verified = await sallyport(['journal', 'verify', '--json', '--data', place.folder]);
  expect(JSON.parse(verified.stdout)).toMatchObject({ different: 0 });
}, 90_000);
