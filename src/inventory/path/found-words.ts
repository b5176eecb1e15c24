import { bump } from '../bump.ts';
import type { Evidence } from './evidence.ts';
import type { Judgement } from './judge.ts';
import { decodeSegment } from './segments.ts';
import { readWord, shareOfParts, singularPart } from './word-form.ts';

/** What one pass over a host was sure of, as evidence for the next: the host's own vocabulary of routes and of values. */
export interface FoundWords {
  add(segment: string, judgement: Judgement): void;
  /** What the word and its parts are at other places than the one that judges it with `logOdds`. */
  elsewhere(segment: string, parts: readonly string[], logOdds: number): Evidence;
}

/** Surely enough to be told to other places of the host. */
const SURE = 1;

export function createFoundWords(hashOf: (text: string) => number): FoundWords {
  const values = new Map<number, number>();
  const routes = new Map<number, number>();
  const valueParts = new Map<number, number>();
  const routeParts = new Map<number, number>();
  const hashOfPart = (part: string): number => hashOf(singularPart(part));
  return {
    add(segment, { logOdds }) {
      if (Math.abs(logOdds) <= SURE) return;
      const decoded = decodeSegment(segment);
      bump(logOdds > 0 ? values : routes, hashOf(decoded));
      for (const part of new Set(readWord(decoded).parts.map(hashOfPart)))
        bump(logOdds > 0 ? valueParts : routeParts, part);
    },
    elsewhere(segment, parts, logOdds) {
      const hash = hashOf(decodeSegment(segment));
      // What this place itself was sure of must not confirm it.
      const ownValue = logOdds > SURE ? 1 : 0;
      const ownRoute = logOdds < -SURE ? 1 : 0;
      return {
        'value-elsewhere': (values.get(hash) ?? 0) > ownValue ? 1 : 0,
        'route-elsewhere': (routes.get(hash) ?? 0) > ownRoute ? 1 : 0,
        'value-parts-elsewhere': shareOfParts(parts, (part) => (valueParts.get(hashOfPart(part)) ?? 0) > ownValue),
        'route-parts-elsewhere': shareOfParts(parts, (part) => (routeParts.get(hashOfPart(part)) ?? 0) > ownRoute),
      };
    },
  };
}
