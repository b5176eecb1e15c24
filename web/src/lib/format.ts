/** How figures are written: thin grouping, three significant digits when shortened, always a unit, "–" for unknown. */
export const UNKNOWN = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const THIN = '\u202f';

/** Every digit: `41 208`. */
export function exactNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  return (Number.isInteger(value) ? whole : short).format(value).replaceAll(',', THIN);
}

const STEPS: readonly (readonly [number, string])[] = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Four digits stay as they are; beyond that three significant digits and a prefix: `41.2 k`. */
export function shortNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  if (Math.abs(value) < 10_000) return exactNumber(value);
  const step = STEPS.find(([size]) => Math.abs(value) >= size) ?? ([1, ''] as const);
  return `${short.format(value / step[0])}${THIN}${step[1]}`;
}

export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (value < 1_000) return `${value}${THIN}B`;
  if (value < 1e6) return `${short.format(value / 1e3)}${THIN}kB`;
  if (value < 1e9) return `${short.format(value / 1e6)}${THIN}MB`;
  return `${short.format(value / 1e9)}${THIN}GB`;
}

export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return UNKNOWN;
  if (share > 0 && share < 0.001) return `<${THIN}0.1${THIN}%`;
  return `${tenths.format(share * 100)}${THIN}%`;
}

/** Time spent by a request: microseconds to seconds. */
export function latency(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return UNKNOWN;
  if (ms < 1) return `${short.format(ms * 1_000)}${THIN}µs`;
  if (ms < 1_000) return `${short.format(ms)}${THIN}ms`;
  return `${short.format(ms / 1_000)}${THIN}s`;
}

const SPANS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A length of time in its two largest units: `1 h 20 min`. */
export function span(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return UNKNOWN;
  let rest = Math.max(0, Math.round(ms / 1_000) * 1_000);
  const words: string[] = [];
  for (const [size, unit] of SPANS) {
    const many = Math.floor(rest / size);
    if (many > 0) words.push(`${many}${THIN}${unit}`);
    rest -= many * size;
    if (words.length === 2 || (words.length === 1 && many === 0)) break;
  }
  return words.join(' ') || `0${THIN}s`;
}

/** `3 min ago`, `in 2 h`. */
export function distance(at: number, now: number): string {
  const apart = now - at;
  if (Math.abs(apart) < 1_000) return 'now';
  const words = span(
    Math.abs(apart) >= 3_600_000 ? Math.round(Math.abs(apart) / 60_000) * 60_000 : Math.abs(apart),
  ).split(' ')[0];
  return apart > 0 ? `${words} ago` : `in ${words}`;
}

/** Keeps both ends of a long identifier: `t3k9x…91f`. */
export function middle(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${exactNumber(count)} ${count === 1 ? one : many}`;
}

/** Control and bidirectional characters of captured text made visible, so that it cannot reorder what surrounds it. */
export function visibleText(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
