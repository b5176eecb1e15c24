import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ATTACKER, type Bench, consoleBench, CUSTOMER, HOST, NOON, TOKEN } from '../../test/lib/console.ts';
import type { AuditEntry } from '../storage/index.ts';
import type { Explanation, Overview } from './types.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await consoleBench();
  await bench.console.admit(TOKEN);
});
afterAll(() => bench.console.close());

const headers = { host: HOST, authorization: `Bearer ${TOKEN}` };
const get = async <T>(url: string): Promise<T> =>
  (await bench.console.inject({ url: `/api/v1${url}`, headers })).json<T>();

/** The call behind each page that figures link to. */
const LISTS: Readonly<Record<string, string>> = {
  '/findings': '/findings',
  '/inventory': '/endpoints',
  '/explore': '/transactions',
  '/protect': '/mitigations',
  '/threats': '/actors',
};

describe('the overview', () => {
  test('has no figure that its list contradicts', async () => {
    const { figures } = await get<Overview>(`/overview?from=${NOON - 30 * 60_000}&to=${NOON}`);
    expect(figures.map((figure) => [figure.id, figure.tally?.value])).toEqual([
      ['attacks', 1],
      ['reached', 1],
      ['critical', 0],
      ['refused', 4],
      ['requests', 126],
      ['blocks', 1],
      ['endpoints', 3],
      ['new-endpoints', 2],
      ['unauthenticated', 1],
      ['sensitive', 1],
    ]);
    for (const figure of figures) {
      const link = new URL(figure.link, 'http://console');
      link.searchParams.delete('tab');
      link.searchParams.set('limit', '1000');
      const list = await get<{ rows: unknown[]; total: object }>(
        `${LISTS[link.pathname]}?${link.searchParams.toString()}`,
      );
      expect(list.rows, figure.link).toHaveLength(figure.tally?.value ?? -1);
      expect(list.total).toEqual(figure.tally);
    }
  });

  test('shows traffic by outcome without inventing zeros', async () => {
    const { traffic } = await get<Overview>(`/overview?from=${NOON - 30 * 60_000}&to=${NOON}`);
    expect(traffic.points).toHaveLength(31);
    const sum = (key: 'requests' | 'allowed' | 'refused'): number =>
      traffic.points.reduce((total, point) => total + point[key], 0);
    expect([sum('requests'), sum('allowed'), sum('refused')]).toEqual([126, 122, 4]);
    const startedAt = NOON - 20 * 60_000;
    expect(traffic.gaps).toEqual([{ from: traffic.from, to: Math.floor(startedAt / 60_000) * 60_000 }]);
    expect(traffic.marks.map((mark) => mark.kind)).toEqual(['mitigation', 'start']);
  });

  test('of a longer range has wider slots and as many requests', async () => {
    const traffic = await get<Overview['traffic']>(`/traffic?from=${NOON - 7 * 86_400_000}&to=${NOON}`);
    expect(traffic.slotMs).toBe(60 * 60_000);
    expect(traffic.points.reduce((total, point) => total + point.requests, 0)).toBe(126);
  });

  test('of an empty installation says so', async () => {
    const empty = await consoleBench({ empty: true });
    await empty.console.admit(TOKEN);
    const answer = await empty.console.inject({ url: '/api/v1/overview', headers });
    expect(answer.json()).toMatchObject({ empty: true, nextActions: [], threats: [], blocks: [] });
    await empty.console.close();
  });

  test('names what to do first', async () => {
    const { nextActions } = await get<Overview>('/overview');
    expect(nextActions.map((action) => action.link)).toEqual(['/findings/F-1']);
  });
});

describe('pages of requests', () => {
  test('hold every match once, newest first, and keep the first count', async () => {
    const seen: { id: string; time: number }[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const page = await get<{ rows: { id: string; time: number }[]; next: string | null; total: object }>(
        `/transactions?limit=50${query}`,
      );
      expect(page.total).toEqual({ value: 126, exact: true });
      seen.push(...page.rows);
      after = page.next;
      pages++;
    } while (after !== null);
    expect(pages).toBe(3);
    expect(new Set(seen.map((row) => row.id)).size).toBe(126);
    expect(seen.map((row) => row.time)).toEqual(seen.map((row) => row.time).toSorted((a, b) => b - a));
  });
});

describe('the story of a request', () => {
  test('that was refused names who, why and until when', async () => {
    const story = await get<Explanation>('/explain/t-105');
    expect(story.sentence).toBe(
      'Refused: token sub 6666 is blocked until 2026-01-15T13:00:30Z (M-r1-1), because reads many orders one after the other.',
    );
    expect(story.stages.map((stage) => [stage.id, stage.state])).toEqual([
      ['capture', 'passed'],
      ['decode', 'passed'],
      ['match', 'passed'],
      ['detect', 'flagged'],
      ['decide', 'refused'],
      ['enforce', 'refused'],
      ['record', 'passed'],
    ]);
    expect(story.rules.map((rule) => [rule.rule, rule.state])).toEqual([
      ['object-enumeration', 'fired'],
      ['credential-stuffing', 'silent'],
    ]);
    expect(story.counters).toEqual([
      { rule: 'object-enumeration', name: 'distinct', value: 41, limit: 30, windowMs: 300_000 },
    ]);
    expect(story.mitigation?.id).toBe('M-r1-1');
    expect(story.findings.map((finding) => finding.id)).toEqual(['F-1']);
    expect(story.actor?.id).toBe(ATTACKER.id);
  });

  test('can be run again from its redacted copy', async () => {
    const story = await get<Explanation>('/explain/t-105');
    expect(story.curl).toBe(
      [
        'curl -i --path-as-is',
        "-H 'Host: api.shop.example'",
        "-H 'Authorization: Bearer ~jwt:9c1f'",
        `-H 'X-It'\\''s: a b'`,
        'http://127.0.0.1:8080/v1/orders/105',
      ].join(' \\\n  '),
    );
    expect(story.replaceInCurl).toEqual(['~jwt:9c1f']);
    expect(story.transaction.sample).toBeUndefined();
    expect(story.sample?.responseBody).toBe('{"id":"t-105"}');
  });

  test('that was clean says that nothing was found', async () => {
    const story = await get<Explanation>('/explain/t-3');
    expect(story.sentence).toBe('Let through: no rule had anything to say; the API answered 200 in 12 ms.');
    expect(story.sample).toBeNull();
    expect(story.findings).toEqual([]);
  });

  test('that was let through with a signal says what was seen', async () => {
    expect((await get<Explanation>('/explain/t-101')).sentence).toMatch(
      /^Let through with 1 signal: .+41 different orderId in 5 minutes; the API answered 200/,
    );
  });
});

describe('the story of an actor', () => {
  interface Story {
    readonly sentence: string;
    readonly for: readonly { statement: string }[];
    readonly against: readonly { statement: string }[];
    readonly timeline: readonly { kind: string; times: number }[];
  }

  test('weighs what speaks for and against it', async () => {
    const story = await get<Story>(`/actors/${ATTACKER.id}`);
    expect(story.sentence).toContain('token sub 6666 made 6 requests and raised 5 signals');
    expect(story.for.map((one) => one.statement)).toEqual([expect.stringContaining('5 signals'), '4 requests refused']);
    expect(story.against[0]?.statement).toBe(
      '1 of the last 6 requests were answered with success and raised no signal',
    );
    expect(story.timeline.map((event) => [event.kind, event.times])).toEqual([
      ['first-seen', 1],
      ['signal', 1],
      ['blocked', 1],
      ['signal', 4],
      ['refused', 4],
      ['last-seen', 1],
    ]);
  });

  test('of a customer has nothing for it', async () => {
    const story = await get<Story>(`/actors/${CUSTOMER.id}`);
    expect(story.for).toEqual([]);
    expect(story.against.length).toBeGreaterThan(0);
  });
});

describe('former ids and exports', () => {
  test('an old id of an endpoint leads to the present one', async () => {
    expect(await get('/endpoints/E-old')).toMatchObject({ endpoint: { id: 'E-orders' } });
  });

  test('the inventory is exported whole', async () => {
    const inventory = await get<{ endpoints: { id: string }[]; apis: unknown[] }>('/inventory/export');
    expect(inventory.endpoints.map((endpoint) => endpoint.id).toSorted()).toEqual(['E-health', 'E-orders', 'E-search']);
    expect(inventory.apis).toHaveLength(2);
  });
});

describe('the audit log', () => {
  test('comes newest first in pages and shows where it was broken', async () => {
    const own = await consoleBench();
    await own.console.admit(TOKEN);
    const entry = (n: number) => ({
      at: NOON + n,
      who: n % 2 === 0 ? 'ann' : 'bob',
      session: 's',
      what: 'test',
      object: `o-${n}`,
    });
    await own.records.audit(Array.from({ length: 25 }, (_, n) => entry(n)));
    const page = async (query: string) =>
      (await own.console.inject({ url: `/api/v1/audit?${query}`, headers })).json<{
        rows: AuditEntry[];
        next: string | null;
        total: { value: number };
      }>();
    const first = await page('who=ann&limit=10');
    expect([first.total.value, first.rows[0]?.object, first.rows.at(-1)?.object]).toEqual([13, 'o-24', 'o-6']);
    const second = await page(`who=ann&limit=10&after=${first.next}`);
    expect([second.rows.map((row) => row.object), second.next, second.total.value]).toEqual([
      ['o-4', 'o-2', 'o-0'],
      null,
      13,
    ]);
    const log = await own.records.auditLog({ limit: 100 });
    Object.assign(log[9] ?? {}, { who: 'somebody else' });
    expect((await own.console.inject({ url: '/api/v1/audit/verify', headers })).json()).toMatchObject({
      intact: false,
      firstBroken: 10,
    });
    await own.console.close();
  });
});

describe('health', () => {
  const plain = (url: string) => bench.console.inject({ url, headers: { host: HOST } });

  test('is open and tells nothing but itself', async () => {
    expect((await plain('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await plain('/readyz')).json()).toEqual({ status: 'ready' });
  });

  test('metrics are well-formed and match the lists', async () => {
    const answer = await plain('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    const lines = answer.body.trimEnd().split('\n');
    const samples = lines.filter((line) => !line.startsWith('#'));
    for (const line of samples) expect(line).toMatch(/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+(\.\d+)?$/);
    expect(samples).toContain('sallyport_open_findings{severity="high"} 1');
    expect(samples).toContain('sallyport_active_mitigations 1');
    expect(samples).toContain('sallyport_events_total{id="gateway.records-dropped",kind="lost"} 0');
    expect(samples).toContain('sallyport_journal_rows 126');
  });

  test('metrics are not for others without a token', async () => {
    const from = (headers_: object) =>
      bench.console.inject({ url: '/metrics', headers: { host: HOST, ...headers_ }, remoteAddress: '192.0.2.9' });
    expect((await from({})).statusCode).toBe(401);
    expect((await from({ authorization: `Bearer ${TOKEN}` })).statusCode).toBe(200);
  });
});
