const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export const DURATION_PATTERN = '^\\d{1,6}(ms|s|m|h|d)$';
const DURATION = new RegExp(DURATION_PATTERN);

/** `90s`, `10m`, `1h`, `7d`, `250ms` → milliseconds; undefined when it is none of these. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  const unit = text.replace(/^\d+/, '') as keyof typeof UNITS;
  return Number.parseInt(text, 10) * UNITS[unit];
}

/** The shortest exact form: 600000 → `10m`, 5400000 → `90m`. */
export function formatDuration(ms: number): string {
  const units = Object.entries(UNITS).reverse();
  const [name, size] = units.find(([, one]) => ms >= one && ms % one === 0) ?? ['ms', 1];
  return `${ms / size}${name}`;
}
