import { walkLeaves } from '../../lib/leaves/index.ts';
import { readings } from '../../lib/text/decodings.ts';
import { wordCount } from '../../lib/text/word-count.ts';
import type { Leaf, TransactionRequest } from '../../model/index.ts';
import type { AnsweredRequest } from '../define.ts';

/**
 * What the place of a text says for its being the server's own and not somebody's data. An error of the server speaks for
 * itself; a success that carries it in a field may be an API for logs, tickets or lessons.
 */
export function trust(leaf: Leaf, { response }: AnsweredRequest): number {
  const { status } = response.head;
  if (status >= 500) return 1;
  if (status >= 400) return 0.97;
  if (leaf.name === '') return 0.85;
  return ERROR_FIELD.test(leaf.name) ? 0.85 : 0.6;
}

/** GraphQL answers errors with 200 under `errors` (GraphQL over HTTP §6.4); many frameworks under these names. */
const ERROR_FIELD = /^(?:\[\])?(?:errors?|exception|fault|detail|debug|trace|stack_?trace)(?:\[\])?(?:[.(@]|$)/i;

/** True when the answer is a page for people: its markup is no prose. */
export const isPage = (value: string, { response }: AnsweredRequest): boolean =>
  response.contentType.includes('html') || /^\s{0,200}(?:<!--|<!doctype|<html|<head|<br|<b>|<pre|<h1)/i.test(value);

/** Words before and behind what was found, up to `most` each. */
export const wordsAround = (
  value: string,
  [from, to]: readonly [number, number],
  most: number,
): { readonly before: number; readonly after: number } => ({
  before: wordCount(value.slice(Math.max(0, from - most * 12), from), most),
  after: wordCount(value.slice(to, to + most * 12), most),
});

/** Characters before and behind in which sentences show. */
const PROSE_CHARS = 400;
/** Tables and dumps have a few by chance. */
const LEAST_PROSE = 5;

/** True when sentences stand around what was found: they cannot do without small words, which dumps and tables have none of. */
export function standsInProse(value: string, [from, to]: readonly [number, number]): boolean {
  const before = value.slice(Math.max(0, from - PROSE_CHARS), from);
  const after = value.slice(to, to + PROSE_CHARS);
  return [before, after].some((text) => (text.match(SMALL_WORD) ?? []).length >= LEAST_PROSE);
}

/** Articles, prepositions and the like of the commoner languages. */
const SMALL_WORD =
  /(?<=^|[ \n(])(?:a|an|the|is|are|was|of|to|and|or|in|on|at|it|its|you|your|we|that|this|which|with|for|from|as|by|be|can|not|when|before|der|die|das|und|ist|mit|zu|den|von|ein|eine|le|la|les|des|du|et|est|un|une|pour|el|los|las|de|del|y|que|en|il|che|per|och|att|som|een|het|van)(?=[ \n,.;:])/gi;

/** Markdown sets in fences and quotes what an author shows to readers. */
export const isQuoted = (value: string, from: number): boolean =>
  value.lastIndexOf('```', from) >= 0 || value.lastIndexOf('~~~', from) >= 0 || /["'“‘«„`]$/.test(value.slice(0, from));

/** Shorter texts recur by chance. */
const ECHO_LEAST = 6;

/** True when the request brought the text along: what comes back to its sender is no secret of the server's. */
export function isEcho(text: string, request: TransactionRequest): boolean {
  if (text.length < ECHO_LEAST) return false;
  let found = false;
  walkLeaves(request, (value) => {
    if (found || value.length < ECHO_LEAST) return;
    found = value.includes(text) || (ESCAPED.test(value) && readings(value).some((reading) => reading.includes(text)));
  });
  // Credentials are decoded apart from the other values.
  return found || (request.header('authorization')?.includes(text) ?? false);
}

const ESCAPED = /[%\\&+]|^[\w+/=-]{12,}$/;

/** Two decimals, and nothing where too little is left to speak of. */
export const rounded = (confidence: number): number => Math.round(confidence * 100) / 100;
