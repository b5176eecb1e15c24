/** Words of a text, a word being a run without white space. Stops at `most`, beyond which more say nothing. */
export function wordCount(text: string, most = 15): number {
  let words = 0;
  let inWord = false;
  for (let i = 0; i < text.length && words < most; i++) {
    const isWord = text.charCodeAt(i) > 0x20;
    if (isWord && !inWord) words++;
    inWord = isWord;
  }
  return words;
}
