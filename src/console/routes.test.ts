import { beforeAll, describe, expect, test } from 'vitest';
import { ATTACKER, type Bench, consoleBench, HOST, NOON, problemOf, TOKEN } from '../../test/lib/console.ts';
import { digest } from './auth/sign-in.ts';
import { CATALOGUE_CASES, type Case, type Input } from './catalogue.fixtures.ts';
import { type OperationId, ROUTES } from './contract.ts';
import type { RouteContract } from './contract/route.ts';

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const block = { target: { kind: 'actor', value: 'A-00000000a2' }, durationMs: 3_600_000, reason: 'tries passwords' };
const because = { reason: 'as agreed with the team' };

/** One case for every call; the live stream has a test of its own because it does not end. */
const CASES: Readonly<Record<Exclude<OperationId, 'live' | 'signIn'>, Case>> = {
  session: { good: {}, has: { user: 'local', role: 'admin', kind: 'api-token' }, bad: [] },
  signOut: { good: {}, has: { signedOut: true }, bad: [] },
  createSignInLink: { good: {}, has: {}, bad: [] },
  status: {
    good: {},
    has: {
      mode: 'enforce',
      environment: 'default',
      enforced: 2,
      journal: { rows: 126, bytes: 0, days: ['2026-01-15'] },
    },
    bad: [],
  },
  overview: { good: {}, has: { empty: false }, bad: [[{ query: { from: 'yesterday' } }, 'SP3004']] },
  traffic: {
    good: { query: { endpoint: 'E-orders' } },
    has: { slotMs: 60_000, exact: true },
    bad: [[{ query: { endpoint: 'E-none' } }, 'SP0004']],
  },
  search: {
    good: { query: { q: 'f-1' } },
    has: { hits: [{ kind: 'finding', id: 'F-1', title: like(/./), link: '/findings/F-1' }] },
    bad: [
      [{}, 'SP3004'],
      [{ query: { q: ' ' } }, 'SP3004'],
    ],
  },
  apis: {
    good: {},
    has: {
      rows: [
        {
          id: 'api.shop.example',
          endpoints: 2,
          requests: 70,
          unauthenticated: 1,
          sensitive: 1,
          openFindings: 1,
        },
        { id: 'ops' },
      ],
    },
    bad: [],
  },
  endpoints: {
    good: { query: { authentication: 'none', sort: '-requests' } },
    has: { total: { value: 1, exact: true }, next: null, partial: false },
    bad: [
      [{ query: { sort: 'colour' } }, 'SP3004'],
      [{ query: { limit: '0' } }, 'SP3004'],
      [{ query: { authentication: 'maybe' } }, 'SP3004'],
      [{ query: { mthod: 'GET' } }, 'SP3004'],
      [{ query: { after: 'x' } }, 'SP3004'],
    ],
  },
  endpoint: {
    good: { params: { id: 'E-orders' } },
    has: {
      endpoint: { id: 'E-orders' },
      row: { authentication: 'required' },
    },
    bad: [[{ params: { id: 'E-none' } }, 'SP0004']],
  },
  previewTemplate: {
    good: { params: { id: 'E-old' }, body: { template: '/v1/orders/{order}' } },
    has: {
      kind: 'rename',
      before: [{ method: 'GET', template: '/v1/orders/{orderId}', requests: 10 }],
      after: [{ method: 'GET', template: '/v1/orders/{order}', requests: 10 }],
    },
    bad: [
      [{ params: { id: 'E-none' }, body: { template: '/v1/orders/{order}' } }, 'SP0004'],
      [{ params: { id: 'E-orders' }, body: { template: '/v1/orders' } }, 'SP1401'],
    ],
  },
  exportInventory: { good: {}, has: { schemaVersion: 1, exported: NOON, environment: 'default' }, bad: [] },
  exportOpenApi: {
    good: { params: { id: 'ops' } },
    has: { openapi: '3.1.0' },
    bad: [[{ params: { id: 'none' } }, 'SP0004']],
  },
  transactions: {
    good: { query: { conclusion: 'block' } },
    has: { total: { value: 4, exact: true }, next: null, partial: false },
    bad: [
      [{ query: { status: '9xx' } }, 'SP3004'],
      [{ query: { after: 'none' } }, 'SP3004'],
      [{ query: { after: '3.exact.none' } }, 'SP3004'],
      [{ query: { signals: 'false' } }, 'SP3004'],
    ],
  },
  explain: { good: { params: { id: 't-105' } }, has: { id: 't-105' }, bad: [[{ params: { id: 't-none' } }, 'SP0004']] },
  findings: {
    good: { query: { state: 'open', severity: 'high,critical,medium' } },
    has: { total: { value: 1, exact: true } },
    bad: [
      [{ query: { state: 'lost' } }, 'SP3004'],
      [{ query: { kind: 'guess' } }, 'SP3004'],
    ],
  },
  finding: {
    good: { params: { id: 'F-1' } },
    has: { finding: { id: 'F-1' }, control: null },
    bad: [[{ params: { id: 'F-99' } }, 'SP0004']],
  },
  actOnFindings: {
    good: { body: { action: { type: 'comment', comment: 'seen' }, select: { ids: ['F-1', 'F-77'] } } },
    has: { refused: [{ id: 'F-77', detail: 'no finding F-77' }], undo: like(/^U-/) },
    bad: [
      [{ body: { action: { type: 'suppress', until: NOON + 1_000 }, select: { ids: ['F-1'] } } }, 'SP3004'],
      [{ body: { action: { type: 'suppress', reason: 'known scanner' }, select: { ids: ['F-1'] } } }, 'SP3004'],
      [{ body: { action: { type: 'burn' }, select: { ids: ['F-1'] } } }, 'SP3004'],
      [{ body: { action: { type: 'triage' }, select: { ids: [] } } }, 'SP3004'],
      [{ body: { action: { type: 'triage' }, select: { matching: { state: 'open' }, expected: 25 } } }, 'SP3008'],
    ],
  },
  undoFindings: {
    good: { body: { undo: 'U-' } },
    has: {},
    bad: [
      [{ body: { undo: 'U-none' } }, 'SP0004'],
      [{ body: {} }, 'SP3004'],
    ],
  },
  actors: {
    good: { query: { signals: 'true' } },
    has: { total: { value: 1, exact: true } },
    bad: [
      [{ query: { kind: 'robot' } }, 'SP3004'],
      [{ query: { blocked: 'perhaps' } }, 'SP3004'],
    ],
  },
  actor: {
    good: { params: { id: ATTACKER.id } },
    has: { actor: { id: ATTACKER.id }, timelinePartial: false },
    bad: [[{ params: { id: 'A-none' } }, 'SP0004']],
  },
  mitigations: {
    good: { query: { state: 'active' } },
    has: { total: { value: 1, exact: true } },
    bad: [[{ query: { state: 'gone' } }, 'SP3004']],
  },
  mitigation: {
    good: { params: { id: 'M-r1-1' } },
    has: { hits: { value: 4, exact: true } },
    bad: [[{ params: { id: 'M-none' } }, 'SP0004']],
  },
  previewBlock: {
    good: { body: { target: { kind: 'actor', value: ATTACKER.id }, durationMs: 60_000 } },
    has: { tier: 1, refusal: null, requests: { target: { value: 6, exact: true }, others: { value: 0, exact: true } } },
    bad: [
      [{ body: { target: { kind: 'address', value: '300.1.2.3' }, durationMs: 60_000 } }, 'SP3004'],
      [{ body: { target: { kind: 'actor', value: 'x' }, durationMs: 1 } }, 'SP3004'],
    ],
  },
  block: {
    good: { body: block },
    has: { state: 'active', by: 'manual', author: 'local', until: NOON + 3_600_000 },
    bad: [
      [{ body: { ...block, reason: ' ' } }, 'SP3004'],
      [{ body: { ...block, target: { kind: 'actor', value: 'somebody' } } }, 'SP3004'],
      [{ body: { ...block, durationMs: 400 * 86_400_000 } }, 'SP3004'],
      [{ body: { ...block, target: { kind: 'address', value: '127.0.0.1' } } }, 'SP3005'],
    ],
  },
  endMitigation: {
    good: { params: { id: 'M-r1-1' }, body: because },
    has: { state: 'ended' },
    bad: [
      [{ params: { id: 'M-none' }, body: because }, 'SP0004'],
      [{ params: { id: 'M-r1-1' }, body: {} }, 'SP3004'],
    ],
  },
  policy: { good: {}, has: { author: 'start' }, bad: [] },
  validatePolicy: {
    good: { body: { text: 'mode: maybe' } },
    has: {
      valid: false,
      policy: null,
      problems: [{ code: 'SP1102', detail: like(/policy:1:7/) }],
    },
    bad: [[{ body: {} }, 'SP3004']],
  },
  setPolicy: {
    good: { body: { text: 'mode: monitor\n', ...because } },
    has: { author: 'local', text: 'mode: monitor\n', policy: { mode: 'monitor' } },
    bad: [
      [{ body: { text: 'mode: maybe', ...because } }, 'SP1102'],
      [{ body: { text: 'mood: off', ...because } }, 'SP1003'],
      [{ body: { text: '', ...because, basedOn: 'old' } }, 'SP3008'],
      [{ body: { text: '' } }, 'SP3004'],
    ],
  },
  setMode: {
    good: { body: { mode: 'monitor', ...because } },
    has: { policy: { mode: 'monitor' }, text: like(/# kept comment/) },
    bad: [[{ body: { mode: 'panic', ...because } }, 'SP3004']],
  },
  rules: {
    good: {},
    has: {
      rows: [{ id: 'object-enumeration', effectiveMode: 'enforce', openFindings: 1 }, { id: 'credential-stuffing' }],
    },
    bad: [],
  },
  setRuleMode: {
    good: { params: { id: 'object-enumeration' }, body: { mode: 'monitor', ...because } },
    has: {
      text: like(/# kept comment[^]*object-enumeration:\s+mode: monitor/),
      policy: { mode: 'enforce' },
    },
    bad: [
      [{ params: { id: 'no-such-rule' }, body: { mode: 'off', ...because } }, 'SP0004'],
      [{ params: { id: 'object-enumeration' }, body: { mode: 'off' } }, 'SP3004'],
    ],
  },
  ...CATALOGUE_CASES,
  audit: { good: { query: { limit: '1' } }, has: { partial: false }, bad: [[{ query: { after: 'x' } }, 'SP3004']] },
  verifyAudit: { good: {}, has: { intact: true, firstBroken: null }, bad: [] },
};
type Tried = keyof typeof CASES;
const CASE_IDS = Object.keys(CASES) as Tried[];

/** Calls by POST that only look; every other one must leave its entry in the audit log. */
const WRITES_NOTHING: ReadonlySet<OperationId> = new Set(['previewBlock', 'previewTemplate', 'validatePolicy']);

const headers = { host: HOST, authorization: `Bearer ${TOKEN}` };

const call = (bench: Bench, id: OperationId, input: Input, more: Readonly<Record<string, string>> = headers) => {
  const route: RouteContract = ROUTES[id];
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  return bench.console.inject({
    method: route.method,
    url: `/api/v1${path}?${new URLSearchParams(input.query).toString()}`,
    headers: more,
    ...(input.body === undefined ? {} : { payload: input.body }),
  });
};

async function admitted(): Promise<Bench> {
  const bench = await consoleBench();
  await bench.console.admit(TOKEN);
  return bench;
}

describe('every call', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await admitted();
    return () => bench.console.close();
  });

  test('has a case here', () => {
    expect([...CASE_IDS, 'live', 'signIn'].toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  test.each(CASE_IDS)('%s refuses whoever is not signed in', async (id) => {
    const answers = [
      await call(bench, id, CASES[id].good, { host: HOST, 'sec-fetch-site': 'same-origin' }),
      await call(bench, id, CASES[id].good, {
        host: HOST,
        'sec-fetch-site': 'same-origin',
        cookie: 'sallyport-session=made-up-value-of-a-cookie',
      }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(problemOf(answer.body)).toBe('SP3001');
    }
  });

  test.each(CASE_IDS.filter((id) => CASES[id].bad.length > 0))('%s names what is wrong with a call', async (id) => {
    for (const [input, code] of CASES[id].bad) {
      const answer = await call(bench, id, input);
      expect(problemOf(answer.body), JSON.stringify(input)).toBe(code);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  test('validation names the field', async () => {
    const answer = await call(bench, 'block', { body: { ...block, reason: '' } });
    expect(answer.json()).toMatchObject({
      error: { code: 'SP3004', field: 'body.reason', detail: 'body.reason: say why, in a few words' },
    });
  });

  test('an unknown call is SP0004', async () => {
    const answer = await bench.console.inject({ url: '/api/v1/nothing', headers });
    expect([answer.statusCode, problemOf(answer.body)]).toEqual([404, 'SP0004']);
  });

  test('the document lists every call with its answers', async () => {
    const document = (await bench.console.inject({ url: '/api/openapi.json', headers })).json<{
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    const listed = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(listed.map((operation) => operation.operationId).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
    for (const operation of listed)
      expect(Object.keys(operation.responses).length, operation.operationId).toBeGreaterThan(1);
  });

  test('the document points only at what it holds and declares its path parameters', async () => {
    const answer = await bench.console.inject({ url: '/api/openapi.json', headers });
    const document = answer.json<{
      paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
      components: { schemas: object };
    }>();
    const refs = [...answer.body.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(refs.length).toBeGreaterThan(50);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(refs));
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(methods)) {
        expect(
          parameters.filter((one) => one.in === 'path').map((one) => one.name),
          path,
        ).toEqual(named);
      }
    }
  });

  test('nothing failed by our own fault', () => {
    expect(bench.failures).toEqual([]);
  });
});

describe('a good call', () => {
  const reads = CASE_IDS.filter((id) => ROUTES[id].method === 'GET');
  const writes = CASE_IDS.filter((id) => ROUTES[id].method !== 'GET');

  const expectAnswer = async (bench: Bench, id: Tried, input: Input): Promise<void> => {
    const answer = await call(bench, id, input);
    expect(bench.failures).toEqual([]);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject(CASES[id].has);
  };

  test('reads', async () => {
    const bench = await admitted();
    for (const id of reads) await expectAnswer(bench, id, CASES[id].good);
    expect(reads).toHaveLength(34);
    await bench.console.close();
  });

  test.each(writes)('%s', async (id) => {
    const bench = await admitted();
    let input = CASES[id].good;
    if (id === 'undoFindings') {
      const acted = await call(bench, 'actOnFindings', {
        body: { action: { type: 'triage' }, select: { ids: ['F-1'] } },
      });
      input = { body: { undo: acted.json<{ undo: string }>().undo } };
    }
    if (id === 'createSignInLink') await bench.console.listen({ host: '127.0.0.1', port: 0 });
    await expectAnswer(bench, id, input);
    expect(await bench.records.auditLog({ limit: 10 }), id).toHaveLength(
      WRITES_NOTHING.has(id) ? 0 : id === 'undoFindings' ? 2 : 1,
    );
    await bench.console.close();
  });
});

describe('roles', () => {
  test('a viewer may read everything and change nothing', async () => {
    const bench = await consoleBench();
    const token = 'token-of-a-viewer-who-only-looks';
    await bench.records.put('session', [
      { id: digest(token), user: 'vera', role: 'viewer', kind: 'api-token', created: NOON, expires: NOON + 1_000 },
    ]);
    let refused = 0;
    for (const id of CASE_IDS) {
      const answer = await call(bench, id, CASES[id].good, { host: HOST, authorization: `Bearer ${token}` });
      const mayNot = ROUTES[id].access !== 'viewer';
      expect(answer.statusCode, `${id} ${answer.body}`).toBe(mayNot ? 403 : 200);
      if (mayNot) refused++;
    }
    expect(refused).toBe(13);
    bench.now = NOON + 1_001;
    expect((await call(bench, 'session', {}, { host: HOST, authorization: `Bearer ${token}` })).statusCode).toBe(401);
    await bench.console.close();
  });
});
