import { LRUCache } from 'lru-cache';
import { isPseudonym, lengthOfPart, readPseudonym } from './pseudonym.ts';
import { isSmallNumber, isVersion } from './shape.ts';
import { VOCABULARY } from './vocabulary.ts';

/**
 * How a segment without a strong type is written. From `version` (surely a route) to `code` and `handle` (rarely one).
 */
export const WORD_FORMS = [
  'version',
  'small-number',
  'encoded',
  'code',
  'handle',
  'numbered-slug',
  'camel-case',
  'long-slug',
  'two-words',
  'plural',
  'word',
  'other',
] as const;
export type WordForm = (typeof WORD_FORMS)[number];

export const isWordForm = (type: string): boolean => WORD_FORMS.some((form) => form === type);

export interface Word {
  readonly form: WordForm;
  /** Share of its letters that stand in words of the API vocabulary, 0 to 1. */
  readonly known: number;
  /** Parts it was cut into, lower case. */
  readonly parts: readonly string[];
  /** File extension with its dot, '' without. */
  readonly extension: string;
}

const EXTENSIONS =
  /\.(json|xml|csv|yaml|yml|txt|html?|pdf|xlsx?|zip|gz|png|jpe?g|gif|svg|webp|ico|js|mjs|css|map|woff2?|ttf|php|aspx?|jsp|action|do|kml|geojson|rss|atom|ics|mp[34]|md|wsdl|bak|sql|env|log|ya?ml|conf|ini|sh|cgi)$/i;

/** The same words are read again with every judgement of a host. */
const remembered = new LRUCache<string, Word>({ max: 20_000 });

/** Describes a decoded segment. */
export function readWord(segment: string): Word {
  const known = remembered.get(segment);
  if (known !== undefined) return known;
  const word = isPseudonym(segment) ? hiddenWord(segment) : describeWord(segment);
  remembered.set(segment, word);
  return word;
}

function hiddenWord(pseudonym: string): Word {
  const { form, known, parts, extension } = readPseudonym(pseudonym);
  return { form: WORD_FORMS.find((one) => one === form) ?? 'other', known, parts, extension };
}

function describeWord(segment: string): Word {
  const extension = EXTENSIONS.exec(segment)?.[0] ?? '';
  const stem = extension === '' ? segment : segment.slice(0, -extension.length);
  const parts = splitWords(stem);
  let letters = 0;
  let knownLetters = 0;
  for (const part of parts) {
    letters += part.length;
    if (isKnown(part)) knownLetters += part.length;
  }
  const known = letters === 0 ? 0 : knownLetters / letters;
  return { form: formOf(stem, parts), known, parts, extension: extension.toLowerCase() };
}

/** Cuts at `-`, `_`, `.`, spaces and case changes; digits stay apart. */
export function splitWords(stem: string): string[] {
  return stem
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((part) => part !== '');
}

/** A part in the singular, as far as an `s` tells. */
export const singularPart = (part: string): string =>
  part.length > 3 && part.endsWith('s') ? part.slice(0, -1) : part;

/** Share of the letters that stand in parts of some kind; numbers and single letters tell nothing. */
export function shareOfParts(parts: readonly string[], isOfKind: (part: string) => boolean): number {
  let letters = 0;
  let found = 0;
  for (const part of parts) {
    if (part.length < 2 || /^\d+$/.test(part)) continue;
    letters += lengthOfPart(part);
    if (isOfKind(part)) found += lengthOfPart(part);
  }
  return letters === 0 ? 0 : found / letters;
}

const ENDINGS = ['es', 'ed', 'd', 'ing', 'er', 'or', 'al', 'ly', 'able', 'ness', 'ment', 'ance', 'ity', 'ation'];
const BEGINNINGS = ['un', 're', 'non', 'dis', 'in', 'pre', 'sub', 'auto', 'multi', 'de', 'co', 'inter'];

/** Known in itself, without an English beginning or ending, or as two known words written together. */
function isKnown(part: string): boolean {
  if (isKnownStem(part)) return true;
  for (const beginning of BEGINNINGS) {
    if (part.length > beginning.length + 3 && part.startsWith(beginning) && isKnownStem(part.slice(beginning.length)))
      return true;
  }
  for (let cut = 3; cut <= part.length - 4; cut++)
    if (VOCABULARY.has(part.slice(0, cut)) && isKnownStem(part.slice(cut))) return true;
  return false;
}

function isKnownStem(part: string): boolean {
  return isKnownSingular(part) || (part.length > 3 && /[^s]s$/.test(part) && isKnownSingular(part.slice(0, -1)));
}

function isKnownSingular(part: string): boolean {
  if (VOCABULARY.has(part)) return true;
  if (part.endsWith('ies') && VOCABULARY.has(`${part.slice(0, -3)}y`)) return true;
  for (const ending of ENDINGS) {
    if (part.length <= ending.length + 2 || !part.endsWith(ending)) continue;
    const stem = part.slice(0, -ending.length);
    if (VOCABULARY.has(stem) || (stem.length >= 4 && VOCABULARY.has(`${stem}e`))) return true;
  }
  return false;
}

function formOf(stem: string, parts: readonly string[]): WordForm {
  if (isVersion(stem)) return 'version';
  if (isSmallNumber(stem)) return 'small-number';
  if (/[^\x21-\x7e]|[@!$&'()*=<>"]/.test(stem)) return 'encoded';
  if (/^[A-Z]{2,6}([-_]?\d{1,8})?$/.test(stem) || (/^[A-Z\d]+([-_][A-Z\d]+)*$/.test(stem) && /\d/.test(stem)))
    return 'code';
  const last = parts.at(-1) ?? '';
  if (/^[a-z]+([._-][a-z]+)?\d{2,}$/i.test(stem) || /^[a-z]+\.[a-z]+\d*$/.test(stem)) return 'handle';
  if (parts.length >= 2 && /^\d+$/.test(last)) return 'numbered-slug';
  if (/[a-z][A-Z]/.test(stem)) return 'camel-case';
  if (parts.length >= 3) return 'long-slug';
  if (parts.length === 2) return 'two-words';
  if (/[^siu]s$/.test(stem)) return 'plural';
  return /^[a-z]+$/i.test(stem) ? 'word' : 'other';
}
