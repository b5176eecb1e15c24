import { LIMITS } from '../model/index.ts';
import type { KnownWords } from './path/templates.ts';
import { isPseudonym } from './path/pseudonym.ts';
import { valueHash } from './path/value-sketch.ts';
import { singularPart, splitWords } from './path/word-form.ts';

/**
 * What bodies of one host tell of words in its paths: which stand as values there and which as names of fields, whole and in
 * parts. All are kept as keyed hashes: equality is all that is asked.
 */
export interface BodyWords extends KnownWords {
  addValue(value: string): void;
  addKey(name: string): void;
  /** JSON-ready; `load` of it gives the same. */
  save(): SavedBodyWords;
  load(saved: SavedBodyWords): void;
}

/** Hashes. */
export interface SavedBodyWords {
  readonly values: readonly number[];
  readonly valueParts: readonly number[];
  readonly keys: readonly number[];
  readonly keyParts: readonly number[];
}

const KEYS = 5_000;
const KEY_CHARS = 64;
/** Written like something that may stand in a path: prose, numbers and tokens have no parts worth knowing. */
const PATH_LIKE = /^[a-z][a-z\d]*(?:[-_.][a-z\d]+)*$/;
const PATH_LIKE_CHARS = 40;

export function createBodyWords(seed: number): BodyWords {
  const values = new Set<number>();
  const valueParts = new Set<number>();
  const keys = new Set<number>();
  const keyParts = new Set<number>();
  const hashOf = (text: string): number => valueHash(text, seed);
  const hashOfPart = (part: string): number => hashOf(singularPart(part));
  return {
    hashOf,
    isValue: (word) => values.has(hashOf(word)),
    isKey: (word) => keys.has(hashOf(word)),
    isValuePart: (part) => valueParts.has(hashOfPart(part)),
    isKeyPart: (part) => keyParts.has(hashOfPart(part)),
    addKey(name) {
      if (keys.size >= KEYS || name.length > KEY_CHARS || isPseudonym(name)) return;
      const before = keys.size;
      keys.add(hashOf(name));
      if (keys.size > before) for (const part of splitWords(name)) keyParts.add(hashOfPart(part));
    },
    addValue(value) {
      if (values.size >= LIMITS.bodyWordsPerHost || value.includes(' ') || isPseudonym(value)) return;
      const before = values.size;
      values.add(hashOf(value));
      if (values.size === before || value.length > PATH_LIKE_CHARS || !PATH_LIKE.test(value)) return;
      for (const part of splitWords(value)) valueParts.add(hashOfPart(part));
    },
    save: () => ({
      values: [...values],
      valueParts: [...valueParts],
      keys: [...keys],
      keyParts: [...keyParts],
    }),
    load(saved) {
      for (const hash of saved.values) values.add(hash);
      for (const hash of saved.valueParts) valueParts.add(hash);
      for (const hash of saved.keys) keys.add(hash);
      for (const hash of saved.keyParts) keyParts.add(hash);
    },
  };
}
