import { expect } from 'vitest';
import type { ChangeRecord } from '../../model/index.ts';
import type { RecordStore } from '../index.ts';
import { LIST_LIMIT, verifyAudit } from '../index.ts';
import { runCases } from './cases.ts';
import { act, endpoint, finding, NOON } from './samples.ts';

type Case = (store: RecordStore) => Promise<void>;

const ids = async (store: RecordStore, after?: string, limit = LIST_LIMIT) => {
  const page = await store.list('endpoint', after === undefined ? { limit } : { after, limit });
  return { ids: page.records.map((record) => record.id), next: page.next };
};

const records: Record<string, Case> = {
  'what is put comes back whole': async (store) => {
    await store.put('finding', [finding('F-1')]);
    await store.put('setting', [
      { id: 'learner', value: { deep: [1, null, 'é😀', { a: false }] } },
      { id: 'none', value: null },
    ]);
    expect(await store.get('finding', ['F-1'])).toEqual([finding('F-1')]);
    expect(await store.get('setting', ['none', 'learner'])).toEqual([
      { id: 'none', value: null },
      { id: 'learner', value: { deep: [1, null, 'é😀', { a: false }] } },
    ]);
  },
  'put replaces a record with the same id': async (store) => {
    await store.put('finding', [finding('F-1', 1), finding('F-2', 1)]);
    await store.put('finding', [finding('F-1', 7)]);
    expect((await store.get('finding', ['F-1', 'F-2'])).map((record) => record.occurrences)).toEqual([7, 1]);
    expect(await store.count('finding')).toBe(2);
  },
  'the last of two records with the same id in one put stands': async (store) => {
    await store.put('finding', [finding('F-1', 1), finding('F-1', 2)]);
    expect((await store.get('finding', ['F-1']))[0]?.occurrences).toBe(2);
  },
  'get keeps the order asked and leaves out what is not there': async (store) => {
    await store.put('endpoint', ['a', 'b', 'c'].map(endpoint));
    expect((await store.get('endpoint', ['c', 'x', 'a'])).map((record) => record.id)).toEqual(['c', 'a']);
    expect(await store.get('endpoint', [])).toEqual([]);
  },
  'kinds do not mix': async (store) => {
    await store.put('endpoint', [endpoint('same')]);
    await store.put('setting', [{ id: 'same', value: 1 }]);
    await store.remove('setting', ['same']);
    expect(await store.count('setting')).toBe(0);
    expect(await store.get('endpoint', ['same'])).toEqual([endpoint('same')]);
  },
  'template corrections come back whole, with and without what they replace': async (store) => {
    const correction = {
      id: 'C-1',
      host: 'h',
      template: '/v1/{é}',
      kind: 'merge',
      by: 'ann',
      at: NOON,
      reason: '',
    } as const;
    await store.put('correction', [correction, { ...correction, id: 'C-2', from: '/v1/a', kind: 'split' }]);
    expect((await store.list('correction', { limit: 9 })).records).toEqual([
      correction,
      { ...correction, id: 'C-2', from: '/v1/a', kind: 'split' },
    ]);
  },
  'remove takes only what is named': async (store) => {
    await store.put('endpoint', ['a', 'b', 'c'].map(endpoint));
    await store.remove('endpoint', ['b', 'not-there']);
    expect((await ids(store)).ids).toEqual(['a', 'c']);
  },
  'the log of changes pages upwards by its ids, and the newest are found by count': async (store) => {
    const change = (n: number): ChangeRecord => ({
      id: `C-${String(n).padStart(12, '0')}`,
      at: NOON + n,
      kind: 'changed',
      endpoint: 'E-1',
      method: 'GET',
      host: 'api.shop.example',
      template: '/v1/{id}',
      differences: [{ rule: 'status-added', effect: 'compatible', at: 'status 404', statement: 'is answered now' }],
    });
    for (let n = 1; n <= 12; n++) await store.put('change', [change(n)]);
    const first = await store.list('change', { limit: 11 });
    expect(first.records.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, n) => change(n + 1).id));
    const rest = await store.list('change', { limit: 11, after: first.next ?? '' });
    expect(rest.records).toEqual([change(12)]);
    expect(await store.get('change', [change(await store.count('change')).id])).toEqual([change(12)]);
  },
  'what an endpoint was on a day, its baseline and its owner come back whole': async (store) => {
    const contract = { method: 'GET', template: '/a', fields: [], statuses: ['200'] };
    await store.put('shape', [{ id: '2026-01-02 E-1' }, { id: '2026-01-01 E-2', contract }]);
    const days = await store.list('shape', { limit: 10 });
    expect(days.records).toEqual([{ id: '2026-01-01 E-2', contract }, { id: '2026-01-02 E-1' }]);
    const baseline = {
      id: 'E-1',
      contract,
      requests: 3,
      lastSeen: NOON,
      fields: { $: [1, 3] },
      statuses: {},
      accepted: {},
    } as const;
    await store.put('baseline', [{ ...baseline, gone: true }, baseline]);
    expect(await store.get('baseline', ['E-1'])).toEqual([baseline]);
    await store.put('owner', [{ id: 'E-1', name: 'ops', by: 'ada', at: NOON }]);
    expect(await store.get('owner', ['E-1'])).toEqual([{ id: 'E-1', name: 'ops', by: 'ada', at: NOON }]);
  },
  'an empty put or remove changes nothing': async (store) => {
    await store.put('endpoint', []);
    await store.remove('endpoint', []);
    expect(await store.count('endpoint')).toBe(0);
    expect(await store.list('endpoint', { limit: 10 })).toEqual({ records: [] });
  },
  'more records than one statement can name at once': async (store) => {
    const many = Array.from({ length: 2_500 }, (_, n) => endpoint(`e-${String(n).padStart(5, '0')}`));
    await store.put('endpoint', many);
    const wanted = many.map((record) => record.id).reverse();
    expect((await store.get('endpoint', wanted)).map((record) => record.id)).toEqual(wanted);
    await store.remove('endpoint', wanted.slice(0, 2_400));
    expect(await store.count('endpoint')).toBe(100);
  },
};

const pages: Record<string, Case> = {
  'list goes through all records once, in byte order': async (store) => {
    await store.put('endpoint', ['b', 'a', 'Z', '10', '9', 'é', '\u{ff5e}', '😀'].map(endpoint));
    expect((await ids(store)).ids).toEqual(['10', '9', 'Z', 'a', 'b', 'é', '\u{ff5e}', '😀']);
    const seen: string[] = [];
    for (let after: string | undefined, guard = 0; guard < 10; guard++) {
      const page = await ids(store, after, 3);
      seen.push(...page.ids);
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(seen).toEqual(['10', '9', 'Z', 'a', 'b', 'é', '\u{ff5e}', '😀']);
  },
  'a page that ends exactly at the last record says so': async (store) => {
    await store.put('endpoint', ['a', 'b'].map(endpoint));
    expect(await ids(store, undefined, 2)).toEqual({ ids: ['a', 'b'], next: undefined });
    expect(await ids(store, undefined, 1)).toEqual({ ids: ['a'], next: 'a' });
  },
  'a page is at most the limit of the port': async (store) => {
    await store.put(
      'setting',
      Array.from({ length: LIST_LIMIT + 1 }, (_, n) => ({ id: `s${n}`, value: n })),
    );
    const page = await store.list('setting', { limit: 1e9 });
    expect(page.records).toHaveLength(LIST_LIMIT);
    expect(page.next).toBe(page.records.at(-1)?.id);
  },
  'records that come while paging do not repeat or hide others': async (store) => {
    await store.put('endpoint', ['b', 'd'].map(endpoint));
    const first = await ids(store, undefined, 1);
    await store.put('endpoint', ['a', 'c'].map(endpoint));
    expect((await ids(store, first.next)).ids).toEqual(['c', 'd']);
  },
};

const audit: Record<string, Case> = {
  'audit entries are numbered, chained and whole': async (store) => {
    await store.audit([act(1), act(2)]);
    await store.audit([
      { ...act(3), reason: 'false alarm' },
      { at: NOON, who: 'system', session: '', what: 'run.start', object: 'run-a' },
    ]);
    const log = await store.auditLog({ limit: 100 });
    expect(log.map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    expect(log[0]).toMatchObject(act(1));
    expect(log[2]).toMatchObject({ ...act(3), reason: 'false alarm' });
    expect(Object.keys(log[3] ?? {}).sort()).toEqual(['at', 'hash', 'object', 'seq', 'session', 'what', 'who']);
    expect(verifyAudit(log)).toEqual({ ok: true, entries: 4 });
  },
  'the audit log comes in pages and the pages verify': async (store) => {
    await store.audit(Array.from({ length: 25 }, (_, n) => act(n)));
    const first = await store.auditLog({ limit: 10 });
    const second = await store.auditLog({ after: 10, limit: 10 });
    expect([first.at(-1)?.seq, second[0]?.seq, second.length]).toEqual([10, 11, 10]);
    expect(verifyAudit(second, first.at(-1))).toEqual({ ok: true, entries: 10 });
    expect(await store.auditLog({ after: 25, limit: 10 })).toEqual([]);
  },
  'audits at the same time do not fork the chain': async (store) => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.audit([act(n), act(n + 100)])));
    const log = await store.auditLog({ limit: 100 });
    expect(verifyAudit(log)).toEqual({ ok: true, entries: 40 });
  },
};

/** The suite every RecordStore must pass. `make` gives an empty one. */
export function recordStoreConformance(name: string, make: () => Promise<RecordStore>): void {
  runCases(`${name}: RecordStore`, make, { ...records, ...pages, ...audit }, 18);
}
