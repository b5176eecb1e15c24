import { classifyValue, type Classify } from './data-classes/index.ts';

/** Data classes met at one place: how often, out of how many looks, and how sure each look was. Mergeable. */
export interface ClassStats {
  /** Values looked at, not weighted. */
  looks: number;
  readonly found: Map<string, ClassCount>;
}

export interface ClassCount {
  /** Weighted sightings. */
  count: number;
  /** Looks that found it, and the sum of their confidences. */
  looks: number;
  sure: number;
}

export const newClasses = (): ClassStats => ({ looks: 0, found: new Map() });

/** Looks at one value; true when it is of any class. `namedOnly`: the value alone says too little, as a number does. */
export function lookAt(
  stats: ClassStats,
  name: string,
  value: string,
  weight: number,
  { classify = classifyValue, namedOnly = false }: { classify?: Classify | undefined; namedOnly?: boolean } = {},
): boolean {
  stats.looks++;
  const hit = classify(name, value, namedOnly);
  if (hit === undefined) return false;
  const found = stats.found.get(hit.class);
  if (found === undefined) stats.found.set(hit.class, { count: weight, looks: 1, sure: hit.confidence });
  else {
    found.count += weight;
    found.looks++;
    found.sure += hit.confidence;
  }
  return true;
}

export function mergeClasses(into: ClassStats, from: ClassStats): void {
  into.looks += from.looks;
  for (const [id, { count, looks, sure }] of from.found) {
    const own = into.found.get(id);
    if (own === undefined) into.found.set(id, { count, looks, sure });
    else {
      own.count += count;
      own.looks += looks;
      own.sure += sure;
    }
  }
}

/** Commonest first. */
export const classCounts = (stats: ClassStats | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(sorted(stats).map(([id, { count }]) => [id, count]));

/** 0 to 1 a class: that data of this class stands here. */
export const classConfidence = (stats: ClassStats | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(sorted(stats).map(([id, found]) => [id, confidence(found, stats?.looks ?? found.looks)]));

const sorted = (stats: ClassStats | undefined): readonly (readonly [string, ClassCount])[] =>
  [...(stats?.found ?? [])].toSorted(([a, one], [b, two]) => two.count - one.count || (a < b ? -1 : 1));

/**
 * How sure one look is; more sure when several agree (up to three: values of one place are not independent), less where
 * most values there are something else: check digits and forms are met by chance.
 */
function confidence({ looks, sure }: ClassCount, outOf: number): number {
  const doubt = (1 - sure / looks) / Math.min(looks, 3);
  const share = Math.min(1, (2 * looks) / Math.max(outOf, 1));
  return Math.round((1 - doubt) * (0.5 + share / 2) * 100) / 100;
}
