import { isPseudonym, readPseudonym } from './pseudonym.ts';

/** A value as an example that gives nothing away: kind of each character and the length stay, the first character too. */
export function maskValue(value: string): string {
  if (isPseudonym(value)) return readPseudonym(value).mask;
  const shown = value.slice(0, 1);
  let masked = shown;
  for (const character of value.slice(1, 24)) masked += /[\p{L}\p{N}]/u.test(character) ? '•' : character;
  return value.length > 24 ? `${masked}…` : masked;
}
