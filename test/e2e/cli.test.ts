import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sallyport, scratch } from '../lib/cli.ts';

const place = scratch();
afterAll(() => place.dispose());

const write = (name: string, text: string): string => {
  const file = path.join(place.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

describe('exit codes and errors', () => {
  const cases: readonly (readonly [name: string, args: () => readonly string[], code: number, error: string])[] = [
    ['an unknown command suggests', () => ['discovr', 'x.har'], 2, 'SP0002'],
    ['an unknown command below a noun suggests', () => ['finding', 'lst'], 2, 'SP0002'],
    ['an unknown option', () => ['discover', 'x.har', '--outt', 'y'], 2, 'SP0003'],
    ['a missing argument', () => ['explain'], 2, 'SP0003'],
    ['a request file that holds none', () => ['explain', '--request', write('none.http', 'pears\n')], 1, 'SP4006'],
    ['no server', () => ['status', '--data', path.join(place.folder, 'nothing')], 7, 'SP3006'],
    ['a file that is not there', () => ['discover', path.join(place.folder, 'none.har')], 1, 'SP4001'],
    ['a file of no known format', () => ['discover', write('pears.txt', 'apples and pears\n')], 1, 'SP4002'],
    [
      'an unknown configuration key',
      () => ['protect', '--config', write('a.yaml', 'upstream: http://127.0.0.1:1\nlsiten: 127.0.0.1:0\n')],
      1,
      'SP1003',
    ],
    [
      'a configuration that is no YAML',
      () => ['protect', '--config', write('b.yaml', 'upstream: [http\n')],
      1,
      'SP1002',
    ],
    ['no upstream', () => ['protect', '--data', path.join(place.folder, 'd1')], 1, 'SP2004'],
    [
      'an upstream that is no address',
      () => [
        'protect',
        'ftp://x',
        '--listen',
        '127.0.0.1:0',
        '--console',
        '127.0.0.1:0',
        '--data',
        path.join(place.folder, 'd2'),
      ],
      1,
      'SP2004',
    ],
    [
      'a data folder that is a file',
      () => ['protect', 'http://127.0.0.1:1', '--data', write('file', 'x')],
      1,
      'SP5001',
    ],
    [
      'an unknown rule in a policy',
      () => ['policy', 'check', write('p.yaml', 'rules:\n  sql-injektion: { mode: enforce }\n')],
      1,
      'SP1103',
    ],
  ];
  test.each(cases)('%s', async (_name, args, code, error) => {
    const end = await sallyport([...args()]);
    expect(end.stderr).toContain(`error[${error}]`);
    expect(end.stderr).toContain('mend:');
    expect(end.stderr).not.toMatch(/\n\s+at /);
    expect(end.code).toBe(code);
  });
  test('all cases ran', () => expect(cases).toHaveLength(14));

  test('a port in use is named', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const end = await sallyport([
      'protect',
      'http://127.0.0.1:1',
      '--listen',
      `127.0.0.1:${port}`,
      '--console',
      '127.0.0.1:0',
      '--data',
      path.join(place.folder, 'd3'),
    ]);
    server.close();
    expect(end.stderr).toContain('error[SP2001]');
    expect(end.stderr).toContain(String(port));
    expect(end.code).toBe(1);
  });
});

describe('output', () => {
  test('errors are JSON on standard output with --json', async () => {
    const end = await sallyport(['status', '--json', '--data', path.join(place.folder, 'nothing')]);
    expect(JSON.parse(end.stdout)).toMatchObject({ schemaVersion: 1, error: { code: 'SP3006' } });
  });

  test('no colour in a pipe or with NO_COLOR; colour when forced', async () => {
    const log = write(
      'c.log',
      '127.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET /api/things/1 HTTP/1.1" 200 12 "-" "x"\n',
    );
    for (const env of [{}, { NO_COLOR: '1' }, { NO_COLOR: '1', FORCE_COLOR: '1' }]) {
      const end = await sallyport(['discover', log], { env });
      expect(end.stdout + end.stderr).not.toContain('\u001b[');
    }
    expect((await sallyport(['discover', log], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[');
  });

  test('an empty list is [] in JSON', async () => {
    const end = await sallyport([
      'discover',
      write('static.log', '127.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET /logo.png HTTP/1.1" 200 12 "-" "x"\n'),
      '--json',
    ]);
    expect(JSON.parse(end.stdout)).toMatchObject({ schemaVersion: 1, transactions: 1, endpoints: [] });
  });
});

describe('help', () => {
  test('fits one screen, shows examples, and knows each error code and the exit codes offline', async () => {
    const help = await sallyport(['--help']);
    expect(help.stdout).toContain('sallyport demo');
    expect(help.stdout.split('\n').length).toBeLessThanOrEqual(60);
    expect((await sallyport(['help', 'SP1102'])).stdout).toContain('Policy is not valid');
    expect((await sallyport(['help', 'exit-codes'])).stdout).toContain('124');
    expect((await sallyport(['help', 'SP9999'])).code).toBe(2);
  });

  test.each(['demo', 'protect', 'discover', 'explain', 'doctor'])('%s --help has examples', async (command) => {
    const end = await sallyport([command, '--help']);
    expect(end.code).toBe(0);
    expect(end.stdout).toContain('Examples:');
  });
});

test('a request that is not sent is explained: rules asked, what each said, cost', async () => {
  const file = write('login.http', `POST /login HTTP/1.1\nContent-Type: application/json\n\n{"name":"x' or 7=7-- "}`);
  const { code, stdout } = await sallyport(['explain', '--request', file]);
  expect(code).toBe(0);
  expect(stdout).toContain('Would be refused: sql-injection.');
  expect(stdout).toMatch(/body name: x' or 7=7-- \n\s+\^{10,}/);
  expect(stdout).toMatch(/sql-injection\s+asked\s+1 ×\s+[\d.]+ µs\s+said 95 %/);
  const json = await sallyport(['explain', '--request', file, '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ verdict: { conclusion: 'block' }, method: 'POST' });
});
