import type { Danger } from '../danger.ts';
import { readExpression } from '../script/judge.ts';

/** Quotes tried of each kind. */
const MOST_QUOTES = 3;
/** Characters before the quote: a value that is put into a string is short. */
const MOST_BEFORE = 60;

/** What a value does inside a string of a script: it ends the string and goes on, `'-alert(1)-'`, `\";alert(1)//`. */
export function findStringEscape(value: string): Danger | undefined {
  for (const quote of ["'", '"', '`']) {
    let at = value.indexOf(quote);
    for (let tries = 0; at >= 0 && at <= MOST_BEFORE && tries < MOST_QUOTES; tries++) {
      const to = escapes(value, at, quote);
      if (to !== undefined)
        return { score: 0.9, what: `ends a string of a script (${quote}) and computes`, from: at, to };
      at = value.indexOf(quote, at + 1);
    }
  }
  return undefined;
}

/** Where the script behind the quote ends; undefined when none follows. */
function escapes(value: string, at: number, quote: string): number | undefined {
  // Code that an honest text quotes has an operator or bracket before the quote.
  if (OPENS_STRING.test(value.slice(Math.max(0, at - 12), at))) return undefined;
  const after = value.slice(at + 1, at + 24);
  const operator = OPERATOR.exec(after);
  // A form's `+` that was read as a blank.
  const blank = operator === null && /^ [a-z([]/i.test(after) && value.trimEnd().endsWith(` ${quote}`);
  if (operator === null && !blank) return undefined;
  const from = at + 1 + (operator?.[0].length ?? 1);
  const to = blank ? value.lastIndexOf(` ${quote}`) : value.length;
  return readExpression(value, from, to)?.to;
}

const OPENS_STRING = /(?:[=(,[{:?]|[+&|]|\breturn|=>)\s*$/;
const OPERATOR =
  /^[\s\\"'`]{0,6}(?:[)\]}]{1,6}\s{0,3}){0,4}(?:[-+*/%^&|<>=?:,;.]{1,4}|\/\/[^\n]{0,8}\n|\s?in\s|\n|(?<=[)\]}]))/;

/** A statement or call that stands in a script without a string around it, or is a handler's value. */
export function findBareScript(value: string): Danger | undefined {
  if (value.length > MOST_BARE || value.includes('\n')) return undefined;
  const start = BREAK.exec(value);
  const from = start?.[0].length ?? 0;
  const script = value.slice(from);
  if (!POPUP.test(script) && !ROUNDABOUT.test(script)) return undefined;
  const read = readExpression(value, from);
  return read && { score: from > 0 ? 0.85 : 0.75, what: 'is a script that shows it runs', from, to: read.to };
}

/** A popup called by way of something: `alert.call(null, 1)`, `[1].find(alert)`, `top["al" + "ert"](1)`, and the empty call. */
const ROUNDABOUT =
  /(?:^|[^\w.$])(?:alert|confirm|prompt|eval)\s?\.\s?(?:call|apply|bind)\s?[(`]|[\])]\s?\.\s?(?:find|map|forEach|some|every|filter|sort|reduce|flatMap)(?:\s?\.\s?(?:call|apply))?\s?[(`]\s?(?:\$\{\s?)?(?:alert|confirm|prompt|eval)\b|(?:^|[^\w.$])(?:window|self|top|parent|frames|globalThis)\s?(?:\?\.)?\[[^\]]{1,80}\]\s?\(|^\s?(?:alert|confirm|prompt)\(\)\s?;?$/;

const MOST_BARE = 400;
/** A number, word or bracket that closes what the page opened, and then a new statement or operand. */
const BREAK = /^\s{0,8}\w{0,40}[)\]}]{0,6}\s{0,3}[;,\-+*/|&]{1,3}(?=[a-z([!{])/i;
/** A popup with an argument that no prose has: a number, string, template or something of the page. */
const POPUP =
  /(?:^|[^\w.$])\(?(?:(?:window|self|top|parent|this|globalThis)\s?\??\.\s?)?(?:alert|confirm|prompt|eval)\)?\s?(?:\?\.)?(?:\(\s?(?:\d|['"`/]|document\b|location\b|origin\b|window\b|self\b|top\b|this\b|String\.|atob\b|name\)|\()|`)/;
