import { percentDecode } from '../../lib/text/percent.ts';
import { LIMITS } from '../../model/index.ts';

export type Pair = readonly [string, string];

/** Pairs of a query string or form body in order, duplicates kept, at most `LIMITS.queryPairs`. */
export function parsePairs(text: string): readonly Pair[] {
  const pairs: Pair[] = [];
  let from = 0;
  while (from < text.length && pairs.length < LIMITS.queryPairs) {
    let to = text.indexOf('&', from);
    if (to < 0) to = text.length;
    if (to > from) {
      // Sliced first: a search in the whole text would be quadratic over pairs without '='.
      const pair = text.slice(from, to);
      const equals = pair.indexOf('=');
      pairs.push(
        equals < 0
          ? [percentDecode(pair, true), '']
          : [percentDecode(pair.slice(0, equals), true), percentDecode(pair.slice(equals + 1), true)],
      );
    }
    from = to + 1;
  }
  return pairs;
}

/** Cookies of all `Cookie` lines in order, at most `LIMITS.cookies`; values percent-decoded and unquoted as frameworks do. */
export function parseCookies(headers: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if ((headers[i] ?? '').toLowerCase() !== 'cookie') continue;
    const text = headers[i + 1] ?? '';
    let from = 0;
    while (from < text.length && pairs.length < LIMITS.cookies) {
      let to = text.indexOf(';', from);
      if (to < 0) to = text.length;
      const pair = cookiePair(text.slice(from, to));
      if (pair !== undefined) pairs.push(pair);
      from = to + 1;
    }
  }
  return pairs;
}

function cookiePair(text: string): Pair | undefined {
  const equals = text.indexOf('=');
  const name = equals < 0 ? '' : text.slice(0, equals).trim();
  let value = text.slice(equals + 1).trim();
  if (name === '' && value === '') return undefined;
  if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) value = value.slice(1, -1);
  return [name, percentDecode(value)];
}
