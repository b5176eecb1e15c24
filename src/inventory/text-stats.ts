import { classifyValue } from './data-classes/index.ts';
import { formatOf } from './formats.ts';

/**
 * Strings at one place. Raw values are kept only while there are few distinct ones (a possible enumeration) and never
 * where a data class was found.
 */
export interface TextStats {
  /** Strings looked at closely; all of the first ones, then a sample. */
  judged: number;
  seen: number;
  /** Weighted sum of the judged ones. */
  weight: number;
  readonly formats: Map<string, number>;
  readonly classes: Map<string, number>;
  /** Value → sightings; undefined once there were too many. */
  values?: Map<string, number>;
  shortest: number;
  longest: number;
}

const VALUES = 24;
const VALUE_CHARS = 40;
const CLOSELY = 48;
const EVERY = 16;

export const newText = (): TextStats => ({
  judged: 0,
  seen: 0,
  weight: 0,
  formats: new Map(),
  classes: new Map(),
  values: new Map(),
  shortest: Infinity,
  longest: 0,
});

export function addText(stats: TextStats, name: string, value: string, weight: number): void {
  stats.seen++;
  if (value.length < stats.shortest) stats.shortest = value.length;
  if (value.length > stats.longest) stats.longest = value.length;
  if (stats.values !== undefined) addDistinct(stats, value, weight);
  if (value === '' || (stats.seen > CLOSELY && stats.seen % EVERY !== 0)) return;
  stats.judged++;
  stats.weight += weight;
  const format = formatOf(value);
  if (format !== undefined) bump(stats.formats, format, 1);
  const hit = classifyValue(name, value);
  if (hit === undefined) return;
  bump(stats.classes, hit.class, weight);
  delete stats.values;
}

function addDistinct(stats: TextStats, value: string, weight: number): void {
  const values = stats.values;
  if (values === undefined) return;
  if (value.length > VALUE_CHARS || (values.size >= VALUES && !values.has(value))) delete stats.values;
  else bump(values, value, weight);
}

export function mergeText(into: TextStats, from: TextStats): void {
  into.judged += from.judged;
  into.seen += from.seen;
  into.weight += from.weight;
  into.shortest = Math.min(into.shortest, from.shortest);
  into.longest = Math.max(into.longest, from.longest);
  for (const [format, count] of from.formats) bump(into.formats, format, count);
  for (const [dataClass, count] of from.classes) bump(into.classes, dataClass, count);
  if (from.values === undefined || into.classes.size > 0) delete into.values;
  for (const [value, count] of from.values ?? []) {
    if (into.values === undefined) break;
    bump(into.values, value, count);
    if (into.values.size > VALUES) delete into.values;
  }
}

/** The format that every judged string had. One exception is one too many: a validator would refuse it. */
export function agreedFormat(stats: TextStats): string | undefined {
  for (const [format, count] of stats.formats) if (count === stats.judged) return format;
  return undefined;
}

/** Distinct values when they look like a closed set: each seen several times, short, without spaces in most. */
export function agreedEnum(stats: TextStats): readonly string[] | undefined {
  if (
    stats.values === undefined ||
    stats.values.size < 2 ||
    stats.values.size > 12 ||
    stats.seen < stats.values.size * 6
  )
    return undefined;
  const values = [...stats.values.keys()].toSorted();
  return values.every((value) => /^[\w.:/+-]{1,32}$/.test(value)) ? values : undefined;
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
