import type { Traffic } from '../../api/types.gen.ts';
import { exactNumber, percent, plural, span } from '../../lib/format.ts';
import { dateTime } from '../../lib/time.ts';
import type { Zone } from '../../state/url.ts';

/** The chart in one sentence. */
export function summaryOf({ points, slotMs, gaps, exact }: Traffic, zone: Zone): string {
  const requests = points.reduce((sum, point) => sum + point.requests, 0);
  if (requests === 0) return 'No requests in this range.';
  const refused = points.reduce((sum, point) => sum + point.refused, 0);
  const peak = points.reduce((best, point) => (point.requests > best.requests ? point : best));
  const parts = [
    `${plural(requests, 'request')}${exact ? '' : ' or more'}, ${refused === 0 ? 'none refused' : `${exactNumber(refused)} refused (${percent(refused / requests)})`}`,
    `busiest ${span(slotMs)} from ${dateTime(peak.time, zone).slice(5, 16)} with ${exactNumber(peak.requests)}`,
  ];
  if (gaps.length > 0) parts.push(`${plural(gaps.length, 'gap')} without capture, hatched`);
  return `${parts.join('; ')}.`;
}
