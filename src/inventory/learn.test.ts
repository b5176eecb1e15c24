import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LIMITS,
  type DecodedBody,
  type Endpoint,
  type JsonValue,
  type TransactionRequest,
  type TransactionResponse,
} from '../model/index.ts';
import { createLearner, type Learner, type LearnInput } from './learn.ts';
import { createMatcher } from './match.ts';

const HOST = 'api.example.test';

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly host?: string;
  readonly query?: string;
  readonly headers?: readonly string[];
  readonly status?: number;
  readonly type?: string;
  readonly sends?: JsonValue;
  readonly answers?: JsonValue;
  readonly time?: number;
}

const bodyOf = (value: JsonValue | undefined): DecodedBody =>
  value === undefined ? { kind: 'none' } : { kind: 'json', value };
const rawBody = (value: JsonValue | undefined) => ({
  bytes: new Uint8Array(0),
  size: value === undefined ? 0 : 100,
  complete: true,
});

/** A transaction as the decoder would give it. */
function input(sent: Sent): LearnInput {
  const { method = 'GET', path, host = HOST, query = '', headers = [], status = 200, time = 1 } = sent;
  const header = (): undefined => undefined;
  const head = {
    id: 't',
    time,
    method,
    scheme: 'https',
    host,
    target: path,
    httpVersion: '1.1',
    headers,
    client: { address: '198.51.100.7', peer: '198.51.100.7' },
  } as const;
  const request: TransactionRequest = {
    head,
    path,
    query,
    rawBody: rawBody(sent.sends),
    contentType: sent.sends === undefined ? '' : 'application/json',
    header,
    queryPairs:
      query === '' ? [] : query.split('&').map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? ''] as const),
    cookies: [],
    body: bodyOf(sent.sends),
  };
  const response: TransactionResponse = {
    head: { status, headers: [], time },
    rawBody: rawBody(sent.answers),
    contentType: sent.type ?? (sent.answers === undefined ? '' : 'application/json'),
    header,
    body: bodyOf(sent.answers),
  };
  return { time, method, host, path, query, requestHeaders: headers, status, request, response };
}

function learn(sent: readonly Sent[], learner: Learner = createLearner()): Learner {
  for (const one of sent) learner.observe(input(one));
  return learner;
}

const canonical = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.template.replace(/\{[^}]+\}/g, '{}')}`;
const templates = (learner: Learner): readonly string[] => learner.endpoints().map(canonical);

const PEOPLE = ['kestrel', 'ann-lee', 'zelda', 'oakwood', 'umbra', 'petrov', 'quill', 'yarrow'];
const THINGS = ['granite', 'wicker', 'cobalt', 'saffron', 'juniper'];
const person = { login: 'x', followers: 3, joined: '2026-01-01' };

describe('words as values', () => {
  test('names below a collection, with what follows them', () => {
    const learner = learn(
      PEOPLE.flatMap((name) => [
        { path: `/v1/people/${name}`, answers: person },
        { path: `/v1/people/${name}/badges`, answers: [{ badge: 'a' }] },
      ]),
    );
    expect(templates(learner)).toEqual(['GET /v1/people/{}', 'GET /v1/people/{}/badges']);
  });

  test('several rare words in one path: no two rows differ in one place only', () => {
    const rows = PEOPLE.map((name, index) => ({
      path: `/v1/shelves/${name}/${THINGS[index % THINGS.length] ?? ''}/notes`,
      answers: [{ note: 'n', at: 1 }],
    }));
    expect(templates(learn(rows))).toEqual(['GET /v1/shelves/{}/{}/notes']);
  });

  test('words that are all routes elsewhere are found by their answers and by recurring as values', () => {
    const kinds = ['music', 'books', 'games', 'toys', 'garden'];
    const rows = kinds.flatMap((kind) => [
      { path: `/v1/categories/${kind}`, answers: { kind, items: 4, banner: 'b' } },
      { path: '/v1/products', answers: [{ kind, price: 3 }] },
    ]);
    expect(templates(learn(rows))).toEqual(['GET /v1/categories/{}', 'GET /v1/products']);
  });

  test('from an access log alone', () => {
    const learner = createLearner();
    for (const name of PEOPLE)
      for (const path of [`/v1/people/${name}`, `/v1/people/${name}/badges`])
        learner.observe({ time: 1, method: 'GET', host: HOST, path, query: '', requestHeaders: [], status: 200 });
    expect(templates(learner)).toEqual(['GET /v1/people/{}', 'GET /v1/people/{}/badges']);
  });
});

describe('routes stay routes', () => {
  test('a literal beside a parameter', () => {
    const learner = learn(
      [...Array(9).keys()].flatMap((id) => [
        { path: `/users/${1_000 + id}`, answers: person },
        { path: '/users/me', answers: { ...person, email: 'a@b.test' } },
      ]),
    );
    expect(templates(learner)).toEqual(['GET /users/me', 'GET /users/{}']);
  });

  test('actions of one resource', () => {
    const actions = ['create', 'list', 'search', 'export'];
    const learner = learn(
      actions.flatMap((action, index) =>
        [...Array(5).keys()].map(() => ({
          method: index === 0 ? 'POST' : 'GET',
          path: `/tickets/${action}`,
          answers: { [`${action}Result`]: 1 },
        })),
      ),
    );
    expect(templates(learner)).toHaveLength(4);
  });

  test('versions, also as plain numbers, and base paths', () => {
    const learner = learn(
      [...Array(6).keys()].flatMap((id) =>
        ['1', '2'].map((version) => ({ path: `/api/${version}/orders/${7_000 + id}`, answers: { id } })),
      ),
    );
    expect(templates(learner)).toEqual(['GET /api/1/orders/{}', 'GET /api/2/orders/{}']);
    expect(learner.apis().map(({ basePath }) => basePath)).toEqual(['/api/1', '/api/2']);
    expect(learner.endpoints()[0]?.segments.map(({ kind }) => kind)).toEqual([
      'base',
      'version',
      'literal',
      'parameter',
    ]);
  });

  test('several APIs behind one host', () => {
    const learner = learn([
      { path: '/billing/v1/invoices', answers: [] },
      { path: '/crm/v2/contacts', answers: [] },
    ]);
    expect(learner.apis().map(({ basePath, endpoints }) => [basePath, endpoints])).toEqual([
      ['/billing/v1', 1],
      ['/crm/v2', 1],
    ]);
  });
});

describe('shapes', () => {
  test('a file extension stays outside the parameter; several make one', () => {
    const learner = learn([
      ...[...Array(4).keys()].map((id) => ({ path: `/v1/tasks/${9_000 + id}.json`, answers: { id } })),
      ...['csv', 'json', 'kml'].map((format) => ({ path: `/v1/report.${format}`, answers: { rows: 1 } })),
    ]);
    expect(learner.endpoints().map(({ template }) => template)).toEqual([
      '/v1/report.{format}',
      '/v1/tasks/{taskId}.json',
    ]);
  });

  test('trailing slashes and session suffixes change nothing', () => {
    const learner = learn(
      ['/v1/orders', '/v1/orders/', '/v1/orders;jsessionid=AB12', '//v1/orders'].map((path) => ({ path, answers: [] })),
    );
    expect(learner.endpoints().map(({ template, requests }) => [template, requests])).toEqual([['/v1/orders', 4]]);
  });
});

test('noise is counted and makes no endpoint', () => {
  const learner = learn([
    { path: '/v1/orders', answers: [] },
    { path: '/', type: 'text/html' },
    { path: '/static/app.0a1b2c3d.js', type: 'application/javascript' },
    { path: '/dist/main.map', answers: {} },
    { path: '/wp-login.php', status: 404 },
    { path: '/healthz', type: 'text/plain' },
    { path: '/login', method: 'POST', status: 302, type: 'text/html' },
    { path: '/v1/orders', method: 'OPTIONS', status: 204 },
    { path: '/collect', type: 'image/gif' },
  ]);
  expect(templates(learner)).toEqual(['GET /v1/orders']);
  expect(learner.traffic()).toEqual({
    api: 1,
    error: 1,
    asset: 2,
    page: 1,
    form: 1,
    beacon: 1,
    health: 1,
    preflight: 1,
    unlearned: 0,
  });
});

test('errors belong to the endpoint that is known there', () => {
  const learner = learn([
    { path: '/v1/orders/5001', answers: { id: 1 } },
    { path: '/v1/orders/5002', status: 404 },
    { path: '/v1/orders/5003', status: 0 },
    { path: '/v1/nothing', status: 404 },
  ]);
  expect(learner.endpoints().map(({ template, requests, statuses }) => [template, requests, statuses])).toEqual([
    ['/v1/orders/{orderId}', 3, { 0: 1, 200: 1, 404: 1 }],
  ]);
});

test('every segment says why', () => {
  const learner = learn(PEOPLE.map((name) => ({ path: `/v1/people/${name}`, answers: person })));
  const [, , last] = learner.endpoints()[0]?.segments ?? [];
  expect(last).toMatchObject({
    kind: 'parameter',
    parameter: 'personName',
    distinct: PEOPLE.length,
    observations: PEOPLE.length,
  });
  expect(last?.because[0]).toBe('8 words judged to be values');
  expect(last?.because).toContain('8 of 8: answers and takes the same fields as its siblings');
  expect(last?.confidence).toBeGreaterThan(0.9);
  for (const name of PEOPLE) expect(JSON.stringify(last)).not.toContain(name);
});

describe('relearning', () => {
  test('asking in between changes no template and no count', () => {
    const rows = PEOPLE.flatMap((name, index) => [
      { path: `/v1/people/${name}`, answers: person },
      { path: `/v1/orders/${100 + index}`, answers: { id: 1 } },
    ]);
    const asked = createLearner();
    for (const row of rows) {
      asked.observe(input(row));
      asked.endpoints();
    }
    const strip = (learner: Learner) =>
      learner.endpoints().map(({ method, template, requests, statuses }) => ({ method, template, requests, statuses }));
    expect(strip(asked)).toEqual(strip(learn(rows)));
  });

  test('an endpoint keeps its id when its template becomes known, and the merged ones are former ids', () => {
    const learner = learn([{ path: '/v1/people/kestrel', answers: person }]);
    const [first] = learner.endpoints();
    expect(first?.template).toBe('/v1/people/kestrel');
    learn(
      PEOPLE.map((name) => ({ path: `/v1/people/${name}`, answers: person })),
      learner,
    );
    const [later, ...others] = learner.endpoints();
    expect(others).toEqual([]);
    expect(later).toMatchObject({ id: first?.id, template: '/v1/people/{personName}', requests: PEOPLE.length + 1 });
  });

  test('the version of the snapshot changes exactly when its list does', () => {
    const learner = learn([{ path: '/v1/orders', answers: [] }]);
    const { version } = learner.snapshot();
    learn([{ path: '/v1/orders', answers: [] }], learner);
    expect(learner.snapshot().version).toBe(version);
    learn([{ path: '/v1/carts', answers: [] }], learner);
    expect(learner.snapshot().version).toBe(version + 1);
  });

  test('a saved learner goes on where it was', () => {
    const rows = PEOPLE.map((name) => ({
      path: `/v1/people/${name}`,
      headers: ['Authorization', 'Bearer abcdef'],
      answers: person,
      query: 'page=1',
    }));
    const learner = learn(rows);
    const before = learner.endpoints();
    const other = createLearner();
    other.load(JSON.parse(JSON.stringify(learner.save())));
    expect(other.endpoints()).toEqual(before);
    expect(learn(rows, other).endpoints()).toEqual(learn(rows, learner).endpoints());
    const fresh = createLearner();
    fresh.load({ format: 0 });
    fresh.load('garbage');
    fresh.load(null);
    expect(fresh.endpoints()).toEqual([]);
  });
});

describe('bounds', () => {
  test('thousands of values are merged and none is lost', () => {
    const learner = createLearner();
    const count = 3_000;
    for (let index = 0; index < count; index++) {
      const name = `${THINGS[index % 5] ?? ''}${String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26), 97 + (Math.floor(index / 676) % 26))}`;
      learner.observe(input({ path: `/v1/people/${name}/badges`, answers: person }));
    }
    expect(learner.endpoints().map((endpoint) => [canonical(endpoint), endpoint.requests])).toEqual([
      ['GET /v1/people/{}/badges', count],
    ]);
  });

  test('thousands of routes at one place: the first stay apart, the rest are counted together', () => {
    const verbs = 'bcdfghjklmnpqrstvwxz'.split('');
    const learner = createLearner();
    const count = 2_200;
    for (let index = 0; index < count; index++) {
      const path = `/rpc/getOrder${verbs[index % 20]?.toUpperCase() ?? ''}${verbs[Math.floor(index / 20) % 20] ?? ''}${verbs[Math.floor(index / 400)] ?? ''}`;
      learner.observe(input({ path, answers: { [`field${index}`]: 1 } }));
    }
    const endpoints = learner.endpoints();
    expect(endpoints.length).toBeLessThanOrEqual(LIMITS.segmentValues + 1);
    expect(endpoints.reduce((sum, { requests }) => sum + requests, 0)).toBe(count);
  });

  test('hostile paths and hosts neither grow it nor hide what is real', () => {
    const items = 3_000;
    const learner = createLearner({ items });
    for (let index = 0; index < 8_000; index++) {
      const noise = index.toString(36).replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
      learner.observe(input({ path: `/x${noise}/y${noise}/${'z'.repeat(index % 300)}`, status: 404 }));
      if (index % 10 === 0) learner.observe(input({ path: '/v1/orders', answers: [{ id: index }] }));
      if (index % 20 === 0) learner.observe(input({ path: '/', host: `h${noise}.test`, status: 404 }));
    }
    expect(templates(learner)).toEqual(['GET /v1/orders']);
    expect(learner.endpoints()[0]?.requests).toBe(800);
    expect(JSON.stringify(learner.save()).length).toBeLessThan(items * 300);
  });

  test('a body with thousands of keys is bounded', () => {
    const learner = createLearner();
    for (let round = 0; round < 3; round++) {
      const answers = Object.fromEntries([...Array(4_000).keys()].map((index) => [`k${round}x${index}y`, index]));
      learner.observe(input({ path: '/v1/wide', answers }));
    }
    expect(learner.endpoints()[0]?.fields.length).toBeLessThanOrEqual(LIMITS.fieldsPerEndpoint);
  });
});

test('the matcher gives every learned path to the endpoint that learned it', () => {
  const word = fc.constantFrom(...PEOPLE, ...THINGS, 'orders', 'users', 'search', 'items', 'v1', '2');
  const id = fc.oneof(
    fc.integer({ min: 100, max: 99_999 }).map(String),
    fc.uuid(),
    fc.stringMatching(/^[A-Z]{3}-\d{4}$/),
  );
  const path = fc.array(fc.oneof(word, id), { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  let matched = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('GET', 'POST'), path), { minLength: 5, maxLength: 60 }), (rows) => {
      const learner = learn(rows.map(([method, one]) => ({ method, path: one, answers: { a: 1 } })));
      const endpoints = learner.endpoints();
      const matcher = createMatcher(learner.snapshot());
      const counts = new Map<string, number>();
      for (const [method, one] of rows) {
        const match = matcher.match(method, HOST, one);
        expect(match, `${method} ${one}`).not.toBeNull();
        const found = match?.endpoint.id ?? '';
        counts.set(found, (counts.get(found) ?? 0) + 1);
        matched++;
      }
      // The trie sends each endpoint exactly the requests it counted.
      expect(endpoints.map((endpoint) => [endpoint.id, endpoint.requests])).toEqual(
        endpoints.map(({ id: one }) => [one, counts.get(one) ?? 0]),
      );
    }),
    { numRuns: 100 },
  );
  expect(matched).toBeGreaterThan(800);
});
