import { bump } from '../bump.ts';
import { hash32 } from '../../lib/text/hash.ts';
import { LIMITS } from '../../model/index.ts';
import { maskValue } from './mask-value.ts';
import { hashOfPseudonym, isPseudonym } from './pseudonym.ts';

/** Values seen at a parameter, as hashes: how many, of which types, and whether one was seen before. */
export interface ValueSketch {
  readonly seen: Set<number>;
  /** True when there were more values than are remembered. */
  full: boolean;
  readonly types: Map<string, number>;
  readonly suffixes: Map<string, number>;
  /** Masked, the first few. */
  readonly examples: string[];
}

const EXAMPLES = 4;

export const newSketch = (): ValueSketch => ({
  seen: new Set(),
  full: false,
  types: new Map(),
  suffixes: new Map(),
  examples: [],
});

/** Of a pseudonym, that of the word it stands for. 30 bits, so that V8 keeps it in the slot itself. */
export const valueHash = (value: string, seed: number): number =>
  isPseudonym(value) ? hashOfPseudonym(value) : hash32(value, seed) >>> 2;

export function addToSketch(
  sketch: ValueSketch,
  value: string,
  type: string,
  suffix: string,
  weight: number,
  seed: number,
): void {
  bump(sketch.types, type, weight);
  bump(sketch.suffixes, suffix, weight);
  const hash = valueHash(value, seed);
  if (sketch.seen.has(hash)) return;
  if (sketch.seen.size >= LIMITS.segmentValues) {
    sketch.full = true;
    return;
  }
  sketch.seen.add(hash);
  if (sketch.examples.length < EXAMPLES) sketch.examples.push(maskValue(value));
}

export function mergeSketch(into: ValueSketch, from: ValueSketch): void {
  for (const [type, count] of from.types) bump(into.types, type, count);
  for (const [suffix, count] of from.suffixes) bump(into.suffixes, suffix, count);
  for (const example of from.examples) if (into.examples.length < EXAMPLES) into.examples.push(example);
  into.full ||= from.full;
  for (const hash of from.seen) {
    if (into.seen.size >= LIMITS.segmentValues) {
      into.full = true;
      return;
    }
    into.seen.add(hash);
  }
}
