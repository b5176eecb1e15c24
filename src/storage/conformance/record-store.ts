import { expect } from 'vitest';
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
  'remove takes only what is named': async (store) => {
    await store.put('endpoint', ['a', 'b', 'c'].map(endpoint));
    await store.remove('endpoint', ['b', 'not-there']);
    expect((await ids(store)).ids).toEqual(['a', 'c']);
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
  runCases(`${name}: RecordStore`, make, { ...records, ...pages, ...audit }, 15);
}
