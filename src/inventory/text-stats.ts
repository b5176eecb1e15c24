import { bump } from './bump.ts';
import { lookAt, type ClassStats } from './class-stats.ts';
import type { Classify } from './data-classes/index.ts';
import { formatOf, isPadded } from './formats.ts';

/**
 * Strings at one place. Raw values are kept only while there are few distinct ones (a possible enumeration), never where a
 * data class was found, and never under a name that tells of a person.
 */
export interface TextStats {
  /** Strings looked at closely; all of the first ones, then a sample. */
  judged: number;
  seen: number;
  readonly formats: Map<string, number>;
  /** Of those that may be Base64, the ones that show it. */
  padded: number;
  /** Value → sightings; undefined once there were too many. */
  values?: Map<string, number>;
  shortest: number;
  longest: number;
}

const VALUES = 24;
const VALUE_CHARS = 40;
const CLOSELY = 48;
const EVERY = 16;
/** Sightings a member of a closed set needs on average, and the largest set. */
const ENOUGH = 6;
const LARGEST_SET = 12;

/** Few people in a recording are not a closed set. */
const OF_PERSON =
  /(?:^|[a-z_-])(?:user|login|owner|assignee|author|creator|editor|reviewer|member|customer|client|contact|person|employee|manager|agent|driver|nick|handle|alias|name|by)$/i;

export const newText = (): TextStats => ({
  judged: 0,
  seen: 0,
  formats: new Map(),
  padded: 0,
  values: new Map(),
  shortest: Infinity,
  longest: 0,
});

/** Whether the next string, or the next number, is looked at closely. `seen` counts those before it. */
export const isCloseLook = (seen: number): boolean => seen < CLOSELY || seen % EVERY === 0;

export function addText(
  stats: TextStats,
  classes: ClassStats,
  name: string,
  value: string,
  weight: number,
  classify?: Classify,
): void {
  const close = isCloseLook(stats.seen);
  stats.seen++;
  if (value.length < stats.shortest) stats.shortest = value.length;
  if (value.length > stats.longest) stats.longest = value.length;
  const isNew = stats.values !== undefined && addDistinct(stats, name, value, weight);
  // A value that is kept was looked at, whatever the sample says.
  if (value === '' || !(close || isNew)) return;
  if (close) {
    stats.judged++;
    const format = formatOf(value);
    if (format !== undefined) bump(stats.formats, format, 1);
    if (format === 'byte' && isPadded(value)) stats.padded++;
  }
  if (lookAt(classes, name, value, weight, { classify })) delete stats.values;
}

/** A file of a form: its content is not text. */
export function addFile(stats: TextStats): void {
  stats.seen++;
  stats.judged++;
  stats.shortest = 0;
  bump(stats.formats, 'binary', 1);
  delete stats.values;
}

/** True when the value was not known before and is kept now. */
function addDistinct(stats: TextStats, name: string, value: string, weight: number): boolean {
  const values = stats.values;
  if (values === undefined) return false;
  const known = values.has(value);
  if (!known && (value.length > VALUE_CHARS || values.size >= VALUES || OF_PERSON.test(name))) {
    delete stats.values;
    return false;
  }
  bump(values, value, weight);
  return !known;
}

export function mergeText(into: TextStats, from: TextStats): void {
  into.judged += from.judged;
  into.seen += from.seen;
  into.padded += from.padded;
  into.shortest = Math.min(into.shortest, from.shortest);
  into.longest = Math.max(into.longest, from.longest);
  for (const [format, count] of from.formats) bump(into.formats, format, count);
  if (from.values === undefined) delete into.values;
  for (const [value, count] of from.values ?? []) {
    if (into.values === undefined) break;
    bump(into.values, value, count);
    if (into.values.size > VALUES) delete into.values;
  }
}

/** The format that every judged string had. One exception is one too many: a validator would refuse it. */
export function agreedFormat(stats: TextStats): string | undefined {
  for (const [format, count] of stats.formats) {
    if (count !== stats.judged) continue;
    // Words and hexadecimal are Base64 by their letters; a third of real Base64 shows it by padding or sign.
    if (format !== 'byte' || (stats.judged >= 3 && stats.padded * 3 >= stats.judged)) return format;
  }
  return undefined;
}

/** Distinct values when they look like a closed set: few, short, each seen again and again, nearly none seen just once. */
export function agreedEnum({ values, seen }: TextStats): readonly string[] | undefined {
  if (values === undefined || values.size < 2 || values.size > LARGEST_SET || seen < values.size * ENOUGH)
    return undefined;
  const once = [...values.values()].filter((count) => count < 2).length;
  if (once * 4 > values.size) return undefined;
  const sorted = [...values.keys()].toSorted();
  return sorted.every((value) => /^[\w.:/+-]{1,32}$/.test(value)) ? sorted : undefined;
}
