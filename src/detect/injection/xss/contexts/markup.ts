import { MOST_DEPTH, stronger, within, type Danger } from '../danger.ts';
import { HtmlTokenizer } from '../html/tokenizer.ts';
import { strengthOfScript } from '../script/judge.ts';
import { wordCount } from '../prose.ts';
import { importsForeign, judgeStyle } from './style.ts';
import { judgeTag } from './tags.ts';

/** What a text would do as the content of an element, and how many words stand around its markup. */
export interface MarkupReading {
  readonly danger: Danger | undefined;
  readonly words: number;
  /** A whole page: `<!doctype`, `<html>` with a head. */
  readonly document: boolean;
  readonly tags: number;
}

/** Text that only a second parser reads as markup (comments, noscript, textarea): less sure. */
const INERT = 0.85;

export const judgeMarkup = (text: string, depth: number): Danger | undefined => readMarkup(text, depth).danger;

/** Reads markup to its end. Linear: what stands inside attributes and comments is read once more, to a bounded depth. */
export function readMarkup(text: string, depth = 0): MarkupReading {
  const html = new HtmlTokenizer(text);
  let danger: Danger | undefined;
  let words = 0;
  let head = 0;
  let tags = 0;
  let element = '';
  for (let kind = html.next(); kind !== 'end'; kind = html.next()) {
    if (kind === 'text') {
      if (element === 'script') danger = stronger(danger, judgeProgram(text, html));
      else if (element === 'style') danger = stronger(danger, judgeSheet(html));
      else words += wordCount(text, html.from, html.to);
      // In foreign content, or read without a script engine, these hold tags.
      if (element !== '' && element !== 'script' && depth < MOST_DEPTH)
        danger = stronger(danger, judgeInert(html, html.from, depth));
      element = '';
      continue;
    }
    if (kind === 'comment') danger = stronger(danger, judgeComment(html, depth));
    else if (kind === 'instruction') danger = stronger(danger, judgeInstruction(html));
    else if (kind === 'tag') {
      tags++;
      danger = stronger(danger, judgeTag(html, depth, judgeMarkup));
      const local = html.name.slice(html.name.indexOf(':') + 1);
      element = HOLDERS.has(local) ? local : '';
      if (local === 'script') danger = stronger(danger, judgeOpening(html));
      if (local === 'html' || local === 'head') head++;
      continue;
    }
    if (kind === 'instruction' && /^<!doctype html/i.test(text.slice(html.from, html.from + 16))) head++;
    element = '';
  }
  return { danger, words, document: head >= 2, tags };
}

const HOLDERS = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
  'handler',
]);

/** A script element without content: it may be cut off, or there to be seen. */
function judgeOpening(html: HtmlTokenizer): Danger | undefined {
  return { score: 0.5, what: 'brings a script element', from: html.from, to: html.to };
}

function judgeProgram(text: string, html: HtmlTokenizer): Danger | undefined {
  const closed = html.to < text.length;
  const strength = strengthOfScript(text, html.from, html.to);
  const empty = text.slice(html.from, Math.min(html.to, html.from + 200)).trim() === '';
  const score = strength === 'strong' ? 0.97 : strength === 'weak' ? 0.85 : closed && !empty ? 0.75 : 0;
  return score === 0 ? undefined : { score, what: 'brings a script element that runs', from: html.from, to: html.to };
}

function judgeSheet(html: HtmlTokenizer): Danger | undefined {
  const sheet = html.text.slice(html.from, html.to);
  const danger = within(judgeStyle(sheet), html.from);
  if (danger !== undefined || !importsForeign(sheet)) return danger;
  return { score: 0.75, what: 'loads a foreign style sheet', from: html.from, to: html.to };
}

function judgeInert(html: HtmlTokenizer, from: number, depth: number): Danger | undefined {
  const inside = html.text.slice(from, html.to);
  if (!inside.includes('<') || depth >= MOST_DEPTH) return undefined;
  return within(judgeMarkup(inside, depth + 1), from, INERT);
}

/** A conditional comment is read by the browser it was made for, others where they end early in an older one. */
function judgeComment(html: HtmlTokenizer, depth: number): Danger | undefined {
  const { text, from } = html;
  const inner = from + (text.startsWith('<!--', from) ? 4 : 2);
  if (inner >= html.to) return undefined;
  const found = judgeInert(html, inner, depth);
  return found && /^\s*\[if/i.test(text.slice(inner, inner + 12)) ? { ...found, score: found.score / INERT } : found;
}

/** `<?xml-stylesheet href="javascript:…"?>`, `<?import namespace="t" implementation="#default#time2">`, an entity with markup. */
function judgeInstruction(html: HtmlTokenizer): Danger | undefined {
  const inside = html.text.slice(html.from, html.to);
  const score = /javascript\s*:/i.test(inside) ? 0.85 : /^<\?import\s[^>]*implementation/i.test(inside) ? 0.8 : 0;
  return score === 0
    ? undefined
    : { score, what: 'brings an instruction that loads a program', from: html.from, to: html.to };
}
