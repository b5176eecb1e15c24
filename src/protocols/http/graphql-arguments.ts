/**
 * Arguments with string literals in a GraphQL document, `login(email: "a", password: "b")`, in order, at most 50. A scan
 * of tokens, no parse: damaged documents give what they hold.
 */
export function graphqlArguments(document: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  if (!document.includes('"')) return found;
  for (const match of document.matchAll(ARGUMENT)) {
    found.push([match[1] ?? '', (match[2] ?? '').replaceAll(/\\(["\\/])/g, '$1')]);
    if (found.length >= 50) break;
  }
  return found;
}

const ARGUMENT = /\b([_A-Za-z]\w{0,63})\s{0,8}:\s{0,8}"((?:[^"\\\n]|\\.)*)"/g;
