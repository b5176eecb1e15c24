import { stronger, type Danger } from '../danger.ts';
import { EVENT_HANDLERS } from '../html/names.ts';
import { HtmlTokenizer } from '../html/tokenizer.ts';
import { judgeMarkup } from './markup.ts';
import { judgeTag } from './tags.ts';

/** Quotes tried; an application's own escaping may leave one before. */
const MOST_QUOTES = 3;

/**
 * What a value does inside an attribute's value: it ends that value (by a quote, or by a blank where the page wrote none) and
 * goes on with attributes of its own, `" onfocus=alert(1) autofocus x="`.
 */
export function findAttribute(value: string): Danger | undefined {
  if (!MAY_ADD.test(value)) return undefined;
  let best: Danger | undefined;
  for (const quote of ['"', "'", '`']) {
    let at = value.indexOf(quote);
    for (let tries = 0; at >= 0 && tries < MOST_QUOTES; tries++) {
      best = stronger(best, judgeFrom(value, at + 1, `ends an attribute's value (${quote}) and`, 1));
      at = value.indexOf(quote, at + 1);
    }
  }
  return stronger(best, findBare(value));
}

const MAY_ADD = /[a-z]\s*=/i;

function judgeFrom(value: string, at: number, how: string, weight: number): Danger | undefined {
  const html = new HtmlTokenizer(value);
  html.enterTag(at);
  const danger = judgeTag(html, 0, judgeMarkup);
  if (danger === undefined) return undefined;
  // Behind the quote attributes follow, not words.
  const passed = html.attributes.filter(({ from, name }) => from < danger.from && /^[a-z]/.test(name)).length;
  if (passed > MOST_PASSED) return undefined;
  return { ...danger, what: `${how} ${danger.what}`, score: danger.score * weight };
}

const MOST_PASSED = 6;

/** A handler known to HTML, at the start or behind a blank or slash. */
function findBare(value: string): Danger | undefined {
  HANDLER.lastIndex = 0;
  for (let tries = 0; tries < MOST_QUOTES; tries++) {
    const found = HANDLER.exec(value);
    if (found === null) return undefined;
    const name = found[1] ?? '';
    if (!EVENT_HANDLERS.has(name.toLowerCase())) continue;
    const at = found.index + found[0].indexOf(name);
    const danger = judgeFrom(value, at, 'stands in an attribute without quotes and', 0.95);
    if (danger !== undefined && danger.from === at) return danger;
  }
  return undefined;
}

const HANDLER = /(?:^|[\s/"'`;>])(on[a-z]{3,36})\s{0,20}=(?!=)/gi;
