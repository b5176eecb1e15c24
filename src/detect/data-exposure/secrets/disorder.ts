/** Bits of information a character carries, by how often each occurs in the text (Shannon 1948). */
export function entropy(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) counts.set(text.charCodeAt(i), (counts.get(text.charCodeAt(i)) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/**
 * Least entropy of a random text of this length over an alphabet: short texts cannot reach the alphabet's own. One random
 * text in some thousands falls below, words and patterns mostly do.
 */
const leastEntropy = (length: number, alphabet: number): number =>
  Math.min(Math.log2(alphabet), Math.log2(length)) * (length < 24 ? 0.72 : 0.76);

const HEX = /^[\da-f]+$/i;

/**
 * True when a token was made by chance and not by hand: many different characters in no order, no words that stand for a
 * secret, no repetition, no run of the alphabet. Linear.
 */
export function isRandom(token: string): boolean {
  if (PLACEHOLDER.test(token) || isPeriodic(token) || longestRun(token) > token.length / 4 + 3) return false;
  return entropy(token) >= leastEntropy(token.length, HEX.test(token) ? 16 : 62);
}

const PLACEHOLDER =
  /example|sample|place-?_?holder|dummy|change-?_?me|replace|redacted|secret_?key_?here|your[-_]|_your|insert|foobar|deadbeef|x{4}|\*{3}|\.{3}|…|<|>|\$\{|\{\{|0{6}|1{6}/i;

/** Longer pieces are repeated by nobody. */
const MOST_PERIOD = 40;

/** Built by repeating a piece that is at most half as long. */
function isPeriodic(token: string): boolean {
  for (let period = 1; period <= Math.min(MOST_PERIOD, token.length / 2); period++) {
    let same = period;
    while (same < token.length && token[same] === token[same - period]) same++;
    if (same >= token.length - 2) return true;
  }
  return false;
}

/** Longest run of characters each next to the one before: `abcdef`, `987654`, `aaaa`. */
function longestRun(token: string): number {
  let longest = 1;
  let run = 1;
  let last = 2;
  for (let i = 1; i < token.length; i++) {
    const step = token.charCodeAt(i) - token.charCodeAt(i - 1);
    run = Math.abs(step) <= 1 && (step === last || run === 1) ? run + 1 : 1;
    last = step;
    if (run > longest) longest = run;
  }
  return longest;
}

/** What people write where a password belongs, in documents and in settings that a server masks. */
const NO_PASSWORD =
  /^(?:pass(?:word|wd|wort)?\d{0,3}|secret|pwd?|user(?:name)?|root|admin|test(?:ing)?|guest|none|null|undefined|true|false|hidden|masked|redacted|filtered|removed|sanitized|protected|encrypted|x+|\*+|\.+|•+|#+|-+|_+)$|^(?:\[|<|\{|\$|%|\(|@)|\*{3}|x{4}|•{3}|…|\.{3}|example|placeholder|change-?_?me|your|redacted|\bpassword\b|my-?_?(?:secret|pass)/i;

/** True for something that may be a password in use, and not one that documents show. */
export const isPassword = (text: string): boolean =>
  text.length >= 4 && text.length <= 512 && !NO_PASSWORD.test(text) && entropy(text) >= 1.5;
