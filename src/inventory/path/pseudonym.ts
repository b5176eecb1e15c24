/**
 * Stands for a word that must not be stored: its keyed hash, and what templates are judged by (form, share of known words,
 * extension, hashes and lengths of its parts, mask). Begins with `/`, which no segment can.
 */
export interface Pseudonym {
  readonly hash: number;
  readonly form: string;
  readonly known: number;
  readonly extension: string;
  /** Each a pseudonym of its own for what compares parts. */
  readonly parts: readonly string[];
  readonly mask: string;
}

export const isPseudonym = (text: string): boolean => text.charCodeAt(0) === 47;

export const writePseudonym = ({ hash, form, known, extension, parts, mask }: Pseudonym): string =>
  `/${hash.toString(36)} ${form} ${known} ${extension} ${parts.join('')} ${mask}`;

export function readPseudonym(text: string): Pseudonym {
  const [hash = '', form = '', known = '', extension = '', parts = '', ...mask] = text.slice(1).split(' ');
  return {
    hash: Number.parseInt(hash, 36),
    form,
    known: Number(known),
    extension,
    parts: parts.match(/\/[0-9a-z]+:\d+/g) ?? [],
    mask: mask.join(' '),
  };
}

/** A part of a word as its hash and length. */
export const partPseudonym = (hash: number, length: number): string => `/${hash.toString(36)}:${length}`;
export const hashOfPseudonym = (text: string): number => Number.parseInt(text.slice(1), 36);
export const lengthOfPart = (part: string): number =>
  isPseudonym(part) ? Number(part.slice(part.indexOf(':') + 1)) : part.length;
