import { maskedExcerpt } from '../../lib/text/excerpt.ts';
import type { TransactionResponse } from '../../model/index.ts';
import { defineJoinRule, type JoinAnswer, type JoinedExchange } from '../define.ts';
import { answerText, askedValues } from './join/both-sides.ts';
import { fires, silent } from './reflected-script.examples.ts';

/** Shorter values come back by chance. */
const LEAST_CHARS = 8;
/** Occurrences of one value in a page that are looked at. */
const MOST_PLACES = 8;

export const reflectedScript = defineJoinRule({
  id: 'reflected-script',
  version: 1,
  title: 'Script of the request comes back in a page',
  severity: 'high',
  references: ['CWE-79', 'CWE-80', 'API8:2023', 'CAPEC-63', 'CAPEC-591'],
  explanation:
    'A value of the request with markup that runs as a script comes back in a page as it was sent. Whoever follows a link with such a value runs the script of whoever made the link, under the name of the API. ' +
    'The rule is asked when cross-site scripting was tried, and looks for the value itself in an answer that browsers show as a page: outside of places where markup is only text, or inside a tag whose attribute it closes. ' +
    'Not seen: values that the page changes on the way, and scripts that come back in a later answer. A content security policy may keep browsers from running it; the hole is there all the same.',
  limits: {},
  action: 'log',
  blockMs: 0,
  ask: askReflection,
  examples: { fires, silent },
});

function askReflection(exchange: JoinedExchange): JoinAnswer | undefined {
  if (!isShownAsPage(exchange.response)) return undefined;
  const values = askedValues(exchange, (rule) => rule === 'cross-site-scripting');
  if (values.length === 0) return undefined;
  const page = answerText(exchange.response);
  for (const { value, signal } of values) {
    if (value.length < LEAST_CHARS || !isActiveIn(page, value)) continue;
    const { part, name } = signal.evidence;
    const from = Math.max(0, value.search(/[<"']/));
    return {
      confidence: 0.93,
      evidence: {
        part: 'response',
        name: '-',
        ...maskedExcerpt(value, [from, value.length]),
        statement: `markup of the request (${part} ${name}) comes back in a page as it was sent`,
      },
    };
  }
  return undefined;
}

/** HTML and its kin; without a type, browsers look at the content unless they are told not to (WHATWG MIME Sniffing §7). */
function isShownAsPage(response: TransactionResponse): boolean {
  const { contentType } = response;
  if (contentType === '') return response.header('x-content-type-options')?.toLowerCase() !== 'nosniff';
  return /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|text\/xml|application\/xml)$/.test(contentType);
}

/** True when the value stands somewhere in the page where its markup counts. */
function isActiveIn(page: string, value: string): boolean {
  let at = page.indexOf(value);
  for (let places = 0; at >= 0 && places < MOST_PLACES; places++) {
    if (isActiveAt(page, value, at)) return true;
    at = page.indexOf(value, at + 1);
  }
  return false;
}

function isActiveAt(page: string, value: string, at: number): boolean {
  const before = page.slice(Math.max(0, at - BEFORE), at);
  const inTag = before.lastIndexOf('<') > before.lastIndexOf('>');
  if (inTag) return closesAttribute(before, value) || isScriptAddress(before, value);
  if (!/<[a-z!/?]/i.test(value)) return false;
  return !INERT.some(([open, close]) => isOpen(before, open, close) && !value.toLowerCase().includes(close));
}

/** Characters before a place that are looked at for what it stands in. */
const BEFORE = 20_000;

/** Elements whose content is text, and comments (HTML §13.1.2.6, §13.2.5). A script's content is code of the page. */
const INERT: readonly (readonly [open: string, close: string])[] = [
  ['<textarea', '</textarea'],
  ['<title', '</title'],
  ['<style', '</style'],
  ['<xmp', '</xmp'],
  ['<noscript', '</noscript'],
  ['<script', '</script'],
  ['<!--', '-->'],
];

function isOpen(before: string, open: string, close: string): boolean {
  const text = before.toLowerCase();
  return text.lastIndexOf(open) > text.lastIndexOf(close);
}

/** The value holds the quote that the attribute was opened with, or the attribute has none. */
function closesAttribute(before: string, value: string): boolean {
  const tag = before.slice(before.lastIndexOf('<'));
  const quote = /=\s{0,4}(["'])[^"']*$/.exec(tag.slice(-2_000))?.[1];
  if (quote !== undefined) return value.includes(quote) && /<[a-z]|\bon[a-z]{3,30}\s{0,8}=/i.test(value);
  return /=\s{0,4}\S*$/.test(tag.slice(-200)) && /^\S*[\s>]/.test(value);
}

const isScriptAddress = (before: string, value: string): boolean =>
  /\b(?:href|src|action|formaction|data|xlink:href)\s{0,4}=\s{0,4}["']?$/i.test(before.slice(-40)) &&
  /^\s{0,20}(?:javascript|vbscript|data:text\/html)/i.test(value);
