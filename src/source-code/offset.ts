import type { OtherRoute } from './compare.ts';
import type { DeclaredRoute } from './declared-route.ts';

/** How the addresses of one side differ from those in the code. */
export interface Offset {
  readonly side: 'called' | 'documented';
  readonly from: string;
  /** '' where they are the same. */
  readonly prefix: string;
  /** `added`: before what is written; `removed`: what is written begins with it, the other side does not. */
  readonly direction: 'added' | 'removed';
  /** Written routes that are found with it, and without any. */
  readonly evidence: number;
  readonly without: number;
  /** An address of the other side as the code would write it; undefined where it does not begin so. */
  readonly apply: (template: string) => string | undefined;
}

export const NO_OFFSET: Pick<Offset, 'apply'> = { apply: (template) => template };

/** Base paths have a few segments at most. */
const LONGEST_PREFIX = 6;
/** One route that fits may be chance. */
const LEAST_EVIDENCE = 2;

const split = (template: string): readonly string[] => template.split('/').filter((segment) => segment !== '');
const shapeOf = (segments: readonly string[]): string =>
  segments.map((one) => one.replaceAll(/\{[^{}]*\}/g, '{}')).join('/');

/** The base path that most routes agree on, if more agree on one than on none; of equals the longest. */
export function offsetOf(
  written: readonly DeclaredRoute[],
  others: readonly OtherRoute[],
  from: string,
  side: Offset['side'],
): Offset {
  const code = new Set(written.map(({ template }) => shapeOf(split(template))));
  const there = new Set(others.map(({ template }) => shapeOf(split(template))));
  const added = votes(
    others.map(({ template }) => split(template)),
    code,
  );
  const removed = votes(
    written.map(({ template }) => split(template)),
    there,
  );
  const without = added.get('')?.size ?? 0;
  const [prefix, direction, evidence] = best(added, removed, without);
  const apply =
    direction === 'removed'
      ? (template: string): string => prefix + template
      : (template: string): string | undefined =>
          template === prefix || template.startsWith(`${prefix}/`) ? template.slice(prefix.length) || '/' : undefined;
  return { side, from, prefix, direction, evidence, without, apply };
}

/** Prefix → the routes that remain behind it and stand on the other side as they are. */
function votes(
  templates: readonly (readonly string[])[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const segments of templates) {
    for (let cut = 0; cut <= Math.min(LONGEST_PREFIX, segments.length - 1); cut++) {
      if (cut > 0 && segments[cut - 1]?.includes('{') === true) break;
      const rest = segments.slice(cut);
      const key = shapeOf(rest);
      // Without a literal part anything would agree.
      if (!known.has(key) || rest.every((one) => one.includes('{'))) continue;
      const prefix = segments
        .slice(0, cut)
        .map((one) => `/${one}`)
        .join('');
      const agreeing = found.get(prefix) ?? new Set<string>();
      found.set(prefix, agreeing.add(key));
    }
  }
  return found;
}

type Votes = ReadonlyMap<string, ReadonlySet<string>>;

function best(added: Votes, removed: Votes, without: number): readonly [string, Offset['direction'], number] {
  let winner: readonly [string, Offset['direction'], number] = ['', 'added', without];
  for (const [direction, found] of [
    ['added', added],
    ['removed', removed],
  ] as const) {
    for (const [prefix, { size }] of found) {
      if (prefix === '' || size < LEAST_EVIDENCE || size <= without) continue;
      const [other, , most] = winner;
      if (size > most || (size === most && prefix.length > other.length)) winner = [prefix, direction, size];
    }
  }
  return winner;
}
