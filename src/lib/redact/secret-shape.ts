/**
 * Whether a token looks like a secret though nothing names it: long, of upper case, lower case and digits in disorder.
 * UUIDs, hexadecimal ids, ULIDs and words are not; ids of this kind lose nothing by it, since a pseudonym keeps equality.
 */
export function looksSecret(token: string): boolean {
  if (token.length < 20 || token.length > 4_096 || !/^[A-Za-z\d+/_=.~-]+$/.test(token)) return false;
  let changes = 0;
  let last = -1;
  const kinds = [0, 0, 0, 0];
  for (let index = 0; index < token.length; index++) {
    const code = token.charCodeAt(index);
    const kind = code >= 48 && code <= 57 ? 0 : code >= 65 && code <= 90 ? 1 : code >= 97 && code <= 122 ? 2 : 3;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (last !== -1 && kind !== last) changes++;
    last = kind;
  }
  const [digits = 0, upper = 0, lower = 0, marks = 0] = kinds;
  return digits >= 2 && upper >= 2 && lower >= 2 && marks <= token.length / 8 && changes / token.length >= 0.35;
}
