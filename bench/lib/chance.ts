/** Seeded chance: the same seed gives the same run on every machine. */
export interface Chance {
  /** 0 to below 1. */
  next(): number;
  /** Whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** True with this probability. */
  odds(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** So many different ones, in random order; fewer when the list is shorter. */
  some<T>(list: readonly T[], count: number): T[];
  /** Whole number from 1 to `most`, small ones likelier: evenly spread by order of magnitude. */
  upTo(most: number): number;
}

/** Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    odds: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    some(list, count) {
      const rest = [...list];
      return Array.from(
        { length: Math.min(count, rest.length) },
        () => rest.splice(below(rest.length), 1)[0] as (typeof list)[number],
      );
    },
    upTo: (most) => Math.min(most, Math.max(1, Math.round(most ** next()))),
  };
}
