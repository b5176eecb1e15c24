import type { z } from 'zod';
import { CodedError, LIMITS } from '../../model/index.ts';
import { ALL_ENDPOINTS, type Journal, type JournalQuery } from '../../storage/index.ts';
import type { TransactionFilter } from '../contract/inputs.ts';
import type { Page } from '../page.ts';
import type { TransactionRow } from '../types.ts';
import { transactionRow } from './rows.ts';
import { MINUTE_MS } from './traffic.ts';

type Filter = z.output<typeof TransactionFilter>;
type Condition = Omit<JournalQuery, 'limit' | 'before'>;
export interface Tally {
  readonly value: number;
  readonly exact: boolean;
}

const conditionOf = ({ limit: _, after: __, signals, ...rest }: Filter): Condition => ({
  ...rest,
  ...(signals === undefined ? {} : { signalsOnly: signals }),
});

/** How many match, read row by row up to the bound. */
async function walk(journal: Journal, condition: Condition): Promise<Tally> {
  let value = 0;
  let before: string | undefined;
  do {
    const limit = Math.min(LIMITS.journalPage, LIMITS.countedRows - value);
    const page = await journal.query({ ...condition, limit, ...(before === undefined ? {} : { before }) });
    value += page.records.length;
    before = page.next;
    if (page.partial && before === undefined) return { value, exact: false };
  } while (before !== undefined && value < LIMITS.countedRows);
  return { value, exact: before === undefined };
}

/**
 * How many transactions match. Where only time and endpoint matter, whole minutes come from the rollups and only the
 * edges are read; otherwise rows are read up to LIMITS.countedRows, and the figure says when it is "at least".
 */
export async function countTransactions(journal: Journal, condition: Condition): Promise<Tally> {
  const { from, to, endpoint, ...others } = condition;
  const simple = Object.values(others).every((value) => value === undefined);
  if (!simple || from === undefined || to === undefined || to - from < 2 * MINUTE_MS) return walk(journal, condition);
  const first = Math.ceil(from / MINUTE_MS) * MINUTE_MS;
  const last = Math.floor(to / MINUTE_MS) * MINUTE_MS;
  const rollups = await journal.rollups({ from: first, to: last, endpoint: endpoint ?? ALL_ENDPOINTS });
  const edges = [await walk(journal, { ...condition, to: first }), await walk(journal, { ...condition, from: last })];
  return {
    value: [...rollups.map((rollup) => rollup.requests), ...edges.map((edge) => edge.value)].reduce((a, b) => a + b, 0),
    exact: edges.every((edge) => edge.exact),
  };
}

/** The cursor carries the count of the first page: counting again for each page would cost more than the page. */
const formatCursor = (before: string, total: Tally): string =>
  `${total.value}.${total.exact ? 'exact' : 'least'}.${before}`;

function parseCursor(text: string): { readonly total: Tally; readonly before: string } {
  const [, value, kind, before] = /^(\d{1,15})\.(exact|least)\.(.+)$/.exec(text) ?? [];
  if (value === undefined || before === undefined) throw new CodedError('SP3004', 'after: not a cursor of this list');
  return { total: { value: Number(value), exact: kind === 'exact' }, before };
}

/** One page of matching transactions, newest first. */
export async function transactionPage(journal: Journal, filter: Filter): Promise<Page<TransactionRow>> {
  const condition = conditionOf(filter);
  const cursor = filter.after === undefined ? undefined : parseCursor(filter.after);
  const page = await journal.query({
    ...condition,
    limit: filter.limit,
    ...(cursor === undefined ? {} : { before: cursor.before }),
  });
  const total = cursor?.total ?? (await countTransactions(journal, condition));
  return {
    rows: page.records.map(transactionRow),
    total,
    next: page.next === undefined ? null : formatCursor(page.next, total),
    partial: page.partial,
  };
}
