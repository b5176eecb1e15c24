import type { Chance } from './chance.ts';
import { NAMES, SURNAMES } from './lexicons.ts';

/** Kinds of path parameters. The first are words that only their company gives away, the others have a form of their own. */
export const WORD_KINDS = ['user', 'slug', 'word', 'code', 'state'] as const;
export const FORM_KINDS = ['integer', 'uuid', 'prefixed', 'hex', 'token', 'date', 'locale', 'float'] as const;
export type ValueKind = (typeof WORD_KINDS)[number] | (typeof FORM_KINDS)[number];

/** A word nobody has heard of, two to four syllables. */
export function inventWord(chance: Chance): string {
  const onsets = [
    'b',
    'br',
    'd',
    'dr',
    'f',
    'g',
    'k',
    'kl',
    'l',
    'm',
    'n',
    'p',
    'pr',
    'r',
    's',
    'st',
    't',
    'tr',
    'v',
    'z',
    'sh',
    'w',
  ];
  const codas = ['', '', '', 'n', 'r', 'l', 's', 'k', 'm'];
  let word = '';
  for (let left = 2 + chance.below(2); left > 0; left--)
    word += chance.pick(onsets) + chance.pick(['a', 'e', 'i', 'o', 'u', 'ai', 'ou']) + chance.pick(codas);
  return word;
}

/** Distinct values of one kind; `words` are what slugs and words are made of. */
export function valuePool(
  kind: ValueKind,
  size: number,
  chance: Chance,
  words: readonly string[],
  states: readonly string[],
): readonly string[] {
  const pool = new Set<string>();
  for (let tries = 0; pool.size < size && tries < size * 5; tries++) pool.add(valueOf(kind, chance, words, states));
  return [...pool];
}

function valueOf(kind: ValueKind, chance: Chance, words: readonly string[], states: readonly string[]): string {
  const letters = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(chance.below(alphabet.length))).join('');
  const hex = (length: number): string => letters('0123456789abcdef', length);
  switch (kind) {
    case 'user':
      return userName(chance, words);
    case 'slug':
      return `${chance.some(words, 2 + chance.below(3)).join('-')}${chance.odds(0.2) ? `-${chance.below(99)}` : ''}`;
    case 'word':
      return chance.pick(words);
    case 'code':
      return chance.pick([
        () => letters('ABCDEFGHIKLMNOPRSTUVWXYZ', 3 + chance.below(2)),
        () => `${letters('ABCDEFGHKLMNPRSTVXZ', 2)}-${1_000 + chance.below(8_999)}`,
      ])();
    case 'state':
      return chance.pick(states);
    case 'integer':
      return String(chance.below(10 ** (1 + chance.below(8))));
    case 'uuid':
      return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
    case 'prefixed':
      return `${chance.pick(words).slice(0, 3)}_${letters('0123456789ABCDEFGHIJKLMNabcdefghijklmnopqrstuv', 14)}`;
    case 'hex':
      return hex(24);
    case 'token':
      return letters('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 26);
    case 'date':
      return `202${chance.below(7)}-0${1 + chance.below(9)}-1${chance.below(10)}`;
    case 'locale':
      return chance.pick(['de-DE', 'fr-FR', 'pt-BR', 'ja-JP', 'en-GB', 'es-MX', 'it-IT', 'nl-NL']);
    case 'float':
      return `${chance.odds(0.5) ? '-' : ''}${chance.below(90)}.${1_000 + chance.below(8_000)}`;
  }
}

function userName(chance: Chance, words: readonly string[]): string {
  const first = chance.pick(NAMES);
  return chance.pick([
    () => first,
    () => `${first}.${chance.pick(SURNAMES)}`,
    () => `${first}_${chance.pick(SURNAMES)}`,
    () => `${first}-${chance.pick(SURNAMES)}`,
    () => `${first}${chance.pick(SURNAMES)}`,
    () => `${chance.pick(words)}${10 + chance.below(990)}`,
  ])();
}
