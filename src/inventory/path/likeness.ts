import type { Profile } from './profile.ts';

/**
 * How much two places answer alike: of the names that both can be compared by (fields of the same method and part, statuses,
 * content types), the share that both have. Undefined where there is nothing to compare. 0 to 1.
 */
export function likeness(a: Profile, b: Profile): number | undefined {
  let both = 0;
  let either = 0;
  for (const [part, names] of a.answers) {
    const others = b.answers.get(part);
    if (others === undefined) continue;
    for (const name of names) if (others.has(name)) both++;
    either += Math.min(names.size, others.size);
  }
  return either === 0 ? undefined : both / either;
}

/** Sum of agreement beyond one half with some siblings, each from 0 to 1. */
export function agreement(profile: Profile, siblings: Iterable<Profile>): number {
  let sum = 0;
  for (const sibling of siblings) sum += Math.max(0, ((likeness(profile, sibling) ?? 0) - 0.5) * 2);
  return sum;
}

/** Routes by chance below two words are few; from so many on the words stand for the same kind of thing. */
const ROUTES = 5;
/** From so many siblings on, a route must stand below two of them. */
const CROWD = 4;

/**
 * Share of the routes below a word that stand below the others too, at the distance where it is largest (values of a further
 * parameter may stand between), less for few routes. `counts` tells below how many siblings, itself included if `own` is 1,
 * a route stands.
 */
export function sharedBelow(
  tokens: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  own: number,
  peers: number,
): number {
  const least = own + (peers >= CROWD ? 2 : 1);
  const routes = new Map<string, number>();
  const found = new Map<string, number>();
  for (const token of tokens) {
    if (!token.includes('/') || token.endsWith('/{}')) continue;
    const distance = token.charAt(0);
    routes.set(distance, (routes.get(distance) ?? 0) + 1);
    if ((counts.get(token) ?? 0) >= least) found.set(distance, (found.get(distance) ?? 0) + 1);
  }
  let share = 0;
  let all = 0;
  for (const [distance, count] of found) {
    share = Math.max(share, count / (routes.get(distance) ?? count));
    all += count;
  }
  return share * Math.min(1, all / ROUTES + (peers >= CROWD ? 0.4 : 0));
}

/** Share of the tokens that at least one of the others has. */
export function shared(
  tokens: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  own: number,
): number | undefined {
  if (tokens.size === 0) return undefined;
  let found = 0;
  for (const token of tokens) if ((counts.get(token) ?? 0) > own) found++;
  return found / tokens.size;
}
