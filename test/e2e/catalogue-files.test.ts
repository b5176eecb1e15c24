import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sallyport, scratch, type Finished } from '../lib/cli.ts';
import { ODD_SPECIFICATIONS, orderSpecification, UNUSABLE_SPECIFICATIONS } from '../lib/specifications.ts';
import { startUpstream } from '../lib/upstream.ts';

type Row = Readonly<Record<string, unknown>>;

const place = scratch();
afterAll(() => place.dispose());

const write = (name: string, content: string | Buffer): string => {
  writeFileSync(path.join(place.folder, name), content);
  return name;
};
const run = async (args: readonly string[], input?: string): Promise<Finished & { readonly json: unknown }> => {
  const end = await sallyport([...args, '--json'], {
    cwd: place.folder,
    ...(input !== undefined && { input: Buffer.from(input) }),
  });
  expect(end.stderr).not.toMatch(/\n\s+at /);
  return { ...end, json: JSON.parse(end.stdout) as unknown };
};

const entry = (target: string, answer: object): Row => ({
  startedDateTime: '2026-01-10T10:00:00.000Z',
  time: 3,
  request: { method: 'GET', url: `https://api.order.example${target}`, httpVersion: 'HTTP/1.1', headers: [] },
  response: {
    status: 200,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { mimeType: 'application/json', text: JSON.stringify(answer) },
  },
});
const ENTRIES: readonly Row[] = [
  ...Array.from({ length: 12 }, (_, n) => entry(`/v1/orders/${1000 + n * 37}`, { id: 1000 + n * 37, total: 2.5 })),
  entry('/v1/stock', { left: 3 }),
];
/** Each lacks something without which there is no exchange. */
const BROKEN: readonly unknown[] = [
  {},
  null,
  5,
  { request: {} },
  { request: { method: 'GET' }, response: {} },
  { ...ENTRIES[0], request: { method: 'GET', url: 'no address' } },
  { ...ENTRIES[0], startedDateTime: 'never' },
];
const har = (entries: readonly unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });
const SERVER = 'https://api.order.example/v1';

describe('discover with specifications and owners', () => {
  test('writes classes, owners, comparisons and orphans, and the gate closes', async () => {
    const args = [
      'discover',
      write('t.har', har(ENTRIES)),
      '--spec',
      write('v1.yaml', orderSpecification(SERVER, '1.0')),
    ];
    const owners = write('OWNERS', '** platform\n/v1/orders @order-desk\n');
    const end = await run([...args, '--owners', owners, '--out', 'out', '--fail-on', 'breaking']);
    expect(end.code).toBe(3);
    const written = JSON.parse(readFileSync(path.join(place.folder, 'out/inventory.json'), 'utf8')) as Row;
    const endpoints = (written['endpoints'] as readonly Row[]).map(({ template, owner, classes }) => [
      template,
      (owner as Row)['name'],
      (classes as readonly Row[]).map((one) => one['class']),
    ]);
    expect(endpoints).toEqual([
      ['/v1/orders/{orderId}', '@order-desk', expect.arrayContaining(['managed'])],
      ['/v1/stock', 'platform', expect.arrayContaining(['shadow'])],
    ]);
    expect((written['orphans'] as readonly Row[]).map(({ template }) => template)).toEqual([
      '/v1/search',
      '/v1/refunds',
    ]);
    expect(end.json).toMatchObject({
      comparisons: [{ counts: { documented: 1, undocumented: 1, 'never-called': 2 } }],
    });
  });

  test('of a recording with broken entries and odd specifications the rest is read; nothing is fetched', async () => {
    const remote = await startUpstream();
    const odd = ODD_SPECIFICATIONS(remote.url);
    const specs = odd.flatMap(([name, text]) => ['--spec', write(name, text)]);
    const end = await run(['discover', write('broken.har', har([...ENTRIES, ...BROKEN])), ...specs]);
    expect(end.code).toBe(6);
    const { transactions, skipped, specifications } = end.json as Record<
      'transactions' | 'skipped' | 'specifications',
      Row
    >;
    expect(transactions).toBe(ENTRIES.length);
    expect(Object.values(skipped as Record<string, number>).reduce((sum, count) => sum + count, 0)).toBe(BROKEN.length);
    expect(specifications).toHaveLength(odd.length);
    for (const [name, , said] of odd) {
      const lines = end.stderr.split('\n').filter((line) => line.startsWith(`${name}:`));
      expect(lines.join('\n')).toMatch(said);
    }
    expect(remote.seen).toEqual([]);
    await remote.close();
  });

  const unusable: readonly (readonly [string, readonly string[], code: string])[] = [
    ['a YAML bomb', ['--spec', 'bomb.yaml'], 'SP4103'],
    ['an empty specification', ['--spec', 'empty.yaml'], 'SP4102'],
    ['no specification there', ['--spec', 'missing.yaml'], 'SP4001'],
    ['no owners file there', ['--owners', 'missing'], 'SP1201'],
  ];
  test.each(unusable)('%s: a code and no result', async (_, args, code) => {
    for (const [name, content] of UNUSABLE_SPECIFICATIONS) write(name, content);
    const end = await run(['discover', write('t.har', har(ENTRIES)), ...args, '--out', 'none']);
    expect([end.code, end.json]).toMatchObject([1, { error: { code } }]);
    expect(existsSync(path.join(place.folder, 'none'))).toBe(false);
  });
});

test('two files of specifications are compared without a server; a missing one is named', async () => {
  const files = [
    write('old.yaml', orderSpecification(SERVER, '1.0')),
    write('new.yaml', orderSpecification(SERVER, '2.0')),
  ];
  const diff = (...args: readonly string[]): ReturnType<typeof run> => run(['spec', 'diff', ...args]);
  const [breaking, same, missing] = await Promise.all([
    diff(...files, '--fail-on', 'breaking'),
    diff('old.yaml', 'old.yaml', '--fail-on', 'compatible'),
    diff('old.yaml', 'missing.yaml'),
  ]);
  expect([breaking.code, same.code, missing.code]).toEqual([3, 0, 1]);
  expect(same.json).toMatchObject({ rows: [] });
  expect(missing.json).toMatchObject({
    error: { code: 'SP4001', detail: expect.stringContaining('missing.yaml') as string },
  });
}, 30_000);

describe('data classes', () => {
  const own = (value: string, is = 'ZK-1234-7'): string =>
    `classes:\n  - id: stable-pass\n    title: Pass of the stable\n    category: personal\n    severity: low\n    values: ['${value}']\n    anywhere: true\n    examples: { is: [{ key: badge, value: ${is} }], isNot: [{ key: badge, value: ZK-1 }] }\n`;
  const checks: readonly (readonly [name: string, text: string, code: number, result: object])[] = [
    ['own classes', own('ZK-\\d{4}-\\d'), 0, { rows: [{ id: 'stable-pass', own: true }] }],
    ['an example that does not hold', own('ZK-\\d{4}-\\d', 'ZK-12-7'), 1, { error: { code: 'SP1303' } }],
    ['a pattern without end', own('(?:Z+)+'), 1, { error: { code: 'SP1302' } }],
    ['an empty file', '', 1, { error: { code: 'SP1302' } }],
  ];
  test.each(checks)('check: %s', async (name, text, code, result) => {
    const end = await run(['data-class', 'check', write(`${name.replaceAll(' ', '-')}.yaml`, text)]);
    expect([end.code, end.json]).toMatchObject([code, result]);
  });

  test('test: values from standard input, with own classes, none, and rubbish', async () => {
    const file = write('own.yaml', own('ZK-\\d{4}-\\d'));
    const values =
      '{"id":"a","key":"badge","value":"ZK-1234-7"}\n{"id":"b","key":"mail","value":"ann@barn.example"}\n{"id":"c","key":"colour","value":"brown"}\n';
    const [known, none, rubbish] = await Promise.all([
      run(['data-class', 'test', '--data-classes', file], values),
      run(['data-class', 'test'], '[]'),
      run(['data-class', 'test'], 'brown cows\n'),
    ]);
    expect(known.json).toMatchObject([
      { id: 'a', class: 'stable_pass' },
      { id: 'b', class: 'email' },
    ]);
    expect([known.code, none.code, none.json, rubbish.code]).toEqual([0, 0, [], 2]);
    expect(rubbish.json).toMatchObject({ error: { code: 'SP0003' } });
  });

  test('all checks ran', () => expect(checks).toHaveLength(4));
});
