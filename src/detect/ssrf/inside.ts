import { parseLenientUrl, type LenientUrl } from '../../lib/url/lenient-url.ts';

export interface NestedAddress {
  readonly url: LenientUrl;
  /** Where its authority stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** More addresses are a list of links. */
const MOST = 16;
/** Words around them that still look like a value and not like an article. */
const MOST_WORDS = 8;

/** Addresses with an authority anywhere in a text that is no prose: in markup, commands, other addresses' parameters. */
export function nestedAddresses(text: string): readonly NestedAddress[] {
  if (isProse(text)) return [];
  const found: NestedAddress[] = [];
  for (const match of text.matchAll(AUTHORITY)) {
    if (found.length >= MOST) break;
    const url = parseLenientUrl(`//${match[1] ?? ''}/`);
    if (url !== undefined) found.push({ url, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

const AUTHORITY = /[/\\]{2}([^\s/\\?#"'<>`)&;,]{3,128})/g;

/** Plain words outside tags, counted up to where more say nothing. */
function isProse(text: string): boolean {
  let words = 0;
  for (const _ of text.matchAll(WORD)) if (++words > MOST_WORDS) return true;
  return false;
}

const WORD = /(?<=^|[\s>])\p{L}{2,24}(?=[\s.,;:!?<]|$)/gu;
