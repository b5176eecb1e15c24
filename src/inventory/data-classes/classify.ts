import { LRUCache } from 'lru-cache';
import type { DataClass } from './define.ts';
import { namesOf } from './name-words.ts';
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
  /\b(?:build|version|firmware|release|order|tracking|shipment|part|model|article|catalog(?:ue)?|range|interval|pattern|format|sku|asin|ean|isbn|upc|gtin|invoice|ref|reference|receipt|ticket|batch|lot|timestamp|time|epoch|etag|sha\d*|md5|hash|checksum|digest|trace|span|request|correlation|transaction|commit|revision|cursor|color|colour|price|size)\b/;

/** What a field's name says, worked out once. */
interface NameFacts {
  readonly named: readonly DataClass[];
  readonly code: boolean;
}

/**
 * The most likely class of a value under a name, or undefined. `name` is the last part of the field's place
 * (`dateOfBirth`); '' when unknown. `namedOnly`: only classes that the name speaks of.
 */
export type Classify = (name: string, value: string, namedOnly?: boolean) => DataClassHit | undefined;

/** Nothing that is recognised under any name is shorter; only long tokens can be without a digit or one of these characters. */
const SHORTEST = 7;
const TELLING = /[\d@:-]/;

/** A classifier of the given classes; of equal confidence the first wins. */
export function createClassifier(classes: readonly DataClass[]): Classify {
  const names = new LRUCache<string, NameFacts>({ max: 4_096 });
  const everywhere = classes.filter(({ anywhere }) => anywhere !== undefined);
  const short = everywhere.filter((dataClass) => dataClass.short === true);
  const factsOf = (name: string): NameFacts => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const forms = namesOf(name);
    const facts: NameFacts = {
      named: classes.filter(({ names: asked = [] }) =>
        [asked].flat().some((one) => forms.some((form) => one.test(form))),
      ),
      code: forms.some((form) => CODE_NAME.test(form)),
    };
    names.set(name, facts);
    return facts;
  };
  return (name, value, namedOnly = false) => {
    if (value.length < 2) return undefined;
    const text = (value.length > CHARS ? value.slice(0, CHARS) : value).trim();
    const facts = factsOf(name);
    let best: DataClassHit | undefined;
    for (const dataClass of facts.named) best = better(best, dataClass, dataClass.named?.(text) ?? 0);
    // What stands under its own name is decided; under another name a value must speak for itself.
    if (namedOnly || (best !== undefined && best.confidence >= 0.95)) return best;
    const isPlain = text.length < SHORTEST || (text.length < 20 && !TELLING.test(text));
    for (const dataClass of isPlain ? short : everywhere) {
      if (!(facts.code && dataClass.ambiguous === true))
        best = better(best, dataClass, dataClass.anywhere?.(text) ?? 0);
    }
    return best;
  };
}

/** The built-in classes. */
export const classifyValue = createClassifier(DATA_CLASSES);

const better = (best: DataClassHit | undefined, { id }: DataClass, confidence: number): DataClassHit | undefined =>
  confidence > (best?.confidence ?? 0) ? { class: id, confidence } : best;
