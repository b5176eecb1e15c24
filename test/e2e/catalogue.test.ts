import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sallyport, scratch, start, type Running } from '../lib/cli.ts';
import { ODD_SPECIFICATIONS, orderSpecification, UNUSABLE_SPECIFICATIONS } from '../lib/specifications.ts';
import { startUpstream, type Upstream } from '../lib/upstream.ts';

/** Requests to each of the three endpoints. */
const ROUNDS = 40;

type Row = Readonly<Record<string, unknown>>;
interface Answer {
  readonly code: number | null;
  readonly json: Row;
  readonly rows: readonly Row[];
  readonly stderr: string;
}

/** The commands about the catalogue, as people and pipelines use them, on a running server. */
describe('specifications, owners, corrections and changes', () => {
  const place = scratch();
  let upstream: Upstream;
  let running: Running;
  let gateway = '';
  const statuses: number[] = [];

  const run = async (...args: string[]): Promise<Answer> => {
    const data = path.join(place.folder, 'data');
    const { code, stdout, stderr } = await sallyport([...args, '--json', '--data', data], { cwd: place.folder });
    const json = JSON.parse(stdout) as Row;
    return { code, json, rows: (json['rows'] ?? []) as readonly Row[], stderr };
  };
  const eventually = async (read: () => Promise<Answer>, good: (answer: Answer) => boolean): Promise<Answer> => {
    for (let tries = 0; ; tries++) {
      const answer = await read();
      if (good(answer) || tries >= 20) return answer;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(path.join(place.folder, name), content);
    return name;
  };
  const ordersId = async (): Promise<string> => {
    const { rows } = await run('endpoint', 'list', '--query', 'orders');
    return String(rows[0]?.['id']);
  };

  beforeAll(async () => {
    upstream = await startUpstream();
    const data = path.join(place.folder, 'data');
    const address = '127.0.0.1:0';
    running = start(['protect', upstream.url, '--listen', address, '--console', address, '--data', data]);
    gateway = (await running.seen(/gateway\s+(http:\/\/[\d.]+:\d+)/))[1] ?? '';
    for (let n = 0; n < ROUNDS; n++) {
      const body = JSON.stringify({ login: 'ann', password: 'right' });
      const login = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      for (const [target, init] of [
        [`/orders/${1000 + n * 7}`, {}],
        ['/search?q=hay', {}],
        ['/login', login],
      ] as const)
        statuses.push((await fetch(gateway + target, init)).status);
    }
    await eventually(
      () => run('inventory', 'changes'),
      (answer) => answer.rows.length >= 3,
    );
  }, 60_000);
  afterAll(async () => {
    await running.stop();
    await upstream.close();
    place.dispose();
  });

  test('the traffic is answered and its endpoints are new in the log', async () => {
    expect(statuses).toEqual(Array(3 * ROUNDS).fill(200));
    const { rows } = await run('inventory', 'changes');
    expect(rows.map(({ kind, template }) => [kind, template])).toEqual(
      expect.arrayContaining([
        ['new', '/login'],
        ['new', '/orders/{orderId}'],
        ['new', '/search'],
      ]),
    );
    expect(rows).toHaveLength(3);
  });

  test('nothing yet is an empty list, not an error', async () => {
    const asked = [
      await run('spec', 'list'),
      await run('endpoint', 'corrections'),
      await run('inventory', 'changes', '--kind', 'gone'),
    ];
    expect(asked.map(({ code, rows }) => [code, rows])).toEqual(Array(3).fill([0, []]));
  });

  test('what does not exist is not found, what is asked wrongly is said', async () => {
    const cases: readonly (readonly [code: number, error: string, args: readonly string[]])[] = [
      [5, 'SP0004', ['spec', 'show', 'S-0000000000']],
      [5, 'SP0004', ['spec', 'diff', 'S-0000000000', 'S-1111111111']],
      [5, 'SP0004', ['spec', 'remove', 'S-0000000000']],
      [5, 'SP0004', ['inventory', 'diff', '--spec', 'S-0000000000']],
      [5, 'SP0004', ['endpoint', 'owner', 'E-0000000000', 'somebody']],
      [5, 'SP0004', ['endpoint', 'template', 'E-0000000000', '--set', '/x', '--reason', 'test']],
      [5, 'SP0004', ['endpoint', 'undo', 'TC-0000000000']],
      [2, 'SP0003', ['endpoint', 'owner', 'E-0000000000']],
      [2, 'SP0003', ['spec', 'compare', 'S-0000000000', '--fail-on', 'terrible']],
      [2, 'SP3004', ['inventory', 'diff', '--from', 'yesterday']],
    ];
    const answers = await Promise.all(cases.map(([, , args]) => run(...args)));
    expect(answers.map(({ code, json }) => [code, (json['error'] as Row)['code']])).toEqual(
      cases.map(([code, error]) => [code, error]),
    );
    for (const { stderr } of answers) expect(stderr).not.toMatch(/\n\s+at /);
    expect(answers).toHaveLength(10);
  }, 60_000);

  test('specifications are imported, listed, shown, compared with traffic and each other, removed', async () => {
    const first = write('v1.yaml', orderSpecification(gateway, '1.0'));
    const second = write('v2.yaml', orderSpecification(gateway, '2.0'));
    const imported = await run('spec', 'import', first, second, 'missing.yaml');
    expect([imported.code, imported.stderr]).toEqual([6, expect.stringContaining('missing.yaml')]);
    const [old, recent] = imported.rows.map(({ id }) => String(id)) as [string, string];
    const listed = await run('spec', 'list');
    expect(listed.rows).toMatchObject([
      { id: recent, version: '2.0', operations: 2, problems: [] },
      { id: old, version: '1.0', operations: 3, importedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string },
    ]);
    const shown = await run('spec', 'show', old);
    expect((shown.json['operations'] as readonly Row[]).map(({ template }) => template)).toEqual([
      '/orders/{id}',
      '/search',
      '/refunds',
    ]);

    const compared = await run('spec', 'compare', old, '--fail-on', 'breaking');
    const counts = { documented: 2, undocumented: 1, 'never-called': 1, differing: 1 };
    expect([compared.code, compared.json['counts']]).toEqual([3, counts]);
    const differing = compared.rows.filter(({ differences }) => (differences as readonly Row[]).length > 0);
    expect(differing).toMatchObject([
      { state: 'documented', differences: [{ rule: 'type-differs', at: 'response 2xx $.total' }] },
    ]);
    const again = await run('inventory', 'diff', '--spec', recent, '--fail-on', 'breaking');
    expect([again.code, again.json['counts']]).toEqual([
      0,
      { documented: 1, undocumented: 2, 'never-called': 1, differing: 0 },
    ]);

    const changed = await run('spec', 'diff', old, recent, '--fail-on', 'breaking');
    expect([changed.code, rulesOf(changed)]).toEqual([3, ['operation-removed', 'response-type-widened']]);
    expect((await run('spec', 'diff', recent, recent, '--fail-on', 'compatible')).code).toBe(0);

    expect((await run('spec', 'remove', recent)).json).toMatchObject({ id: recent, version: '2.0' });
    expect((await run('spec', 'list')).rows.map(({ id }) => id)).toEqual([old]);
    expect((await run('spec', 'remove', old)).code).toBe(0);
  }, 60_000);

  test('of odd specifications the rest is read, others are named by code; nothing is fetched', async () => {
    const remote = await startUpstream();
    const odd = ODD_SPECIFICATIONS(remote.url);
    const all = [...odd, ...UNUSABLE_SPECIFICATIONS].map(([name, content]) => write(name, content));
    const { code, rows, stderr } = await run('spec', 'import', ...all);
    expect(code).toBe(6);
    expect(rows.map(({ file }) => file)).toEqual(odd.map(([name]) => name));
    for (const [name, , said] of odd) {
      const row = rows.find(({ file }) => file === name);
      expect(row?.['operations'], name).toBeGreaterThan(0);
      const problems = JSON.stringify(row?.['problems']);
      expect(problems, name).toMatch(said);
    }
    const codes = [...stderr.matchAll(/^(SP\d+) [^:]+: ([^:]+):/gm)].map(([, error, file]) => [file, error]);
    expect(codes).toEqual(UNUSABLE_SPECIFICATIONS.map(([name, , error]) => [name, error]));
    expect(remote.seen).toEqual([]);
    await remote.close();
    const alive = await run('spec', 'list');
    expect(alive.rows).toHaveLength(odd.length);
  }, 60_000);

  test('an owner set by hand stands until it is cleared', async () => {
    const id = await ordersId();
    expect((await run('endpoint', 'owner', id, 'order desk')).json).toMatchObject({ id, owner: 'order desk' });
    const owner = async (): Promise<unknown> => ((await run('endpoint', 'show', id)).json['endpoint'] as Row)['owner'];
    expect(await owner()).toMatchObject({ name: 'order desk' });
    expect((await run('endpoint', 'owner', id, '--clear')).code).toBe(0);
    expect(await owner()).toBeUndefined();
  }, 60_000);

  test('a template is previewed, corrected and given back to the evidence; another name is no change of the API', async () => {
    const id = await ordersId();
    const asked = ['endpoint', 'template', id, '--set', '/orders/{number}'];
    const preview = await run(...asked, '--dry-run');
    expect([preview.code, preview.json['kind']]).toEqual([0, 'rename']);
    expect((await run('endpoint', 'corrections')).rows).toEqual([]);
    const wrong = await run('endpoint', 'template', id, '--set', '/orders', '--reason', 'test');
    expect([wrong.code, wrong.json]).toMatchObject([1, { error: { code: 'SP1401' } }]);
    const { code, json } = await run(...asked, '--reason', 'as on the invoice');
    const correction = String((json['correction'] as Row)['id']);
    expect(code).toBe(0);
    expect((await run('endpoint', 'corrections')).rows).toMatchObject([
      { id: correction, template: '/orders/{number}', reason: 'as on the invoice' },
    ]);
    const renamed = await eventually(
      () => run('endpoint', 'list'),
      ({ rows }) => rows.some(({ template }) => template === '/orders/{number}'),
    );
    expect(renamed.rows.map(({ template }) => template)).toContain('/orders/{number}');
    expect((await run('inventory', 'changes', '--kind', 'changed')).rows).toEqual([]);
    expect((await run('endpoint', 'undo', correction)).code).toBe(0);
    expect((await run('endpoint', 'undo', correction)).code).toBe(5);
  }, 60_000);

  test('changes are paged, and two days compared', async () => {
    const page = await run('inventory', 'changes', '--kind', 'new', '--limit', '2');
    const rest = await run(
      'inventory',
      'changes',
      '--kind',
      'new',
      '--after',
      String(page.json['next'] ?? page.rows[1]?.['id']),
    );
    const templates = [...page.rows, ...rest.rows].map(({ template }) => template);
    expect([page.rows.length, templates.length, new Set(templates).size]).toEqual([2, 3, 3]);
    const since = await run('inventory', 'diff', '--fail-on', 'compatible');
    expect([since.code, rulesOf(since)]).toEqual([3, Array(3).fill('operation-added')]);
    expect((await run('inventory', 'diff', '--fail-on', 'breaking')).code).toBe(0);
  }, 60_000);
});

const rulesOf = ({ rows }: Answer): readonly string[] =>
  rows.flatMap(({ differences }) => (differences as readonly Row[]).map(({ rule }) => String(rule))).toSorted();
