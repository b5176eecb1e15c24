import { LIMITS } from '../model/index.ts';

/** Percent-decoded pairs of a raw query; `+` is a space, malformed escapes stay as they are. */
export function parseQuery(query: string): readonly (readonly [string, string])[] {
  if (query === '') return [];
  return query
    .split('&', LIMITS.queryPairs)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
