/** The time range as the URL holds it: `now-24h`, `now`, or an ISO instant. Relative ends stay live, instants are frozen. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The last hour: the first place asks what is wrong right now, and a fresh installation has no more than that. */
export const DEFAULT_RANGE: Range = { from: 'now-1h', to: 'now' };

export const PRESETS: readonly (readonly [string, string])[] = [
  ['now-15m', 'Last 15 minutes'],
  ['now-1h', 'Last hour'],
  ['now-6h', 'Last 6 hours'],
  ['now-24h', 'Last 24 hours'],
  ['now-7d', 'Last 7 days'],
  ['now-30d', 'Last 30 days'],
];

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds since the epoch, or undefined for text that is no time. */
export function instantOf(text: string, now: number): number | undefined {
  if (text === 'now') return now;
  const relative = /^now-(\d{1,5})([mhd])$/.exec(text);
  if (relative) return now - Number(relative[1]) * (UNIT_MS[relative[2] ?? ''] ?? 0);
  const absolute = Date.parse(text);
  return Number.isNaN(absolute) ? undefined : absolute;
}

/** Both ends as instants; text that is no time, or an empty range, falls back to the last hour. */
export function resolveRange(range: Range, now: number): { readonly from: number; readonly to: number } {
  const from = instantOf(range.from, now);
  const to = instantOf(range.to, now);
  if (from === undefined || to === undefined || from >= to) return { from: now - 3_600_000, to: now };
  return { from, to };
}

export const isLive = (range: Range): boolean => range.to === 'now';

export function rangeLabel(range: Range): string {
  if (!isLive(range)) return 'Fixed range';
  return PRESETS.find(([from]) => from === range.from)?.[1] ?? `Since ${range.from}`;
}

export function freeze(range: Range, now: number): Range {
  const { from, to } = resolveRange(range, now);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
