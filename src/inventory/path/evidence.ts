import { agreement, likeness, shared, sharedBelow } from './likeness.ts';
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
  /** Share of its letters in parts that field names, or values in bodies, of this host are made of. */
  readonly keyParts: number;
  readonly valueParts: number;
}

/** The siblings a word is compared with: those believed to be values so far, and the strong values of the place. */
export interface Company {
  readonly members: ReadonlySet<Candidate>;
  /** Members spread evenly over all, for what is compared one by one. */
  readonly sample: readonly Candidate[];
  readonly pool: Profile | undefined;
  readonly pooled: Pooled;
  /** What one word of the host is sighted on average. */
  readonly usual: number;
  /** Sightings of the members together. */
  readonly live: number;
  /** In how many of them, the pool included, a token stands. */
  readonly fields: ReadonlyMap<string, number>;
  readonly next: ReadonlyMap<string, number>;
  /** How many are written in each form. */
  readonly forms: ReadonlyMap<string, number>;
}

/** How many distinct values of the pool have a form of their own, and how many are words that were merged into it. */
export interface Pooled {
  readonly ids: number;
  readonly words: number;
}

/** Siblings one word is compared with one by one: the cost of a judgement stays linear. */
const SAMPLE = 24;

export function companyOf(
  members: readonly Candidate[],
  pool: Profile | undefined,
  pooled: Pooled,
  usual: number,
): Company {
  const profiles = members.map((member) => member.profile);
  const all = pool === undefined ? profiles : [...profiles, pool];
  const step = Math.max(1, members.length / SAMPLE);
  return {
    members: new Set(members),
    sample: members.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)),
    pool,
    pooled,
    usual,
    live: profiles.reduce((sum, profile) => sum + profile.live, 0),
    fields: tally(all.map((profile) => profile.fields)),
    next: tally(all.map((profile) => profile.next)),
    forms: tally(members.map(({ word }) => [word.form])),
  };
}

function tally(sets: readonly Iterable<string>[]): ReadonlyMap<string, number> {
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
  const evidence: Record<string, number> = {
    base: 1,
    [`form:${candidate.word.form}`]: 1,
    known: candidate.word.known,
    [`parent:${parent}`]: 1,
    'key-parts': candidate.keyParts,
    'value-parts': candidate.valueParts,
  };
  if (candidate.inValues) evidence['in-values'] = 1;
  if (candidate.inKeys) evidence['in-keys'] = 1;
  lookAtItself(evidence, candidate.profile);
  lookAtSiblings(evidence, candidate, company);
  return evidence;
}

function lookAtItself(evidence: Record<string, number>, { methods, next, leadsToIds }: Profile): void {
  if (leadsToIds) evidence['leads-to-ids'] = 1;
  if (methods.size === 0) return;
  if (!methods.has('GET')) evidence['only-writes'] = 1;
  if (next.size === methods.size) evidence['ends-here'] = 1;
  evidence['many-methods'] = Math.min(3, methods.size - 1);
}

function lookAtSiblings(evidence: Record<string, number>, candidate: Candidate, company: Company): void {
  const { word, profile } = candidate;
  const own = company.members.has(candidate) ? 1 : 0;
  const peers = company.members.size - own;
  const { pool, pooled } = company;
  evidence['peers'] = Math.min(3, Math.log2(1 + peers + pooled.words));
  if (peers + pooled.words > 0) {
    const merged = pool === undefined ? 0 : (pool.live * pooled.words) / Math.max(1, pooled.words + pooled.ids);
    const mean = (company.live + merged + (own === 1 ? 0 : profile.live)) / (1 + peers + pooled.words);
    evidence['crowd'] = Math.max(-1.5, Math.min(1.5, Math.log2(company.usual / mean) / 2));
  }
  if (peers > 0) {
    evidence['same-form'] = ((company.forms.get(word.form) ?? 0) - own) / peers - 0.5;
    const others = company.sample.filter((other) => other !== candidate);
    const sum = agreement(
      profile,
      others.map((other) => other.profile),
    );
    evidence['alike'] = Math.min(3, Math.log2(1 + (others.length === 0 ? 0 : (sum * peers) / others.length)));
    evidence['same-below'] = sharedBelow(profile.next, company.next, own, peers);
  } else if (pool === undefined) evidence['alone'] = Math.min(4, Math.log2(1 + profile.live));
  if (peers === 0 && pool === undefined) return;
  const fields = shared(profile.fields, company.fields, own);
  if (fields !== undefined) evidence['same-fields'] = fields - 0.5;
  if (pool === undefined) return;
  evidence['beside-ids'] = Math.min(4, Math.log2(1 + pooled.ids));
  const like = likeness(profile, pool);
  if (like !== undefined) evidence['like-ids'] = like - 0.5;
}
