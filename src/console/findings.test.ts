import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, consoleBench, HOST, NOON, problemOf, TOKEN } from '../../test/lib/console.ts';
import type { Finding } from '../model/index.ts';
import { LIMITS } from '../model/index.ts';
import type { FindingRow } from './types.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await consoleBench();
  await bench.console.admit(TOKEN);
  return () => bench.console.close();
});

const headers = { host: HOST, authorization: `Bearer ${TOKEN}` };
const post = (url: string, payload: object) =>
  bench.console.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
const get = (url: string) => bench.console.inject({ url: `/api/v1${url}`, headers });
const act = async (action: object, select: object = { ids: ['F-1'] }) =>
  (await post('/findings/actions', { action, select })).json<{
    changed: FindingRow[];
    refused: object[];
    undo: string;
  }>();
const finding = async () => (await get('/findings/F-1')).json<{ finding: Finding; actions: string[] }>();

describe('an action', () => {
  test('changes the state everywhere at once', async () => {
    const { changed } = await act({ type: 'suppress', reason: 'our own scanner', until: NOON + 60_000 });
    expect(changed).toMatchObject([{ id: 'F-1', state: 'suppressed', suppressedUntil: NOON + 60_000 }]);
    expect((await finding()).finding.state).toBe('suppressed');
    expect((await finding()).actions).toEqual(['reopen', 'comment']);
    expect((await get('/findings?state=open')).json()).toMatchObject({ total: { value: 0, exact: true }, rows: [] });
    expect((await get('/endpoints/E-orders')).json()).toMatchObject({ row: { openFindings: 0, worst: null } });
  });

  test('ends by itself', async () => {
    await act({ type: 'suppress', reason: 'our own scanner', until: NOON + 60_000 });
    bench.now = NOON + 60_000;
    expect((await get('/findings?state=open')).json()).toMatchObject({
      total: { value: 1 },
      rows: [{ id: 'F-1', state: 'new' }],
    });
  });

  test('that cannot be done from here is told for each finding', async () => {
    expect(await act({ type: 'reopen', reason: 'because of this' })).toEqual({
      changed: [],
      refused: [{ id: 'F-1', detail: '"reopen" cannot be done to a finding that is new' }],
      undo: null,
    });
  });

  test('is done to all that match, when they are as many as the person saw', async () => {
    const { changed } = await act(
      { type: 'not-a-threat', reason: 'load test of ours' },
      { matching: { state: 'open', rule: 'object-enumeration' }, expected: 1 },
    );
    expect(changed).toMatchObject([{ id: 'F-1', state: 'not-a-threat' }]);
    const again = await post('/findings/actions', {
      action: { type: 'triage' },
      select: { matching: { state: 'open' }, expected: 1 },
    });
    expect([again.statusCode, problemOf(again.body)]).toEqual([409, 'SP3008']);
  });

  test('stands in the log with who, before, after and why', async () => {
    await act({ type: 'accept', reason: 'internal API only', approver: 'ann', reviewAt: NOON + 60_000 });
    const [entry] = await bench.records.auditLog({ limit: 10 });
    expect(entry).toMatchObject({
      seq: 1,
      at: NOON,
      who: 'local',
      what: 'finding.accept',
      object: 'F-1',
      before: { state: 'new' },
      after: { state: 'accepted', until: NOON + 60_000 },
      reason: 'internal API only',
    });
  });
});

describe('undo', () => {
  test('brings back the state before, once', async () => {
    const { undo } = await act({ type: 'fixed' });
    expect((await finding()).finding.state).toBe('fixed');
    const back = await post('/findings/undo', { undo });
    expect(back.json()).toMatchObject({ changed: [{ id: 'F-1', state: 'new' }], refused: [] });
    expect((await finding()).finding.timeline.map((event) => event.what).slice(-2)).toEqual([
      'marked as fixed',
      'took back: marked as fixed',
    ]);
    expect(problemOf((await post('/findings/undo', { undo })).body)).toBe('SP0004');
  });

  test('does not overwrite what somebody did later', async () => {
    const { undo } = await act({ type: 'triage' });
    await act({ type: 'start-fix' });
    expect((await post('/findings/undo', { undo })).json()).toEqual({
      changed: [],
      refused: [{ id: 'F-1', detail: 'it has become fixing meanwhile' }],
    });
  });

  test('is over after ten minutes', async () => {
    const { undo } = await act({ type: 'triage' });
    bench.now += LIMITS.undoMs + 1;
    expect(problemOf((await post('/findings/undo', { undo })).body)).toBe('SP0004');
  });
});

test('the page of a finding shows the request that proves it', async () => {
  const detail = (await get('/findings/F-1')).json<{
    exhibit: { transaction: { id: string }; curl: string; evidence: { statement: string }[] };
    rule: { id: string };
    transactions: unknown[];
  }>();
  expect(detail.rule.id).toBe('object-enumeration');
  expect(detail.exhibit.transaction.id).toBe('t-105');
  expect(detail.exhibit.evidence.map((one) => one.statement)).toEqual(['41 different orderId in 5 minutes']);
  expect(detail.exhibit.curl).toContain('http://127.0.0.1:8080/v1/orders/105');
  expect(detail.transactions).toHaveLength(5);
});
