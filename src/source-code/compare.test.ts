import { expect, test } from 'vitest';
import { compareRoutes, type OtherRoute } from './compare.ts';
import type { DeclaredRoute } from './declared-route.ts';

const written = (line: string, at = 1): DeclaredRoute => {
  const [methods = '', template = ''] = line.split(' ');
  return {
    framework: 'express',
    methods: methods.split(','),
    template,
    file: 'app.ts',
    line: at,
    column: 1,
    notes: [],
  };
};
const called = (line: string, from = 'shop.example'): OtherRoute => {
  const [method = '', template = ''] = line.split(' ');
  return { method, template, from, requests: 3 };
};
const marks = (comparison: ReturnType<typeof compareRoutes>): readonly string[] =>
  comparison.rows.map((row) =>
    [
      row.methods.join(','),
      row.template,
      row.written.length,
      row.called.length,
      row.documented.length,
      ...row.notes,
    ].join(' '),
  );

test('names of parameters do not matter, methods do, catch-alls take what is below', () => {
  const comparison = compareRoutes({
    written: ['GET /users/{id}', 'DELETE /users/{id}', 'ANY /files/{path*}', 'GET /users/me', 'GET /{path*}'].map(
      written,
    ),
    called: ['GET /users/{userId}', 'HEAD /users/{userId}', 'PUT /files/a/{n}', 'POST /users', 'GET /elsewhere'].map(
      (one) => called(one),
    ),
  });
  expect(marks(comparison)).toEqual([
    'GET /users/{id} 1 2 0',
    'DELETE /users/{id} 1 0 0',
    'ANY /files/{path*} 1 1 0',
    'GET /users/me 1 0 0 calls may be among those of /users/{userId}',
    'GET /{path*} 1 0 0',
    'POST /users 0 1 0',
    'GET /elsewhere 0 1 0',
  ]);
  expect(comparison.offsets).toEqual([]);
  expect(comparison.counts).toEqual({ written: 5, called: 5, writtenNeverCalled: 3, calledNotWritten: 2 });
});

test('base paths by evidence: added by a proxy, removed by one, longest of equals, none by chance', () => {
  const routes = ['GET /users', 'GET /users/{id}', 'POST /orders'].map(written);
  const below = compareRoutes({
    written: routes,
    called: ['GET /api/v1/users', 'GET /api/v1/users/{x}', 'GET /orders/api'].map((one) => called(one)),
  });
  expect(
    below.offsets.map(({ prefix, direction, evidence, without }) => [prefix, direction, evidence, without]),
  ).toEqual([['/api/v1', 'added', 2, 0]]);
  expect(below.counts).toMatchObject({ writtenNeverCalled: 1, calledNotWritten: 1 });

  const stripped = compareRoutes({
    written: ['GET /v2/users', 'GET /v2/users/{id}', 'POST /v2/orders'].map(written),
    documented: ['GET /users', 'POST /orders', 'PUT /orders'].map((one) => called(one, 'Shop')),
  });
  expect(stripped.offsets).toMatchObject([
    { from: 'Shop', side: 'documented', prefix: '/v2', direction: 'removed', evidence: 2 },
  ]);
  expect(stripped.counts).toEqual({ written: 3, documented: 3, documentedNotWritten: 1, writtenNotDocumented: 1 });

  const chance = compareRoutes({
    written: routes,
    called: ['GET /other/users', 'GET /{a}/{b}'].map((one) => called(one)),
  });
  expect(chance.offsets).toEqual([]);
});

test('what is called and documented but not written is one row; unknown templates are no evidence', () => {
  const comparison = compareRoutes({
    written: [written('GET /{?}'), written('GET /known')],
    called: [called('GET /items/{id}'), called('GET /thing')],
    documented: [called('GET /items/{itemId}', 'Shop')],
  });
  expect(marks(comparison)).toEqual([
    'GET /{?} 1 0 0',
    'GET /known 1 0 0',
    'GET /items/{id} 0 1 1',
    'GET /thing 0 1 0',
  ]);
});

test('nothing on any side', () => {
  expect(compareRoutes({ written: [] })).toEqual({ rows: [], offsets: [], counts: { written: 0 } });
});
