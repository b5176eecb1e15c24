import type { TransactionRecord } from '../../model/index.ts';
import { LIMITS } from '../../model/index.ts';
import type { JournalPage, JournalQuery, Position } from '../index.ts';
import { formatPosition, newestFirst, parsePosition } from '../index.ts';
import type { Placed } from './day-file.ts';
import type { DayFolder } from './day-folder.ts';
import { queryDay } from './day-query.ts';

const positionOf = ({ seq, record }: Placed): Position => ({ time: record.time, seq });

/** The newest matches over all files, youngest file first, until the page is full or the row budget is spent. */
export function queryDays(
  folder: DayFolder,
  query: JournalQuery,
  rowBudget: number = LIMITS.journalScanRows,
): JournalPage {
  const limit = Math.min(query.limit, LIMITS.journalPage);
  const before = query.before === undefined ? undefined : parsePosition(query.before);
  const reach = { from: query.from ?? -Infinity, to: query.to ?? Infinity };
  let budget = rowBudget;
  let stoppedAt: Position | undefined;
  let found: Placed[] = [];
  const settled = (place: Position | undefined, lastTime: number): boolean =>
    place !== undefined && place.time > lastTime;
  const youngestFirst = folder.daysWithin(reach).toSorted((a, b) => b.bounds.lastTime - a.bounds.lastTime);
  for (const { day, bounds } of youngestFirst) {
    const { lastTime } = bounds;
    const last = found[limit];
    if (settled(last && positionOf(last), lastTime) || settled(stoppedAt, lastTime)) break;
    const page = folder.read(day, (file) => queryDay(file, query, reach, before, limit + 1, Math.max(budget, 1)));
    if (!page) continue;
    budget -= page.scanned;
    if (page.stoppedAt && (!stoppedAt || newestFirst(page.stoppedAt, stoppedAt) < 0)) stoppedAt = page.stoppedAt;
    found = [...found, ...page.rows].sort((a, b) => newestFirst(positionOf(a), positionOf(b))).slice(0, limit + 1);
  }
  return pageOf(found, limit, stoppedAt);
}

/** Where the budget ended nothing older may be shown: matches between may have been missed. */
function pageOf(found: readonly Placed[], limit: number, stoppedAt: Position | undefined): JournalPage {
  const certain = stoppedAt ? found.filter((place) => newestFirst(positionOf(place), stoppedAt) <= 0) : found;
  const page = certain.slice(0, limit);
  const records = page.map((place) => place.record as TransactionRecord);
  const last = page.at(-1);
  if (last && certain.length > limit) return { records, next: formatPosition(positionOf(last)), partial: false };
  return stoppedAt ? { records, next: formatPosition(stoppedAt), partial: true } : { records, partial: false };
}
