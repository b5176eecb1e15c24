import { stronger, within, MOST_DEPTH, type Danger, type MarkupJudge } from '../danger.ts';
import { ANIMATIONS, EVENT_HANDLERS, LOADERS } from '../html/names.ts';
import type { Attribute, HtmlTokenizer } from '../html/tokenizer.ts';
import { strengthOfScript } from '../script/judge.ts';
import { findTemplate } from './template.ts';
import { attributeText, judgeAddress } from './address.ts';
import { judgeStyle } from './style.ts';

/** The tag a tokenizer stands at: what runs when a page holds it. The content of script and style is the caller's. */
export function judgeTag(tag: HtmlTokenizer, depth: number, markup: MarkupJudge): Danger | undefined {
  let best = judgeElement(tag);
  for (const attribute of tag.attributes) best = stronger(best, judgeAttribute(tag, attribute, depth, markup));
  return best;
}

const valueOf = (tag: HtmlTokenizer, attribute: Attribute): string =>
  attributeText(tag.text.slice(attribute.valueFrom, attribute.valueTo));

const find = (tag: HtmlTokenizer, ...names: readonly string[]): Attribute | undefined =>
  tag.attributes.find(({ name }) => names.includes(name));

const textOf = (tag: HtmlTokenizer, ...names: readonly string[]): string => {
  const attribute = find(tag, ...names);
  return attribute === undefined ? '' : valueOf(tag, attribute).trim();
};

function judgeAttribute(
  tag: HtmlTokenizer,
  attribute: Attribute,
  depth: number,
  markup: MarkupJudge,
): Danger | undefined {
  const { name, valueFrom, valueTo } = attribute;
  if (HANDLER.test(name)) return judgeHandler(tag, attribute);
  if (valueTo === valueFrom) return undefined;
  const value = valueOf(tag, attribute);
  const place = (danger: Danger | undefined): Danger | undefined =>
    danger && { ...danger, from: attribute.from, to: valueTo };
  let best: Danger | undefined;
  if (name === 'style') best = judgeStyle(value);
  if (FRAMEWORK.test(name)) best = stronger(best, judgeFramework(name, value));
  if (value.includes(':')) best = stronger(best, judgeAddress(value, depth, markup));
  if (value.includes('<') && depth < MOST_DEPTH) {
    const inner = markup(value, depth + 1);
    // A page in an attribute runs as it is; other markup when a second parser reads it anew.
    best = stronger(best, within(inner, 0, name === 'srcdoc' ? 1 : 0.85));
  }
  return place(best);
}

const HANDLER = /^(?:xlink:|ev:|svg:)?on[a-z]{3,36}$/;

/** A handler runs its value. JSX writes `onClick={…}`: there braces hold what a compiler reads. */
function judgeHandler(tag: HtmlTokenizer, attribute: Attribute): Danger | undefined {
  const value = valueOf(tag, attribute);
  const known = EVENT_HANDLERS.has(attribute.name.slice(attribute.name.indexOf('on')));
  const written = tag.text.slice(attribute.from, attribute.from + attribute.name.length);
  if (attribute.quote === '' && value.startsWith('{') && /^on[A-Z][a-z]/.test(written)) return undefined;
  const strength = strengthOfScript(value);
  const score =
    strength === 'strong' ? 0.97 : strength === 'weak' ? (known ? 0.85 : 0.6) : known && value !== '' ? 0.5 : 0;
  if (score === 0) return undefined;
  const what = `brings an event handler (${attribute.name.slice(0, 40)}) that runs script`;
  return { score, what, from: attribute.from, to: attribute.valueTo };
}

/** Attributes that a script library in the page computes. */
const FRAMEWORK = /^(?:v-|x-|ng-|data-ng-|ng:|data-v-|@|:|\(|\[|\*|#|hx-on|hx-vals|_$|mv-|bind:|on:|data-bind)/;

function judgeFramework(name: string, value: string): Danger | undefined {
  const runs =
    strengthOfScript(value) === 'strong' && (/alert|confirm|prompt|eval/.test(value) || findTemplate(`{{${value}}}`));
  if (!runs) return undefined;
  return {
    score: 0.85,
    what: `brings an attribute that the page's library computes (${name.slice(0, 30)})`,
    from: 0,
    to: value.length,
  };
}

function judgeElement(tag: HtmlTokenizer): Danger | undefined {
  const local = tag.name.slice(tag.name.indexOf(':') + 1);
  const answer = (score: number, what: string): Danger => ({ score, what, from: tag.from, to: tag.to });
  if (local === 'script') return judgeScriptElement(tag, answer);
  if (ANIMATIONS.has(local)) return judgeAnimation(tag, answer);
  const sources = LOADERS.get(local);
  if (sources !== undefined) {
    const source = textOf(tag, ...sources);
    if (!isForeign(source)) return undefined;
    // What embeds videos and maps is honest; the others nobody has written for years.
    return answer(
      isPlanted(tag) || !EMBEDS.has(local) ? 0.75 : 0.5,
      `brings an element (${local}) that loads a foreign document`,
    );
  }
  switch (local) {
    case 'base':
      return isForeign(textOf(tag, 'href'))
        ? answer(isPlanted(tag) ? 0.85 : 0.6, 'sets another base for the addresses of the page')
        : undefined;
    case 'meta':
      return judgeMeta(tag, answer);
    case 'link':
      return judgeLink(tag, answer);
    case 'use':
    case 'image':
    case 'feimage':
      return local === 'use' && isForeign(textOf(tag, 'href', 'xlink:href'))
        ? answer(isPlanted(tag) ? 0.75 : 0.5, 'brings foreign content (svg use)')
        : undefined;
    case 'form':
    case 'button':
    case 'input':
    case 'isindex':
      return isForeign(textOf(tag, local === 'form' ? 'action' : 'formaction')) && isPlanted(tag)
        ? answer(0.7, 'brings a form that sends what is typed elsewhere')
        : undefined;
    default:
      return undefined;
  }
}

const EMBEDS = new Set(['iframe', 'object', 'embed', 'portal', 'fencedframe']);

type Answer = (score: number, what: string) => Danger;

function judgeScriptElement(tag: HtmlTokenizer, answer: Answer): Danger | undefined {
  const source = textOf(tag, 'src', 'href', 'xlink:href', 'data');
  if (source !== '') {
    // A program of the page's own, as documents have it.
    if (!isForeign(source) && !isPlanted(tag)) return answer(0.6, 'brings a script element');
    return answer(isForeign(source) ? 0.95 : 0.85, 'brings a script from an address of its own');
  }
  return undefined;
}

/** `<set attributeName=onmouseover to=alert(1)>`; an address is found as in any attribute. */
function judgeAnimation(tag: HtmlTokenizer, answer: Answer): Danger | undefined {
  const target = textOf(tag, 'attributename').toLowerCase();
  if (!target.includes('href') && !target.startsWith('on')) return undefined;
  const set = textOf(tag, 'to', 'values', 'from', 'by');
  return strengthOfScript(set) === 'none' ? undefined : answer(0.9, `sets ${target.slice(0, 30)} of another element`);
}

function judgeMeta(tag: HtmlTokenizer, answer: Answer): Danger | undefined {
  const does = textOf(tag, 'http-equiv').toLowerCase();
  const content = textOf(tag, 'content');
  if (does === 'set-cookie') return answer(0.8, 'sets a cookie (meta)');
  if (does === 'link' && isPlanted(tag)) return answer(0.75, 'loads a foreign style sheet (meta)');
  if (does !== 'refresh') return undefined;
  const address = /^[\s\d.,;]*(?:url\s*=\s*)?["']?(.{1,2000})/is.exec(content)?.[1] ?? '';
  if (/^[\0-\x20]*(?:(?:java|vb)\s*script\s*:|data\s*:)/i.test(address))
    return answer(0.95, 'leads the page to an address that runs script (meta refresh)');
  return isForeign(address)
    ? answer(isPlanted(tag) ? 0.85 : 0.7, 'leads the page elsewhere (meta refresh)')
    : undefined;
}

function judgeLink(tag: HtmlTokenizer, answer: Answer): Danger | undefined {
  const relation = textOf(tag, 'rel').toLowerCase();
  const address = textOf(tag, 'href');
  if (!isForeign(address) && !/^data:/i.test(address)) return undefined;
  if (/\bimport\b/.test(relation)) return answer(0.9, 'imports a foreign document');
  return /\b(?:stylesheet|manifest|serviceworker)\b/.test(relation) && isPlanted(tag)
    ? answer(0.75, 'loads a foreign style sheet')
    : undefined;
}

/** Another host's address, also without its scheme and with the slashes that browsers forgive. */
const isForeign = (address: string): boolean =>
  /^[\0-\x20]*(?:(?:https?|ftp|file)\s*:|[/\\]{2}|\\\\|[/\\]\s*[\t\n\r]\s*[/\\]|data:)/i.test(address);

/** Written as no editor writes it. An unquoted value alone is enough. */
const isPlanted = (tag: HtmlTokenizer): boolean => tag.sloppy;
