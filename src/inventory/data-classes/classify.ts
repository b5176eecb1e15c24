import { LRUCache } from 'lru-cache';
import type { DataClass } from './define.ts';
import { DATA_CLASSES } from './registry.ts';

/** A data class found in a value. */
export interface DataClassHit {
  readonly class: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Longer values are judged by their beginning; a private key shows there. */
const CHARS = 4_096;

/** Names of things that are numbered and stamped like sensitive data but are none. */
const CODE_NAME =
  /\b(?:build|version|firmware|release|order|tracking|shipment|part|sku|asin|ean|isbn|upc|gtin|invoice|ref|reference|receipt|ticket|batch|lot|timestamp|time|epoch|etag|sha\d*|md5|hash|checksum|digest|trace|span|request|correlation|transaction|commit|revision|cursor|color|colour|price|size)\b/;

/** What a field's name says, worked out once. */
interface NameFacts {
  readonly named: readonly DataClass[];
  readonly code: boolean;
}
const names = new LRUCache<string, NameFacts>({ max: 4_096 });

/**
 * The most likely class of a value under a name, or undefined. `name` is the last part of the field's place
 * (`dateOfBirth`); '' when unknown.
 */
export function classifyValue(name: string, value: string): DataClassHit | undefined {
  if (value.length < 2) return undefined;
  const text = (value.length > CHARS ? value.slice(0, CHARS) : value).trim();
  const facts = factsOf(name);
  let best: DataClassHit | undefined;
  for (const dataClass of facts.named) best = better(best, dataClass, dataClass.named?.(text) ?? 0);
  // What stands under its own name is decided; under another name a value must speak for itself.
  if (best !== undefined && best.confidence >= 0.95) return best;
  if (text.length < SHORTEST || (text.length < 20 && !TELLING.test(text))) return best;
  for (const dataClass of ANYWHERE) {
    if (!(facts.code && dataClass.ambiguous === true)) best = better(best, dataClass, dataClass.anywhere?.(text) ?? 0);
  }
  return best;
}

/** Nothing that is recognised under any name is shorter; only long tokens can be without a digit or one of these characters. */
const SHORTEST = 7;
const TELLING = /[\d@:-]/;

const ANYWHERE = DATA_CLASSES.filter(({ anywhere }) => anywhere !== undefined);

const better = (best: DataClassHit | undefined, { id }: DataClass, confidence: number): DataClassHit | undefined =>
  confidence > (best?.confidence ?? 0) ? { class: id, confidence } : best;

function factsOf(name: string): NameFacts {
  const known = names.get(name);
  if (known !== undefined) return known;
  const words = wordsOf(name);
  const facts: NameFacts = {
    named: DATA_CLASSES.filter(({ names: expression }) => expression?.test(words) ?? false),
    code: CODE_NAME.test(words),
  };
  names.set(name, facts);
  return facts;
}

/** `dateOfBirth`, `date_of_birth` and `date-of-birth` are `date of birth`. */
const wordsOf = (name: string): string =>
  name
    .slice(0, 128)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .trim()
    .toLowerCase();
