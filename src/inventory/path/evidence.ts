import type { Profile } from './profile.ts';
import type { Word } from './word-form.ts';

/** What a place is, as far as its children are concerned. */
export type ParentKind = 'start' | 'version' | 'collection' | 'route' | 'parameter';

/** One word at one place. */
export interface Candidate {
  readonly segment: string;
  readonly word: Word;
  readonly profile: Profile;
  /** Whether the word stands as a value, or as a name, in bodies of this host. */
  readonly inValues: boolean;
  readonly inKeys: boolean;
}

/** The siblings a word is compared with: those believed to be values so far, and the strong values of the place. */
export interface Company {
  readonly members: ReadonlySet<Candidate>;
  readonly pool: Profile | undefined;
  /** Sightings of the members together. */
  readonly live: number;
  /** In how many of them, the pool included, a token stands. */
  readonly fields: ReadonlyMap<string, number>;
  readonly next: ReadonlyMap<string, number>;
  /** How many answer themselves, rather than only continue. */
  readonly answering: number;
}

export function companyOf(members: readonly Candidate[], pool: Profile | undefined): Company {
  const profiles = members.map((member) => member.profile);
  const all = pool === undefined ? profiles : [...profiles, pool];
  return {
    members: new Set(members),
    pool,
    live: profiles.reduce((sum, profile) => sum + profile.live, 0),
    fields: tally(all.map((profile) => profile.fields)),
    next: tally(all.map((profile) => profile.next)),
    answering: all.filter((profile) => profile.methods.size > 0).length,
  };
}

function tally(sets: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) for (const token of set) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Named evidence, each with a strength; names are the keys of `WEIGHTS`. */
export type Evidence = Readonly<Record<string, number>>;

/**
 * Judges positions across rows: all that stands below a word is compared with all that stands below its siblings, so
 * several rare parameters in one path still show.
 */
export function evidenceFor(candidate: Candidate, parent: ParentKind, company: Company): Evidence {
  const { word, profile } = candidate;
  const evidence: Record<string, number> = {
    base: 1,
    [`form:${word.form}`]: 1,
    known: word.known,
    [`parent:${parent}`]: 1,
  };
  if (word.known >= 0.99) evidence['all-known'] = 1;
  if (candidate.inValues) evidence['in-values'] = 1;
  if (candidate.inKeys) evidence['in-keys'] = 1;
  const own = company.members.has(candidate) ? 1 : 0;
  const peers = company.members.size - own;
  evidence['peers'] = Math.min(3, Math.log2(1 + peers));
  if (peers > 0) {
    const mean = (company.live + (own === 1 ? 0 : profile.live)) / (1 + peers);
    evidence['crowd'] = Math.max(-1.5, Math.min(1.5, Math.log2(4 / mean) / 2));
  }
  if (peers > 0 || company.pool !== undefined) compare(evidence, profile, company, own, peers);
  return evidence;
}

/** How much of what stands at and below the word stands at its siblings, or the strong values, too. */
function compare(
  evidence: Record<string, number>,
  profile: Profile,
  company: Company,
  own: number,
  peers: number,
): void {
  const fields = shared(profile.fields, company.fields, own);
  const next = shared(profile.next, company.next, own);
  if (fields !== undefined) evidence['same-fields'] = fields - 0.5;
  if (next !== undefined) evidence['same-next'] = next - 0.5;
  if (peers > 0) evidence['same-below'] = sharedBelow(profile.next, company.next, own, peers);
  if (profile.methods.size === 0) evidence['only-continues'] = company.answering === 0 ? 1 : -1;
}

/** Routes by chance below two words are few; from so many on the words stand for the same kind of thing. */
const ROUTES = 5;
/** From so many siblings on, a route must stand below two of them. */
const CROWD = 4;

/** Share of the routes below the word that stand below the others, less for few routes. */
function sharedBelow(
  tokens: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  own: number,
  peers: number,
): number {
  const least = own + (peers >= CROWD ? 2 : 1);
  let routes = 0;
  let found = 0;
  for (const token of tokens) {
    if (!token.includes('/') || token.endsWith('/{}')) continue;
    routes++;
    if ((counts.get(token) ?? 0) >= least) found++;
  }
  return found === 0 ? 0 : (found / routes) * Math.min(1, found / ROUTES + (peers >= CROWD ? 0.4 : 0));
}

/** Share of the tokens that at least one of the others has. */
function shared(tokens: ReadonlySet<string>, counts: ReadonlyMap<string, number>, own: number): number | undefined {
  if (tokens.size === 0) return undefined;
  let found = 0;
  for (const token of tokens) if ((counts.get(token) ?? 0) > own) found++;
  return found / tokens.size;
}
