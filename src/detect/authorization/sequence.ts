/** How much of a set of numbers is a walk: `share` of neighbours (in order of size) that lie exactly `step` apart. */
export interface Sequence {
  readonly distinct: number;
  readonly step: number;
  readonly share: number;
}

/**
 * Finds the commonest distance between neighbours. The order of arrival does not matter: a shuffled walk is a walk.
 * Numbers picked at random from a range have the share that they cover of it, so only dense walks come near 1.
 */
export function findSequence(ordinals: readonly number[]): Sequence {
  const sorted = [...new Set(ordinals)].sort((a, b) => a - b);
  const counts = new Map<number, number>();
  for (let index = 1; index < sorted.length; index++) {
    const step = (sorted[index] ?? 0) - (sorted[index - 1] ?? 0);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let step = 0;
  let most = 0;
  for (const [distance, count] of counts) if (count > most) [step, most] = [distance, count];
  return { distinct: sorted.length, step, share: sorted.length < 2 ? 0 : most / (sorted.length - 1) };
}
