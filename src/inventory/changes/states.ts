import type { ChangeRecord, OperationContract } from '../../model/index.ts';
import { LIST_LIMIT, type RecordStore } from '../../storage/index.ts';
import type { OperationDifference } from '../../specifications/index.ts';
import { learnedDifferences } from './learned-differences.ts';

/** Contracts by endpoint at the end of a day. */
export type InventoryState = ReadonlyMap<string, OperationContract>;

/** The inventory as it was at the end of a day (`YYYY-MM-DD`, UTC), put together from the days on which something changed. */
export async function stateAt(records: RecordStore, day: string): Promise<InventoryState> {
  const state = new Map<string, OperationContract>();
  for (let after: string | undefined; ;) {
    const page = await records.list('shape', { limit: LIST_LIMIT, ...(after !== undefined && { after }) });
    for (const { id, contract } of page.records) {
      if (id.slice(0, 10) > day) return state;
      const endpoint = id.slice(11);
      if (contract === undefined) state.delete(endpoint);
      else state.set(endpoint, contract);
    }
    after = page.next;
    if (after === undefined) return state;
  }
}

/** Everything that differs between two states, endpoint by endpoint. */
export function compareStates(
  before: InventoryState,
  after: InventoryState,
): readonly (OperationDifference & { readonly endpoint: string })[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((endpoint) => {
      const was = before.get(endpoint);
      const is = after.get(endpoint);
      const differences = learnedDifferences(was, is);
      if (differences.length === 0) return [];
      const { method, host, template, operation } = (is ?? was) as OperationContract;
      return [
        {
          endpoint,
          method,
          template,
          ...(host !== undefined && { host }),
          ...(operation !== undefined && { operation }),
          differences,
        },
      ];
    })
    .toSorted((a, b) => (`${a.host} ${a.template} ${a.method}` < `${b.host} ${b.template} ${b.method}` ? -1 : 1));
}

export const changeId = (number: number): string => `C-${String(number).padStart(12, '0')}`;

/** A page of the log, newest first. `before` is the id of the oldest entry known. */
export async function latestChanges(
  records: RecordStore,
  page: { readonly before?: string; readonly limit: number },
): Promise<{ readonly rows: readonly ChangeRecord[]; readonly next: string | null }> {
  const end = page.before === undefined ? await records.count('change') : Number(page.before.slice(2)) - 1;
  if (!Number.isInteger(end) || end <= 0) return { rows: [], next: null };
  const first = Math.max(1, end - Math.min(page.limit, LIST_LIMIT) + 1);
  const ids = Array.from({ length: end - first + 1 }, (_, index) => changeId(end - index));
  const rows = await records.get('change', ids);
  return { rows, next: first > 1 ? changeId(first) : null };
}
