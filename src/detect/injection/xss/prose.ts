/** Words around what decides that still look like a value and not like an article. */
const VALUE_WORDS = 8;
/** Beyond it more words say nothing. */
const MOST_WORDS = 60;

/** Words of a part of the text; where no blanks part them, two characters beyond Latin count as one. */
export function wordCount(text: string, from: number, to: number): number {
  let words = 0;
  let wide = 0;
  let inWord = false;
  for (let at = from; at < to && words < MOST_WORDS; at++) {
    const code = text.charCodeAt(at);
    const isWord =
      code > 0x40 && (code >= 0x80 || (code | 0x20) >= 0x61) && (code | 0x20) !== 0x7c && (code & 0xffdf) !== 0x5e;
    if (isWord && !inWord) words++;
    inWord = isWord;
    if (code >= 0x2e80 && ++wide % 2 === 0) words++;
  }
  return words;
}

/**
 * How much of an answer is left when so many words stand around: an article that shows markup is no attack on the API, a
 * comment with a few words and a script is.
 */
export function proseFactor(words: number, code: boolean): number {
  if (code && words > 3) return words > VALUE_WORDS ? 0.4 : 0.6;
  if (words <= VALUE_WORDS) return 1;
  if (words <= VALUE_WORDS * 2) return 0.85;
  return words <= VALUE_WORDS * 4 ? 0.7 : 0.5;
}

const FENCE = /```|~~~|^(?: {4}|\t)\S|<(?:code|pre|kbd|samp|tt)\b|\[code|\\begin\{|::\s*\n/im;

/** True where markup is shown and not sent: between backticks, in a fence, in the elements and the indent of code. */
export const isShown = (value: string, from: number): boolean => {
  const before = value.slice(Math.max(0, from - 2_000), from);
  if (FENCE.test(before)) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.split('`').length - 1) % 2 === 1 && value.indexOf('`', from) >= 0;
};
