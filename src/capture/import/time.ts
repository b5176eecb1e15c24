const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 24/Nov/2026:12:00:00 +0100, the time of httpd and nginx; seconds may have a fraction. */
const COMMON =
  /^(\d{1,2})\/([a-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d(?:\.\d{1,9})?) ?(?:([+-])(\d\d):?(\d\d)|Z|UTC|GMT)?$/i;
/** ISO 8601 with a date and a time; without a zone it is UTC, so that a file reads the same everywhere. */
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/i;

function commonTime(match: RegExpExecArray): number | undefined {
  const [, day, month = '', year, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = match;
  const index = MONTHS.indexOf(month.toLowerCase());
  if (index < 0) return undefined;
  const zone = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * 60_000 * (sign === '-' ? -1 : 1);
  return (
    Date.UTC(Number(year), index, Number(day), Number(hours), Number(minutes)) +
    Math.round(Number(seconds) * 1_000) -
    zone
  );
}

/** Milliseconds since the epoch of a time in a log; undefined when it is none. */
export function readLogTime(text: string): number | undefined {
  const common = COMMON.exec(text);
  if (common) return commonTime(common);
  const iso = ISO.exec(text);
  if (!iso) return undefined;
  const zone = iso[3]?.toUpperCase() ?? 'Z';
  const time = Date.parse(
    `${iso[1]}T${(iso[2] ?? '').replace(',', '.')}${zone === 'UTC' ? 'Z' : zone.replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`,
  );
  return Number.isNaN(time) ? undefined : time;
}

/** Seconds, milliseconds, microseconds or nanoseconds since the epoch: told apart by size, which holds from 1973 to 5138. */
export function epochTime(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 1e8) return undefined;
  if (value < 1e11) return value * 1e3;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
}
