import type { Zone } from '../state/url.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** ISO 8601 with offset, as shown on hover and copied. */
export function iso(at: number, zone: Zone): string {
  const date = new Date(at);
  if (zone === 'utc') return date.toISOString();
  const offset = -date.getTimezoneOffset();
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

/** `UTC` or the local offset, such as `UTC+2`. */
export function zoneName(zone: Zone, at: number): string {
  if (zone === 'utc') return 'UTC';
  const offset = -new Date(at).getTimezoneOffset();
  if (offset === 0) return 'UTC±0';
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(Math.abs(offset) / 60)}${minutes === 0 ? '' : `:${two(minutes)}`}`;
}

/** `2026-03-01 14:03:22`, sortable by eye, without zone: say the zone beside it or in the column's head. */
export const dateTime = (at: number, zone: Zone): string => iso(at, zone).slice(0, 19).replace('T', ' ');

/** `14:03:22.118`. */
export const clockTime = (at: number, zone: Zone): string => iso(at, zone).slice(11, 23);
